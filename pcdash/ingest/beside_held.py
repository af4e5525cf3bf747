"""Figures that people typed, beside what is held: what hardly can be meant is told, cell by cell.

Practices that had closed, figures that another file published differently, jumps, practices that
were left out and small counts are warned of. Codes and areas are looked at in
`pcdash.ingest.areas_beside_held`.
"""

from collections.abc import Iterator

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.grammar import and_more, counted, verb
from pcdash.ingest.areas_beside_held import problems_of_areas
from pcdash.ingest.figure_words import figure
from pcdash.ingest.reading import Problem, Reading
from pcdash.ingest.row_problems import told
from pcdash.ingest.workbook_layout import CODE, NUMERATOR
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query

JUMP = 3  # times, up or down, from one period to the next
WHOLE = 0.5  # of the practices held: with fewer, a sheet is a part and none is missed
SMALL = 7  # the most that the small-number rule hides
NAMED = 5
PLACES = 9  # decimals to which two figures are the same


def problems_beside_held(
    reading: Reading, held: Snapshot, catalogue: Catalogue, *, format_id: str
) -> tuple[Problem, ...]:
    """What is wrong with, or hardly can be meant by, the figures of a reading.

    Args:
        format_id: The format that it was read as; figures held of it are revised, not contradicted.
    """
    areas = run_query(held, "areas_known").set_index("area_code")
    problems = [*problems_of_areas(reading, areas, held, catalogue)]
    if reading.values.empty:
        return tuple(problems)
    rows = _with_value(reading.values, catalogue)
    figures = run_query(
        held,
        "figures_held",
        area_codes=sorted({*rows["area_code"]} | {*areas.index[areas["in_place"]]}),
        indicator_ids=sorted({*rows["indicator_id"]}),
    ).join(areas[["area_type", "in_place", "status"]], on="area_code")
    problems += _closed(rows, areas)
    for indicator_id, own in rows.groupby("indicator_id", sort=True):
        one = catalogue.indicators.get(str(indicator_id))
        if one is None:
            continue
        before = figures[figures["indicator_id"] == indicator_id]
        if one.hides_small_counts:
            problems += _small(one, own)
        else:
            problems += _contradicted(one, own, before[before["format_id"] != format_id])
            problems += _jumps(one, own, before)
        problems += _left_out(one, own, before)
    return tuple(problems)


