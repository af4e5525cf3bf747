"""Every page: its chart, table and sentence have what the command `values` prints.

The ranked bars of Variation are in test_agreement, with every kind of figure.
"""

import re

import pytest

from pcdash.charts.decile_bands import decile_bands
from pcdash.charts.funnel import funnel
from pcdash.charts.ranked_bars import ranked_bars
from pcdash.charts.scatter import scatter
from pcdash.charts.spc import spc_chart
from pcdash.charts.spine import spine
from pcdash.charts.tartan_rug import tartan_rug
from pcdash.charts.theme import LIGHT
from pcdash.charts.time_series import history
from pcdash.viewmodels import words
from pcdash.viewmodels.averages import build_averages
from pcdash.viewmodels.change import build_change
from pcdash.viewmodels.deciles import build_deciles
from pcdash.viewmodels.excess import build_contribution, build_opportunity
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.funnel import build_funnel
from pcdash.viewmodels.learning import build_learning
from pcdash.viewmodels.locality_rug import build_locality_rug
from pcdash.viewmodels.multiples import build_multiples
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.overview import build_overview
from pcdash.viewmodels.pairs import Pair, build_pair
from pcdash.viewmodels.peers import build_peer_bars
from pcdash.viewmodels.practice import build_practice
from pcdash.viewmodels.profile import build_profile
from pcdash.viewmodels.questions import build_questions
from pcdash.viewmodels.side_by_side import build_places_rug, build_side_by_side
from pcdash.viewmodels.trends import build_trend
from pcdash.viewmodels.variation import build_variation
from tests.printed import interval, plain, printed, with_unit

pytestmark = pytest.mark.published
PRACTICE, OF_CCG, CLUSTER = "F82023", "07L", "07L-L1"
# Proportions, a rate, a mean with supplied limits, a score.
INDICATORS = (
    "qof_prevalence_ast", "qof_prevalence_dm", "qof_ast003", "ae_attendances_0_4", "imd_score",
    "qof_achievement_ast",
)  # fmt: skip
ASTHMA = Question("qof_prevalence_ast", period="2014/15")


@pytest.fixture(scope="module")
def said(real_store, context):
    """The printed row of an area on an indicator, and the indicator."""

    def of(indicator_id, period, code, *, level="practice"):
        rows = printed(real_store, indicator_id, level=level, period=period)
        return rows[code], context.catalogue.indicator(indicator_id)

    return of


def _rows(table):
    labels = [column.label for column in table.columns]
    return [dict(zip(labels, row, strict=True)) for row in table.rows]


def _by_code(table):
    """Rows by code; a rug has more rows, of what stands beside."""
    return dict(zip(table.codes, _rows(table), strict=False))


@pytest.mark.parametrize("code", [PRACTICE, "F82003"])
def test_the_practice_page(context, said, code):
    view = build_profile(context, code, code, INDICATORS)
    drawn = spine(view.rows, palette=LIGHT, second=view.second, benchmark="England").data
    drawn = {row["indicator_id"]: row for row in drawn.to_dict("records")}
    every = build_practice(context, code)
    figures = _by_code(every.table_of(every.topics.usual))
    verdicts = []

    assert set(view.table.codes) <= set(INDICATORS)
    assert len(view.table.codes) >= 5
    for indicator_id, row in _by_code(view.table).items():
        there, indicator = said(indicator_id, row["Period"], code)
        assert (
            row["Value"]
            == drawn[indicator_id]["value_text"]
            == with_unit(there["value"], indicator)
        )
        assert row["England"] == with_unit(there["benchmark"], indicator)
        assert row["Against England"] == words.VERDICTS[there["comparison"]].cell
        assert drawn[indicator_id]["verdict"] == there["comparison"]
        verdicts.append(words.VERDICTS[there["comparison"]].adjective)
        if indicator_id in figures:
            own = figures[indicator_id]
            assert own["Practice"] == plain(there["value"], indicator)
            assert own["95% interval"] == interval(there, indicator)
            assert own["Against England"] == row["Against England"]
    for count, word in re.findall(r"(\d+) (better|worse|higher|lower|similar)", view.finding):
        assert verdicts.count(word) == int(count)


def test_questions_on_the_practice_page(context, said):
    asked = build_questions(context, PRACTICE)
    assert asked
    for one in asked:
        period = re.search(r" here in ([^,]+),", one.text)[1]
        there, indicator = said(one.indicator_id, period, PRACTICE)
        assert f"is {with_unit(there['value'], indicator)} here" in one.text
        assert f"England's {with_unit(there['benchmark'], indicator)}" in one.text
        assert not there["comparison"].startswith(("better", "similar", "not"))


