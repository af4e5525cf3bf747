"""What the signals of the first page promise, tried on simulated snapshots by the engine itself.

Nothing differs in 200 of them, so whatever stands out is false. In others some practices do.
"""

import numpy as np
import pandas as pd

from pcdash.stats.signals import benjamini_hochberg
from pcdash.viewmodels.scan import FUNNEL, scan
from tests import builders

PRACTICES = tuple(f"Z{number:05}" for number in range(150))
YEARS = tuple(f"{year}/{(year + 1) % 100:02}" for year in range(2014, 2019))
MONTHS = tuple(
    f"{month} {year}"
    for year in (2017, 2018)
    for month in (
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    )
)
SHARES = (0.004, 0.05, 0.3, 0.95)  # from rare to nearly everybody
SLOW = 50  # practices of which there are rates and months, whose series are tested one by one
Q, SEEDS = 0.05, 200
# Planted practices lie so many times as far from the average as the adjusted 99.8% limit.
APART, BEYOND = 0.03, 1.3


def _indicators():
    annual = [builders.indicator(f"share_{at}") for at in range(len(SHARES))]
    rate = builders.indicator("rate_0", method="rate", multiplier=1000)
    monthly = builders.indicator("monthly_0", frequency="month")
    return {one.id: one for one in [*annual, rate, monthly]}


INDICATORS = _indicators()


def _rows(indicator_id, periods, ends, numerator, denominator, multiplier):
    practices = len(numerator)
    codes = np.repeat(PRACTICES[:practices], len(periods))
    made = {
        "indicator_id": indicator_id, "area_code": codes, "period": list(periods) * practices,
        "end_date": list(ends) * practices, "numerator": numerator.ravel().astype(float),
        "denominator": denominator.ravel().astype(float),
    }  # fmt: skip
    frame = pd.DataFrame(made)
    return frame.assign(value=multiplier * frame["numerator"] / frame["denominator"])


def _snapshot(random, apart=0.0, beyond=0.0, planted=()):
    """The figures of a snapshot.

    Practices differ by `apart` on the scale of the arcsine of the root; the `planted` ones are
    moved in the last year so many times as far as the 99.8% limit for that spread as `beyond` says.
    """
    lists = random.integers(1500, 14000, len(PRACTICES))[:, None]
    year_ends = pd.to_datetime([f"20{label[-2:]}-03-31" for label in YEARS])
    month_ends = pd.to_datetime(pd.Series(MONTHS), format="%b %Y") + pd.offsets.MonthEnd(0)
    made = []
    for at, share in enumerate(SHARES):
        people = np.maximum(lists * random.uniform(0.05, 1), 20).astype(int) + np.zeros((1, 5), int)
        middle = np.arcsin(np.sqrt(share)) + apart * random.standard_normal((len(PRACTICES), 1))
        middle = middle + np.zeros((1, 5))
        for number in planted:
            reach = 3.090232 * np.sqrt(1 / (4 * people[number, -1]) + apart**2)
            middle[number, -1] = np.arcsin(np.sqrt(share)) + _way(share) * beyond * reach
        events = random.binomial(people, np.sin(np.clip(middle, 0, np.pi / 2)) ** 2)
        made.append(_rows(f"share_{at}", YEARS, year_ends, events, people, 100))
    people = lists[:SLOW] + np.zeros((1, 5), int)
    made.append(_rows("rate_0", YEARS, year_ends, random.poisson(0.02 * people), people, 1000))
    people = lists[:SLOW] + np.zeros((1, len(MONTHS)), int)
    events = random.binomial(people, 0.4)
    made.append(_rows("monthly_0", MONTHS, month_ends, events, people, 100))
    blank = dict.fromkeys(("lower_95", "upper_95", "lower_998", "upper_998"), np.nan)
    return pd.concat(made, ignore_index=True).assign(**blank)


def _way(share):
    """The side on which there is room."""
    return 1 if share < 0.5 else -1


def _scanned(figures):
    found = scan(figures, INDICATORS, lambda period: PRACTICES)
    return found.assign(stands_out=benjamini_hochberg(found["p"], q=Q))


def test_where_nothing_differs_hardly_a_snapshot_has_a_signal():
    false = 0
    for seed in range(SEEDS):
        found = _scanned(_snapshot(np.random.default_rng(seed)))
        assert len(found) > 1200
        false += bool(found["stands_out"].any())

    assert false <= 20


def test_nine_in_ten_of_what_differs_is_found():
    hits = total = false = 0
    for seed in range(12):
        random = np.random.default_rng(1000 + seed)
        planted = random.choice(len(PRACTICES), 6, replace=False)
        found = _scanned(_snapshot(random, apart=APART, beyond=BEYOND, planted=planted))
        points = found[(found["kind"] == FUNNEL) & found["indicator_id"].str.startswith("share")]
        is_planted = points["area_code"].isin([PRACTICES[number] for number in planted])
        hits += int((points["stands_out"] & is_planted).sum())
        total += int(is_planted.sum())
        false += int((points["stands_out"] & ~is_planted).sum())

    assert total == 12 * 6 * len(SHARES)
    assert hits >= 0.9 * total
    # Practices differ throughout here, and drawing in the extremes makes that spread look smaller
    # than it is (decision 0024): more than q are false, and no more than one in five.
    assert false <= 0.2 * (hits + false)
