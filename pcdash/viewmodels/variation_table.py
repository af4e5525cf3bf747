"""The table twin of the Variation page: its columns in words, and the orders it can be put in."""

from collections.abc import Mapping

import pandas as pd

from pcdash.viewmodels import words
from pcdash.viewmodels.categories import CategoryCounts
from pcdash.viewmodels.choices import Inside
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text, of_text, share_text
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
    columns: list[tuple[Column, list[str]]] = [
        (
            Column(words.capitalised(words.LEVELS[level].one)),
            [display_name(name) for name in figures["area_name"]],
        ),
        (Column("Code"), figures["area_code"].tolist()),
    ]
    if level == "practice" and figures["ccg_code"].nunique() > 1:
        columns.append((Column("CCG"), [_ccg(code, known) for code in figures["ccg_code"]]))
    if counts:
        columns.append((Column(found.indicator.title), counts.names_by_row(figures)))
    else:
        columns += _figures(found, figures, known)
    columns += _group_columns(figures, level)
    notes = [_note(flag, found) for flag in figures["flag"]]
    if any(notes):
        columns.append((Column("Note"), notes))
    rows = tuple(zip(*(cells for _, cells in columns), strict=True))
    return Table(tuple(column for column, _ in columns), rows, tuple(figures["area_code"]))


def orders(found: Answer) -> Mapping[str, tuple[int, ...]]:
    """For each of `SORTS` the places of the rows, areas without a value last."""
    figures = found.figures.reset_index(drop=True)
    verdicts = {key: place for place, key in enumerate(words.VERDICTS)}
    names = {name: place for place, name in enumerate(found.indicator.categories)}
    ranked = figures.assign(
        name=figures["area_name"].map(display_name).str.casefold(),
        rank=figures["value"].where(figures["category"].isna(), -figures["category"].map(names)),
        verdict=figures["comparison"].map(verdicts),
    )
    by = {
        "highest": (["rank", "name"], [False, True]),
        "lowest": (["rank", "name"], [True, True]),
        "name": (["name"], [True]),
        "comparison": (["verdict", "rank", "name"], [True, False, True]),
        "size": (["denominator", "name"], [False, True]),
    }
    return {
        sort: tuple(ranked.sort_values(keys, ascending=ascending, na_position="last").index)
        for sort, (keys, ascending) in by.items()
    }


def _figures(found: Answer, figures: pd.DataFrame, known: Inside) -> list[tuple[Column, list[str]]]:
    indicator = found.indicator
    decimals = indicator.decimals

    def numbers(name: str, places: int = decimals) -> list[str]:
        return [
            number_text(value, decimals=places, missing=words.symbol_of(flag))
            for value, flag in zip(figures[name], figures["flag"], strict=True)
        ]

    made = [(Column(words.capitalised(indicator.unit), is_number=True), numbers("value"))]
    if figures["lower_95"].notna().any():
        made += [
            (Column("95% interval from", is_number=True), numbers("lower_95")),
            (Column("to", is_number=True), numbers("upper_95")),
        ]
    parts = (("numerator", indicator.numerator), ("denominator", indicator.denominator or ""))
    for name, meaning in parts:
        if indicator.method != "count" and figures[name].notna().any():
            whole = (figures[name].dropna() % 1 == 0).all()
            column = Column(name.capitalize(), is_number=True, help=meaning)
            made.append((column, numbers(name, 0 if whole else decimals)))
    if figures["benchmark"].notna().any() and indicator.method != "count":
        against = found.question.against
        name = words.AGAINST.get(against) or known.names.get(against, against)
        made.append((Column(name, is_number=True), numbers("benchmark")))
        if (figures["comparison"] != "not_compared").any():
            cells = [words.VERDICTS[one].cell for one in figures["comparison"]]
            made.append((Column("Comparison"), cells))
    if figures["lowest"].notna().any():
        made += [
            (Column("Lowest practice", is_number=True), numbers("lowest")),
            (Column("Highest practice", is_number=True), numbers("highest")),
        ]
    return made


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
