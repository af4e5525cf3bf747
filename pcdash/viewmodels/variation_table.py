"""The table twin of the Variation page: its columns in words, and the orders it can be put in."""

import math
from collections.abc import Mapping

import pandas as pd

from pcdash.viewmodels import words
from pcdash.viewmodels.categories import CategoryCounts
from pcdash.viewmodels.choices import Inside
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import is_missing, number_text, of_text, share_text
from pcdash.viewmodels.tables import Column, Table

SORTS = {
    "highest": "Highest value first",
    "lowest": "Lowest value first",
    "name": "Name, A to Z",
    "comparison": "Comparison",
    "size": "Largest denominator first",
}


def table_of(found: Answer, known: Inside, *, counts: CategoryCounts | None) -> Table:
    """A row an area, by code, with columns only where there is something in them."""
    figures, level = found.figures, found.question.level
    named = [display_name(name) for name in figures["area_name"]]
    columns: list[tuple[Column, list[str]]] = [
        (Column(words.capitalised(words.LEVELS[level].one)), named)
    ]
    # What is asked for stands beside the name, where a phone shows it.
    if counts:
        columns.append((Column(found.indicator.title), counts.names_by_row(figures)))
    else:
        columns += _judged(found, figures, known)
    columns.append((Column("Code"), figures["area_code"].tolist()))
    if level == "practice" and figures["ccg_code"].nunique() > 1:
        columns.append((Column("CCG"), [_ccg(code, known) for code in figures["ccg_code"]]))
    if not counts:
        columns += _parts(found, figures)
    columns += _group_columns(figures, level)
    notes = [_note(flag, found) for flag in figures["flag"]]
    if any(notes):
        columns.append((Column("Note"), notes))
    rows = tuple(zip(*(cells for _, cells in columns), strict=True))
    return Table(tuple(column for column, _ in columns), rows, tuple(figures["area_code"]))


def orders(found: Answer) -> Mapping[str, tuple[int, ...]]:
    """For each of `SORTS` the places of the rows, areas without a value last."""
    figures = found.figures
    best_first = {name: -place for place, name in enumerate(found.indicator.categories)}
    verdicts = {key: place for place, key in enumerate(words.VERDICTS)}
    name = [display_name(one).casefold() for one in figures["area_name"]]
    rank = [
        best_first.get(category, value)
        for category, value in zip(figures["category"], figures["value"], strict=True)
    ]
    high, low = [_falling(one) for one in rank], [_rising(one) for one in rank]
    verdict = [verdicts[one] for one in figures["comparison"]]
    size = [_falling(one) for one in figures["denominator"]]
    keys = {
        "highest": (high, name),
        "lowest": (low, name),
        "name": (name,),
        "comparison": (verdict, high, name),
        "size": (size, name),
    }
    places = range(len(figures))
    return {
        sort: tuple(sorted(places, key=list(zip(*columns, strict=True)).__getitem__))
        for sort, columns in keys.items()
    }


def _rising(value: float) -> float:
    return math.inf if is_missing(value) else value


def _falling(value: float) -> float:
    return math.inf if is_missing(value) else -value


def _judged(found: Answer, figures: pd.DataFrame, known: Inside) -> list[tuple[Column, list[str]]]:
    """The value, what it is compared with, and how."""
    indicator = found.indicator
    decimals = indicator.decimals
    value = _numbers(figures, "value", decimals)
    made = [(Column(words.capitalised(indicator.unit), is_number=True), value)]
    if figures["benchmark"].notna().any() and indicator.method != "count":
        against = found.question.against
        name = words.AGAINST.get(against) or known.names.get(against, against)
        made.append((Column(name, is_number=True), _benchmarks(figures, decimals)))
        if (figures["comparison"] != "not_compared").any():
            cells = [words.VERDICTS[one].cell for one in figures["comparison"]]
            made.append((Column("Comparison"), cells))
    return made


def _parts(found: Answer, figures: pd.DataFrame) -> list[tuple[Column, list[str]]]:
    """The interval of the value, and what it is made of."""
    indicator = found.indicator
    decimals = indicator.decimals
    made = []
    if figures["lower_95"].notna().any():
        made += [
            (Column("95% interval from", is_number=True), _numbers(figures, "lower_95", decimals)),
            (Column("95% interval to", is_number=True), _numbers(figures, "upper_95", decimals)),
        ]
    parts = (("numerator", indicator.numerator), ("denominator", indicator.denominator or ""))
    for name, meaning in parts:
        if indicator.method != "count" and figures[name].notna().any():
            whole = (figures[name].dropna() % 1 == 0).all()
            column = Column(name.capitalize(), is_number=True, help=meaning)
            made.append((column, _numbers(figures, name, 0 if whole else decimals)))
    if figures["lowest"].notna().any():
        made += [
            (Column("Lowest practice", is_number=True), _numbers(figures, "lowest", decimals)),
            (Column("Highest practice", is_number=True), _numbers(figures, "highest", decimals)),
        ]
    return made


def _numbers(figures: pd.DataFrame, name: str, decimals: int) -> list[str]:
    return [
        number_text(value, decimals=decimals, missing=words.symbol_of(flag))
        for value, flag in zip(figures[name], figures["flag"], strict=True)
    ]


def _benchmarks(figures: pd.DataFrame, decimals: int) -> list[str]:
    """What each row is compared with; nothing applies to one that is compared with nothing."""
    return [
        number_text(value, decimals=decimals, missing="[x]" if isinstance(code, str) else "[z]")
        for value, code in zip(figures["benchmark"], figures["benchmark_code"], strict=True)
    ]


def _group_columns(figures: pd.DataFrame, level: str) -> list[tuple[Column, list[str]]]:
    if level == "practice" or figures["practices"].isna().all():
        return []
    with_data = [
        of_text(part, whole)
        for part, whole in zip(figures["practices_with_data"], figures["practices"], strict=True)
    ]
    covered = [share_text(share) for share in figures["coverage_share"]]
    return [
        (Column("Practices with data"), with_data),
        (Column("Patients covered", is_number=True), covered),
    ]


def _note(flag: object, found: Answer) -> str:
    if flag == "outside_group":
        return f"A practice in no {words.LEVELS[found.question.level].one}"
    reason = words.flag_of(flag)
    return "" if reason is None else f"{reason.symbol} {reason.short}".strip()


def _ccg(code: object, known: Inside) -> str:
    if not isinstance(code, str):
        return "[x]"
    return known.names.get(code, code).removeprefix("NHS ").removesuffix(" CCG")
