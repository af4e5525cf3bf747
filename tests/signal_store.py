"""A small store with signals: twenty practices, two loads, some differences and one meeting.

In the first load nothing stands out. In the second, a year later, one practice is far below the
others on care, another far above, and the place as a whole has risen.
"""

from pathlib import Path

import pytest

from pcdash.definitions.catalogue import Catalogue
from pcdash.viewmodels import scan
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.funnel import build_funnel
from pcdash.viewmodels.signals import find_signals
from pcdash.viewmodels.trends import build_trend
from tests.builders import NORTH, SOUTH, catalogue, in_ccg, indicator, lists, publish, reading

PRACTICES = tuple(f"Z99{number:03}" for number in range(1, 21))
LOW, HIGH = "Z99003", "Z99004"
YEARS = ("2014/15", "2015/16", "2016/17", "2017/18", "2018/19")
MARKUP = "<b>*OAK* [a](b) & CO</b>"
MEETING = {
    "area_code": "ZSYS", "event_date": "2016-06-01", "title": "Governing body",
    "event_kind": "meeting",
}  # fmt: skip


def definitions() -> Catalogue:
    """Care, where higher is better; a condition, where neither is; attendances, a rate."""
    return catalogue(
        indicator("care_b", title="Care B", polarity="higher"),
        indicator("condition_a", title="Condition A"),
        indicator(
            "visits", title="Visits", method="rate", multiplier=1000, polarity="lower",
            unit="per 1,000 patients",
        ),
    )  # fmt: skip


def figures(*years: str, planted: bool = False):
    """Figures of some years; the practices are alike, but for the planted ones."""
    values = lists(PRACTICES, *years, size=2000)
    for year in years:
        rises = 20 * YEARS.index(year)
        for at, code in enumerate(PRACTICES):
            care = {LOW: 300, HIGH: 950}.get(code, 700) if planted and year == YEARS[-1] else 700
            values += [
                _share("care_b", code, year, care + at % 3),
                _share("condition_a", code, year, 50 + at % 3),
                _share("visits", code, year, 300 + rises + at % 2),
            ]
    return values


def base() -> list[dict[str, object]]:
    """Memberships of all the practices, half in each CCG."""
    return [in_ccg(code, NORTH if at % 2 else SOUTH) for at, code in enumerate(PRACTICES)]


def areas() -> list[dict[str, object]]:
    """The practices with their names, one of them full of markup."""
    return [
        {"area_code": code, "area_type": "practice", "opened": "1974-04-01", "status": "open",
         "area_name": MARKUP if code == LOW else f"SURGERY {at}", "as_of": "2019-09-01"}
        for at, code in enumerate(PRACTICES)
    ]  # fmt: skip


def build(folder: Path) -> Path:
    """The store in a folder, of two snapshots."""
    known = definitions()
    first = reading(values=figures(*YEARS[:-1]), areas=areas(), memberships=base())
    publish(folder, first, of=known, names=["first.csv"])
    second = reading(values=figures(YEARS[-1], planted=True), events=[MEETING])
    publish(folder, second, of=known, names=["second.csv"])
    return folder


def require_agreement(context: Context, q: float = 0.05) -> int:
    """Every signal has the value that `values` prints, and is marked on its page; how many."""
    signals = find_signals(context, q).signals
    for one in signals:
        level = context.inside.kinds.get(one.area_code, "practice").lower()
        asked = Question(one.indicator_id, level=level, period=one.period)
        figures = answer(context, asked).figures.set_index("area_code")
        assert figures.at[one.area_code, "value"] == one.value, one
        if one.kind == scan.FUNNEL:
            drawn = build_funnel(context, asked).drawn
            points = drawn["points"].set_index("area_code")
            assert points.at[one.area_code, "verdict"] not in ("similar", "not_compared"), one
            assert drawn["average"].value == pytest.approx(one.expected)
        elif one.kind == scan.TREND:
            view = build_trend(context, one.area_code, one.indicator_id, False)
            assert "creasing" in view.finding, one
    return len(signals)


def _share(indicator_id: str, code: str, period: str, some: int) -> dict[str, object]:
    return {"indicator_id": indicator_id, "area_code": code, "period": period, "numerator": some,
            "denominator": 1000 if indicator_id != "visits" else 2000}  # fmt: skip
