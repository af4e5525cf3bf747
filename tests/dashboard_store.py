"""A small store for the tests of view-models and pages: five fictional practices, six indicators.

Names try what a name can do to a page: one begins like a formula, one is full of markup.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from pcdash.definitions.catalogue import Catalogue, load_catalogue
from pcdash.definitions.models import Caveat, Source
from pcdash.definitions.reports import ReportPlan
from pcdash.ingest.reading import Reading
from tests.builders import (
    NORTH,
    SOUTH,
    catalogue,
    in_ccg,
    indicator,
    lists,
    place,
    publish,
    reading,
)

ENGLAND = "E92000001"
FORMULA, MARKUP = "=1+1 ELM SURGERY", "*OAK* :smile: $x$ [a](b) PRACTICE"
NAMES = {
    "Z99001": "BIRCH SURGERY",
    "Z99002": "DR AB ASH'S PRACTICE",
    "Z99003": FORMULA,
    "Z99004": MARKUP,
    "Z99005": "WILLOW SURGERY",
}
CLOSED = "Z99005"
# Numerators of 1,000 people, of two years, by practice; None is suppressed.
CONDITION = {
    "2014/15": {"Z99001": 100, "Z99002": 20, "Z99003": 52, "Z99004": 48, "Z99005": 60},
    "2016/17": {"Z99001": 105, "Z99002": 21, "Z99003": 50, "Z99004": None},
}
CARE = {"Z99001": 900, "Z99002": 600, "Z99003": 790, "Z99004": 800}
RATINGS = {"Z99001": "Good", "Z99002": "Inadequate", "Z99003": "Outstanding"}
PLAN = ReportPlan.model_validate(
    {
        "id": "paper", "title": "An update", "committee": "A committee", "abbreviation": "AC",
        "recommendation": "The committee is asked to note it.", "source": "Tests",
        "section": [
            {"id": "condition", "heading": "Condition A", "about": "How common it is.",
             "load": "Load condition A.", "figure": [
                 {"form": "differences", "indicators": ["nothing_e", "condition_a"]},
                 {"form": "boroughs", "indicators": ["condition_a"]},
                 {"form": "series", "indicators": ["condition_a"]}]},
            {"id": "empty", "heading": "Nothing", "about": "What nobody holds.",
             "load": "Load the file of nothing.",
             "figure": [{"form": "differences", "indicators": ["nothing_e"]}]},
            {"id": "rating", "heading": "Ratings", "about": "How practices are rated.",
             "load": "Load ratings.",
             "figure": [{"form": "differences", "indicators": ["rating_c"]}]},
        ],
    }
)  # fmt: skip


def definitions(*, illustrative: bool = False) -> Catalogue:
    """The definitions of the store."""
    made = catalogue(
        indicator("condition_a", title="Condition A: how common", caveats=("careful",)),
        indicator("care_b", title="Care B: given", polarity="higher", unit="% of people"),
        indicator(
            "rating_c",
            title="Rating C",
            method="category",
            polarity="higher",
            aggregation="share",
            categories=("Outstanding", "Good", "Inadequate", "Not rated"),
            favourable=("Outstanding", "Good"),
            rated=("Outstanding", "Good", "Inadequate"),
            unit="% of rated practices",
        ),
        indicator(
            "score_d",
            title="Score D",
            method="score",
            polarity="higher",
            aggregation="mean",
            unit="points",
            multiplier=1,
        ),
        indicator(
            "registered_patients",
            title="Registered patients",
            method="count",
            denominator=None,
            multiplier=1,
            decimals=0,
            unit="patients",
        ),
        indicator("nothing_e", title="Nothing E", domain="Empty"),
        of_place=place(illustrative=illustrative),
    )
    careful = Caveat(id="careful", text="Read condition A with care.")
    invented = Source(
        id="illustrative", publisher="pcdash", title="Illustrative data", licence="None"
    )
    yearly = made.sources["tests"].model_copy(update={"published": "year", "days_after_end": 210})
    sources = {"tests": yearly, "illustrative": invented}
    return replace(
        made,
        caveats={"careful": careful},
        sources=sources,
        frameworks=_shipped().frameworks,
        phases=_shipped().phases,
        workstreams=_shipped().workstreams,
        reports={PLAN.id: PLAN},
    )


@cache
def _shipped() -> Catalogue:
    """The project's own definitions, of which the frameworks are used."""
    return load_catalogue()


def figures() -> Reading:
    """The first load: everything."""
    codes = list(NAMES)
    values = lists(codes, "2014/15", "2016/17")
    values = [one for one in values if (one["area_code"], one["period"]) != (CLOSED, "2016/17")]
    for period, numerators in CONDITION.items():
        for row, (code, numerator) in enumerate(numerators.items(), start=2):
            values.append(_share("condition_a", code, period, numerator, row=row))
        values.append(_share("condition_a", ENGLAND, period, 5_000, of=100_000, row=9))
    values += [_share("care_b", code, "2016/17", some, row=2) for code, some in CARE.items()]
    values.append(_share("care_b", ENGLAND, "2016/17", 80_000, of=100_000, row=9))
    values += [
        {"indicator_id": "rating_c", "area_code": code, "period": "2016/17",
         "category": rating, "row": 3}
        for code, rating in RATINGS.items()
    ]  # fmt: skip
    values += [
        {"indicator_id": "score_d", "area_code": code, "period": "2016/17", "numerator": points,
         "value": points, "row": 4}
        for code, points in (("Z99001", 559), ("Z99002", 458.25), ("Z99003", 530.75))
    ]  # fmt: skip
    areas = [
        {"area_code": code, "area_type": "practice", "area_name": name, "opened": "1974-04-01",
         "closed": "2016-03-31" if code == CLOSED else None,
         "status": "closed" if code == CLOSED else "open",
         "address": "1 Test Road", "postcode": "ZZ1 1AA", "as_of": "2019-09-01"}
        for code, name in NAMES.items()
    ]  # fmt: skip
    memberships = [
        in_ccg("Z99001", NORTH),
        in_ccg("Z99002", NORTH, end="2016-03-31"),
        in_ccg("Z99002", SOUTH, start="2016-04-01"),
        in_ccg("Z99003", SOUTH),
        in_ccg("Z99004", SOUTH),
        in_ccg(CLOSED, NORTH, end="2016-03-31"),
    ]
    attributes = [
        {"area_code": "Z99001", "attribute": "contract_type", "content": "GMS",
         "as_of": "2015-03-31"},
    ]  # fmt: skip
    return reading(values=values, areas=areas, memberships=memberships, attributes=attributes)


def revision() -> Reading:
    """A second load, which revises one figure."""
    return reading(values=[_share("condition_a", "Z99001", "2016/17", 110, row=2)])


def build(folder: Path, *, illustrative: bool = False, revised: bool = False) -> Path:
    """The store in a folder."""
    known = definitions(illustrative=illustrative)
    publish(folder, figures(), of=known, names=["figures.csv"], note="First load")
    if revised:
        publish(folder, revision(), of=known, names=["revision.csv"], note="A revision")
    return folder


def _share(
    indicator_id: str, code: str, period: str, some: int | None, *, of: int = 1_000, row: int
) -> dict[str, object]:
    return {
        "indicator_id": indicator_id, "area_code": code, "period": period, "numerator": some,
        "denominator": of if some is not None else None, "row": row,
        "flag": "suppressed" if some is None else None,
    }  # fmt: skip
