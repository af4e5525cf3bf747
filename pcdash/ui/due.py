"""The load calendar on the Load page: which file is due, and what each looks like."""

from datetime import date

from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ui import components, session
from pcdash.viewmodels.load_calendar import build_calendar


def show() -> None:
    """The calendar, what needs doing first at its top."""
    view = build_calendar(session.context(), session.today().sources, FORMATS, today=date.today())
    components.finding(view.finding, sentence=view.sentence)
    components.data_table(view.table, view.provenance, key="calendar", alt=view.finding)
    components.notes(view.notes)
    components.subheading("What each file looks like")
    components.data_table(
        view.layouts, view.layouts_provenance, key="layouts", alt="What each file looks like"
    )
