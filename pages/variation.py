"""How do practices differ? One indicator across practices, or across their groups."""

from pcdash.ui import components, controls, forms, frame, session

frame.require()
components.title("How do practices differ?")
question = controls.question()
view = session.variation_view(question)

forms.show(question, view)
components.why(view.measured, label="What is measured?")
components.published(view.published)
components.source_note(view.source.lines, view.caveats)
