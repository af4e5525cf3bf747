"""Are there enough staff? By role and place, against plans, their age, and a what-if."""

from pcdash.ui import components, frame, panels, subject_controls, subject_views, workforce_parts
from pcdash.viewmodels.subject_parts import AGE_NOT_HELD

frame.require()
components.title("Are there enough staff?")
area = subject_controls.place()

shown = subject_views.sections("workforce", area)
panels.sections(shown, area)

components.subheading("Place by place")
workforce_parts.show_places(area, subject_controls.level())

components.subheading("Actual against planned")
workforce_parts.show_plans(area)

components.subheading("What if?")
workforce_parts.show_what_if(area)

components.subheading("How old are they?")
components.nothing_held(AGE_NOT_HELD)
components.published(subject_views.printed("workforce"), is_open=True)

components.subheading("From the strategy documents: planned staff")
workforce_parts.show_printed()
panels.sources(shown)