def _with_value(values: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    multipliers = {one.id: one.multiplier for one in catalogue.indicators.values()}
    by = values["indicator_id"].map(multipliers)
    derived = by * values["numerator"] / values["denominator"].where(lambda size: size > 0)
    return values.assign(value=values["value"].fillna(derived))


def _closed(rows: pd.DataFrame, areas: pd.DataFrame) -> Iterator[Problem]:
    closed = rows["area_code"].map(pd.to_datetime(areas["closed_date"]))
    starts = pd.to_datetime(rows["period"].map(lambda label: parse_period(label).start))
    for code, own in rows[closed < starts].groupby("area_code"):
        when = pd.Timestamp(areas.loc[code, "closed_date"])
        yield told(
            "warning",
            "the practice had closed before this period",
            own,
            CODE,
            found=f"{code}, closed on {when.day} {when:%B %Y}",
            advice="Is another practice meant, perhaps the one that took its patients on?",
        )


def _contradicted(one: Indicator, own: pd.DataFrame, published: pd.DataFrame) -> Iterator[Problem]:
    both = own.merge(published, on=["area_code", "period"], suffixes=("", "_held"))
    as_text = both["category"].fillna("") != both["category_held"].fillna("")
    as_number = (both["value"] - both["value_held"]).abs().round(PLACES) > 0
    differ = both[as_text | as_number]
    if differ.empty:
        return
    first = differ.iloc[0]
    yield told(
        "warning",
        f"{counted(len(differ), 'figure')} of {one.title!r} "
        f"{verb(len(differ), 'contradicts', 'contradict')} what another file published",
        differ,
        found=f"{_figure(first)} of {first['area_code']} in {first['period']}",
        expected=f"{_figure(first, '_held')}, as {first['file_name']!r} has it",
        advice="If you publish, yours take the place of those. Undo the load to get them back.",
    )


def _jumps(one: Indicator, own: pd.DataFrame, before: pd.DataFrame) -> Iterator[Problem]:
    own = own.assign(end_date=_ends(own))
    known = pd.concat(
        [
            before[["area_code", "period", "end_date", "value"]],
            own[["area_code", "period", "end_date", "value"]],
        ]
    ).assign(end_date=lambda frame: pd.to_datetime(frame["end_date"]))
    known = known[known["value"] > 0].drop_duplicates(["area_code", "period"], keep="last")
    known = known.sort_values(["area_code", "end_date"])
    known["earlier"] = known.groupby("area_code")["value"].shift()
    known["earlier_period"] = known.groupby("area_code")["period"].shift()
    beside = own.merge(
        known[["area_code", "period", "earlier", "earlier_period"]], on=["area_code", "period"]
    )
    times = beside["value"] / beside["earlier"]
    far = beside[(times >= JUMP) | (times <= 1 / JUMP)]
    if far.empty:
        return
    first = far.iloc[0]
    yield told(
        "warning",
        f"{counted(len(far), 'figure')} of {one.title!r} {verb(len(far), 'is', 'are')} at least "
        f"{JUMP} times, or at most a third of, the one before",
        far,
        found=f"{figure(first['value'])} of {first['area_code']} in {first['period']}",
        expected=f"near {figure(first['earlier'])}, as in {first['earlier_period']}",
        advice="Look for a wrong unit, a shifted row or a digit too many.",
    )


def _left_out(one: Indicator, own: pd.DataFrame, before: pd.DataFrame) -> Iterator[Problem]:
    before = before[(before["area_type"] == "practice") & before["in_place"]]
    for period, given in own.groupby("period", sort=False):
        start = parse_period(str(period)).start
        earlier = before[pd.to_datetime(before["end_date"]) < pd.Timestamp(start)]
        if earlier.empty:
            continue
        last = earlier.loc[earlier["end_date"] == earlier["end_date"].max()]
        last = last[last["status"] != "closed"]
        absent = {*last["area_code"]} - {*given["area_code"]}
        # What is held of the period itself is not missing: a sheet may give what changes alone.
        missing = sorted(absent - {*before.loc[before["period"] == period, "area_code"]})
        if not missing or len(absent) > WHOLE * len(last):
            continue
        named = ", ".join(missing[:NAMED])
        more = and_more(len(missing) - NAMED)
        yield Problem(
            "warning",
            f"{counted(len(missing), 'practice')} of {one.title!r} in {last['period'].iloc[0]} "
            f"{verb(len(missing), 'has', 'have')} no figure in {period}",
            where=f"sheet {given['sheet'].iloc[0]!r}" if given["sheet"].notna().any() else "",
            found=f"none of {named}{more}",
            advice="Leave it so if there is none to give: it is shown as not available.",
        )


def _small(one: Indicator, own: pd.DataFrame) -> Iterator[Problem]:
    small = own[own["numerator"].between(1, SMALL)]
    if len(small):
        yield told(
            "warning",
            f"{counted(len(small), 'count')} of {one.title!r} {verb(len(small), 'is', 'are')} "
            f"from 1 to {SMALL}",
            small,
            NUMERATOR,
            advice="They are held, and hidden on every page and in every export.",
        )


def _figure(row: pd.Series, of: str = "") -> str:
    category = row[f"category{of}"]
    return category if isinstance(category, str) else figure(row[f"value{of}"])


def _ends(rows: pd.DataFrame) -> pd.Series:
    return rows["period"].map(lambda label: parse_period(label).end)