def test_the_rug_of_the_locality_page(context, said):
    ids = ("qof_prevalence_ast", "qof_prevalence_dm", "ae_attendances_0_4")
    view = build_locality_rug(context, CLUSTER, ids)
    drawn = tartan_rug(view.cells, palette=LIGHT).data.to_dict("records")
    rows, judged = _by_code(view.table), 0

    assert len(view.places) > 5
    for code, name in view.places.items():
        for cell in (one for one in drawn if one["place"] == name):
            heading = next(one for one in rows[code] if one.startswith(f"{cell['column']}: "))
            period = heading.rpartition(", ")[2]
            indicator_id = next(
                one for one in ids if context.catalogue.indicator(one).title == cell["indicator"]
            )
            there, indicator = said(indicator_id, period, code)
            assert rows[code][heading] == cell["value_text"]
            assert plain(there["value"], indicator) in (cell["value_text"], None)
            assert cell["verdict"] == there["comparison"]
            judged += there["comparison"] not in ("similar", "not_compared")
    assert view.finding.startswith(f"{judged} of ")


def test_the_small_multiples_of_the_locality_page(context, said):
    rug = build_locality_rug(context, CLUSTER, ("qof_prevalence_ast",))
    view = build_multiples(context, tuple(rug.places.items()), "qof_prevalence_ast")

    assert view.codes
    for code in view.codes:
        told = view.history_of(code)
        points = history(told.points, unit="", palette=LIGHT).data.to_dict("records")
        own = [one for one in points if one["role"] == "area"]
        for point in (own[0], own[-1]):
            there, indicator = said("qof_prevalence_ast", point["period"], code)
            assert point["value"] == pytest.approx(float(there["value"]), rel=1e-12)
            assert point["interval_text"] == interval(there, indicator)
            limits = [point["lower_95"], point["upper_95"]]
            assert limits == pytest.approx([float(there["lower_95"]), float(there["upper_95"])])
            assert f"{with_unit(there['value'], indicator)} in {point['period']}" in told.finding


def test_the_learning_pairs_of_the_locality_page(context, said):
    view = build_learning(context, CLUSTER, ("qof_ast003",))
    assert view.table.rows
    for code, row in _by_code(view.table).items():
        peer = re.search(r"\((\w+)\)$", row["A practice like it"])[1]
        for practice, shown in ((code, row["Its figure"]), (peer, row["That figure"])):
            there, indicator = said("qof_ast003", row["Period"], practice)
            assert shown == with_unit(there["value"], indicator)
        assert float(there["value"]) >= float(there["benchmark"])


@pytest.mark.parametrize(
    ("indicator_id", "place", "level", "count"),
    [("gp_referrals_made", OF_CCG, "ccg", 18), ("qof_prevalence_ast", PRACTICE, "practice", 7)],
)
def test_the_trends_page(context, said, indicator_id, place, level, count):
    view = build_trend(context, place, indicator_id, False)
    chart = spc_chart(**view.drawn, palette=LIGHT).data.to_dict("records")
    rows = _rows(view.table)
    unit = words.capitalised(view.drawn["unit"])

    assert len(rows) == len(chart) == count
    for point, row in zip(chart, rows, strict=True):
        assert row["Period"] == point["period"]
        if point["value"] != point["value"]:  # a year of which nothing is held
            assert row[unit] == "[x]"
            continue
        there, indicator = said(indicator_id, point["period"], place, level=level)
        assert point["value"] == pytest.approx(float(there["value"]), rel=1e-12)
        assert row[unit] == plain(there["value"], indicator)
        assert point["value_text"] == with_unit(there["value"], indicator)
    assert f"{with_unit(there['value'], indicator)} in {point['period']}" in (
        f"{view.finding} {view.sentence}"
    )


def test_the_scatter_of_the_compare_page(context, said):
    asked = ("imd_score", "qof_prevalence_dm")
    form = build_pair(context, Pair(*asked)).form
    drawn = scatter(**form.drawn, palette=LIGHT).data.to_dict("records")
    table = _by_code(form.table)

    assert len(drawn) > 100
    for point in drawn:
        cells = list(table[point["area_code"]].items())
        for axis, (heading, cell), indicator_id in zip("xy", cells[2:4], asked, strict=True):
            there, indicator = said(indicator_id, heading.rpartition(", ")[2], point["area_code"])
            assert point[axis] == pytest.approx(float(there["value"]), rel=1e-12)
            assert cell == plain(there["value"], indicator)
            assert point[f"{axis}_text"].endswith(with_unit(there["value"], indicator))
    assert f"{len(drawn)} practices" in form.sentence


def test_the_places_of_the_compare_page(context, said):
    codes, ids = ("07L", "08F", "08N"), ("qof_prevalence_ast", "qof_prevalence_dm")
    rug, view = (build(context, codes, ids) for build in (build_places_rug, build_side_by_side))
    drawn = tartan_rug(rug.cells, palette=LIGHT).data.to_dict("records")

    for indicator_id, row in _by_code(view.table).items():
        for code, name in view.places.items():
            there, indicator = said(indicator_id, row["Period"], code, level="ccg")
            shown = plain(there["value"], indicator)
            here = [one for one in drawn if one["place"] == name]
            cell = next(one for one in here if one["indicator"] == indicator.title)
            assert row[name.removeprefix("NHS ")] == cell["value_text"] == shown
            assert cell["verdict"] == there["comparison"]


