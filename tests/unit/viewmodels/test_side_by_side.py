"""Places side by side: what they share, how far apart they are, and each against England."""

from dataclasses import replace

import pytest

from pcdash.charts.tartan_rug import COLUMNS
from pcdash.errors import NoChartError
from pcdash.stats.change import difference
from pcdash.stats.intervals import proportion
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.numbers import number_text, range_text
from pcdash.viewmodels.shared_figures import build_topics, shared_by, usual_places
from pcdash.viewmodels.side_by_side import build_places_rug, build_side_by_side

BOTH = ("condition_a", "care_b")
TWO = ("Z99001", "Z99002")


def _row(view, indicator_id):
    labels = [column.label for column in view.table.columns]
    return dict(zip(labels, view.table.rows[view.table.codes.index(indicator_id)], strict=True))


def test_the_latest_period_that_most_of_the_places_have_is_shown(context):
    # Z99004 is suppressed in the last year, Z99005 closed before it.
    periods = {
        codes: {one.indicator.id: one.period for one in shared_by(context, codes)}["condition_a"]
        for codes in (TWO, ("Z99001", "Z99004"), ("Z99001", "Z99002", "Z99005"))
    }
    assert periods == {
        TWO: "2016/17",
        ("Z99001", "Z99004"): "2014/15",
        ("Z99001", "Z99002", "Z99005"): "2014/15",
    }


def test_subjects_are_those_with_figures_of_two(context):
    told = build_topics(context, TWO)
    ids = {one for listed in told.indicators.values() for one in listed}

    assert set(BOTH) <= ids
    assert {"rating_c", "registered_patients", "nothing_e"}.isdisjoint(ids)
    assert set(told.choices.codes) <= set(told.indicators)


def test_a_difference_has_newcombes_interval_and_its_verdict(context):
    row = _row(build_side_by_side(context, TWO, BOTH), "care_b")
    one, two = proportion([600], [1000]), proportion([900], [1000])
    found = difference(
        one["value"], one["lower"], one["upper"], two["value"], two["lower"], two["upper"]
    )
    low, high = 100 * found["lower"].iloc[0], 100 * found["upper"].iloc[0]
    name = "Dr AB Ash's Practice (Z99002)"

    assert row["Birch Surgery (Z99001)"] == "90.0"
    assert row[name] == "60.0"
    assert row[f"{name} less Birch Surgery (Z99001)"] == "-30.0"
    assert row[f"{name}: 95% interval of the difference"] == range_text(low, high, decimals=1)
    assert row[f"{name}: how it stands beside"] == "◆ Worse (99.8%)"
    assert row["Period"] == "2016/17"


def test_the_finding_counts_the_verdicts_of_the_table(context):
    view = build_side_by_side(context, TWO, BOTH)
    verdicts = [_row(view, one)["Dr AB Ash's Practice (Z99002): how it stands beside"]
                for one in BOTH]  # fmt: skip
    differ = sum("Similar" not in one for one in verdicts)

    assert view.finding == (
        f"Different from Birch Surgery (Z99001): Dr AB Ash's Practice (Z99002) on {differ} of 2 "
        "indicators"
    )
    assert "Care B: given (2016/17), 60.0%" in view.sentence
    assert "90.0% in Birch Surgery" in view.sentence


def test_what_has_no_interval_is_not_said_to_differ(context):
    view = build_side_by_side(context, TWO, ("score_d",))

    assert view.finding.startswith("These figures have no intervals")
    assert "□ Not compared" in view.table.rows[0]


def test_the_rug_has_the_verdicts_of_the_variation_page(context):
    rug = build_places_rug(context, TWO, BOTH)
    assert tuple(rug.cells.columns) == COLUMNS
    for letter, one in zip("AB", shared_by(context, TWO, set(BOTH)), strict=True):
        asked = Question(one.indicator.id, period=one.period)
        figures = answer(context, asked).figures.set_index("area_code")
        for code in TWO:
            own = rug.cells[
                (rug.cells["column"] == letter) & rug.cells["place"].str.contains(code)
            ].iloc[0]
            assert own["verdict"] == figures.at[code, "comparison"]
            assert own["value_text"] == number_text(figures.at[code, "value"], decimals=1)
    assert rug.table.rows[-1][0] == "England"


def test_a_place_without_a_figure_has_a_symbol_and_is_not_counted(context):
    codes = ("Z99001", "Z99002", "Z99005")
    view = build_side_by_side(context, codes, ("care_b",))

    assert view.finding.endswith("on 1 of 1 indicators")
    row = _row(view, "care_b")
    assert row["Willow Surgery (Z99005) · closed"] == "[x]"
    assert row["Willow Surgery (Z99005) · closed less Birch Surgery (Z99001)"] == "[z]"


def test_the_page_begins_with_groups_that_have_figures(context):
    assert usual_places(context) == ("Z1N", "Z1S")


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ((), "another place"),
        (("Z99001",), "another place"),
        (("Z99001", "Z99002", "Z99003", "Z99004", "Z99005"), "at most"),
    ],
)
def test_too_few_and_too_many_places_are_refused(context, codes, said):
    with pytest.raises(NoChartError, match=said):
        build_side_by_side(context, codes, BOTH)


def test_places_with_nothing_in_common_are_told_so(context):
    with pytest.raises(NoChartError, match="None of these indicators"):
        build_side_by_side(context, TWO, ("nothing_e",))


def test_places_without_any_figure_are_told_so(context):
    with pytest.raises(NoChartError, match="No indicator has a figure of two"):
        build_topics(context, ("NOPE1", "NOPE2"))


def test_england_can_be_one_of_the_places_and_is_there_once(context):
    rug = build_places_rug(context, ("Z1N", "E92000001"), ("care_b",))

    assert rug.cells["place"].is_unique
    assert len(rug.cells) == 2


def test_places_of_one_name_are_told_apart_by_their_codes(context):
    names = {**context.inside.names, "Z1N": "NHS Alike CCG", "Z1S": "Alike CCG"}
    alike = replace(context, inside=replace(context.inside, names=names))

    view = build_side_by_side(alike, ("Z1N", "Z1S"), ("condition_a",))
    labels = [column.label for column in view.table.columns]
    assert len(set(labels)) == len(labels)
    assert set(view.places.values()) == {"NHS Alike CCG (Z1N)", "Alike CCG (Z1S)"}
