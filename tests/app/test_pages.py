"""Every page renders inside the frame, follows its address, and explains what it cannot show."""

import ast
from dataclasses import replace
from itertools import pairwise

import pytest

from pcdash import paths
from pcdash.definitions.aims import Target
from pcdash.ui.entries import ENTRIES
from tests import dashboard_store

PAGES = sorted((paths.ROOT / "pages").glob("*.py"))
# An address of each page with something to see.
SEEN = {
    "overview": {},
    "variation": {"indicator": "condition_a"},
    "practice": {"practice": "Z99001"},
    "locality": {"area": "Z1S"},
    "trends": {"indicator": "condition_a"},
    "triggers": {},
    "maturity": {},
    "map": {"indicator": "condition_a"},
    "specification": {},
    "programme": {},
    "ratings": {},
    "workforce": {},
    "access": {},
    "population": {},
    "compare": {"x": "condition_a", "y": "score_d"},
    "report": {},
    "load": {},
    "catalogue": {"indicator": "condition_a"},
}


def _address(app):
    """The query of the address; AppTest gives a list where the app has written it."""
    return {
        key: text[0] if isinstance(text, list) else text for key, text in app.query_params.items()
    }


def _texts(app):
    return [
        one.value
        for kind in ("title", "header", "subheader", "markdown", "caption", "info", "error")
        for one in getattr(app, kind)
    ]


