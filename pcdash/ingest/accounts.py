"""The account of a load: the same facts as lines for people and as JSON for schedulers."""

from collections.abc import Iterator
from dataclasses import asdict

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import counted
from pcdash.ingest.figure_words import figure
from pcdash.ingest.load import FileReport, LoadReport
from pcdash.ingest.reading import Problem
from pcdash.ingest.record_words import in_words
from pcdash.ingest.undo import UndoReport, dependents_in_words
from pcdash.store.build import LISTED
from pcdash.store.changes import Changes

# Warnings of one file beyond these are counted; the snapshot keeps them all.
WARNINGS_SHOWN = 5
SHOWN = 20  # figures of each change, and records; the others are counted
HEADINGS = {"changed": "Largest changes", "removed": "Removed", "added": "Added"}
MORE = "{:,} more; --json lists them"
# What a load changed is what its undo would change back.
PUBLISHED = "{:,} more; `undo LOAD --dry-run --json` lists them, of the LOAD that `history` names"
WITHHELD = "{:,} small counts of hospital activity, which are never listed"


def lines(report: LoadReport, catalogue: Catalogue) -> Iterator[str]:
    """What was loaded, skipped, refused, added, changed, removed and warned of."""
    headings = _HEADINGS | ({"loaded": "Read"} if report.refusals else {})
    for outcome, heading in headings.items():
        files = [one for one in report.files if one.outcome == outcome]
        if files:
            yield f"{heading} ({len(files)}):"
            for one in files:
                yield from _file_lines(one)
    for refusal in report.refusals:
        yield f"Refused: {refusal}"
    yield from _change_lines(report, catalogue)
    yield _conclusion(report)


def as_json(report: LoadReport, catalogue: Catalogue) -> dict[str, object]:
    """The same, for programs."""
    changes = [] if report.changes is None else report.changes.figures.to_dict("records")
    return {
        "snapshot": report.snapshot,
        "dry_run": report.is_dry_run,
        "failed": report.failed,
        "conclusion": _conclusion(report),
        "refusals": list(report.refusals),
        "files": [
            {
                "name": one.name,
                "outcome": one.outcome,
                "format": one.format_title,
                "figures": one.figures,
                "records": one.records,
                "reason": one.reason,
                "notes": list(one.notes),
                "problems": [
                    {"severity": problem.severity, "text": problem.sentence(), **_spot(problem)}
                    for problem in one.problems
                ],
            }
            for one in report.files
        ],
        "changes": changes,
        "value_changes": records(report.value_changes),
        "value_changes_left_out": _left_out(report.changes, report.value_changes)
        if report.changes is not None
        else 0,
        "record_changes": record_changes_as_json(report.changes, catalogue)
        if report.changes is not None
        else [],
    }


def undo_lines(report: UndoReport, catalogue: Catalogue) -> Iterator[str]:
    """What an undo takes back, what depends on it, and what became of it."""
    changes = report.changes
    yield from _counts(changes)
    yield from dependents_in_words(report)
    more = _more(report.snapshot)
    yield from _figure_lines(changes, report.value_changes, more)
    yield from _record_lines(changes, catalogue, more)
    if report.snapshot is None:
        yield f"This was a dry run: load {report.load} stands; the store is as it was."
    else:
        yield f"Load {report.load} is undone. Published as snapshot {report.snapshot}."


def undo_as_json(report: UndoReport, catalogue: Catalogue) -> dict[str, object]:
    """The same, for programs."""
    return {
        "load": report.load,
        "snapshot": report.snapshot,
        "dry_run": report.snapshot is None,
        "failed": False,
        "depends": list(dependents_in_words(report)),
        "changes": report.changes.figures.to_dict("records"),
        "value_changes": records(report.value_changes),
        "value_changes_left_out": _left_out(report.changes, report.value_changes),
        "record_changes": record_changes_as_json(report.changes, catalogue),
    }


def _spot(problem: Problem) -> dict[str, object]:
    """The cells that a problem is about, where it is about some."""
    spot = problem.spot
    return {"sheet": spot.sheet, "rows": list(spot.rows), "column": spot.column} if spot else {}


_HEADINGS = {"loaded": "Understood", "skipped": "Skipped", "refused": "Refused"}


def _file_lines(one: FileReport) -> Iterator[str]:
    if one.outcome == "skipped":
        yield f"  {one.name}: {one.reason}"
    elif one.outcome == "loaded":
        also = f", {counted(one.records, 'record')}" if one.records else ""
        yield f"  {one.name}: {one.format_title}; {counted(one.figures, 'figure')}{also}"
    else:
        yield f"  {one.name}:"
    for problem in one.errors:
        yield f"    error: {problem.sentence()}"
    yield from _warning_lines(one.warnings)
    for note in one.notes:
        yield f"    note: {note}"


