"""Every comparison that the figures of a place allow, each with its chance if nothing goes on.

Three kinds: practices against their average (a funnel point), places against their own five years
(a recent trend), and the latest month or quarter against those before (a point, and the runs that
it ends). Works on frames alone, so that it can be tried on simulated ones; which of the comparisons
stand out, and what is said of them, is the business of `pcdash.viewmodels.signals`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

import numpy as np
import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import between, parse_period
from pcdash.stats.latest_point import latest_point
from pcdash.stats.signals import SHIFT_P, TREND_P, rate_p, share_p, trend_p, two_sided_p
from pcdash.stats.spc import FIRM_FROM
from pcdash.stats.trend import YEARS, recent_trend_of_rates, trend_scores
from pcdash.viewmodels.limits import exact_events, with_limits
from pcdash.viewmodels.marks import breaks_between
from pcdash.viewmodels.spread import METHODS, has_counts, spread_of, verdicts_of

FUNNEL, TREND, POINT, RUN, SHIFT = "funnel", "recent_trend", "point", "run", "shift"
FEWEST = 10  # practices, from which their own spread can be told
INSIDE = 0.05  # the chance above which a point is inside the 95% limits
FARTHEST = 40.0  # standard deviations, beyond which a chance is too small for a float
ANNUAL, CHARTED = ("year", "calendar"), ("month", "quarter")
# `side` is -1 or 1; `expected` in the unit of the value; `people` are those by whom a place differs
# from what is expected, missing where the counts are not known.
COLUMNS = (
    "kind",
    "indicator_id",
    "area_code",
    "period",
    "p",
    "side",
    "value",
    "expected",
    "people",
)


def scan(
    figures: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    practices_in: Callable[[str], Collection[str]],
) -> pd.DataFrame:
    """All comparisons that can be made.

    Args:
        figures: As the query `figures_to_compare` gives them: a row a figure with a value.
        practices_in: The codes of the practices of the place in a period; their figures are
            compared with each other in the latest period that any of them has.

    Returns:
        A row a comparison, with `COLUMNS`.
    """
    made: list[pd.DataFrame] = []
    for indicator_id, rows in figures.groupby("indicator_id", sort=False):
        indicator = indicators.get(str(indicator_id))
        if indicator is None or indicator.method == "category":
            continue
        rows = rows.reset_index(drop=True)
        if indicator.method in METHODS:
            made += _funnel(rows, indicator, practices_in)
        if indicator.frequency in ANNUAL:
            made += _trends(rows, indicator)
        elif indicator.frequency in CHARTED:
            made += _points(rows, indicator)
    empty = pd.DataFrame(columns=[*COLUMNS]).astype({"p": "float64", "people": "float64"})
    if not made:
        return empty
    return (
        pd.concat(made, ignore_index=True)[[*COLUMNS]].dropna(subset=["p"]).reset_index(drop=True)
    )


def practices_of_latest(
    rows: pd.DataFrame, practices_in: Callable[[str], Collection[str]]
) -> pd.DataFrame:
    """The figures of practices in the latest period that any of them has."""
    for period in rows.sort_values("end_date", ascending=False)["period"].unique():
        latest = rows[rows["period"] == period]
        own = latest[latest["area_code"].isin(practices_in(period))]
        if len(own):
            return own
    return rows.iloc[:0]


def _funnel(
    rows: pd.DataFrame, indicator: Indicator, practices_in: Callable[[str], Collection[str]]
) -> Iterator[pd.DataFrame]:
    own = practices_of_latest(rows, practices_in)
    own = own[has_counts(own)]
    if len(own) < FEWEST:
        return
    spread = spread_of(own, indicator)
    average, own = spread.found.average, spread.rows
    if own["score"].isna().all():
        return
    events, people = exact_events(own, indicator), own["denominator"]
    # Where counts are small the scale of the funnel exaggerates: the larger chance counts.
    chance = two_sided_p(own["score"].clip(-FARTHEST, FARTHEST))
    p = np.maximum(chance, _exact(indicator, events, people, average))
    rare = own[p < INSIDE]
    if len(rare):  # what the page says is inside the funnel is no signal
        verdict = verdicts_of(spread, with_limits(rare, indicator), indicator)
        p.loc[rare.index[verdict.isin(("similar", "not_compared"))]] = 1.0
    yield own.assign(
        kind=FUNNEL,
        p=p,
        side=np.sign(own["score"]),
        expected=average * indicator.multiplier,
        people=(events - average * people).abs(),
    )[[*COLUMNS]]


def _exact(
    indicator: Indicator, events: pd.Series, people: pd.Series, average: pd.Series | float
) -> pd.Series:
    if indicator.method == "rate":
        return rate_p(events, average * people)
    return share_p(events, people, average)


def _trends(rows: pd.DataFrame, indicator: Indicator) -> Iterator[pd.DataFrame]:
    """The recent trends of the places that have a figure of the latest period."""
    rows = rows.sort_values(["area_code", "end_date"], kind="stable")
    five = rows.groupby("area_code", sort=False).tail(YEARS)
    size = five.groupby("area_code")["period"].transform("size")
    five = five[size == YEARS]
    if five.empty:
        return
    ends = five["end_date"].to_numpy().reshape(-1, YEARS)
    years = ends.astype("datetime64[Y]").astype(int)
    current = ends[:, -1] == rows["end_date"].max().to_datetime64()
    whole = current & (years[:, -1] - years[:, 0] == YEARS - 1)
    if not whole.any() or _is_broken(indicator, ends[whole]):
        return
    five = five[np.repeat(whole, YEARS)]
    scores = _scores_of(five, indicator)
    last, first = (five.iloc[at::YEARS].reset_index(drop=True) for at in (YEARS - 1, 0))
    moved = last["value"] - first["value"]
    yield last.assign(
        kind=TREND,
        p=trend_p(np.abs(scores)),
        side=np.sign(scores),
        expected=first["value"],
        people=moved.abs() * last["denominator"].astype("float64") / indicator.multiplier,
    )[[*COLUMNS]]


def _is_broken(indicator: Indicator, ends: np.ndarray) -> bool:
    first, last = (pd.Timestamp(one).date() for one in (ends[:, 0].min(), ends[:, -1].max()))
    return bool(breaks_between(indicator, first, last))


def _scores_of(five: pd.DataFrame, indicator: Indicator) -> np.ndarray:
    """The χ² of each five rows with the sign of the slope, as `pcdash.viewmodels.recent` tests."""
    if indicator.method == "proportion" and five["denominator"].notna().all():
        parts = (
            five[one].to_numpy(float).reshape(-1, YEARS) for one in ("numerator", "denominator")
        )
        return trend_scores(*parts)
    five = with_limits(five, indicator)
    limits = ("value", "lower_95", "upper_95")
    each = zip(*(five[one].to_numpy(float).reshape(-1, YEARS) for one in limits), strict=True)
    return np.array([_score(*one) for one in each])


def _score(value: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> float:
    if np.isnan(value + lower + upper).any():
        return np.nan
    found = recent_trend_of_rates(value, lower, upper)
    return found.chi_squared * np.sign(np.polyfit(np.arange(YEARS), value, 1)[0])


def _points(rows: pd.DataFrame, indicator: Indicator) -> Iterator[pd.DataFrame]:
    """The latest points of the series that have firm limits, and the runs that they end."""
    steps = _steps(rows, indicator)
    columns = ("value", "numerator", "denominator")
    wide = {one: rows.pivot(index="area_code", columns="period", values=one) for one in columns}
    wide = {one: frame.reindex(columns=steps).astype("float64") for one, frame in wide.items()}
    value = wide["value"][wide["value"].iloc[:, -1].notna()]
    value = value[value.notna().sum(axis=1) >= FIRM_FROM]
    if value.empty:
        return
    found = [latest_point(one) for one in value.to_numpy()]
    last = pd.DataFrame(
        {
            "indicator_id": indicator.id,
            "area_code": value.index,
            "period": steps[-1],
            "value": value.iloc[:, -1].to_numpy(),
            "expected": [one.mean for one in found],
        }
    )
    size = wide["denominator"].loc[value.index].iloc[:, -1].to_numpy() / indicator.multiplier
    size = 1.0 if indicator.method == "count" else size
    last["people"] = (last["value"] - last["expected"]).abs() * size
    exact = _exact_of_last(wide, value.index, indicator)
    distance = np.fmax([one.distance_p for one in found], exact)
    sides = [("side", distance, POINT), ("trend", TREND_P, RUN), ("shift", SHIFT_P, SHIFT)]
    for name, p, kind in sides:
        side = np.array([getattr(one, name) for one in found])
        yield last.assign(kind=kind, side=side, p=np.where(side != 0, p, 1.0))[[*COLUMNS]]


def _exact_of_last(
    wide: Mapping[str, pd.DataFrame], codes: pd.Index, indicator: Indicator
) -> np.ndarray:
    """The chance of the latest count against those before; missing where counts are not known."""
    if indicator.method not in METHODS:
        return np.full(len(codes), np.nan)
    rows = [wide[one].loc[codes] for one in ("value", "numerator", "denominator")]
    events, people = rows[1], rows[2].where(rows[2] > 0)
    average = events.iloc[:, :-1].sum(axis=1) / people.iloc[:, :-1].sum(axis=1)
    return _exact(indicator, events.iloc[:, -1], people.iloc[:, -1], average).to_numpy()


def _steps(rows: pd.DataFrame, indicator: Indicator) -> list[str]:
    """The labels of every period since the last break, to the latest that is held."""
    ordered = rows.sort_values("end_date")
    first, last = (parse_period(ordered["period"].iloc[at]) for at in (0, -1))
    breaks = breaks_between(indicator, first.end, last.end)
    since = max((mark.date for mark, _ in breaks), default=None)
    return [one.label for one in between(first, last) if since is None or one.end >= since]
