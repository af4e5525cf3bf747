"""A small store for the tests of the specification and the programme: declarations, plans, money.

Three practices of the fictional system; some have declared nothing. The rows are written as the
workbook's reader gives them; tests/unit/viewmodels/test_programme_walk.py goes through a workbook.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pcdash.definitions.catalogue import Catalogue, load_catalogue
from pcdash.definitions.models import Break
from pcdash.definitions.programme import Proxy
from pcdash.ingest.reading import Reading
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import Context, context_of
from tests.builders import NORTH, SOUTH, catalogue, in_ccg, indicator, lists, publish, reading

A, B, C = "Z99001", "Z99002", "Z99003"
LOCALITY, SYSTEM = "ZL1", "ZSYS"
NOW = "Q3 2019/20"
HOURS = {A: "Not open", B: "Open"}
# Of 1,000 people: care is 90% in A, 60% in B, 75% in C, of England's 80%.
CARE = {A: 900, B: 600, C: 750}


def definitions() -> Catalogue:
    """Three indicators, one of which is not comparable from 2018/19, and the shipped frameworks."""
    shipped = load_catalogue()
    made = catalogue(
        indicator("hours", title="Open in core hours", method="category", polarity="higher",
                  frequency="quarter", aggregation="share", categories=("Open", "Not open"),
                  favourable=("Open",), rated=("Open", "Not open"), unit="% of practices"),
        indicator("care", title="Care given", polarity="higher", unit="% of people"),
        indicator("changed", title="Care counted anew", polarity="higher", unit="% of people",
                  breaks=(Break(period="2018/19", reason="It is counted in another way."),)),
        indicator("records_digitised", title="Records digitised", polarity="higher",
                  frequency="quarter", unit="% of records"),
        indicator("nothing", title="Nothing held", polarity="lower"),
    )  # fmt: skip
    place = next(iter(made.places))
    ours = {"places": (place,)}
    outcomes = {
        key: one.model_copy(update={"indicators": known})
        for (key, one), known in zip(
            list(shipped.outcomes.items())[:3], (("care",), ("nothing",), ()), strict=True
        )
    }
    return replace(
        made,
        frameworks=shipped.frameworks,
        phases={key: one.model_copy(update=ours) for key, one in shipped.phases.items()},
        workstreams={key: one.model_copy(update=ours) for key, one in shipped.workstreams.items()},
        outcomes=outcomes,
        proxies={"hours": _proxy("hours", "A3", ("Open",)), "care": _proxy("care", "A5"),
                 "nothing": _proxy("nothing", "A3")},
        published_lines=shipped.published_lines,
        planned_aspects=shipped.planned_aspects,
    )  # fmt: skip


def _proxy(name: str, aspect: str, fits: tuple[str, ...] = ()) -> Proxy:
    return Proxy(id=name, aspect=aspect, indicator=name, fits=fits, source="Nobody",
                 question=f"What of {name}?")  # fmt: skip


def figures() -> Reading:
    """Lists, hours, care over three years, and digitised records."""
    values = lists((A, B, C), "2016/17", "2018/19", NOW)
    values += [
        {"indicator_id": "hours", "area_code": code, "period": NOW, "category": said}
        for code, said in HOURS.items()
    ]
    for name, years in (("care", ("2016/17", "2018/19")), ("changed", ("2016/17", "2018/19"))):
        for year in years:
            values += [_share(name, code, year, some) for code, some in CARE.items()]
            values.append(_share(name, "E92000001", year, 80_000, of=100_000))
    values.append(_share("records_digitised", A, NOW, 250))
    values = [{"row": number, **one} for number, one in enumerate(values, start=2)]
    named = ((A, "ASH SURGERY"), (B, "BIRCH SURGERY"), (C, "CEDAR SURGERY"))
    areas = [{"area_code": code, "area_type": "practice", "area_name": name, "as_of": "2019-09-01"}
             for code, name in named]  # fmt: skip
    return reading(
        values=values, areas=areas,
        memberships=[in_ccg(A, NORTH), in_ccg(B, NORTH), in_ccg(C, SOUTH)],
    )  # fmt: skip


def declared(code: str, aspect: str, period: str, state: str, **more: object) -> dict[str, object]:
    """A row of a declaration, the practice's own unless told otherwise."""
    return {"area_code": code, "aspect": aspect, "period": period, "state": state,
            "basis": "Self-declared", **more}  # fmt: skip


def milestone(name: str, status: str, **more: object) -> dict[str, object]:
    """A row of a milestone of the system."""
    return {"area_code": SYSTEM, "workstream": "Quality", "milestone": name, "status": status,
            **more}  # fmt: skip


def plan(priority: str, code: str = LOCALITY, **more: object) -> dict[str, object]:
    """A row of a priority of the locality."""
    return {"area_code": code, "priority": priority, "actions": "Recall", **more}


