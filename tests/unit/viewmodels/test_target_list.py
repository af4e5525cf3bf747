"""The list of all targets: where each stands, in the order of what needs a decision."""

from dataclasses import replace

import pytest

from pcdash.definitions.aims import Target
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.target_list import build_targets
from pcdash.viewmodels.target_ways import STATES
from pcdash.viewmodels.target_words import LABELS
from pcdash.viewmodels.trajectory import build_trajectories
from tests.builders import NORTH, catalogue, in_ccg, indicator, lists, publish, reading

SYSTEM, CODE = "ZSYS", "Z99001"
SHARE = {"polarity": "higher", "aggregation": "none", "numerator": "People seen"}
KNOWN = catalogue(
    indicator("steady", title="Steady", **SHARE),
    indicator("late", title="Late", **SHARE),
    indicator("close", title="Close", **SHARE),
    indicator("broken", title="Broken", breaks=({"period": "2015/16", "reason": "Counted anew."},),
              **SHARE),
    indicator("unheld", title="Unheld", **SHARE),
    indicator("neither", title="Neither", **SHARE | {"polarity": "none"}),
    indicator("single", title="Single", **SHARE),
    indicator(
        "rated", title="Rated", method="category", polarity="higher", aggregation="share",
        categories=("Good", "Bad"), favourable=("Good",), rated=("Good", "Bad"),
        numerator="Practices rated good", denominator="Practices rated", unit="% of practices",
    ),
)  # fmt: skip
YEARS = ("2011/12", "2012/13", "2013/14", "2014/15", "2015/16", "2016/17")
# Of 1,000 people; the way of "steady" is 300 to 600 over ten years.
HELD = {
    "steady": (300, 340, 350, 390, 430, 465),
    "late": (300, 300, 302, 301, 303, 304),
    "close": (300, 320, 330, 350, 390, 465),
    "broken": (300, 310, 320, 330, 440, 450),
    "neither": (300, 310, 320, 330, 340, 350),
    "single": (None, None, None, None, None, 400),
}


def target(name, indicator_id, level, by, *, areas=(SYSTEM,), **facts):
    return Target(
        id=name, indicator=indicator_id, areas=areas, level=level, by=by, title=f"{name}.".title(),
        source="A paper", **facts,
    )  # fmt: skip


TARGETS = (
    target("a", "steady", 60, "2021/22", owner="Access team"),
    target("b", "late", 60, "2021/22"),
    target("c", "close", 70, "2021/22"),
    target("d", "broken", 60, "2021/22"),
    target("e", "unheld", 60, "2021/22", areas=(SYSTEM, NORTH)),
    target("f", "neither", 60, "2021/22"),
    target("g", "single", 60, "2021/22"),
    target("h", "late", 50, "2015/16"),
    target("i", "steady", 70, "2022/23", areas=(NORTH,)),
    target("j", "steady", 40, "2016/17"),
    target("k", "rated", 100, "2021/22"),
    target("l", "steady", 80, "2025/26", baseline_period="2010/11"),
    target("m", "gone", 80, "2025/26"),
)


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    values = lists((CODE, "Z99002", "Z99003"), "2016/17")
    values += [
        {"indicator_id": one, "area_code": SYSTEM, "period": period, "numerator": some,
         "denominator": 1_000, "row": 2}
        for one, counts in HELD.items()
        for period, some in zip(YEARS, counts, strict=True) if some is not None
    ]  # fmt: skip
    values += [
        {"indicator_id": "rated", "area_code": code, "period": period, "category": state, "row": 3}
        for period in ("2014/15", "2016/17")
        for code, state in ((CODE, "Good"), ("Z99002", "Bad"), ("Z99003", "Bad"))
    ]  # fmt: skip
    known = replace(KNOWN, targets={one.id: one for one in TARGETS})
    memberships = [in_ccg(code, NORTH) for code in (CODE, "Z99002", "Z99003")]
    folder = tmp_path_factory.mktemp("targets") / "store"
    lone = [
        {"area_code": SYSTEM, "indicator_id": "unheld", "trajectory": "Planned",
         "period": "2017/18", "planned": 40, "row": 2},
        {"area_code": NORTH, "indicator_id": "late", "trajectory": "Wish", "period": "2017/18",
         "planned": 40, "row": 3},
    ]  # fmt: skip
    publish(folder, reading(values=values, memberships=memberships, trajectories=lone), of=known)
    return context_of(open_snapshot(Store(folder)), known)


