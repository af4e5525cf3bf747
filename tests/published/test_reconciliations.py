"""The figures that the published files are known to hold, read from the store, not the files."""

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.levels import held_of

pytestmark = pytest.mark.published
HOME = ("07L", "08F", "08N")


@pytest.fixture(scope="module")
def snapshot(real_store):
    snapshot = open_snapshot(Store(real_store))
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="module")
def context(snapshot):
    return context_of(snapshot, load_catalogue())


@pytest.fixture
def figures(context):
    """The figures that a question is answered with, by code of area."""

    def ask(indicator_id, level, period, **more):
        question = Question(indicator_id, level, period=period, **more)
        return answer(context, question).figures.set_index("area_code")

    return ask


def _parts(figures):
    rows = figures[["numerator", "denominator"]].itertuples()
    return {row.Index: (row.numerator, row.denominator) for row in rows}


ASTHMA = {"07L": (9917, 207705), "08F": (12719, 261141), "08N": (14791, 298187)}


def test_asthma_of_practices_sums_to_what_the_ccg_workbook_has(snapshot, figures):
    assert _parts(figures("qof_prevalence_ast", "ccg", "2014/15")) == ASTHMA

    held = held_of(snapshot, "qof_prevalence_ast", HOME, period="2014/15", basis="as_was")
    assert set(held["basis"]) == {"published"}
    computed = snapshot.connection.execute(
        "select area_code, numerator, denominator, practices_with_data from disclosed_values "
        "inner join dim_area using (area_key) inner join dim_period using (period_key) "
        "inner join indicator_definitions using (indicator_key) where basis = 'as_was' "
        "and indicator_id = 'qof_prevalence_ast' and period_label = '2014/15' "
        "and area_code in ('07L', '08F', '08N') order by 1"
    ).fetchall()
    assert computed == [
        ("07L", 9917, 207705, 39), ("08F", 12719, 261141, 48), ("08N", 14791, 298187, 46),
    ]  # fmt: skip


def test_asthma_by_locality_with_the_two_practices_outside_any(figures):
    localities = figures("qof_prevalence_ast", "locality", "2014/15")

    assert _parts(localities) == {
        "07L-L1": (3203, 62010),
        "07L-L2": (3170, 66102),
        "07L-L3": (3250, 73134),
        "F82023": (199, 4337),
        "F82629": (95, 2122),
    }
    assert tuple(localities[["numerator", "denominator"]].sum()) == (9917, 207705)
    outside = localities[localities["flag"] == "outside_group"]
    assert sorted(outside.index) == ["F82023", "F82629"]
    first = localities.loc["07L-L1"]
    assert (first["practices_with_data"], first["practices"]) == (12, 13)


@pytest.mark.parametrize(
    ("period", "as_was"),
    [("2014/15", "07L"), ("2016/17", "08F"), ("2018/19", "08F"), ("2019/20", "08F")],
)
def test_the_practice_that_moved_counts_where_it_was_and_where_it_is(figures, period, as_was):
    asked = {"indicator_id": "qof_prevalence_ast", "level": "practice", "period": period}

    for ccg in HOME:
        members_then = figures(**asked, area=ccg, membership="as-was")
        members_now = figures(**asked, area=ccg, membership="as-is")
        assert ("F82023" in members_then.index) == (ccg == as_was)
        assert ("F82023" in members_now.index) == (ccg == "08F")


def test_as_is_sums_move_with_the_practice(figures):
    as_is = _parts(figures("qof_prevalence_ast", "ccg", "2014/15", membership="as-is"))

    assert as_is == {
        "07L": (9917 - 199, 207705 - 4337),
        "08F": (12719 + 199, 261141 + 4337),
        "08N": ASTHMA["08N"],
    }


@pytest.mark.parametrize(
    ("indicator_id", "expected"),
    [
        ("gp_referrals_made", (4967, 5853, 8474)),
        ("gp_referrals_seen", (3848, 4932, 6135)),
        ("outpatient_first_attendances", (5237, 6882, 7531)),
    ],
)
def test_monthly_activity_of_april_2015(figures, indicator_id, expected):
    found = figures(indicator_id, "ccg", "Apr 2015")["value"]

    assert tuple(found[list(HOME)]) == expected


def test_attendances_of_young_children_as_fingertips_has_them(figures):
    figure = figures("ae_attendances_0_4", "practice", "2021/22").loc["F82001"]

    assert (figure["numerator"], figure["denominator"]) == (225, 433)
    assert round(figure["value"], 2) == 519.63
    assert (round(figure["lower_95"], 5), round(figure["upper_95"], 5)) == (453.94380, 592.15009)


def test_contract_types_of_2014_15(snapshot):
    counts = snapshot.connection.execute(
        "select content, count(*) from area_attributes where attribute = 'contract_type' "
        "group by content"
    ).fetchall()

    assert dict(counts) == {"GMS": 4480, "PMS": 3190, "APMS": 289}


def test_practices_with_registers_in_2016_17(figures):
    practices = figures("qof_prevalence_af", "practice", "2016/17")

    counts = practices[practices["numerator"].notna()]["ccg_code"].value_counts()
    assert counts.to_dict() == {"07L": 38, "08F": 44, "08N": 45}


def test_cqc_locations_of_the_three_boroughs(snapshot):
    rows = snapshot.connection.execute(
        "select ratings.content, count(*) from area_attributes as places "
        "left join area_attributes as ratings on places.area_key = ratings.area_key "
        "and ratings.attribute = 'cqc_rating' "
        "inner join dim_area on places.area_key = dim_area.area_key "
        "where places.attribute = 'local_authority' and places.content in "
        "('Barking and Dagenham', 'Havering', 'Redbridge') "
        "and dim_area.area_type = 'cqc_location' group by ratings.content"
    ).fetchall()
    counts = dict(rows)
    rated = {name: count for name, count in counts.items() if name in _RATINGS}

    assert sum(counts.values()) == 121
    assert sum(rated.values()) == 113
    assert (rated["Good"], rated.get("Outstanding", 0)) == (102, 0)


_RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def test_networks_of_september_2020(snapshot):
    rows = snapshot.connection.execute(
        "select ccgs.area_code, count(distinct pcns.group_key), count(distinct pcns.practice_key) "
        "from practice_groups as pcns "
        "inner join practice_groups as in_ccg on pcns.practice_key = in_ccg.practice_key "
        "    and in_ccg.group_type = 'ccg' and date '2020-09-01' between in_ccg.start_date "
        "    and coalesce(in_ccg.end_date, date '9999-12-31') "
        "inner join dim_area as ccgs on in_ccg.group_key = ccgs.area_key "
        "where pcns.group_type = 'pcn' and date '2020-09-01' between pcns.start_date "
        "    and coalesce(pcns.end_date, date '9999-12-31') "
        "    and ccgs.area_code in ('07L', '08F', '08N') "
        "group by ccgs.area_code order by ccgs.area_code"
    ).fetchall()

    assert [(code, networks) for code, networks, _ in rows] == [("07L", 6), ("08F", 4), ("08N", 5)]
    assert sum(practices for *_, practices in rows) == 117