def test_every_page_is_in_the_menu():
    assert {path.stem for path in PAGES} == {entry.name for entry in ENTRIES}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_asks_for_its_frame_before_anything_else(path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    first = next(
        node for node in body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )  # fmt: skip

    assert ast.unparse(first) == "frame.require()"


def test_titles_of_pages_are_unique():
    assert len({entry.question for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("name", SEEN)
def test_a_page_renders_inside_the_frame(visit, name):
    app = visit(name, **SEEN[name])

    assert not app.error
    assert len(app.title) == 1
    links = [one.proto.label for one in app.sidebar.get("page_link")]
    asked = next(entry.question for entry in ENTRIES if entry.name == name)
    assert len(links) == len(ENTRIES)
    assert [label for label in links if "(here" in label] == [rf"{asked} \(here\)"]


@pytest.mark.parametrize("name", SEEN)
def test_headings_skip_no_level(visit, name):
    app = visit(name, **SEEN[name])

    levels = [int(one.tag[1]) for one in app.main if one.type in ("title", "header", "subheader")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", SEEN)
def test_illustrative_data_are_labelled_on_every_page(visit, illustrative_store, name):
    app = visit(name, of=illustrative_store, **SEEN[name])

    assert any("Illustrative data" in one.value for one in app.markdown)


@pytest.mark.parametrize("name", SEEN)
def test_real_data_are_not_called_illustrative(visit, name):
    assert not any("Illustrative" in text for text in _texts(visit(name, **SEEN[name])))


@pytest.mark.parametrize("name", SEEN)
def test_an_older_snapshot_is_opened_and_said_to_be_one(visit, name):
    app = visit(name, **SEEN[name], snapshot="1")

    assert any("snapshot 1" in one.value for one in app.warning)


def test_an_older_snapshot_has_the_figures_of_then(visit):
    def value(app):
        tables = [one.value for one in app.dataframe if "% of patients" in one.value]
        return tables[0].set_index("Code").loc["Z99001", "% of patients"].strip()

    then = visit("variation", indicator="condition_a", snapshot="1")
    now = visit("variation", indicator="condition_a")

    assert (value(then), value(now)) == ("10.5", "11.0")


@pytest.mark.parametrize("number", ["99", "latest"])
def test_a_snapshot_that_does_not_exist_is_explained(visit, number):
    app = visit("variation", indicator="condition_a", snapshot=number)

    assert number in app.error[0].value
    assert len(app.title) == 1
    assert not app.dataframe
    queries = [one.proto.query_string for one in app.sidebar.get("page_link")]
    assert len(queries) == len(ENTRIES)
    assert not any("snapshot" in query for query in queries)


def test_the_selection_drives_the_page(visit):
    app = visit("variation", indicator="condition_a")
    before = app.header[0].value

    app.selectbox(key="choose_period").select("2014/15").run()

    assert _address(app)["period"] == "2014/15"
    assert _address(app)["indicator"] == "condition_a"
    assert app.header[0].value != before


def test_a_default_is_not_written_to_the_address(visit):
    app = visit("variation", indicator="condition_a", period="2014/15")

    app.selectbox(key="choose_period").select("2016/17").run()

    assert "period" not in app.query_params


def test_another_indicator_goes_back_to_its_own_latest_period(visit):
    app = visit("variation", indicator="condition_a", period="2014/15")

    app.selectbox(key="choose_indicator").select("care_b").run()

    assert _address(app) == {"indicator": "care_b"}
    assert not app.error
    assert "2016/17" in app.caption[0].value


def test_a_level_that_a_person_has_made_impossible_goes_back_to_practices(visit):
    app = visit("variation", indicator="condition_a", level="locality")

    app.selectbox(key="choose_indicator").select("rating_c").run()
    assert not app.error

    app.selectbox(key="choose_indicator").select("condition_a").run()
    assert _address(app)["level"] == "locality"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"indicator": "condition_x"}, "condition\\_x"),
        ({"indicator": "condition_a", "period": "2031/32"}, "2031/32"),
        ({"indicator": "condition_a", "level": "planet"}, "planet"),
        ({"indicator": "condition_a", "area": "Z1X"}, "Z1X"),
        ({"indicator": "condition_a", "against": "nobody"}, "nobody"),
        ({"indicator": "condition_a", "membership": "as-if"}, "as\\-if"),
        ({"indicator": "condition_a", "sort": "sideways"}, "sideways"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_explained_and_kept(visit, query, said):
    app = visit("variation", **query)

    assert said in app.error[0].value
    assert _address(app) == query


def test_a_bad_address_shows_no_figure_of_something_else(visit):
    app = visit("variation", indicator="condition_a", area="Z1X")

    assert not app.dataframe
    assert not app.header


def test_an_indicator_without_data_is_explained(visit):
    app = visit("variation", indicator="nothing_e")

    assert "Nothing is held of" in app.info[0].value
    assert not app.dataframe


def test_a_page_with_nothing_chosen_asks_and_shows_no_place(visit):
    assert "Choose an indicator" in visit("variation").info[0].value
    app = visit("practice")
    assert "Choose a practice" in app.info[0].value
    assert app.selectbox(key="choose_practice").value is None


def test_where_a_click_wants_to_go_the_next_run_goes(visit):
    app = visit("variation", indicator="condition_a")

    # What links.opening leaves behind: AppTest has no clicks on charts and grids.
    app.session_state["_selection"] = app.session_state["_selection"] | {"practice": "Z99002"}
    app.session_state["_go"] = "practice"
    app.run()

    assert app.title[0].value.startswith("How does one practice stand")
    assert "Z99002" in app.header[0].value


def test_a_practice_can_be_pointed_out_and_opened_without_a_mouse(visit):
    app = visit("variation", indicator="condition_a", practice="Z99002")

    links = {one.proto.label: one.proto.query_string for one in app.main.get("page_link")}
    assert links[r"Open Dr AB Ash\'s Practice \(Z99002\)"] == "practice=Z99002"


def test_a_page_has_a_link_that_keeps_its_figures(visit):
    app = visit("variation", indicator="condition_a", period="2014/15")

    kept = app.main.get("page_link")[-1].proto
    assert kept.label.startswith("Link that keeps these figures")
    assert kept.query_string == "indicator=condition_a&period=2014%2F15&snapshot=2"


def test_a_practice_elsewhere_is_only_not_pointed_out(visit):
    app = visit("variation", indicator="condition_a", practice="Z98765")

    assert not app.error
    assert app.dataframe


def test_the_table_follows_its_order(visit):
    app = visit("variation", indicator="condition_a", sort="lowest", period="2014/15")
    assert app.dataframe[0].value["Code"].iloc[0] == "Z99002"

    app.selectbox(key="choose_sort").select("highest").run()
    assert app.dataframe[0].value["Code"].iloc[0] == "Z99001"


def test_the_chart_has_the_rows_of_the_table_and_words_for_them(visit):
    app = visit("variation", indicator="condition_a", period="2014/15")
    chart = app.get("vega_lite_chart")[0].proto

    assert "Ranked bars of Condition A" in chart.alt
    assert "Birch Surgery" in chart.alt


def test_categories_are_a_table_of_counts(visit):
    app = visit("variation", indicator="rating_c")

    assert app.get("vega_lite_chart")[0].proto.alt.startswith("Practices by Rating C")
    assert "Outstanding" in app.table[0].value.columns


def test_a_practice_that_does_not_exist_is_explained_with_the_nearest(visit):
    app = visit("practice", practice="Z9901")

    assert "Z9901" in app.error[0].value
    assert "Birch Surgery" in app.error[0].value
    assert app.selectbox(key="choose_practice").value is None
    assert _address(app)["practice"] == "Z9901"


def test_the_code_of_a_group_is_no_practice(visit):
    assert "Northam CCG" in visit("practice", practice="Z1N").error[0].value


def test_a_closed_practice_is_shown(visit):
    app = visit("practice", practice="Z99005")

    assert "Closed on 31 Mar 2016" in app.caption[0].value


def test_a_name_is_text_and_never_markup(visit):
    heading = visit("practice", practice="Z99004").header[0].value

    assert r"\*OAK\*" in heading
    assert r"\$x\$" in heading
    assert ":smile:" not in heading
    assert r"\[a\]\(b\)" in heading


def test_the_catalogue_is_narrowed_by_search(visit):
    app = visit("catalogue", search="condition")

    assert app.dataframe[0].value["Indicator"].tolist() == ["Condition A: how common"]


def test_the_catalogue_shows_a_definition_in_words(visit):
    app = visit("catalogue", indicator="condition_a")

    assert any("Read condition A with care" in text for text in _texts(app))


@pytest.mark.parametrize(
    ("show", "said"), [("loads", "2 loads of 2 files"), ("mismatches", "published figure")]
)
def test_the_catalogue_shows_loads_and_mismatches(visit, show, said):
    assert said in visit("catalogue", show=show).header[0].value


def test_a_part_that_the_catalogue_has_not_is_explained(visit):
    assert "nonsense" in visit("catalogue", show="nonsense").error[0].value


def test_the_overview_links_to_questions_with_their_selection(visit):
    queries = [one.proto.query_string for one in visit().main.get("page_link")]

    assert "indicator=registered_patients" in queries


def test_the_overview_says_that_no_target_is_set(visit):
    app = visit()

    assert "Is the programme on course?" in [one.value for one in app.header]
    assert any("No target is set" in one.value for one in app.info)


def test_a_target_on_the_overview_leads_to_its_trajectory(visit, monkeypatch):
    aim = Target(
        id="t", indicator="care_b", areas=("ZSYS",), level=95, by="2020/21", title="Most.",
        owner="A team", source="A paper",
    )  # fmt: skip
    known = replace(dashboard_store.definitions(), targets={"t": aim})
    monkeypatch.setattr(dashboard_store, "definitions", lambda: known)
    app = visit()

    assert any("0 of 1 target " in one.value for one in app.markdown)
    (row,) = [one.value for one in app.dataframe if "Where it stands" in one.value.columns]
    assert row["Owner"].tolist() == ["A team"]
    links = {one.proto.query_string for one in app.main.get("page_link")}
    assert "indicator=care_b&place=ZSYS" in links

    trends = visit("trends", indicator="care_b", place="ZSYS")
    assert "Is it on course for its target?" in [one.value for one in trends.subheader]


def test_a_question_asked_stays_asked_on_the_way_through_other_pages(visit):
    app = visit("variation", indicator="condition_a", period="2014/15")

    links = {one.proto.page: one.proto.query_string for one in app.sidebar.get("page_link")}
    assert links["variation"] == "indicator=condition_a&period=2014%2F15"


def test_a_form_takes_the_place_of_the_bars(visit):
    app = visit("variation", indicator="condition_a", period="2014/15", form="funnel")

    assert app.header[0].value == "1 of 5 practices lies outside the funnel"
    assert app.get("vega_lite_chart")[0].proto.alt.startswith("Funnel plot of Condition A")
    assert "Against the average" in app.dataframe[0].value.columns


def test_a_form_that_does_not_fit_is_explained_in_its_place(visit):
    app = visit("variation", indicator="score_d", form="funnel")

    assert "needs the counts behind it" in app.info[0].value
    assert not app.get("vega_lite_chart")
    assert any("Source and caveats" in one.value for one in app.subheader)


def test_a_series_has_its_trend_and_every_series_of_the_place_is_beneath(visit):
    app = visit("trends", indicator="condition_a", place="Z99001")

    assert app.header[0].value == r"10\.0% in 2014/15, 11\.0% in 2016/17"
    assert app.header[1].value.startswith("Of 2 series")
    assert len(app.get("vega_lite_chart")) == 2


def test_a_place_without_a_chosen_indicator_shows_every_series(visit):
    app = visit("trends", place="Z99001")

    assert app.header[0].value.startswith("Of 2 series")


def test_a_place_that_holds_nothing_of_an_indicator_is_explained(visit):
    app = visit("trends", indicator="score_d", place="Z99004")

    assert "Place: 'Z99004' is not among the choices" in app.error[0].value.replace("\\", "")


def test_a_practice_has_a_profile_questions_and_the_reason_it_has_no_peers(visit):
    app = visit("practice", practice="Z99001")

    assert any("higher since 2014/15" in text for text in _texts(app))
    questions = [one.proto for one in app.main.get("page_link") if "behind it" in one.proto.label]
    assert "indicator=condition_a" in questions[0].query_string
    assert "Practices do not differ" in app.info[0].value
    assert app.get("vega_lite_chart")[0].proto.alt.startswith("Spine chart of Birch Surgery")


@pytest.mark.parametrize(
    ("form", "query", "said"),
    [
        ("change", {"indicator": "condition_a"}, "rose by more than chance since 2014/15"),
        ("contribution", {"indicator": "care_b"}, "account for half of the shortfall"),
        ("deciles", {"indicator": "condition_a", "practice": "Z99001"}, "in the highest tenth"),
        ("averages", {"indicator": "care_b"}, "Averages run from 73"),
        ("opportunity", {"indicator": "care_b"}, "more if 2 practices moved to 80"),
        ("opportunity", {"indicator": "care_b", "level_of": "median"}, "moved to 79"),
    ],
)
def test_every_form_has_its_finding_chart_and_table(visit, form, query, said):
    app = visit("variation", form=form, **query)

    assert said in app.header[0].value
    assert app.get("vega_lite_chart")
    assert len(app.dataframe[0].value)


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("change", {"indicator": "rating_c"}),
        ("contribution", {"indicator": "score_d"}),
        ("opportunity", {"indicator": "condition_a"}),
        ("deciles", {"indicator": "care_b"}),
        ("averages", {"indicator": "rating_c"}),
        ("peers", {"indicator": "care_b"}),
    ],
)
def test_a_form_that_an_indicator_does_not_fit_says_why(visit, form, query):
    app = visit("variation", form=form, **query)

    assert len(app.info[0].value) > 40
    assert not app.get("vega_lite_chart")


def test_a_level_or_baseline_that_does_not_exist_is_explained(visit):
    assert "best" in visit("variation", indicator="care_b", form="opportunity",
                           level_of="best").error[0].value  # fmt: skip
    assert "1990" in visit("variation", indicator="condition_a", form="change",
                           baseline="1990").error[0].value  # fmt: skip


def test_without_results_of_the_standards_the_page_says_what_would_bring_them(visit):
    assert "BI team's workbook" in visit("triggers").info[0].value.replace("\\", "")


def test_a_group_has_its_spine_rug_pairs_and_histories(visit):
    app = visit("locality", area="Z1S", indicator="condition_a")

    alts = [one.proto.alt for one in app.get("vega_lite_chart")]
    assert alts[0].startswith("Spine chart of Southam CCG")
    assert alts[1].startswith("Tartan rug of 3 practices of Southam CCG")
    assert sum(alt.startswith("Line chart") for alt in alts) == 2
    assert any("No practice here is worse" in one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("code", "said"), [("Z99001", "code of a practice"), ("Z9Z", "No group inside")]
)
def test_what_is_no_group_of_the_place_is_explained(visit, code, said):
    assert said in visit("locality", area=code).error[0].value


def test_the_figure_of_a_practice_is_followed_back_from_where_it_differs(visit):
    page = visit("variation", indicator="condition_a", practice="Z99001", period="2014/15")
    way = next(one for one in page.get("page_link") if one.label == "Where its figure comes from")
    query = dict(part.split("=") for part in way.proto.query_string.split("&"))
    assert query["figure"] == "condition_a"

    page = visit("practice", practice="Z99001", figure="condition_a", figure_period="2014/15")
    assert any("2014/15: where it comes from" in one.value for one in page.markdown)
    assert any("Row" in one.value.columns for one in page.dataframe) or page.table

    page = visit("practice", practice="Z99001", figure="condition_a", figure_period="1999/00")
    assert any("No load gave a figure" in one.value for one in page.markdown)


def test_workforce_asks_what_if_and_says_that_ages_are_not_held(visit):
    app = visit("workforce")

    assert any("What if" in one.value for one in app.subheader)
    assert any("The age of staff is not held" in one.value for one in app.info)


@pytest.mark.parametrize("name", ["workforce", "access", "population"])
def test_a_subject_page_says_what_is_not_held(visit, name):
    assert any("held" in text for text in _texts(visit(name)))
    assert "Z1X" in visit(name, area="Z1X").error[0].value


def test_ratings_that_are_not_held_are_said_to_be(visit):
    assert "No ratings are held" in visit("ratings").info[0].value