@pytest.fixture(scope="module")
def view(context):
    return build_targets(context)


def cells(view, indicator_title, by):
    named = [one.label for one in view.table.columns]
    rows = [dict(zip(named, row, strict=True)) for row in view.table.rows]
    (found,) = [one for one in rows if (one["Target"], one["By"]) == (indicator_title, by)]
    return found


@pytest.mark.parametrize(
    ("title", "by", "stands"),
    [
        ("Steady", "2021/22", "On course"),  # 45 at half-time, 46.5 with 45 in its interval
        ("Late", "2021/22", "Off course"),
        ("Close", "2021/22", "Near course"),  # 46.5 against 50: 3.5 of 40, and beyond chance
        ("Broken", "2021/22", "Definition changed since the baseline"),
        ("Unheld", "2021/22", "No figure held"),
        ("Neither", "2021/22", "Not judged: neither direction is good"),
        ("Single", "2021/22", "Not begun"),
        ("Late", "2015/16", "Past its date, not met"),
        ("Steady", "2016/17", "Met"),
        ("Steady", "2025/26", "No baseline held"),
    ],
)
def test_every_target_stands_somewhere_in_words(view, title, by, stands):
    assert cells(view, title, by)["Where it stands"] == stands


def test_what_needs_a_decision_comes_first(view):
    order = [LABELS[one] for one in STATES]
    stands = [order.index(row[0]) for row in view.table.rows]

    assert stands == sorted(stands)
    assert view.table.rows[0][0] == "Off course"


def test_the_finding_and_the_sentence_count_what_the_lines_say(view):
    assert view.finding == "2 of 11 targets are met or on course"
    assert view.sentence.startswith("Off course: 2; past its date, not met: 1; near course: 1;")
    assert len(view.lines) == 11


def test_a_line_says_what_lacks_in_practices(view):
    (line,) = [one for one in view.lines if "Rated" in one.label]

    assert line.label == "Off course: Rated, 100.0% by 2021/22"
    assert line.said.endswith("2 more practices must be rated good by 2021/22.")
    assert (line.indicator_id, line.area_code) == ("rated", SYSTEM)


def test_progress_pace_and_probability_are_those_of_the_figures(view):
    row = cells(view, "Late", "2021/22")

    # 0.4 of 30 points in five years; 29.6 in the five to come.
    assert (row["Done"], row["Achieved a year"], row["Required a year"]) == ("1%", "+0.1", "+5.9")
    assert row["Probability"] == "under 1%"
    assert cells(view, "Rated", "2021/22")["Probability"] == "[z]"  # two figures
    assert cells(view, "Broken", "2021/22")["Done"] == "[z]"


def test_owner_and_source_are_said_or_that_there_is_none(view):
    assert cells(view, "Steady", "2021/22")["Owner"] == "Access team"
    assert cells(view, "Late", "2021/22")["Owner"] == "not named"
    assert cells(view, "Late", "2021/22")["Source"] == "A paper"


def test_a_target_of_which_nothing_is_held_is_one_row_and_no_link(view):
    row = cells(view, "Unheld", "2021/22")
    at = [row[1] for row in view.table.rows].index("Unheld")

    assert row["Place"] == "Northam and Southam and 1 part of it"
    assert row["Latest figure"] == "[x]"
    assert view.table.codes[at] == ""
    (line,) = [one for one in view.lines if "Unheld" in one.label]
    assert (line.indicator_id, line.area_code) == ("unheld", None)


@pytest.mark.parametrize(
    "said",
    [
        "Broken, Northam and Southam: Not comparable before 2015/16: Counted anew.",
        "of its baseline period, 2010/11, before 2025/26.",
        "Late, Northam CCG: a trajectory without a target is loaded (Wish).",
        "M. Its indicator, gone, was not defined when these data were loaded",
    ],
)
def test_what_is_odd_is_said(view, said):
    assert any(said in note for note in view.notes)


def test_the_list_says_what_the_page_of_a_trajectory_says(context, view):
    for code in filter(None, view.table.codes):
        area, indicator_id = code.split("/")
        shown = build_trajectories(context, area, indicator_id)
        assert shown
        for one in shown:
            assert one.why == view.why


def test_without_targets_there_is_no_list(context):
    assert build_targets(replace(context, catalogue=replace(context.catalogue, targets={}))) is None
