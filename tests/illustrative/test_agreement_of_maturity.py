"""The Maturity page has every theme of every framework, and its parts say the same."""

import pytest

from pcdash.charts.maturity_heatmap import maturity_heatmap
from pcdash.charts.theme import LIGHT
from pcdash.viewmodels.maturity import build_maturity
from pcdash.viewmodels.maturity_place import build_place
from pcdash.viewmodels.maturity_rounds import frameworks_of, levels_of

LONDON = "larger_scale_general_practice"
SYSTEM = "ZZS"


@pytest.fixture(scope="module", params=["larger_scale_general_practice", "pcn_matrix_2018",
                                        "pcn_matrix_2019"])  # fmt: skip
def view(context, request):
    return build_maturity(context, request.param, "pcn", SYSTEM, "all", "borough")


def test_every_framework_is_shown_with_all_its_themes_for_fifteen_networks(context):
    assert {*frameworks_of(context).codes} == {LONDON, "pcn_matrix_2018", "pcn_matrix_2019"}
    for framework_id, count in ((LONDON, 21), ("pcn_matrix_2018", 24), ("pcn_matrix_2019", 5)):
        made = build_maturity(context, framework_id, "pcn", SYSTEM, "all", "borough")
        assert (len(made.labels), made.cells["theme_id"].nunique()) == (15, count)
        assert len(made.themes) == count
        assert all(text for _, text in made.themes)
    assert levels_of(context, LONDON).first == "pcn"


def test_chart_matrix_and_counts_say_the_same(view):
    drawn = maturity_heatmap(view.cells, palette=LIGHT).data
    assessed = drawn[drawn["state"] != "not assessed"]

    for row, code in zip(view.matrix.rows, view.matrix.codes, strict=True):
        own = drawn[drawn["area_code"] == code]
        letters = [cell.split(" ")[0] for cell in row[2:]]
        assert letters == own["shown"].tolist()
    assert sum(int(cell) for row in view.counts.rows for cell in row[1:-1] if cell != "[z]") == len(
        assessed
    )
    assert view.stacks["count"].sum() == len(drawn)


def test_places_stand_by_borough_and_name_and_never_by_state(view):
    ordered = [(row[1], row[0]) for row in view.matrix.rows]

    assert ordered == sorted(ordered)
    assert not any("rank" in note and "none ranks" not in note for note in view.notes)


def test_ambitions_that_are_listed_are_those_that_are_framed(view):
    framed = view.cells[view.cells["aim"] == "above"]

    assert len(view.gaps.rows) == len(framed)
    pairs = {f"{row.area_code} {row.theme_id}" for row in framed.itertuples()}
    assert {*view.gaps.codes} == pairs


def test_the_last_round_of_a_place_is_what_the_matrix_shows(context, view):
    framework = next(
        one for one in frameworks_of(context).codes
        if frameworks_of(context).labels[one] in view.subtitle
    )  # fmt: skip
    place = build_place(context, framework, "ZZP01", None)
    last = place.cells[place.cells["column"] == "Mar 2020"]
    shown = view.cells[view.cells["area_code"] == "ZZP01"]

    assert last["short"].tolist() == shown["short"].tolist()


def test_what_is_odd_in_the_rounds_is_said(context):
    told = "\n".join(build_maturity(context, LONDON, "pcn", SYSTEM, "all", "name").notes)

    for said in ("Not assessed in the round of Mar 2020: Vellmarsh Heath PCN.",
                 "Themes not assessed:", "An ambition lies below the state:"):  # fmt: skip
        assert said in told