def test_the_funnel(context, said):
    view = build_funnel(context, ASTHMA)
    points = funnel(**view.drawn, palette=LIGHT).data
    table = _by_code(view.table)

    assert len(points) == 133
    for point in points.to_dict("records"):
        there, indicator = said(ASTHMA.indicator_id, ASTHMA.period, point["area_code"])
        assert point["value"] == pytest.approx(float(there["value"]), rel=1e-12)
        assert point["size"] == float(there["denominator"])
        row = table[point["area_code"]]
        assert row[words.capitalised(indicator.unit)] == plain(there["value"], indicator)
        assert row["Numerator"] == number_text(float(there["numerator"]))
        assert row["Against the average"] == words.VERDICTS[point["verdict"]].cell
    outside = [one for one in points["verdict"] if one != "similar"]
    assert view.finding.startswith(f"{len(outside)} of 133 ")


def test_the_change(context, said):
    view = build_change(context, ASTHMA, "2013/14")
    drawn = ranked_bars(**view.drawn, palette=LIGHT).data.set_index("area_code")
    rose = 0

    for code, row in _by_code(view.table).items():
        now, indicator = said(ASTHMA.indicator_id, "2014/15", code)
        assert row["2014/15"] == (plain(now["value"], indicator) or "[x]")
        if code not in drawn.index:
            assert row["Change, percentage points"] == "[x]"
            continue
        then, _ = said(ASTHMA.indicator_id, "2013/14", code)
        assert row["2013/14"] == plain(then["value"], indicator)
        change = float(now["value"]) - float(then["value"])
        assert drawn.at[code, "value"] == pytest.approx(change, abs=1e-12)
        assert row["Change, percentage points"] == drawn.at[code, "value_text"]
        assert row["More than chance?"] == words.VERDICTS[drawn.at[code, "verdict"]].cell
        rose += row["More than chance?"].startswith(("△", "▲"))
    assert view.finding.startswith(f"{rose} of {len(drawn)} practices rose by more than chance")


@pytest.mark.parametrize("form", ["contribution", "opportunity"])
def test_the_excess(context, said, form):
    question = Question("qof_ast003", period="2014/15")
    view = (
        build_contribution(context, question)
        if form == "contribution"
        else build_opportunity(context, question, "benchmark")
    )
    rows = view.drawn["rows"].set_index("area_code")
    amount = "amount" if form == "contribution" else "value"
    heading = "Shortfall" if form == "contribution" else "More"
    total = 0.0

    for code, row in _by_code(view.table).items():
        there, indicator = said("qof_ast003", "2014/15", code)
        lacks = float(there["benchmark"]) / 100 * float(there["denominator"])
        lacks = max(lacks - float(there["numerator"]), 0.0)
        total += lacks
        assert row[words.capitalised(indicator.unit)] == plain(there["value"], indicator)
        if code in rows.index:
            assert rows.at[code, amount] == pytest.approx(lacks, rel=1e-9)
            assert row[heading] == number_text(lacks)
    assert number_text(total) in f"{view.finding} {view.sentence}"


def test_the_averages(context, said):
    view = build_averages(context, ASTHMA)
    table = _by_code(view.table)
    for code, level in (("07L", "ccg"), ("08F", "ccg"), ("08N", "ccg"), ("BHR", "system")):
        there, indicator = said(ASTHMA.indicator_id, ASTHMA.period, code, level=level)
        assert table[code]["Average"] == with_unit(there["value"], indicator)
    average = [float(row["Average"].removesuffix("%")) for row in table.values()]
    assert f"from {min(average):.1f}% in" in view.finding
    assert f"to {max(average):.1f}% in" in view.finding


def test_the_deciles(context, said):
    view = build_deciles(context, ASTHMA, PRACTICE)
    points = decile_bands(**view.drawn, palette=LIGHT).data
    own = points[points["role"] == "place"]

    assert len(own) == 5
    rows = {row["Period"]: list(row.values())[1] for row in _rows(view.table)}
    for point in own.to_dict("records"):
        there, indicator = said(ASTHMA.indicator_id, point["period"], PRACTICE)
        assert point["value"] == pytest.approx(float(there["value"]), rel=1e-12)
        assert rows[point["period"]] == plain(there["value"], indicator)
    assert f"Its figure is {with_unit(there['value'], indicator)}" in view.sentence


def test_the_peers(context, said):
    view = build_peer_bars(context, ASTHMA, "F82003")
    drawn = ranked_bars(**view.drawn, palette=LIGHT).data.set_index("area_code")
    for code, row in _by_code(view.table).items():
        there, indicator = said(ASTHMA.indicator_id, ASTHMA.period, code)
        assert row[words.capitalised(indicator.unit)] == plain(there["value"], indicator)
        assert drawn.at[code, "value"] == pytest.approx(float(there["value"]), rel=1e-12)
        assert drawn.at[code, "verdict"] == there["comparison"]
    lower = sum(one.startswith("lower") for one in drawn["verdict"])
    assert view.finding.startswith(f"{lower} of {len(drawn)} practices are lower")


def test_the_overview_has_the_findings_of_variation(context):
    for ready in build_overview(context).ready:
        period = ready.label.rpartition(", ")[2]
        asked = Question(ready.indicator_id, period=period)
        assert ready.finding == build_variation(context, asked).finding
