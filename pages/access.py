"""Can patients get an appointment? What is held of a place, and what is not."""

from pcdash.ui import components, frame, panels, subject_controls, subject_views

frame.require()
components.title("Can patients get an appointment?")
area = subject_controls.place()

shown = subject_views.sections("access", area)
panels.sections(shown, area)
components.subheading("What does the strategy say?")
components.published(subject_views.printed("access"), is_open=True)
panels.sources(shown)
