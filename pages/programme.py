"""How does the programme go? Milestones, actions, estates, outcomes, risks and money."""

from pcdash.ui import (
    components,
    frame,
    programme_controls,
    programme_parts,
    programme_views,
    selection,
)

frame.require()
components.title("How does the programme go?")
area = programme_controls.area()
glance = programme_views.glance(area)
components.numbers(glance.numbers, glance.note, width=150)
part = programme_controls.part()
selection.require_known()
programme_parts.PARTS[part](area)