RECORDS: dict[str, list[dict[str, object]]] = {
    "declarations": [
        declared(NORTH, "A3", "Q1 2018/19", "Planned"),
        declared(NORTH, "A3", "Q2 2018/19", "Active", coverage=40),
        declared(NORTH, "A3", NOW, "Active", coverage=70),
        declared(NORTH, "A3", "Q2 2020/21", "Anticipated"),
        declared(NORTH, "A5", "Q1 2018/19", "Planned"),
        declared(NORTH, "C1", NOW, "Delivered", coverage=90),
        declared(NORTH, "C1", NOW, "Active", coverage=60, basis="Assured"),
        declared(NORTH, "P1", "Q2 2013/14", "Planned"),
        declared(A, "A3", NOW, "Delivered", evidence="Opening hours"),
        declared(A, "A3", NOW, "Active", basis="Assured", evidence="Visit"),
        declared(A, "A5", NOW, "Delivered"),
        declared(B, "A3", NOW, "Delivered"),
        declared(B, "A5", NOW, "Active"),
        declared("ZC1", "H8", NOW, "Active"),
        declared(A, "H1", NOW, "Delivered"),
        declared(A, "H8", "Q1 2019/20", "Planned"),
        declared(A, "H8", NOW, "Active"),
    ],
    "activities": [
        {"area_code": NORTH, "aspect": "A3", "activity": "Longer hours", "status": "Active",
         "starts": "Q1 2018/19", "ends": "Q4 2019/20", "locality_help": "One rota for all."},
        {"area_code": LOCALITY, "aspect": "A3", "activity": "Saturdays", "status": "Stopped",
         "starts": "Q1 2017/18"},
        {"area_code": NORTH, "aspect": "C1", "activity": "Lists", "status": "Planned"},
    ],
    "milestones": [
        milestone("Hub opens", "Late", planned_date=date(2019, 4, 1), phase="Phase 2",
                  forecast_date=date(2019, 9, 15), owner="Estates team"),
        milestone("Visits done", "Done", planned_date=date(2018, 3, 31), done_date=date(2018, 3, 1),
                  workstream="quality"),
        milestone("Unplanned", "At risk", workstream="Something else"),
        milestone("On time", "On course", planned_date=date(2020, 4, 1),
                  forecast_date=date(2020, 4, 1), area_code=NORTH, phase="Phase 3"),
    ],
    "funding": [
        {"area_code": SYSTEM, "funding_line": "Digital", "period": "2018/19", "amount": 100_000,
         "amount_state": "Confirmed", "funding_sources": "One"},
        {"area_code": NORTH, "funding_line": "Locality", "period": "2018/19", "amount": 50_000.5,
         "funding_sources": "Two and three, half and half"},
        {"area_code": SYSTEM, "funding_line": "Estates", "period": "2018/19",
         "amount_state": "To be confirmed", "funding_sources": "Four"},
    ],
    "risks": [
        {"area_code": SYSTEM, "risk": "Too few nurses", "risk_kind": "Risk", "status": "Open",
         "mitigation": "Training"},
        {"area_code": SYSTEM, "risk": "Teams save time", "risk_kind": "Assumption",
         "mitigation": "Tested"},
    ],
    "premises": [
        {"area_code": A, "premises_type": "Health centre", "condition": "B"},
        {"area_code": A, "scheme": "Extension", "premises_type": "Health centre",
         "stage": "Business case", "stage_date": date(2020, 1, 1), "cost": 250_000},
        {"area_code": B, "scheme": "New premises", "premises_type": "House", "stage": "Idea"},
    ],
    "plans": [
        plan("Care", indicator_id="care", baseline=70, baseline_period="2016/17", target=80,
             due="2020/21", owner="Locality lead", status="On course"),
        plan("No baseline", indicator_id="care", target=80, due="2020/21"),
        plan("No figure", indicator_id="nothing", baseline=10, baseline_period="2016/17",
             target=5),
        plan("Counted anew", indicator_id="changed", baseline=70, baseline_period="2016/17",
             target=80),
        plan("Without an indicator", owner="Link workers"),
        plan("Of a cluster", "ZC1", indicator_id="care", baseline=80, baseline_period="2016/17",
             target=85),
    ],
}  # fmt: skip


def build(folder: Path, **changed: list[dict[str, object]]) -> Path:
    """The store in a folder; `changed` are kinds of records that are to be others."""
    known = definitions()
    publish(folder, figures(), of=known, names=["figures.csv"], note="Figures")
    rows = {kind: [{"row": number, **one} for number, one in enumerate(listed, start=2)]
            for kind, listed in (RECORDS | changed).items() if listed}  # fmt: skip
    publish(folder, reading(**rows), of=known, names=["workbook.xlsx"], note="Records")
    return folder


def context(folder: Path, **changed: list[dict[str, object]]) -> Context:
    """The context of the store; its snapshot is the caller's to close."""
    known = definitions()
    return context_of(open_snapshot(Store(build(folder, **changed))), known)


def _share(name: str, code: str, period: str, some: int, *, of: int = 1_000) -> dict[str, object]:
    return {"indicator_id": name, "area_code": code, "period": period, "numerator": some,
            "denominator": of}  # fmt: skip


def without_each_theme(context: Context, framework: str) -> Iterator[tuple[str, Context]]:
    """The id of each theme of a framework, with a context whose definitions lack it."""
    known = context.catalogue.frameworks
    for theme in known[framework].themes:
        themes = tuple(one for one in known[framework].themes if one != theme)
        less = known | {framework: known[framework].model_copy(update={"themes": themes})}
        yield theme.id, replace(context, catalogue=replace(context.catalogue, frameworks=less))
