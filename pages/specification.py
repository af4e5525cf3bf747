"""What of the service specification is delivered? Aspects by quarter, activities, declarations."""

from pcdash.ui import (
    components,
    frame,
    programme_controls,
    programme_views,
    selection,
    specification_parts,
)
from pcdash.viewmodels.specification import NOT_HELD

frame.require()
components.title("What of the service specification is delivered?")
if not programme_views.specification_held():
    components.nothing_held(NOT_HELD)
area = programme_controls.specification_area()
view = programme_views.specification_view(area, programme_controls.grid_rows())
components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
specification_parts.show_grid(view)

components.subheading("What is done for one aspect?")
aspect = programme_controls.aspect(view.choices)
selection.require_known()
specification_parts.show_aspect(area, aspect)

components.subheading("What to ask practices")
specification_parts.show_enquiries(area)
components.source_note(view.source)
