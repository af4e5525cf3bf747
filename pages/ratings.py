"""How does the CQC rate practices? By practice and key question, over time, against the target."""

from pcdash.ui import components, frame, rating_parts, subject_controls

frame.require()
components.title("How does the CQC rate practices?")
rating_parts.show(subject_controls.ratings())
