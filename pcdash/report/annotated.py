"""A person's own workbook with its problems marked where they are, and a sheet of them in front."""

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pcdash.errors import UserFacingError
from pcdash.grammar import and_more
from pcdash.ingest.layouts import SPELLINGS, header_of
from pcdash.ingest.load import LoadReport
from pcdash.ingest.reading import Problem
from pcdash.ingest.sheet_rows import SEARCHED_ROWS
from pcdash.ingest.spellings import plain
from pcdash.ingest.workbook_guard import check_workbook

SHEET = "Problems"
COLUMNS = ("Kind", "Sheet", "Cell", "What is wrong", "Found", "Expected", "What to do")
WIDTHS = (10, 20, 10, 44, 30, 40, 60)
FILLS = {
    "error": PatternFill("solid", fgColor="F4B183"),
    "warning": PatternFill("solid", fgColor="FFE699"),
}
MARKED = "pcdash"
LONGEST_COMMENT = 1_000
SUFFIXES = (".xlsx", ".xlsm")


def annotate_load(given: Sequence[Path], report: LoadReport, out: Path) -> int:
    """Mark the problems of the one workbook that a load was given, as `annotate` does.

    Raises:
        UserFacingError: as `require_annotatable`, or as `annotate`.
    """
    require_annotatable(given, out)
    refusals = [Problem("error", one) for one in report.refusals]
    problems = (*report.files[0].problems, *refusals)
    return annotate(given[0], problems, out)


def require_annotatable(given: Sequence[Path], out: Path) -> None:
    """See, before a load, that a copy of what it is given can be annotated and written.

    Raises:
        UserFacingError: it is more than one file, or none that can be written again; or out is the
            file.
        OSError: out cannot be written.
    """
    if len(given) != 1 or not given[0].is_file():
        raise UserFacingError("--annotate marks the problems of one workbook: give that one alone.")
    _require_writable(given[0], out)
    is_new = not out.exists()
    with out.open("ab"):
        pass
    if is_new:
        out.unlink()


def annotated_bytes(path: Path, problems: Sequence[Problem]) -> bytes:
    """The annotated copy of a workbook; see `annotate`."""
    with tempfile.TemporaryDirectory(prefix="pcdash-") as folder:
        out = Path(folder) / path.name
        annotate(path, problems, out)
        return out.read_bytes()


def can_be_annotated(path: Path) -> bool:
    """Whether a copy of the file can be written with its problems marked."""
    return path.suffix.lower() in SUFFIXES


def annotate(path: Path, problems: Sequence[Problem], out: Path) -> int:
    """Write a copy of a workbook in which each cell with a problem is coloured and commented.

    Everything else is as it was; macros are kept and never run.

    Returns:
        How many cells were marked.

    Raises:
        UserFacingError: the file is no workbook that can be written again, or out is the file.
    """
    _require_writable(path, out)
    check_workbook(path)
    book = load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    marks: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    places = []
    headings = _Headings()
    for problem in problems:
        cells = _cells(book, problem, headings)
        places.append(cells)
        for cell in cells:
            marks[cell].append(problem)
    for (sheet, reference), found in marks.items():
        _mark(book[sheet], reference, found)
    _list(book, problems, places)
    book.save(out)
    return len(marks)


def _require_writable(path: Path, out: Path) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise UserFacingError(
            f"{path.name!r} cannot be annotated: only .xlsx and .xlsm workbooks can. Open it in "
            "Excel or LibreOffice, save it as .xlsx and load that."
        )
    if out.suffix.lower() != path.suffix.lower():
        raise UserFacingError(
            f"The annotated copy is a workbook of the same kind: its name must end in "
            f"{path.suffix.lower()!r}; got {out.name!r}."
        )
    if path.resolve() == out.resolve():
        raise UserFacingError(
            "The annotated copy may not take the place of the workbook itself. Give another name."
        )


def _cells(book: Workbook, problem: Problem, headings: "_Headings") -> list[tuple[str, str]]:
    """The sheet and reference of each cell that a problem is about."""
    spot = problem.spot
    if spot is None or spot.sheet not in book.sheetnames or not spot.rows:
        return []
    letter = headings.letter(book[spot.sheet], spot.column, min(spot.rows))
    return [(spot.sheet, f"{letter}{row}") for row in spot.rows]


class _Headings:
    """Finds columns by their headings; the texts at the top of a sheet are looked at once."""

    def __init__(self) -> None:
        self.texts: dict[str, list[tuple[int, str, str]]] = {}
        self.headers: dict[str, int | None] = {}

    def letter(self, sheet: Worksheet, column: str, first: int) -> str:
        """The column of a heading in or above a row: in the header that the reader goes by, or the
        topmost that there is; the first column if there is none."""
        if sheet.title not in self.texts:
            self._look_at(sheet)
        names = {plain(one) for one in (column, *SPELLINGS.get(column, ()))} - {""}
        header = self.headers[sheet.title]
        found = [
            (row, letter)
            for row, text, letter in self.texts[sheet.title]
            if row <= first and text in names and header in (None, row)
        ]
        return min(found, key=lambda one: one[0], default=(0, "A"))[1]

    def _look_at(self, sheet: Worksheet) -> None:
        rows = [*sheet.iter_rows(max_row=SEARCHED_ROWS)]
        header = header_of([[cell.value for cell in row] for row in rows], sheet.title)
        self.headers[sheet.title] = header[0] + 1 if header else None
        self.texts[sheet.title] = [
            (cell.row, plain(cell.value), get_column_letter(cell.column))
            for row in rows
            for cell in row
            if isinstance(cell.value, str)
        ]


def _mark(sheet: Worksheet, reference: str, problems: Sequence[Problem]) -> None:
    cell = sheet[reference]
    is_error = any(one.severity == "error" for one in problems)
    cell.fill = FILLS["error" if is_error else "warning"]
    said = "\n".join(dict.fromkeys(_short(one) for one in problems))
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{said}"[:LONGEST_COMMENT], MARKED, width=320, height=140)


def _short(problem: Problem) -> str:
    """A problem without its place, which the cell is."""
    parts = [problem.what[:1].upper() + problem.what[1:]]
    parts += [f"expected {problem.expected}"] if problem.expected else []
    return ": ".join(parts) + "." + (f" {problem.advice}" if problem.advice else "")


def _list(
    book: Workbook, problems: Sequence[Problem], places: Sequence[Sequence[tuple[str, str]]]
) -> None:
    """The sheet in front: a row a problem, each with the way to its cell."""
    name = SHEET
    while name in book.sheetnames:
        name = f"{name} of this load"
    sheet = book.create_sheet(name, 0)
    sheet.freeze_panes = "A2"
    for place, (heading, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), start=1):
        sheet.cell(1, place, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, (problem, cells) in enumerate(zip(problems, places, strict=True), start=2):
        where, reference = cells[0] if cells else (problem.where, "")
        more = and_more(len(cells) - 1)
        texts = (
            problem.severity, where, f"{reference}{more}", problem.what, problem.found,
            problem.expected, problem.advice,
        )  # fmt: skip
        for place, text in enumerate(texts, start=1):
            cell = sheet.cell(number, place)
            cell.value, cell.data_type = text or None, "s" if text else "n"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).fill = FILLS[problem.severity]
        if reference:
            target = where.replace("'", "''")
            sheet.cell(number, 3).hyperlink = f"#'{target}'!{reference}"
    book.active = 0
