"""What is wrong with files that are to be loaded, as the Load page shows it and gives it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pcdash.grammar import counted, verb
from pcdash.ingest.load import FileReport, LoadReport
from pcdash.ingest.reading import Problem
from pcdash.report.annotated import can_be_annotated
from pcdash.report.mapping_view import asked_files
from pcdash.viewmodels.sources import unpublished
from pcdash.viewmodels.tables import Column, Provenance, Table, first_rows, made_of
from pcdash.viewmodels.words import sentence_list

UNKNOWN = "{names} {have} a layout that is not known: say below what the columns are"
SEEN = 25  # problems in full, on the page


@dataclass(frozen=True)
class MarkedCopy:
    """A workbook that can be had with its problems marked in its cells."""

    label: str
    file_name: str
    path: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ProblemsView:
    """What was read, what is wrong, where, and what to do.

    `read` has some sentences a file; `table` every problem, `seen` the first of them, and `more`
    says how many those leave out.
    """

    finding: str
    read: tuple[tuple[str, ...], ...]
    seen: Table
    more: tuple[str, ...]
    table: Table
    provenance: Provenance
    marked: tuple[MarkedCopy, ...]


def build_problems(
    report: LoadReport, paths: Sequence[Path], *, is_illustrative: bool
) -> ProblemsView:
    """The view of what is wrong.

    Args:
        paths: The files that the report is of.
    """
    unknown = tuple(path.name for path, is_read in asked_files(report, paths) if not is_read)
    table = _table(report, unknown)
    left = len(table.rows) - SEEN
    return ProblemsView(
        finding=_finding(report, unknown),
        read=tuple(said for one in report.files if (said := _read(one))),
        seen=first_rows(table, SEEN),
        more=(f"{left:,} more are in the downloads.",) if left > 0 else (),
        table=table,
        provenance=unpublished(
            "Problems",
            "Nothing of these files was stored.",
            is_illustrative=is_illustrative,
            file_name="problems",
        ),
        marked=_marked(report, paths, unknown),
    )


def _read(one: FileReport) -> tuple[str, ...]:
    if one.outcome == "loaded":
        return (f"{one.name}: {one.format_title}", *one.notes)
    if one.outcome == "skipped":
        return (f"{one.name} holds nothing to load: {one.reason}",)
    return ()


def _marked(
    report: LoadReport, paths: Sequence[Path], unknown: tuple[str, ...]
) -> tuple[MarkedCopy, ...]:
    """The workbooks with problems; none where a zip or folder hides which file is which."""
    if len(paths) != len(report.files):
        return ()
    return tuple(
        MarkedCopy(
            f"Download {path.name} with its problems marked",
            f"{path.stem}_marked{path.suffix}",
            path,
            one.problems,
        )
        for path, one in zip(paths, report.files, strict=True)
        if one.problems and path.name not in unknown and can_be_annotated(path)
    )


def _table(report: LoadReport, unknown: tuple[str, ...]) -> Table:
    """Every problem of a load, errors first and file after file, with where it is and what to do.

    Args:
        unknown: Files of which the page asks what they are, and about which that is all.
    """
    found = [(one.name, each) for one in report.files for each in _told(one, unknown)]
    rows = [
        (one.severity.capitalize(), _place(report, name, one.where), _what(one), _to_do(one))
        for name, one in sorted(found, key=lambda pair: pair[1].severity)
    ]
    rows += [("Error", "", one, "") for one in report.refusals]
    headings = ("Kind", "Where", "What is wrong", "What to do")
    return made_of([Column(one) for one in headings], rows)


def _told(one: FileReport, unknown: tuple[str, ...]) -> tuple[Problem, ...]:
    return () if one.name in unknown else one.problems


def _place(report: LoadReport, name: str, where: str) -> str:
    """Where a problem is: the file too, where there are several."""
    return ", ".join(part for part in (name if len(report.files) > 1 else "", where) if part)


def _what(problem: Problem) -> str:
    return f"{problem.what}; found {problem.found}" if problem.found else problem.what


def _to_do(problem: Problem) -> str:
    expected = f"Expected {problem.expected}." if problem.expected else ""
    return " ".join(part for part in (expected, problem.advice) if part)


def _finding(report: LoadReport, unknown: tuple[str, ...]) -> str:
    """How many things are wrong, in about ten words."""
    told = [each.severity for one in report.files for each in _told(one, unknown)]
    errors, warnings = told.count("error") + len(report.refusals), told.count("warning")
    if unknown and not errors:
        return UNKNOWN.format(names=sentence_list(unknown), have=verb(len(unknown), "has", "have"))
    if errors:
        also = f" and {counted(warnings, 'warning')}" if warnings else ""
        them = "it" if errors + warnings == 1 else "them"
        return f"{counted(errors, 'error')}{also}: mend {them}, then upload again"
    read = counted(sum(one.figures for one in report.files), "figure")
    records = sum(one.records for one in report.files)
    read += f" and {counted(records, 'record')}" if records else ""
    also = f", with {counted(warnings, 'warning')} to read" if warnings else ""
    return f"{read} read without an error{also}"
