"""What of the service specification is delivered? Aspects by quarter, activities, declarations."""

from pcdash.ui import (
    components,
    frame,
    programme_controls,
    publishing,
    selection,
    specification_parts,
)

frame.require()
components.title("What of the service specification is delivered?")
publishing.said()
task = programme_controls.specification_task()
area = programme_controls.specification_area()
selection.require_known()
specification_parts.TASKS[task](area)
