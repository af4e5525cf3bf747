"""The BI team's own workbook: the sheets of its template, or any tables with their columns.

Every sheet that has the columns of a layout is read, wherever they stand and whatever is above
them; other sheets are said and passed over. A row that says nothing is one that nobody has filled
in yet.
"""

from dataclasses import replace

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import counted
from pcdash.ingest.figure_layouts import RATING_DATES, RATINGS
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._bi_exported import names_beside, without_unedited
from pcdash.ingest.formats._bi_figures import (
    KEY,
    long_values,
    rating_dates,
    wide_values,
)
from pcdash.ingest.formats._bi_headings import tell_of_near_columns
from pcdash.ingest.formats._bi_names import with_indicator_ids
from pcdash.ingest.formats._bi_records import read_records
from pcdash.ingest.formats._bi_tables import Found, find_tables, hidden
from pcdash.ingest.formats._bi_totals import without_totals
from pcdash.ingest.formats._bi_triggers import trigger_results
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.layouts import header_of, layout_of
from pcdash.ingest.reading import KEYS, NAMES, Reading, tidy
from pcdash.ingest.workbook_layout import AS_EXPORTED, CODE, NAME
from pcdash.store.record_kinds import RECORDS

NOTHING_YET = "No row has a figure yet, so there is nothing to load."
PASSED = f"{{}} as exported, and passed over. Without the column {AS_EXPORTED!r} all are read."
UNEDITED = f"No figure was edited: {PASSED}"
# What people write of a membership has a first day, and no day on which a file was true; what they
# write of a detail is true today.
UNIQUE = {
    "areas": ["area_code"],
    "memberships": ["child_code", "parent_type", "start"],
    "attributes": ["area_code", "attribute"],
}
NOUNS = {
    "values": "figures",
    "attributes": "details",
    **{kind: one.name for kind, one in RECORDS.items()},
}
FIGURE_SHEETS = ("long", "wide", "triggers")
Frames = dict[str, list[pd.DataFrame]]


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    frames: Frames = {}
    notes, passed, names = [], 0, []
    for found in find_tables(document, catalogue, inspection):
        if isinstance(found, str):
            notes.append(f"The sheet {found!r} has no table of figures and was passed over.")
            continue
        inspection.sheet = found.sheet
        tell_of_near_columns(found.layout, found.present, found.unread, found.header, inspection)
        found = replace(found, rows=with_indicator_ids(found.rows, catalogue))
        if found.layout.gives in FIGURE_SHEETS:
            rows, totals = without_totals(found.rows, found.sheet, code=CODE, name=NAME)
            found = replace(found, rows=rows)
            notes += totals
        found, unedited = without_unedited(found, catalogue, inspection)
        passed += unedited
        names.append(names_beside(found))
        for kind, frame in _frames(found, catalogue, inspection).items():
            if len(frame):
                frames.setdefault(kind, []).append(frame.assign(sheet=found.sheet))
        notes += hidden(document, found)
    inspection.problems[:] = dict.fromkeys(inspection.problems)  # a code is read for each figure
    made = {kind: _joined(kind, parts, inspection) for kind, parts in frames.items()}
    reading = Reading(
        **{kind: frame for kind, frame in made.items() if kind not in RECORDS},
        records={kind: frame for kind, frame in made.items() if kind in RECORDS},
        notes=tuple(notes),
        part_of_whole=True,
        names=pd.concat(names, ignore_index=True) if names else pd.DataFrame(columns=[*NAMES]),
    )
    return _with_words(reading, passed)


def _with_words(reading: Reading, passed: int) -> Reading:
    """The reading with what is said of rows of an export that nobody edited."""
    said = counted(passed, "row is", "rows are")
    if not reading.frames:
        return replace(reading, skipped=UNEDITED.format(said) if passed else NOTHING_YET)
    return replace(reading, notes=(*reading.notes, PASSED.format(said))) if passed else reading


def _frames(found: Found, catalogue: Catalogue, inspection: Inspection) -> dict[str, pd.DataFrame]:
    """What one table says, by kind."""
    gives = found.layout.gives
    if gives == "long":
        return {"values": long_values(found, catalogue, inspection)}
    if gives == "wide":
        frames = {"values": wide_values(found, catalogue, inspection)}
        if found.layout is RATINGS:
            frames["attributes"] = rating_dates(found, inspection)
        return frames
    if gives == "triggers":
        values, records = trigger_results(found, catalogue, inspection)
        return {"values": values, **records}
    return {gives: read_records(found, catalogue, inspection)}


def _joined(kind: str, parts: list[pd.DataFrame], inspection: Inspection) -> pd.DataFrame:
    """The rows of a kind from all sheets; a key is there once."""
    frame = tidy(kind, pd.concat(parts, ignore_index=True))
    key = KEY if kind == "values" else UNIQUE.get(kind, KEYS[kind])
    inspection.headings = {attribute: heading for heading, attribute in RATING_DATES.items()}
    try:
        return inspection.unique(frame, key, noun=NOUNS.get(kind, "rows"))
    finally:
        inspection.headings = {}


def _recognises(peek: Peek) -> bool:
    if peek.kind == "table":
        return layout_of(peek.header) is not None
    return any(header_of(rows, sheet) is not None for sheet, rows in peek.sheets.items())


FORMATS = (
    Format(
        id="bi_workbook",
        title="The BI team's own workbook",
        source="bi_workbook",
        layout="A workbook or CSV with the columns Area code, Indicator, Period and one or more of "
        "Numerator, Denominator, Value, Category, or those of another sheet of the template; "
        "`python -m pcdash template` makes an empty one.",
        recognises=_recognises,
        read=inspected(_read),
        is_typed=True,
    ),
)
