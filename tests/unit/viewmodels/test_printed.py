"""Table 1 of source 004 and the strategy's facts stand as printed, with gaps and sources."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.printed import trajectory_faults
from pcdash.viewmodels.printed import facts_panel, printed_plans

# As the paper prints them: actual to June 2018, planned after; the trajectory of May 2018 is blank
# from June 2019 to June 2020.
QUARTERS = ("Sep 2017", "Dec 2017", "Mar 2018", "Jun 2018", "Sep 2018", "Dec 2018", "Mar 2019",
            "Jun 2019", "Sep 2019", "Dec 2019", "Mar 2020", "Jun 2020", "Sep 2020")  # fmt: skip
GPS = [
    "416.1", "422.3", "427.9", "429", "429.3", "435.3", "450.5", "452.4", "453.9", "470.1",
    "507.9", "523.1", "538.4",
]  # fmt: skip
WIDER = [
    "1,420.6", "1,450.2", "1,477.8", "1,495", "1,504", "1,508.8", "1,513.6", "1,517.8",
    "1,521.3", "1,527.4", "1,532.5", "1,538.2", "1,542.1",
]  # fmt: skip
GPS_MAY = [
    "[z]", "[z]", "424.3", "426.3", "428", "438.7", "450.6", "[x]", "[x]", "[x]", "[x]", "[x]",
    "537.8",
]  # fmt: skip
WIDER_MAY = [
    "[z]", "[z]", "1,459.8", "1,469.4", "1,479.6", "1,485.6", "1,491.6", "[x]", "[x]", "[x]",
    "[x]", "[x]", "1,521.3",
]  # fmt: skip
TABLES = [(0, GPS, GPS_MAY, "537.5", "+0.9"), (1, WIDER, WIDER_MAY, "1,499.4", "+42.7")]


@pytest.fixture(scope="module")
def context():
    return SimpleNamespace(catalogue=load_catalogue())


@pytest.mark.parametrize(("at", "values", "may", "target", "variance"), TABLES)
def test_table_1_is_reproduced_exactly(context, at, values, may, target, variance):
    rows = printed_plans(context)[at].table.rows

    assert tuple(row[0] for row in rows) == QUARTERS
    assert [row[1] for row in rows] == values[:4] + ["[z]"] * 9
    assert [row[2] for row in rows] == ["[z]"] * 4 + values[4:]
    assert [row[3] for row in rows] == may
    assert rows[-1][4:] == (target, variance)
    assert all(row[4:] == ("[z]", "[z]") for row in rows[:-1])


@pytest.mark.parametrize("at", [0, 1])
def test_the_gap_of_may_2018_is_a_gap_in_the_chart(context, at):
    points = printed_plans(context)[at].drawn["points"]
    may = points[points["series"] == "Trajectory of 1 May 2018"].set_index("period")["value"]

    assert may[["Jun 2019", "Sep 2019", "Dec 2019", "Mar 2020", "Jun 2020"]].isna().all()
    assert may[["Mar 2019", "Sep 2020"]].notna().all()


def test_the_finding_is_the_variance_of_what_is_planned(context):
    gps, wider = printed_plans(context)

    assert "538.4 are planned for Sep 2020, 0.9 above the target of 537.5" in gps.finding
    assert "42.7 above the target of 1,499.4" in wider.finding
    assert "Jun 2019 to Jun 2020: a gap, not a line" in gps.sentence
    assert "not of an actual figure" in gps.notes[0]
    assert "table 1" in gps.notes[1]
    assert "Bedfordshire, Luton and Milton Keynes" in gps.subtitle


def test_a_variance_that_the_figures_do_not_make_is_a_fault(context):
    one = context.catalogue.trajectories["blmk_gp_fte"]
    bad = {"a": one.model_copy(update={"variance": 1.9}),
           "b": one.model_copy(update={"due": "Sep 2021"}),
           "c": one.model_copy(update={"due": "one day"})}  # fmt: skip

    said = [what for _, what in trajectory_faults(bad)]

    assert any("makes 0.9" in one for one in said)
    assert any("nothing is planned for 'Sep 2021'" in one for one in said)
    assert any("'one day' is not a period" in one for one in said)
    assert not list(trajectory_faults(context.catalogue.trajectories))


@pytest.mark.parametrize(
    ("subject", "indicators", "printed"),
    [
        ("workforce", ("gp_fte", "nurse_fte"), {"30", "15", "9", "0.44", "0.55", "0.22", "0.20"}),
        ("access", ("core_hours_open",), {"5,000", "90", "80"}),
        ("population", ("qof_prevalence_dm",),
         {"185,911", "190,600", "229,300", "189", "9", "7", "22", "30", "6.4", "6.8"}),
    ],
)  # fmt: skip
def test_what_the_strategy_prints_of_a_subject_is_in_its_panel(
    context, subject, indicators, printed
):
    panel = facts_panel(context, subject, *indicators)

    assert printed <= {row[3] for row in panel.table.rows}
    assert all(row[1] and row[2] and row[4] for row in panel.table.rows)
    assert all("section" in one for one in panel.sources)


def test_without_facts_there_is_no_panel(context):
    nothing = SimpleNamespace(catalogue=replace(context.catalogue, facts={}))

    assert facts_panel(nothing, "workforce") is None