def _warning_lines(warnings: tuple[Problem, ...]) -> Iterator[str]:
    for problem in warnings[:WARNINGS_SHOWN]:
        yield f"    warning: {problem.sentence()}"
    if len(warnings) > WARNINGS_SHOWN:
        more = counted(len(warnings) - WARNINGS_SHOWN, "more warning")
        yield f"    and {more}"


def _change_lines(report: LoadReport, catalogue: Catalogue) -> Iterator[str]:
    changes = report.changes
    if changes is None:
        return
    yield from _counts(changes)
    more = _more(report.snapshot)
    yield from _figure_lines(changes, report.value_changes, more)
    yield from _record_lines(changes, catalogue, more)


def _more(snapshot: int | None) -> str:
    """Where the rest of what changes is listed: by a dry run of a load, or of its undo."""
    return MORE if snapshot is None else PUBLISHED


def _counts(changes: Changes) -> Iterator[str]:
    yield (
        f"Figures: {changes.count('added'):,} added, {changes.count('changed'):,} changed, "
        f"{changes.count('removed'):,} removed; {counted(changes.structure, 'row')} on "
        "areas, memberships and outlines."
    )
    if len(changes.records):
        yield (
            f"Records: {changes.count_records('added'):,} added, "
            f"{counted(changes.count_records('changed'), 'field')} changed, "
            f"{changes.count_records('removed'):,} removed."
        )


def _record_lines(changes: Changes, catalogue: Catalogue, more: str) -> Iterator[str]:
    """The first of the records that change, one a line."""
    said = [one.sentence() for one in in_words(changes.records.head(SHOWN), catalogue)]
    if said:
        yield "Records that change:"
        yield from (f"  {one}" for one in said)
    left = len(changes.records) - len(said)
    if left > 0:
        yield f"  and {more.format(left)}"


def record_changes_as_json(changes: Changes, catalogue: Catalogue) -> list[dict[str, str]]:
    """Every record that changes, in words, for programs."""
    return [asdict(one) for one in in_words(changes.records, catalogue)]


def _figure_lines(changes: Changes, listed: pd.DataFrame, more: str) -> Iterator[str]:
    """The first of the figures that change, are removed and are added, one a line."""
    for change, heading in HEADINGS.items():
        rows = listed[listed["change"] == change] if len(listed) else listed
        if rows.empty:
            continue
        yield f"{heading}:"
        yield from (f"  {_figure_line(row)}" for row in rows.head(SHOWN).itertuples())
        # A list that has come to its end does not tell what is withheld from what is left.
        withheld = changes.count(change) - len(rows) if len(listed) < LISTED else 0
        left = changes.count(change) - withheld - SHOWN
        if left > 0:
            yield f"  and {more.format(left)}"
        if withheld > 0:
            yield f"  and {WITHHELD.format(withheld)}"


def _figure_line(row: object) -> str:
    """A figure that changes, old beside new; one that is added or removed alone."""
    has_category = any(isinstance(one, str) for one in (row.old_category, row.new_category))
    old = row.old_category if has_category else row.old_value
    new = row.new_category if has_category else row.new_value
    about = f"{row.indicator_id} of {row.area_code} in {row.period_label}"
    if row.change == "changed":
        return f"{about}: {figure(old)} to {figure(new)}"
    return f"{about}: {figure(new if row.change == 'added' else old)}"


def _left_out(changes: Changes, listed: pd.DataFrame) -> int:
    """How many figures that change are not in the list: it has an end, and small counts of
    hospital activity are never in it."""
    return int(changes.figures["figures"].sum()) - len(listed)


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a frame for JSON, what is missing as null."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def _conclusion(report: LoadReport) -> str:
    if report.snapshot is not None:
        return f"Published as snapshot {report.snapshot}."
    if report.failed:
        return f"Nothing was published; the store is as it was.{_remedy(report)}"
    if report.changes is None:
        return "There was nothing to load; the store is as it was."
    if report.changes.nothing:
        return "Nothing is new in these files; the store is as it was."
    return "This was a dry run: nothing was published; the store is as it was."


def _remedy(report: LoadReport) -> str:
    """What to do about refused files; nothing where the load as a whole was refused."""
    refused = sum(one.outcome == "refused" for one in report.files)
    good = sum(one.outcome == "loaded" for one in report.files)
    if not refused or report.refusals:
        return ""
    mend = "Mend it" if refused == 1 else "Mend them"
    if not good:
        return f" {mend} and load again."
    return f" {mend}, or give --skip-bad to load the {'other' if good == 1 else 'others'}."
