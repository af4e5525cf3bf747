"""Who are the patients? What is held of a place, and what is not."""

from pcdash.ui import components, frame, panels, subject_controls, subject_views

frame.require()
components.title("Who are the patients?")
area = subject_controls.place()

shown = subject_views.sections("population", area)
panels.sections(shown, area)
components.subheading("What does the strategy say?")
components.published(subject_views.printed("population"), is_open=True)
panels.sources(shown)
