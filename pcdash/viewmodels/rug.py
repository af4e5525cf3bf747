"""How the practices of one group stand: a cell a practice and indicator, judged against England.

Figures, limits and verdicts are those of `pcdash.viewmodels.figures`, for the practices of today.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.errors import NoDataError, UnknownPeriodError
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.findings import DOWN, UP
from pcdash.viewmodels.locality import members_of, names_of_members
from pcdash.viewmodels.numbers import counted, is_missing, number_text
from pcdash.viewmodels.sources import caveats_of, provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WHY = (
    ("Rule", "A figure is compared with England's of the same period: similar where England lies "
     "inside its 95% interval, else better, worse, higher or lower; filled where England lies "
     "outside the 99.8% interval too."),
    ("Symbols", "; ".join(one.cell for one in words.VERDICTS.values())),
    ("Not judged", "Figures without an interval, and those of the group, its CCG and England."),
    ("Numbers", "Interval, numerator and denominator of each figure stand on the page of "
     "differences between practices."),
)  # fmt: skip


@dataclass(frozen=True)
class RugView:
    """The rug: `cells` has the columns of `pcdash.charts.tartan_rug`, `table` the same figures."""

    finding: str
    sentence: str
    key: tuple[str, ...]
    cells: pd.DataFrame
    alt: str
    why: tuple[tuple[str, str], ...]
    table: Table
    practices: Mapping[str, str]
    caveats: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance


def build_rug(context: Context, code: str, indicator_ids: tuple[str, ...]) -> RugView:
    """The figures of the group's practices on some indicators.

    Raises:
        NoDataError: no practice of the group has a figure of any of them.
    """
    members, _ = members_of(context, code)
    names = names_of_members(members)
    found = [one for each in indicator_ids if (one := _answer(context, each, set(names)))]
    if not found:
        raise NoDataError(
            f"No practice of {context.inside.names[code]} has a figure of these indicators. "
            "Choose another topic, or load the files that have them."
        )
    key = tuple(
        f"{letter}: {one.indicator.title}, {one.indicator.unit}, {one.period}. "
        f"{words.POLARITIES[one.indicator.polarity]}"
        for letter, one in zip(LETTERS, found, strict=False)
    )
    cells = pd.DataFrame(list(_cells(context, code, found, names)))
    judged = cells[cells["verdict"] != "not_compared"]
    finding, sentence = _finding(judged, len(names))
    name = context.inside.names[code]
    ids = [one.indicator.id for one in found]
    source = sources_of(context.snapshot, context.catalogue, ids)
    periods = "; ".join(f"{one.indicator.title}, {one.period}" for one in found)
    return RugView(
        finding=finding,
        sentence=sentence,
        key=key,
        cells=cells,
        alt=f"Tartan rug of {counted(len(names), 'practice')} of {name} by "
        f"{counted(len(found), 'indicator')}. {finding}. {sentence}",
        why=WHY,
        table=_table(cells, found, names),
        practices=names,
        caveats=caveats_of(context.catalogue, ids),
        source=(*source, ("Periods", periods)),
        provenance=provenance(
            f"{name}: practices against England",
            (("Group", f"{name} ({code})"), ("Period", periods), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"locality_{code}",
        ),
    )  # fmt: skip


def _answer(context: Context, indicator_id: str, members: set[str]) -> Answer | None:
    """The figures of some practices: asked for as those of the system, in which all of them are,
    whatever group they were in at the time."""
    period = usual_period(context.holdings, indicator_id)
    try:
        found = answer(context, Question(indicator_id, period=period))
    except (NoDataError, UnknownPeriodError):
        return None
    own = found.figures[found.figures["area_code"].isin(members)]
    return replace(found, figures=own) if own["value"].notna().any() else None


def _cells(
    context: Context, code: str, found: Sequence[Answer], names: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    for letter, one in zip(LETTERS, found, strict=False):
        for place, value in _beside(context, code, one):
            yield _cell(place, letter, one.indicator, value, None, "not_compared")
    for code_of_row, name in names.items():
        for letter, one in zip(LETTERS, found, strict=False):
            own = one.figures[one.figures["area_code"] == code_of_row]
            row = own.iloc[0] if len(own) else None
            yield (
                _cell(name, letter, one.indicator, None, None, "not_compared")
                if row is None
                else _cell(
                    name, letter, one.indicator, row["value"], row["flag"], row["comparison"]
                )
            )


def _beside(context: Context, code: str, one: Answer) -> list[tuple[str, float | None]]:
    """The group's own figure, its CCG's where it has one, and England's."""
    ccgs = [each for each in one.figures["ccg_code"].dropna().unique() if each != code]
    england = one.figures["benchmark"].dropna()
    series = context.series_of(code)
    is_it = (series["indicator_id"] == one.indicator.id) & (series["period"] == one.period)
    own = series.loc[is_it, "value"]
    lines = [(context.inside.names[code], own.iloc[0] if len(own) else None)]
    if len(ccgs) == 1:
        lines.append((context.inside.names.get(ccgs[0], ccgs[0]), one.around.get(ccgs[0])))
    return [*lines, ("England", england.iloc[0] if len(england) else None)]


def _cell(
    place: str, column: str, indicator: Indicator, value: object, flag: object, verdict: str
) -> dict[str, str]:
    missing = words.symbol_of(flag)
    return {
        "place": place,
        "column": column,
        "indicator": indicator.title,
        "value_text": missing
        if is_missing(value)
        else number_text(value, decimals=indicator.decimals),
        "verdict": verdict,
        "verdict_label": words.VERDICTS[verdict].label,
    }


def _finding(judged: pd.DataFrame, practices: int) -> tuple[str, str]:
    if judged.empty:
        return "None of these figures can be compared with England", ""
    differs = judged[judged["verdict"].isin(UP + DOWN)]
    finding = (
        f"{number_text(len(differs))} of {counted(len(judged), 'figure')} of "
        f"{counted(practices, 'practice')} differ from England"
    )
    if differs.empty:
        return finding, ""
    counts = differs["indicator"].value_counts()
    top, compared = counts.index[0], (judged["indicator"] == counts.index[0]).sum()
    return finding, (
        f"They differ most often on {top}: {number_text(counts.iloc[0])} of "
        f"{number_text(compared)} compared."
    )


def _table(cells: pd.DataFrame, found: Sequence[Answer], names: Mapping[str, str]) -> Table:
    """A row a practice, then the group, its CCG and England, as the rug has them."""
    columns = [Column("Practice or group")]
    for letter, one in zip(LETTERS, found, strict=False):
        heading = f"{letter}: {one.indicator.title}, {one.period}"
        columns += [Column(heading, is_number=True), Column(f"{letter} against England")]
    by_place = {
        place: {row["column"]: row for row in part.to_dict("records")}
        for place, part in cells.groupby("place", sort=False)
    }
    order = [*names.values(), *(place for place in by_place if place not in names.values())]
    rows = []
    for place in order:
        row = [place]
        for letter, _ in zip(LETTERS, found, strict=False):
            cell = by_place[place].get(letter)
            row += (
                [cell["value_text"], words.VERDICTS[cell["verdict"]].cell] if cell else ["[z]", ""]
            )
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows), tuple(names))
