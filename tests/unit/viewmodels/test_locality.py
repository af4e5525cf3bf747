import pandas as pd
import pytest

from pcdash.charts.tartan_rug import COLUMNS
from pcdash.errors import NoChartError, NoDataError, UnknownAreaError
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.learning import build_learning
from pcdash.viewmodels.locality import build_choices, groups
from pcdash.viewmodels.locality_rug import build_locality_rug
from pcdash.viewmodels.multiples import build_multiples
from tests.builders import NORTH, SOUTH, catalogue, in_ccg, indicator, lists, publish, reading


def _rug(context, code="Z1S"):
    return build_locality_rug(context, code, ("condition_a", "care_b"))


def test_the_header_says_what_the_group_is_and_how_large(context):
    told = build_choices(context, "Z1S")

    assert told.heading == "Southam CCG"
    assert told.summary.startswith("CCG; 3 practices open (2016/17); ")
    assert "condition_a" in told.topics.usual
    assert "registered_patients" not in told.topics.usual


def test_cells_have_the_verdicts_of_the_variation_page(context):
    cells = _rug(context).cells
    assert tuple(cells.columns) == COLUMNS
    for letter, indicator_id in (("A", "condition_a"), ("B", "care_b")):
        asked = Question(indicator_id, area="Z1S", period="2016/17")
        for row in answer(context, asked).figures.itertuples():
            own = cells[(cells["column"] == letter) & cells["place"].str.contains(row.area_code)]
            assert own["verdict"].tolist() == [row.comparison]


def test_a_suppressed_figure_is_a_symbol_in_rug_and_table(context):
    view = _rug(context)
    place = next(row for row in view.table.rows if "Z99004" in row[0])

    assert place[1] == "[c]"
    assert len(view.table.codes) == 3
    assert view.table.rows[-1][0] == "England"
    assert view.table.rows[-1][1] == "5.0"


def test_the_finding_counts_what_differs(context):
    view = _rug(context)
    judged = view.cells[view.cells["verdict"] != "not_compared"]
    differs = judged[judged["verdict"] != "similar"]

    assert view.finding == f"{len(differs)} of {len(judged)} figures of 3 practices differ from " \
        "England"  # fmt: skip
    assert "most often on" in view.sentence


def test_a_group_of_one_practice_is_shown(context):
    assert len(_rug(context, "Z1N").places) == 1


def test_what_is_no_group_is_explained(context):
    with pytest.raises(UnknownAreaError, match="code of a practice"):
        build_choices(context, "Z99001")
    with pytest.raises(UnknownAreaError, match="No group inside"):
        build_choices(context, "NOPE")


def test_nothing_held_is_explained(context):
    with pytest.raises(NoDataError, match="has a figure"):
        build_locality_rug(context, "Z1S", ("nothing_e",))


def test_groups_leave_out_england(context):
    assert "E92000001" not in groups(context).labels
    assert {"Z1S", "Z1N"} <= set(groups(context).labels)


def test_small_multiples_share_a_scale_and_name_who_has_no_history(context):
    places = tuple(_rug(context).places.items())
    view = build_multiples(context, places, "condition_a")

    assert view.codes == ("Z99003", "Z99002")
    low, high = view.domain
    points = pd.concat([view.history_of(code).points for code in view.codes])
    # The intervals are drawn as well.
    assert low <= points[["value", "lower_95"]].min(axis=None)
    assert points[["value", "upper_95"]].max(axis=None) <= high
    assert len(view.without) == 1
    assert "Z99004" in view.without[0]
    with pytest.raises(NoChartError, match="two figures"):
        build_multiples(context, places, "care_b")


def test_without_anything_to_find_peers_by_there_is_no_pair(context):
    view = build_learning(context, "Z1S", ("care_b", "condition_a"))

    # All lists are of one size, and no deprivation is held.
    assert view.finding == "No practice here is worse than England on these indicators"
    assert view.table.rows == ()


def test_a_group_that_is_no_more_is_shown_as_it_last_was(tmp_path):
    codes = ("Z99001", "Z99002")
    defined = catalogue(
        indicator("care_b", title="Care B: given", polarity="higher"),
        indicator("registered_patients", title="Registered patients", method="count",
                  denominator=None, multiplier=1, decimals=0, unit="patients"),
    )  # fmt: skip
    values = lists(list(codes), "2014/15", "2016/17")
    values += [
        {"indicator_id": "care_b", "area_code": code, "period": "2014/15", "numerator": some,
         "denominator": 1000, "row": 2}
        for code, some in (*zip(codes, (900, 600), strict=True), ("E92000001", 800))
    ]  # fmt: skip
    memberships = [in_ccg(code, NORTH, end="2016-03-31") for code in codes]
    memberships += [in_ccg(code, SOUTH, start="2016-04-01") for code in codes]
    publish(
        tmp_path / "store", reading(values=values, memberships=memberships), of=defined,
        names=["lists.csv"], note="Lists",
    )  # fmt: skip
    snapshot = open_snapshot(Store(tmp_path / "store"))
    context = context_of(snapshot, defined)

    ended = build_choices(context, NORTH)
    assert "2 practices open (2014/15, the last that it had)" in ended.summary
    assert "2 practices open (2016/17);" in build_choices(context, SOUTH).summary
    rug = build_locality_rug(context, NORTH, ("care_b",))
    assert [row[1] for row in rug.table.rows[:2]] == ["90.0", "60.0"]
    snapshot.close()
