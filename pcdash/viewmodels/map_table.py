"""The table twin of a map: every area with its figure, its class, and why one is not drawn."""

import pandas as pd

from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Inside
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.map_classes import Classed
from pcdash.viewmodels.map_figures import Mapped, named
from pcdash.viewmodels.numbers import number_text, of_text
from pcdash.viewmodels.outlines import SMALL, loaded_outlines, parents_of
from pcdash.viewmodels.tables import Column, Table, made_of

NOT_DRAWN = "Not drawn: no outline"


def area_table(context: Context, made: Mapped, classed: Classed) -> Table:
    """A row an area, the highest figure first, with columns only where something is in them."""
    figures, indicator = made.figures, made.indicator
    noun = words.MAP_LEVELS[made.question.level]
    columns: list[tuple[Column, list[str]]] = [
        (Column(words.capitalised(noun.one)), named(figures).tolist()),
        (
            Column(words.capitalised(indicator.unit), is_number=True),
            _numbers(figures, "value", indicator.decimals),
        ),
        (Column("Class on the map"), list(classed.labels)),
    ]
    if figures["benchmark"].notna().any():
        shown = [number_text(one, decimals=indicator.decimals) for one in figures["benchmark"]]
        columns.append((Column(_against(made, context.inside), is_number=True), shown))
    if (figures["comparison"] != "not_compared").any():
        cells = [words.VERDICTS[one].cell for one in figures["comparison"]]
        columns.append((Column("Comparison"), cells))
    columns.append((Column("Code"), figures["area_code"].tolist()))
    if made.question.level in SMALL:
        columns += _around(context, made)
    if figures["practices"].notna().any():
        columns.append((Column("Practices with data"), _practices(figures)))
    notes = _notes(made)
    if any(notes):
        columns.append((Column("Note"), notes))
    order = figures.assign(name=named(figures)).sort_values(
        ["value", "name"], ascending=[False, True], kind="stable"
    )
    places = [figures.index.get_loc(one) for one in order.index]
    rows = list(zip(*(cells for _, cells in columns), strict=True))
    return made_of(
        [column for column, _ in columns],
        [rows[place] for place in places],
        codes=order["area_code"].tolist(),
    )


def rows_of(table: Table, codes: set[str]) -> Table:
    """The rows of some areas."""
    kept = [place for place, code in enumerate(table.codes) if code in codes]
    return Table(
        table.columns,
        tuple(table.rows[place] for place in kept),
        tuple(table.codes[place] for place in kept),
    )


def _numbers(figures: pd.DataFrame, name: str, decimals: int) -> list[str]:
    return [
        number_text(value, decimals=decimals, missing=words.symbol_of(flag))
        for value, flag in zip(figures[name], figures["flag"], strict=True)
    ]


def _practices(figures: pd.DataFrame) -> list[str]:
    return [
        of_text(part, whole)
        for part, whole in zip(figures["practices_with_data"], figures["practices"], strict=True)
    ]


def _around(context: Context, made: Mapped) -> list[tuple[Column, list[str]]]:
    """The ward and the borough of small areas."""
    level, figures = made.question.level, made.figures
    listed = []
    if level == "lsoa":
        wards = figures["area_code"].map(parents_of(context, level, "ward"))
        if wards.notna().any():
            names = context.kept(_ward_names)
            cells = [names.get(one, one) if isinstance(one, str) else "[x]" for one in wards]
            listed.append((Column("Ward"), cells))
    boroughs = figures["area_code"].map(parents_of(context, level, "borough"))
    names = context.inside.names
    cells = [names.get(one, one) if isinstance(one, str) else "[x]" for one in boroughs]
    return [*listed, (Column("Borough"), cells)]


def _ward_names(context: Context) -> dict[str, str]:
    wards = loaded_outlines(context, "ward")
    return dict(zip(wards["area_code"], wards["area_name"], strict=True))


def _notes(made: Mapped) -> list[str]:
    drawn = set(made.outlines.shapes["area_code"])
    said = []
    for code, flag in zip(made.figures["area_code"], made.figures["flag"], strict=True):
        reason = words.flag_of(flag)
        parts = [f"{reason.symbol} {reason.short}".strip()] if reason else []
        if code not in drawn:
            parts.append(NOT_DRAWN)
        said.append("; ".join(parts))
    return said


def _against(made: Mapped, known: Inside) -> str:
    against = made.question.against
    return words.AGAINST.get(against) or known.names.get(against, against)
