"""Are there enough staff? By role and place, against plans, their age, and a what-if."""

from pcdash.ui import components, frame, panels, subject_controls, subject_views
from pcdash.viewmodels.subject_parts import AGE_NOT_HELD, ROLES

frame.require()
components.title("Are there enough staff?")
area = subject_controls.place()

shown = subject_views.sections("workforce", area)
panels.sections(shown, area)

components.subheading("Place by place")
level = subject_controls.level()
tables = {role: subject_views.by_place(role, area, level) for role in ROLES}
if not any(tables.values()):
    components.nothing_held("Nothing is held of staff at this level. Choose another.")
for role, made in tables.items():
    if made:
        said, table, about = made
        components.small_heading(said)
        components.data_table(table, about, key=f"places_{role}", alt=said)

components.subheading("Actual against planned")
plans = subject_views.plans(area)
if not plans:
    components.nothing_held(subject_views.no_plans(area))
for number, form in enumerate(plans):
    panels.plan(form, f"plan_{number}")

components.subheading("What if?")
asked = subject_controls.what_if()
outcome = subject_views.what_if(area, asked)
if outcome is None:
    components.nothing_held(subject_views.no_start(area))
else:
    panels.plan(outcome, "what_if", why="How is this worked out?")

components.subheading("How old are they?")
components.nothing_held(AGE_NOT_HELD)
components.published(subject_views.printed("workforce"), is_open=True)

components.subheading("From the strategy documents: planned staff")
for number, form in enumerate(subject_views.printed_plans()):
    panels.plan(form, f"printed_{number}")
panels.sources(shown)
