"""One figure, wherever it appears: chart, table, sentence and the command `values` agree."""

import re

import pytest

from pcdash.charts.ranked_bars import ranked_bars
from pcdash.charts.theme import LIGHT
from pcdash.viewmodels import words
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.numbers import with_unit
from pcdash.viewmodels.variation import build_variation
from tests.printed import plain, printed

pytestmark = pytest.mark.published
# Every method with an interval, one without, a level made by us and one as published.
ASKED = {
    "a proportion of practices": Question("qof_prevalence_ast", period="2014/15"),
    "one against the CCGs": Question("qof_prevalence_dm", period="2018/19", against="ccg"),
    "a proportion of localities": Question(
        "qof_prevalence_ast", level="locality", period="2014/15"
    ),
    "one of CCGs": Question("qof_prevalence_ast", level="ccg", period="2014/15"),
    "a score": Question("qof_achievement_ast", period="2014/15"),
    "a rate": Question("ae_attendances_0_4", period="2021/22"),
    "a mean with limits as supplied": Question("imd_score", period="2019"),
    "pounds": Question("payments_per_registered_patient", period="2014/15"),
}


@pytest.fixture(scope="module", params=ASKED)
def seen(request, context, real_store):
    question = ASKED[request.param]
    return (
        build_variation(context, question),
        printed(
            real_store,
            question.indicator_id,
            level=question.level,
            period=question.period,
            against=question.against,
        ),
        context.catalogue.indicator(question.indicator_id),
    )


def test_the_table_has_what_the_command_prints(seen):
    view, rows, indicator = seen
    labels = [column.label for column in view.table.columns]
    value = labels.index(words.capitalised(indicator.unit))

    assert set(view.table.codes) == set(rows)
    for code, row in zip(view.table.codes, view.table.rows, strict=True):
        said = rows[code]
        assert plain(said["value"], indicator) in (row[value], None)
        if "Comparison" in labels:
            assert row[labels.index("Comparison")] == words.VERDICTS[said["comparison"]].cell
        if said["lower_95"] and "95% interval from" in labels:
            limits = row[labels.index("95% interval from")], row[labels.index("95% interval to")]
            assert limits == (
                plain(said["lower_95"], indicator), plain(said["upper_95"], indicator)
            )  # fmt: skip


def test_the_chart_draws_what_the_command_prints(seen):
    view, rows, indicator = seen
    chart = ranked_bars(
        view.bars, unit=view.unit, palette=LIGHT, benchmark=view.benchmark, second=view.second
    )
    drawn = {row["area_code"]: row for row in chart.data.to_dict("records")}

    assert drawn
    for code, mark in drawn.items():
        said = rows[code]
        if not said["value"]:
            assert mark["value"] != mark["value"]
            continue
        assert mark["value"] == pytest.approx(float(said["value"]), rel=1e-12)
        assert mark["value_text"] == with_unit(plain(said["value"], indicator), indicator.unit)
        assert mark["verdict"] == said["comparison"]


def test_the_sentence_says_what_the_command_prints(seen):
    view, rows, indicator = seen
    inside = {code: row for code, row in rows.items() if row["flag"] != "outside_group"}
    values = [float(row["value"]) for row in inside.values() if row["value"]]
    ends = re.findall(r" at (£?[\d,.]+%?)[,.]", view.sentence)

    assert ends[:2] == [
        with_unit(plain(str(end), indicator), indicator.unit) for end in (max(values), min(values))
    ]
    benchmarks = {row["benchmark"] for row in inside.values() if row["benchmark"]}
    if view.benchmark and len(benchmarks) == 1:
        assert ends[2] == with_unit(plain(benchmarks.pop(), indicator), indicator.unit)


def test_the_finding_counts_the_verdicts_that_the_command_prints(seen):
    view, rows, _ = seen
    verdicts = [row["comparison"] for row in rows.values() if row["flag"] != "outside_group"]
    directions = [one.split("_")[0] for one in verdicts if one != "not_compared"]
    counted = re.match(r"(\d+) of (\d+) \w+ (?:is|are) (\w+)", view.finding)

    if counted is None:  # all alike, or none compared
        assert len(set(directions)) <= 1
        return
    count, total, direction = counted.groups()
    assert int(count) == directions.count(direction)
    assert int(total) == len(directions)
