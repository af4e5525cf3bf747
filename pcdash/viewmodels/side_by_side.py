"""A few places side by side: each on every indicator of a subject, and how far they stand apart.

The first place is what the others are set against. Verdicts against England are those of every
page; whether two places differ is decided from the interval of their difference.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import ENGLAND, Indicator
from pcdash.errors import NoChartError
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.differences import differences, signed
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.limits import LIMITS
from pcdash.viewmodels.names import short_name, with_code
from pcdash.viewmodels.numbers import is_missing, number_text, of_text, range_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.rug import RugColumn, RugView, lettered, rug_of
from pcdash.viewmodels.series import alike
from pcdash.viewmodels.shared_figures import Shared, require_places, shared_by
from pcdash.viewmodels.sources import caveats_of, provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

NOT_COMPARED = "not_compared"
METHOD = (
    ("Apart", "Two places differ by more than chance if 0 lies outside the 95% interval of their "
     "difference; outside the wider 99.8% interval it is said at 99.8%. Better and worse say how "
     "the place stands beside the first one. Differences of percentages are in percentage "
     "points."),
    ("Interval", "Newcombe (1998), method 10, from the intervals of the two figures; for rates "
     "the same construction (Zou and Donner 2008). Places that share practices are not "
     "independent of each other: between those it is a rough guide."),
)  # fmt: skip


@dataclass(frozen=True)
class SideView:
    """How far some places stand apart: `places` names them by code, the first set against all."""

    places: Mapping[str, str]
    finding: str
    sentence: str
    why: tuple[tuple[str, str], ...]
    table: Table
    provenance: Provenance
    source: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]


def build_side_by_side(
    context: Context, codes: tuple[str, ...], indicator_ids: tuple[str, ...]
) -> SideView:
    """How far some places stand apart on some indicators.

    Args:
        codes: From two to four areas, practices or groups; the first is set against the others.

    Raises:
        NoChartError: there are too few or too many places, or no indicator has two of them.
    """
    names, found = _found(context, codes, indicator_ids)
    apart = _apart(context, found, codes)
    finding, sentence = _told(found, apart, names)
    ids = [one.indicator.id for one in found]
    source = sources_of(context.snapshot, context.catalogue, ids)
    listed = words.sentence_list([*names.values()])
    return SideView(
        places=names,
        finding=finding,
        sentence=sentence,
        why=METHOD,
        table=_table(found, apart, names),
        provenance=provenance(
            f"How far apart: {listed}",
            (("Places", listed), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"apart_{'_'.join(codes)}",
        ),
        source=source,
        caveats=caveats_of(context.catalogue, ids),
    )


def build_places_rug(
    context: Context, codes: tuple[str, ...], indicator_ids: tuple[str, ...]
) -> RugView:
    """How each of the places stands against England.

    Raises:
        NoChartError: as `build_side_by_side`.
    """
    names, found = _found(context, codes, indicator_ids)
    columns = lettered([(one.indicator, one.period) for one in found])
    cells = [
        cell
        for one, column in zip(found, columns, strict=True)
        for cell in _cells(one, column, names)
    ]
    listed = words.sentence_list([*names.values()])
    return rug_of(
        context,
        columns,
        cells,
        places=names,
        noun="place",
        of=f", {listed},",
        about=(("Places", listed),),
        title=f"Against England: {listed}",
        file_name=f"places_{'_'.join(codes)}",
    )


def _found(
    context: Context, codes: tuple[str, ...], indicator_ids: tuple[str, ...]
) -> tuple[dict[str, str], tuple[Shared, ...]]:
    """The names of the places, and what they have in common of some indicators."""
    require_places(codes)
    found = shared_by(context, codes, set(indicator_ids))
    if not found:
        raise NoChartError("None of these indicators has a figure of two of these places.")
    return _names(context, codes), found


def _names(context: Context, codes: Sequence[str]) -> dict[str, str]:
    """The places by name; by name and code where two have one name."""
    names = {code: place_name(context, code) for code in codes}
    times = Counter(map(short_name, names.values()))
    return {
        code: name if times[short_name(name)] == 1 else with_code(name, code)
        for code, name in names.items()
    }


def _cells(one: Shared, column: RugColumn, names: Mapping[str, str]) -> list[dict[str, str]]:
    cells = []
    for code, name in names.items():
        if code not in one.rows.index:
            cells.append(column.cell(name, None, None, NOT_COMPARED))
            continue
        row = one.rows.loc[code]
        cells.append(column.cell(name, row["value"], row["flag"], row["comparison"]))
    if ENGLAND in names:
        return cells
    england = one.rows["england_value"].dropna()
    value = england.iloc[0] if len(england) else None
    return [*cells, column.cell("England", value, None, NOT_COMPARED)]


def _apart(context: Context, found: Sequence[Shared], codes: Sequence[str]) -> pd.DataFrame:
    """How far each of the other places stands from the first: by `indicator_id` and `code`."""
    numbers = pd.concat({one.indicator.id: one.rows[["value", *LIMITS]] for one in found})
    ids = [one.indicator.id for one in found]
    pairs = pd.MultiIndex.from_product([ids, codes[1:]], names=["indicator_id", "code"])
    others = numbers.reindex(pairs).reset_index()
    firsts = numbers.reindex(pd.MultiIndex.from_product([ids, codes[:1]])).reset_index(drop=True)
    firsts = firsts.loc[firsts.index.repeat(len(codes) - 1)].reset_index(drop=True)
    parts = [
        differences(part, firsts.loc[part.index], polarity=one.polarity)
        for part, one in alike(others, context.catalogue, lambda one: one.polarity)
    ]
    return pd.concat(parts).sort_index().set_index(pairs)


def _told(
    found: Sequence[Shared], apart: pd.DataFrame, names: Mapping[str, str]
) -> tuple[str, str]:
    """On how many indicators the others differ from the first, and where the furthest."""
    first, *others = names
    tested = apart[apart["comparison"] != NOT_COMPARED].reset_index()
    if tested.empty:
        return "These figures have no intervals, so nothing says whether the places differ", ""
    differs = tested[tested["comparison"] != "similar"]
    counts = [
        f"{short_name(names[code])} on {of_text((differs['code'] == code).sum(), number)}"
        for code in others
        if (number := (tested["code"] == code).sum())
    ]
    finding = f"Different from {short_name(names[first])}: {words.sentence_list(counts)} indicators"
    if differs.empty:
        return finding, "None of the differences is more than chance could make."
    width = differs["upper_95"] - differs["lower_95"]
    strongest = differs.loc[(differs["value"].abs() / width).idxmax()]
    return finding, _furthest(found, strongest, names)


def _furthest(found: Sequence[Shared], row: pd.Series, names: Mapping[str, str]) -> str:
    one = next(each for each in found if each.indicator.id == row["indicator_id"])
    first = next(iter(names))
    here, there = (figure_text(one.rows.at[code, "value"], one.indicator)
                   for code in (row["code"], first))  # fmt: skip
    return (
        f"Most clearly apart: {one.indicator.title} ({one.period}), {here} in "
        f"{names[row['code']]} and {there} in {names[first]}."
    )


def _table(found: Sequence[Shared], apart: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """A row an indicator: the figure of the first place, then of each other with its distance."""
    first, *others = names
    columns = [Column("Indicator"), Column("Period")]
    columns += [Column(short_name(names[code]), is_number=True) for code in names]
    for code in others:
        name = short_name(names[code])
        columns += [
            Column(f"{name} less {short_name(names[first])}", is_number=True),
            Column(f"{name}: 95% interval of the difference"),
            Column(f"{name}: how it stands beside"),
        ]
    rows = []
    for one in found:
        row = [one.indicator.title, one.period, *(_value(one, code) for code in names)]
        for code in others:
            row += _distance(apart.loc[(one.indicator.id, code)], one.indicator)
        rows.append([*row, one.indicator.unit])
    columns.append(Column("Unit"))
    return made_of(columns, rows, codes=[one.indicator.id for one in found])


def _value(one: Shared, code: str) -> str:
    if code not in one.rows.index:
        return "[x]"
    row = one.rows.loc[code]
    return number_text(
        row["value"], decimals=one.indicator.decimals, missing=words.symbol_of(row["flag"])
    )


def _distance(row: pd.Series, indicator: Indicator) -> tuple[str, str, str]:
    verdict = words.VERDICTS[row["comparison"]].cell
    if is_missing(row["value"]):
        return "[z]", "", verdict
    interval = range_text(row["lower_95"], row["upper_95"], decimals=indicator.decimals)
    said = signed(row["value"], indicator.decimals)
    return said, interval, verdict
