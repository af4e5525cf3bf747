import re

import pytest

from pcdash.charts._ranking import COLUMNS as BAR_COLUMNS
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.variation import build_variation
from pcdash.viewmodels.variation_table import SORTS


@pytest.fixture
def ask(context):
    def ask(indicator_id="condition_a", **asked):
        return build_variation(context, Question(indicator_id, **asked))

    return ask


def _column(table, label):
    place = [column.label for column in table.columns].index(label)
    return dict(zip(table.codes, (row[place] for row in table.rows), strict=True))


def test_the_finding_counts_verdicts_and_the_sentence_names_the_ends(ask):
    view = ask(period="2014/15")

    assert view.finding == "1 of 5 practices is higher than England, 1 lower"
    assert "The highest is Birch Surgery (Z99001) at 10.0%" in view.sentence
    assert "the lowest Dr AB Ash's Practice (Z99002) at 2.0%" in view.sentence
    assert "England stands at 5.0%" in view.sentence


def test_the_larger_count_leads_the_finding(ask):
    assert ask("care_b").finding == "1 of 4 practices is better than England, 1 worse"


def test_one_area_alone_is_called_by_its_name(ask):
    view = ask("care_b", area="Z99003")

    assert view.finding == "=1+1 Elm Surgery stands at 79.0%, similar to England"


def test_a_finding_has_about_ten_words(ask):
    for against in ("england", "region", "ccg"):
        assert len(ask(against=against).finding.split()) <= 12


def test_a_missing_figure_is_a_symbol_with_a_reason(ask):
    view = ask(period="2016/17")

    assert _column(view.table, "% of patients")["Z99004"] == "[c]"
    assert _column(view.table, "Note")["Z99004"] == "[c] suppressed"
    assert view.table.key == ("[c] suppressed, to protect people in small numbers",)
    assert "1 of 4 practices has no figure." in view.sentence
    assert any("Suppressed" in one or "suppressed" in one for one in view.notes)


def test_chart_table_and_engine_agree_figure_for_figure(ask, context):
    view = ask(period="2014/15")
    figures = answer(context, Question("condition_a", period="2014/15")).figures
    bars = view.bars.set_index("area_code")

    for row in figures.itertuples():
        shown = number_text(row.value, decimals=1)
        assert _column(view.table, "% of patients")[row.area_code] == shown
        assert bars.loc[row.area_code, "value"] == row.value
        assert bars.loc[row.area_code, "value_text"] == f"{shown}%"
        assert bars.loc[row.area_code, "verdict"] == row.comparison
        said = _column(view.table, "Comparison")[row.area_code]
        assert said.endswith(bars.loc[row.area_code, "verdict_label"])


def test_bars_have_the_columns_that_the_chart_asks_for(ask):
    assert list(ask().bars.columns) == list(BAR_COLUMNS)


def test_no_raw_key_of_the_engine_is_shown(ask):
    for question in ({}, {"level": "locality"}, {"level": "ccg"}, {"against": "ccg"}):
        view = ask(**question)
        said = " ".join([
            view.finding, view.sentence, view.subtitle, view.alt, *view.notes,
            *(text for line in view.why for text in line),
            *(cell for row in view.table.rows for cell in row),
            *(column.label for column in view.table.columns),
        ])  # fmt: skip

        assert not re.search(r"_998|_95|as_was|not_available|not_compared|outside_group", said)


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_keeps_every_row(ask, sort):
    view = ask(period="2016/17")

    assert sorted(view.table_by(sort).codes) == sorted(view.table.codes)


def test_orders_put_what_they_say_first_and_missing_last(ask):
    view = ask(period="2016/17")

    assert view.table_by("highest").codes[0] == "Z99001"
    assert view.table_by("lowest").codes[0] == "Z99002"
    assert view.table_by("highest").codes[-1] == view.table_by("lowest").codes[-1] == "Z99004"
    names = [row[0].casefold() for row in view.table_by("name").rows]
    assert names == sorted(names)
    assert "▲" in _column(view.table_by("comparison"), "Comparison")["Z99001"]


