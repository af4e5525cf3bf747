"""What the triggers of practices make: counts by place, lists, cells, moves and words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pcdash.definitions.aims import TriggerLevel
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import periods
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.numbers import number_text, share_text
from pcdash.viewmodels.tables import Column, Table, made_of

CATEGORY = "gpos_category"
NONE_HELD = "[x] none held"


def counts_of(
    context: Context, rows: pd.DataFrame, categories: tuple[str, ...], period: str
) -> pd.DataFrame:
    """How many practices of each CCG, and of all, are in each category."""
    names = context.inside.names
    places = rows["ccg_code"].map(lambda code: names.get(code, code)).fillna("In no CCG")
    held = rows["category"].where(rows["category"].notna(), NONE_HELD)
    found = pd.crosstab(places, held).reindex(columns=[*categories, NONE_HELD], fill_value=0)
    if len(found) > 1:
        found = pd.concat([found, found.sum().to_frame("All of these").T])
    return found.loc[:, [name for name in found if name != NONE_HELD or found[name].sum()]]


def count_table(counts: pd.DataFrame, categories: tuple[str, ...]) -> Table:
    first = categories[0]
    columns = [Column("Place"), Column("Practices", is_number=True)]
    columns += [Column(name, is_number=True) for name in counts.columns]
    columns.append(Column(f"{first}, share of those with a category", is_number=True))
    rows = []
    for place, row in counts.iterrows():
        known = int(sum(row[name] for name in counts.columns if name != NONE_HELD))
        share = share_text(row[first] / known) if known else "[z]"
        rows.append((str(place), number_text(row.sum()), *map(number_text, row), share))
    return made_of(columns, rows)


def practice_table(rows: pd.DataFrame, available: int) -> Table:
    columns = [
        Column("Practice"),
        Column("Category"),
        Column("Triggers", is_number=True),
        Column("At level 2", is_number=True),
        Column("Indicators held", is_number=True),
        Column("Code"),
        Column("Note"),
    ]
    cells = [
        (
            display_name(row["area_name"]),
            _category_cell(row),
            number_text(row["triggers"]),
            number_text(row["at_level_2"]),
            f"{number_text(row['available'])} of {number_text(available)}",
            row["area_code"],
            _difference(row),
        )
        for row in rows.to_dict("records")
    ]
    return made_of(columns, cells, codes=rows["area_code"].tolist())


def _category_cell(row: Mapping[str, Any]) -> str:
    if not isinstance(row["category"], str):
        return NONE_HELD
    return row["category"] if isinstance(row["supplied"], str) else f"{row['category']} (computed)"


def _difference(row: Mapping[str, Any]) -> str:
    if not row["differs"]:
        return ""
    computed = row["computed"] if isinstance(row["computed"], str) else "another category"
    return f"Supplied {row['supplied']!r}; the triggers here make {computed!r}"


def cells_of(
    context: Context,
    rows: pd.DataFrame,
    raised: pd.DataFrame,
    figures: pd.DataFrame,
) -> pd.DataFrame:
    """A row a practice and indicator: the level, and what it is read as."""
    named = dict(zip(rows["area_code"], rows["area_name"], strict=True))
    values = figures.set_index(["area_code", "indicator_id"])["value"]
    made = []
    for code in rows["area_code"]:
        for indicator_id in raised.columns:
            indicator = context.catalogue.indicators[indicator_id]
            level = raised[indicator_id].get(code)
            value = values.get((code, indicator_id), float("nan"))
            made.append(
                {
                    "area_code": code,
                    "area_name": with_code(display_name(named[code]), code),
                    "indicator": indicator.title,
                    "short": indicator.title.split(":")[0].removeprefix("GPOS "),
                    "level": -1 if level is None or pd.isna(level) else int(level),
                    "value_text": figure_text(value, indicator),
                }
            )
    return pd.DataFrame(
        made, columns=["area_code", "area_name", "indicator", "short", "level", "value_text"]
    )


def moves_of(
    context: Context, rows: pd.DataFrame, period: str, categories: tuple[str, ...]
) -> tuple[Table, str]:
    """The practices whose category is another than in the period before."""
    listed = periods(context.holdings, CATEGORY).codes
    later = listed.index(period) if period in listed else len(listed)
    columns = [Column("Practice"), Column("Before"), Column("Now"), Column("Direction")]
    if later + 1 >= len(listed):
        return made_of(columns, []), f"No period before {period} is held to compare with."
    before = listed[later + 1]
    held = held_of(
        context.snapshot, CATEGORY, rows["area_code"], period=before, basis="as_was"
    ).set_index("area_code")["category"]
    worst_first = {name: place for place, name in enumerate(categories)}
    made, codes, up = [], [], 0
    for row in rows.to_dict("records"):
        then, now = held.get(row["area_code"]), row["category"]
        if not isinstance(then, str) or not isinstance(now, str) or then == now:
            continue
        is_better = worst_first[now] > worst_first[then]
        up += is_better
        way = "↑ to a better category" if is_better else "↓ to a category with more triggers"
        made.append((display_name(row["area_name"]), then, now, way))
        codes.append(row["area_code"])
    said = (
        f"Since {before}, {counted(len(made), 'practice')} moved: {number_text(up)} to a better "
        f"category, {number_text(len(made) - up)} to one with more triggers."
    )
    return made_of(columns, made, codes=codes), said


def finding_of(rows: pd.DataFrame, categories: tuple[str, ...]) -> tuple[str, str]:
    first = categories[0]
    known = rows["category"].dropna()
    count = int((known == first).sum())
    have = "is" if count == 1 else "are"
    title = f"{number_text(count)} of {counted(len(known), 'practice')} {have} {first.lower()}"
    listed = [
        f"{number_text(int((known == one).sum()))} {one.lower()}"
        for one in categories[1:]
        if (known == one).any()
    ]
    said = f"The others: {words.sentence_list(listed)}." if listed else ""
    return title, said


def notes_of(
    rows: pd.DataFrame, raised: pd.DataFrame, levels: Mapping[str, TriggerLevel]
) -> tuple[str, ...]:
    said = []
    if not levels:
        said.append(
            "Trigger values of this place are not held, so triggers are not counted from figures: "
            "they and the categories are as supplied. Load the values on the sheet 'Trigger "
            "results' of the workbook."
        )
    else:
        said.append(f"{len(raised.columns)} of {len(levels)} indicators with trigger values held.")
    differ = int(rows["differs"].sum())
    if differ:
        said.append(
            f"Data quality: for {counted(differ, 'practice')} the supplied category is not what "
            "the triggers held here make; the table says which."
        )
    return tuple(said)
