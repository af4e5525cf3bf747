"""What a load, or an undo, would change: in words and tables, before anything is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.grammar import counted, verb
from pcdash.ingest.figure_words import NO_FIGURE
from pcdash.ingest.load import LoadReport
from pcdash.ingest.record_words import in_words
from pcdash.ingest.undo import UndoReport
from pcdash.store.build import LISTED
from pcdash.store.changes import Changes
from pcdash.store.connection import Snapshot
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.differences import signed
from pcdash.viewmodels.headlines import Headlines, headlines, moved
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import decimals_apart, number_text
from pcdash.viewmodels.sources import unpublished
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

CHANGES = ("added", "changed", "removed")
NONE = ""


@dataclass(frozen=True)
class Preview:
    """What will be added, changed and removed: by indicator, figure by figure, record by record,
    and in headlines.

    `categories` are the ratings and trigger categories among the figures that move. `note` says
    what the lists leave out.
    """

    finding: str
    by_indicator: Table
    categories: Table
    figures: Table
    records: Table
    note: str
    headlines: Table
    provenance: Provenance
    changes_nothing: bool


@dataclass(frozen=True)
class Seen:
    """What a preview needs of the snapshot that is being made."""

    headlines: Headlines
    catalogue: Catalogue


def see(snapshot: Snapshot, catalogue: Catalogue) -> Seen:
    """What a preview needs of a snapshot; definitions that come with the files are among it."""
    context = context_of(snapshot, catalogue)
    return Seen(headlines(context), context.catalogue)


def build_preview(
    report: LoadReport | UndoReport,
    seen: Seen,
    *,
    before: Headlines,
    is_illustrative: bool,
) -> Preview:
    """The preview of a load or an undo.

    Args:
        seen: Of the snapshot that it would publish.
    """
    changes, listed = report.changes, report.value_changes
    return Preview(
        finding=_finding(changes),
        by_indicator=_by_indicator(changes, seen.catalogue.indicators),
        categories=_categories(listed, seen.catalogue.indicators),
        figures=_figures(listed, seen.catalogue.indicators),
        records=_records(changes, seen.catalogue),
        note=_note(changes, listed),
        headlines=moved(before, seen.headlines),
        provenance=unpublished(
            _title(report),
            "Preview: nothing of this was published when it was downloaded.",
            is_illustrative=is_illustrative,
            file_name="preview",
        ),
        changes_nothing=changes.nothing,
    )


def _title(report: LoadReport | UndoReport) -> str:
    """What it is of, for downloads."""
    if isinstance(report, UndoReport):
        return f"Preview of undoing load {report.load}"
    return "Preview of a load"


def _finding(changes: Changes) -> str:
    if changes.nothing:
        return "Nothing is new: every figure is held as it is given"
    said = [f"{changes.count(one):,} {one}" for one in CHANGES if changes.count(one)]
    parts = [f"Figures: {', '.join(said)}" if said else "No figure changes"]
    if len(changes.records):
        parts.append(f"{counted(len(changes.records), 'change')} of records")
    if changes.structure:
        parts.append(f"{counted(changes.structure, 'row')} on areas, memberships and outlines")
    return "; ".join(parts)


def _by_indicator(changes: Changes, indicators: Mapping[str, Indicator]) -> Table:
    counts = changes.figures.pivot_table(
        index="indicator_id", columns="change", values="figures", aggfunc="sum", fill_value=0
    ).reindex(columns=list(CHANGES), fill_value=0)
    ordered = counts.assign(total=counts.sum(axis=1)).sort_values("total", ascending=False)
    columns = [Column("Indicator"), *(Column(one.capitalize(), is_number=True) for one in CHANGES)]
    rows = [
        (indicators[name].title, *(number_text(row[one]) for one in CHANGES))
        for name, row in ordered.iterrows()
    ]
    return made_of(columns, rows)


def _categories(listed: pd.DataFrame, indicators: Mapping[str, Indicator]) -> Table:
    names = ("Indicator", "Area", "Period", "Was", "Will be")
    rows = [
        (
            indicators[row.indicator_id].title,
            _area(row.area_code, row.area_name),
            row.period_label,
            row.old_category,
            row.new_category,
        )
        for row in listed.itertuples()
        if isinstance(row.old_category, str) and isinstance(row.new_category, str)
        if row.old_category != row.new_category
    ]
    return made_of([Column(name) for name in names], rows)


def _figures(listed: pd.DataFrame, indicators: Mapping[str, Indicator]) -> Table:
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
            indicators[row.indicator_id].title,
            _area(row.area_code, row.area_name),
            row.period_label,
            row.change,
            *_movement(row, indicators[row.indicator_id].decimals),
        )
        for row in listed.itertuples()
    ]
    return made_of(columns, rows, codes=[*listed["area_code"]] if len(listed) else [])


def _records(changes: Changes, catalogue: Catalogue) -> Table:
    names = ("Kind", "Place", "Which", "Change", "What", "Was", "Will be")
    rows = [
        (one.kind, one.area_code, one.what, one.change, one.field, one.was, one.will_be)
        for one in in_words(changes.records.head(LISTED), catalogue)
    ]
    return made_of([Column(name) for name in names], rows)


def _area(code: str, name: object) -> str:
    return f"{display_name(name)} ({code})" if isinstance(name, str) and name else code


def _movement(row: object, decimals: int) -> Sequence[str]:
    """What was, what will be, the difference, and that in per cent of what was."""
    if row.change != "changed" or pd.isna(row.old_value) or pd.isna(row.new_value):
        old = NONE if row.change == "added" else _text(row.old_category, row.old_value, decimals)
        new = NONE if row.change == "removed" else _text(row.new_category, row.new_value, decimals)
        return (old, new, NONE, NONE)
    shown = decimals_apart(row.old_value, row.new_value, decimals=decimals)
    difference = row.new_value - row.old_value
    share = f"{signed(100 * difference / abs(row.old_value), 1)}%" if row.old_value else NONE
    return (
        _text(row.old_category, row.old_value, shown),
        _text(row.new_category, row.new_value, shown),
        signed(difference, shown),
        share,
    )


def _text(category: object, value: float, decimals: int) -> str:
    if isinstance(category, str):
        return category
    return number_text(value, decimals=decimals, missing=NO_FIGURE)


def _note(changes: Changes, listed: pd.DataFrame) -> str:
    said = []
    left = int(changes.figures["figures"].sum()) - len(listed)
    if left:
        said.append(
            f"{counted(left, 'more figure changes', 'more figures change')} than "
            f"{verb(left, 'is', 'are')} listed: the list has at most {LISTED:,}, "
            "the largest movements first, and no counts of "
            "hospital activity, which may not be shown as they are."
        )
    if len(changes.records) > LISTED:
        said.append(f"Of {len(changes.records):,} changes of records the first are listed.")
    return " ".join(said)
