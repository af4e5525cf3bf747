"""What goes to the committee? A report by section: figures, commentary, front sheet, and files."""

from pcdash.ui import components, frame, report_controls, reports, selection

frame.require()
components.title("What goes to the committee?")
asked = report_controls.asked()
step = report_controls.step()
selection.require_known()
reports.STEPS[step](asked)
