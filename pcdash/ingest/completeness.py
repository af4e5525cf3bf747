"""The last look at what a reader gives: every row must say what it is about.

Readers inspect their own columns. This guard stands behind all of them, so that a row with no
code or period is told as a fault of its file, with its rows, and never reaches the store.
"""

from collections.abc import Iterator

import pandas as pd

from pcdash.definitions.periods import parse_period
from pcdash.errors import UserFacingError
from pcdash.grammar import and_more, counted
from pcdash.ingest.reading import Problem, Reading

# What each kind of row must say, in words. Of columns given together, one is enough.
REQUIRED: dict[str, dict[tuple[str, ...], str]] = {
    "values": {("indicator_id",): "indicator", ("area_code",): "area", ("period",): "period"},
    "areas": {("area_code",): "code"},
    "memberships": {
        ("child_code",): "code of the member",
        ("parent_code",): "code of what it belongs to",
        ("start", "as_of"): "date",
    },
    "attributes": {("area_code",): "area", ("attribute",): "name of what it says"},
    "boundaries": {("area_code",): "code"},
    "qof_points": {("period",): "period", ("qof_indicator",): "indicator"},
    "flows": {("practice_code",): "practice", ("lsoa_code",): "LSOA", ("period",): "period"},
}
NOUNS = {
    "values": "figure",
    "areas": "area",
    "memberships": "membership",
    "attributes": "fact of an area",
    "boundaries": "outline",
    "qof_points": "number of points",
    "flows": "number of patients",
}
PLURALS = {
    "attributes": "facts of areas",
    "qof_points": "numbers of points",
    "flows": "numbers of patients",
}
NAMED = 5  # rows named in one sentence; the rest are counted
ADVICE = "Fill it in, or load the file as it was published."


def incomplete(reading: Reading) -> tuple[Problem, ...]:
    """An error for each thing that rows of a reading do not say, or say in no known way."""
    found: list[Problem] = []
    for kind, required in REQUIRED.items():
        frame = getattr(reading, kind)
        for columns, word in required.items():
            found += _missing(frame, kind, columns, word)
    for kind in ("values", "flows", "qof_points"):
        found += _no_periods(getattr(reading, kind), kind)
    return tuple(found)


def _missing(
    frame: pd.DataFrame, kind: str, columns: tuple[str, ...], word: str
) -> Iterator[Problem]:
    is_missing = pd.Series(True, frame.index)
    for column in columns:
        is_missing &= frame[column].isna() | (frame[column].astype("str") == "")
    if is_missing.any():
        rows = frame[is_missing]
        what = counted(len(rows), NOUNS[kind], PLURALS.get(kind, ""))
        yield Problem(
            "error",
            f"{what} with no {word}",
            where=_where(rows),
            found="nothing",
            expected=f"the {word} in every row",
            advice=ADVICE,
        )


def _no_periods(frame: pd.DataFrame, kind: str) -> Iterator[Problem]:
    for label in frame["period"].dropna().unique():
        if label == "":
            continue  # told as missing
        try:
            parse_period(label)
        except UserFacingError as error:
            yield Problem("error", str(error), where=_where(frame[frame["period"] == label]))


def _where(rows: pd.DataFrame) -> str:
    sheets = [f"sheet {name!r}" for name in rows["sheet"].dropna().unique()[:1]]
    same = rows[rows["sheet"] == rows["sheet"].iloc[0]] if sheets else rows
    numbers = [str(int(one)) for one in same["row"].dropna().drop_duplicates()]
    if len(numbers) == 1:
        return ", ".join([*sheets, f"row {numbers[0]}"])
    more = and_more(len(numbers) - NAMED)
    return ", ".join([*sheets, f"rows {', '.join(numbers[:NAMED])}{more}"] if numbers else sheets)
