"""Parts of subject pages, staff by place, loaded plans, and the what-if, on a small store."""

from dataclasses import replace

import pytest

from pcdash.definitions.aims import Target
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.outlook import WhatIf, build_outlook, no_start
from pcdash.viewmodels.subjects import (
    Part,
    build_by_place,
    build_section,
    place_history,
    place_spread,
)
from pcdash.viewmodels.workforce_plans import build_workforce_plans, no_plans
from tests.builders import NORTH, SOUTH, catalogue, in_ccg, indicator, lists, publish, reading

CODES = ("Z99001", "Z99002", "Z99003")
SURVEYS = {"2017": (70, 60, 50), "2018": (72, 61, 52)}
PLANNED = {"Mar 2019": 450.0, "Jun 2019": 452.5, "Mar 2020": 470.0, "Sep 2020": 538.4}


def _definitions():
    fte = indicator("gp_fte", title="GPs per 1,000", domain="Workforce", method="ratio",
                    multiplier=1000, decimals=2, unit="FTE per 1,000 patients",
                    polarity="higher", frequency="month")  # fmt: skip
    total = indicator("gp_fte_total", title="GPs", domain="Workforce", method="count",
                      denominator=None, multiplier=1, unit="FTE", polarity="higher",
                      frequency="month")  # fmt: skip
    survey = indicator("gpps_phone", title="Survey: phone", polarity="higher", aggregation="none",
                       frequency="calendar",
                       breaks=[{"period": "2018", "reason": "It was redesigned in 2018."}],
                       )  # fmt: skip
    target = Target(id="aim", indicator="gp_fte_total", areas=("ZSYS",), level=537.5, by="Sep 2020",
                    title="537.5 by September 2020.", source="A paper")  # fmt: skip
    made = catalogue(fte, total, survey, indicator("never_held"))
    return replace(made, targets={"aim": target})


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    defined = _definitions()
    values = lists(CODES, "Sep 2018", "2017", "2018")
    values += [
        {"indicator_id": "gp_fte", "area_code": code, "period": "Sep 2018", "numerator": fte,
         "denominator": 1000, "row": 2}
        for code, fte in zip(CODES, (0.5, 0.7, None), strict=True) if fte
    ]  # fmt: skip
    values += [
        {"indicator_id": "gpps_phone", "area_code": code, "period": year, "value": value, "row": 3}
        for year, held in SURVEYS.items() for code, value in zip(CODES, held, strict=True)
    ]  # fmt: skip
    values += [
        {"indicator_id": "gp_fte_total", "area_code": "ZSYS", "period": period,
         "numerator": fte, "value": fte, "row": 4}
        for period, fte in (("Mar 2019", 448.0), ("Jun 2019", 449.0))
    ]  # fmt: skip
    points = [
        {"area_code": "ZSYS", "indicator_id": "gp_fte_total", "trajectory": "Planned",
         "period": period, "planned": planned, "source": "A plan", "row": number}
        for number, (period, planned) in enumerate(PLANNED.items(), start=2)
    ]  # fmt: skip
    memberships = [in_ccg(code, SOUTH if code == "Z99003" else NORTH) for code in CODES]
    folder = tmp_path_factory.mktemp("subjects") / "store"
    publish(folder, reading(values=values, memberships=memberships, trajectories=points),
            of=defined)  # fmt: skip
    return context_of(open_snapshot(Store(folder)), defined)


def test_a_group_without_a_figure_of_its_own_shows_its_middle_practice(context):
    section = build_section(context, "ZSYS", Part("Survey", ("gpps_phone",)))

    assert section.finding.startswith("Survey: phone: 61.0% in the middle practice (2018")
    assert section.table.rows[0][3:5] == ("of its middle practice", "from 52.0% to 72.0%")
    assert section.spread == ("gpps_phone",)


def test_the_spread_of_practices_has_the_middle_one_and_the_break(context):
    form = place_spread(context, "ZSYS", "gpps_phone")

    assert form.finding == ("Survey: phone: the middle practice at 60.0% in 2017, 61.0% in 2018")
    assert form.notes == ("It was redesigned in 2018.",)
    assert form.drawn["breaks"]


def test_what_lies_in_several_ccgs_stands_beside_none(context):
    roles = set(place_history(context, "ZSYS", "gp_fte_total").points["role"])

    assert roles == {"area"}


def test_a_practice_has_its_own_figure_and_series(context):
    section = build_section(context, "Z99001", Part("Survey", ("gpps_phone",)))

    assert section.charted == ("gpps_phone",)
    assert section.table.rows[0][2:4] == ("72.0%", "of the place")


def test_what_is_not_held_is_said_in_words(context):
    part = Part("Staff", ("gp_fte", "never_held", "nobody_defined"), ("More is not known.",))

    said = build_section(context, "Z99003", part).notes

    assert said[0] == "Not held: 'Never held'. No file with such figures has been loaded."
    assert said[1].startswith("Held of other places, and not of")
    assert said[2] == "More is not known."


def test_staff_by_place_say_how_many_practices_reported(context):
    said, table, _ = build_by_place(context, "gp_fte", "ZSYS", "ccg")

    assert table.rows == (("Northam CCG", "1.2", "2,000", "0.60", "2 of 2", "100.0%"),)
    assert "1 of 2 CCGs with a figure" in said
    assert build_by_place(context, "never_held", "ZSYS", "ccg") is None


def test_a_loaded_plan_has_actual_planned_target_variance_and_its_gap(context):
    (form,) = build_workforce_plans(context, "ZSYS")

    assert "538.4 are planned for Sep 2020, 0.9 above the target of 537.5" in form.finding
    assert "449.0 (Jun 2019). Planned has 452.5 for it: a variance of -3.5" in form.sentence
    assert form.table.rows[-1] == ("Sep 2020", "[z]", "538.4", "537.5", "+0.9")
    points = form.drawn["points"]
    assert points[points["value"].isna()]["series"].tolist() == ["Planned"] * 2
    assert ("Plan", "A plan") in form.why


def test_a_place_without_a_plan_is_told_where_plans_come_from(context):
    assert build_workforce_plans(context, NORTH) == ()
    assert "'Trajectories'" in no_plans(context, NORTH)


def test_the_what_if_begins_with_what_is_held_and_says_what_it_assumes(context):
    asked = WhatIf(starters=10, leavers=5, over_60=30, retiring=20, new_roles=2, doubt=25, years=3)
    form = build_outlook(context, "ZSYS", asked)

    assert "It begins with the 449.0 FTE of Jun 2019" in form.sentence
    assert "no figures of this place" in form.sentence
    assert len(form.table.rows) == 4
    assert not form.drawn["points"]["interval_text"].any()
    assert "as assumed" in form.finding


def test_without_a_start_there_is_no_what_if(context):
    asked = WhatIf(10, 5, 30, 20, 2, 25, 3)

    assert build_outlook(context, SOUTH, asked) is None
    assert "none are held of Southam CCG" in no_start(context, SOUTH)
