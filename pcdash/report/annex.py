"""The data annex of a committee report as a workbook: a sheet a figure, and what they are."""

import io

from openpyxl import Workbook

from pcdash.report.pictures import Pictures
from pcdash.report.table_files import fill_sheet, text_row
from pcdash.report.wording import figure_links, links_rule
from pcdash.viewmodels.committee_report import CommitteeReport, Progress


def write_annex(
    report: CommitteeReport,
    _pictures: Pictures,
    address: str,
    progress: Progress = lambda _what, _share: None,
) -> bytes:
    """The annex as an .xlsx file; arguments as `pcdash.report.word.write_word`, no picture used.

    Sheets are named by the numbers of the figures: a name of a sheet has room for little, and
    forbids much of what a title may hold.
    """
    book = Workbook(write_only=True)
    about = book.create_sheet("About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 24, 100
    lines = [
        ("Report", report.title), ("Committee", report.plan.committee), ("Data", report.stamp),
        ("Periods", report.periods), ("Address", address), ("Links", links_rule(report)),
        *(("Method", one) for one in report.methods), *(("Source", one) for one in report.sources),
        *(("Caveat", one) for one in report.caveats),
    ]  # fmt: skip
    for line in lines:
        text_row(about, line)
    fill_sheet(book.create_sheet("Figures"), figure_links(report.figures), report.is_illustrative)
    for number, figure in enumerate(report.figures, start=1):
        progress(figure.title, number / len(report.figures))
        sheet = book.create_sheet(f"Figure {number}")
        fill_sheet(sheet, figure.table, report.is_illustrative)
        for line in (
            ("", ""), ("Finding", figure.finding), ("About", figure.subtitle), *figure.source,
            *(("Symbol", one) for one in figure.table.key), ("Figure", figure.link.id),
        ):  # fmt: skip
            text_row(sheet, line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
