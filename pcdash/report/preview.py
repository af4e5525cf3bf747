"""What a load, or an undo, would change: in words and tables, before anything is published."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import verb
from pcdash.ingest.figure_words import counted, figure
from pcdash.ingest.load import LoadReport
from pcdash.ingest.reading import Problem
from pcdash.store.build import LISTED
from pcdash.store.changes import Changes
from pcdash.viewmodels.headlines import Headlines, moved
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

CHANGES = ("added", "changed", "removed")
NONE = ""


@dataclass(frozen=True)
class Preview:
    """What will be added, changed and removed: by indicator, figure by figure, and in headlines.

    `note` says what the list of figures leaves out.
    """

    finding: str
    by_indicator: Table
    figures: Table
    note: str
    headlines: Table
    provenance: Provenance
    changes_nothing: bool


def build_preview(
    changes: Changes,
    listed: pd.DataFrame,
    *,
    before: Headlines,
    after: Headlines,
    catalogue: Catalogue,
    title: str,
    is_illustrative: bool,
) -> Preview:
    """The preview of a load or an undo.

    Args:
        listed: The rows of sql/queries/value_changes.sql.
        title: What it is of, for downloads.
    """
    titles = {one.id: one.title for one in catalogue.indicators.values()}
    return Preview(
        finding=_finding(changes),
        by_indicator=_by_indicator(changes, titles),
        figures=_figures(listed, titles),
        note=_note(changes, listed),
        headlines=moved(before, after),
        provenance=provenance(
            title,
            (("State", "Preview: nothing of this was published when it was downloaded."),),
            is_illustrative=is_illustrative,
            file_name="preview",
        ),
        changes_nothing=changes.nothing,
    )


def problems_table(report: LoadReport) -> Table:
    """Every problem of a load, errors first, with where it is and what to do."""
    found = [(one.name, problem) for one in report.files for problem in one.problems]
    found.sort(key=lambda pair: pair[1].severity)
    rows = [
        (one.severity.capitalize(), _place(report, name, one.where), _what(one), _to_do(one))
        for name, one in found
    ]
    rows += [("Error", "", one, "") for one in report.refusals]
    headings = ("Kind", "Where", "What is wrong", "What to do")
    return made_of([Column(one) for one in headings], rows)


def _place(report: LoadReport, name: str, where: str) -> str:
    """Where a problem is: the file too, where there are several."""
    return ", ".join(part for part in (name if len(report.files) > 1 else "", where) if part)


def _what(problem: Problem) -> str:
    return f"{problem.what}; found {problem.found}" if problem.found else problem.what


def _to_do(problem: Problem) -> str:
    expected = f"Expected {problem.expected}." if problem.expected else ""
    return " ".join(part for part in (expected, problem.advice) if part)


def problems_finding(report: LoadReport) -> str:
    """How many things are wrong, in about ten words."""
    errors = sum(len(one.errors) for one in report.files) + len(report.refusals)
    warnings = sum(len(one.warnings) for one in report.files)
    if errors:
        also = f" and {counted(warnings, 'warning')}" if warnings else ""
        them = "it" if errors + warnings == 1 else "them"
        return f"{counted(errors, 'error')}{also}: mend {them}, then upload again"
    read = sum(one.figures for one in report.files)
    also = f", with {counted(warnings, 'warning')} to read" if warnings else ""
    return f"{counted(read, 'figure')} read without an error{also}"


def _finding(changes: Changes) -> str:
    if changes.nothing:
        return "Nothing is new: every figure is held as it is given"
    said = [f"{changes.count(one):,} {one}" for one in CHANGES if changes.count(one)]
    figures = f"Figures: {', '.join(said)}" if said else "No figure changes"
    if not changes.structure:
        return figures
    return f"{figures}; {counted(changes.structure, 'row')} on areas, memberships and outlines"


def _by_indicator(changes: Changes, titles: dict[str, str]) -> Table:
    counts = changes.figures.pivot_table(
        index="indicator_id", columns="change", values="figures", aggfunc="sum", fill_value=0
    ).reindex(columns=list(CHANGES), fill_value=0)
    ordered = counts.assign(total=counts.sum(axis=1)).sort_values("total", ascending=False)
    columns = [Column("Indicator"), *(Column(one.capitalize(), is_number=True) for one in CHANGES)]
    rows = [
        (titles.get(name, name), *(f"{row[one]:,.0f}" for one in CHANGES))
        for name, row in ordered.iterrows()
    ]
    return made_of(columns, rows)


def _figures(listed: pd.DataFrame, titles: dict[str, str]) -> Table:
    columns = [
        Column("Indicator"),
        Column("Area"),
        Column("Period"),
        Column("Change"),
        Column("Was", is_number=True),
        Column("Will be", is_number=True),
        Column("Difference", is_number=True),
        Column("% change", is_number=True),
    ]
    rows = [
        (
            titles.get(row.indicator_id, row.indicator_id),
            _area(row.area_code, row.area_name),
            row.period_label,
            row.change,
            *_movement(row),
        )
        for row in listed.itertuples()
    ]
    return made_of(columns, rows, codes=[*listed["area_code"]] if len(listed) else [])


def _area(code: str, name: object) -> str:
    return f"{display_name(name)} ({code})" if isinstance(name, str) and name else code


def _movement(row: object) -> Sequence[str]:
    old, new = (_text(row, one) for one in ("old", "new"))
    if row.change != "changed" or pd.isna(row.old_value) or pd.isna(row.new_value):
        return (
            NONE if row.change == "added" else old,
            NONE if row.change == "removed" else new,
            NONE,
            NONE,
        )
    difference = row.new_value - row.old_value
    share = f"{100 * difference / abs(row.old_value):+,.1f}%" if row.old_value else NONE
    sign = "+" if difference > 0 else ""
    return (old, new, f"{sign}{figure(round(difference, 10))}", share)


def _text(row: object, when: str) -> str:
    category = getattr(row, f"{when}_category")
    return category if isinstance(category, str) else figure(getattr(row, f"{when}_value"))


def _note(changes: Changes, listed: pd.DataFrame) -> str:
    left = int(changes.figures["figures"].sum()) - len(listed)
    if not left:
        return ""
    return (
        f"{counted(left, 'more figure changes', 'more figures change')} than "
        f"{verb(left, 'is', 'are')} listed: the list has at most {LISTED:,}, "
        "the largest movements first, and no counts of "
        "hospital activity, which may not be shown as they are."
    )