def test_the_ccg_is_the_second_line_where_there_is_one(ask):
    assert ask(area="Z1N", period="2014/15").second.name == "Northam CCG"
    assert ask(area="Z1N", period="2014/15").second.label == "CCG 6.0%"
    assert ask(period="2014/15").second.label == "System 5.6%"


def test_each_against_its_own_ccg_has_no_single_line(ask):
    view = ask(against="ccg", period="2014/15")

    assert view.benchmark is None
    assert "their own CCG" in view.finding
    assert "Their own CCG" in [column.label for column in view.table.columns]


def test_groups_say_how_many_practices_and_patients_are_in_them(ask):
    view = ask(level="locality", period="2014/15")

    assert _column(view.table, "Practices with data")["ZL1"] == "3 of 3"
    assert _column(view.table, "Patients covered")["ZL1"] == "100.0%"


def test_practices_in_no_locality_are_named_and_in_no_bar(ask):
    view = ask(level="locality", period="2014/15")

    assert set(view.bars["area_code"]) == {"ZL1"}
    assert any("stand in no locality" in one and "Willow Surgery" in one for one in view.notes)
    assert _column(view.table, "Note")["Z99005"] == "A practice in no locality"


def test_membership_is_said_in_words(ask):
    was = ask(level="ccg", period="2014/15")
    now = ask(level="ccg", period="2014/15", membership="as-is")

    assert any("at the end of the period" in one for one in was.notes)
    assert any("today" in one for one in now.notes)
    assert _column(was.table, "Practices with data") != _column(now.table, "Practices with data")


def test_categories_are_counted_and_not_ranked(ask):
    view = ask("rating_c")

    assert view.finding == "2 of 3 rated practices are outstanding or good"
    assert "1 has no figure" in view.sentence
    whole = dict(zip([c.label for c in view.counts.table.columns], view.counts.table.rows[-1],
                     strict=True))  # fmt: skip
    assert whole["Place"] == "Northam and Southam"
    assert (whole["Practices"], whole["Good"], whole["[x] none held"]) == ("4", "1", "1")
    assert [row[0] for row in view.counts.table.rows[:2]] == ["Northam", "Southam"]
    assert view.table_by("highest").codes[0] == "Z99003"


def test_values_without_intervals_are_not_tested_and_get_none(ask):
    view = ask("score_d")

    assert view.finding == "Practices range from 458.3 to 559.0"
    assert view.bars["lower_95"].isna().all()
    assert view.notes[0].startswith("Not tested")
    assert "Comparison" not in [column.label for column in view.table.columns]


def test_counts_are_compared_with_nothing(ask):
    view = ask("registered_patients", period="2016/17")

    assert view.benchmark is None
    assert view.finding == "All 4 practices stand at 1,000"
    assert "England" not in [column.label for column in view.table.columns]


def test_why_this_colour_gives_rule_benchmark_method_polarity_and_counts(ask):
    why = dict(ask("care_b").why)

    assert "better" in why["Rule"]
    assert "England 80.0%" in why["Benchmark"]
    assert "Wilson" in why["Interval"]
    assert why["Which way is good"] == "Higher is better."
    assert "4 practices" in why["Counts"]


def test_source_period_load_snapshot_and_file_are_said(ask):
    lines = dict(ask().source.lines)

    assert lines["Source"] == "Nobody: Invented figures. None."
    assert lines["Period"] == "2016/17"
    assert lines["Loaded"].endswith("by A tester")
    assert lines["Snapshot"] == "2"
    assert "revision.csv" in lines["Files"]


def test_caveats_are_sentences(ask):
    assert ask().caveats == ("Read condition A with care.",)


def test_alt_text_says_type_content_and_finding(ask):
    view = ask()

    assert view.alt.startswith("Ranked bars of Condition A: how common")
    assert view.finding in view.alt
