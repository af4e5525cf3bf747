"""Groups from practices: sums, averages, shares, the 90% rule, and small numbers."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcdash.store.queries import run_query
from tests import builders as b

CODES = [f"Z99{number:03d}" for number in range(1, 11)]
NORTHERN = [b.in_ccg(code, b.NORTH) for code in CODES]


def _figure(indicator_id, code, numerator=None, denominator=None, **more):
    return {
        "indicator_id": indicator_id, "area_code": code, "period": "2014/15",
        "numerator": numerator, "denominator": denominator, **more,
    }  # fmt: skip


def _group(tmp_path, definition, rows, *, level="ccg", basis="as_was", with_lists=CODES):
    reading = b.reading(values=rows + b.lists(with_lists, "2014/15"), memberships=NORTHERN)
    snapshot = b.snapshot_of(tmp_path, reading, of=b.catalogue(definition))
    found = b.values_at_level(
        snapshot, indicator_id=definition.id, level=level, period="2014/15",
        scope_code="ZSYS", basis=basis,
    )  # fmt: skip
    snapshot.close()
    return found.set_index("area_code")


def test_numerators_and_denominators_are_summed_never_percentages_averaged(tmp_path):
    rows = [_figure("asthma", code, 1, 10) for code in CODES[:9]]
    rows += [_figure("asthma", CODES[9], 90, 100)]

    figure = _group(tmp_path, b.indicator("asthma"), rows).loc[b.NORTH]

    assert (figure["numerator"], figure["denominator"]) == (99, 190)
    assert figure["value"] == pytest.approx(100 * 99 / 190, rel=1e-12)


@pytest.mark.parametrize(
    ("practices_with_data", "shown"), [(9, True), (8, False)], ids=["exactly 90%", "80%"]
)
def test_a_group_with_less_than_ninety_per_cent_of_patients_is_withheld(
    tmp_path, practices_with_data, shown
):
    rows = [_figure("asthma", code, 1, 10) for code in CODES[:practices_with_data]]

    figure = _group(tmp_path, b.indicator("asthma"), rows).loc[b.NORTH]

    assert pd.notna(figure["value"]) == shown
    assert (figure["flag"] == "withheld_coverage") != shown
    assert figure["practices_with_data"] == practices_with_data
    assert figure["practices"] == 10


def test_coverage_is_unknown_where_no_list_is_within_twelve_months(tmp_path):
    rows = [_figure("asthma", code, 1, 10) for code in CODES]
    rows += b.lists(CODES, "Apr 2016")  # thirteen months after the year's end
    reading = b.reading(values=rows, memberships=NORTHERN)
    snapshot = b.snapshot_of(tmp_path, reading, of=b.catalogue(b.indicator("asthma")))

    figure = b.values_at_level(
        snapshot, indicator_id="asthma", level="ccg", period="2014/15",
        scope_code="ZSYS", basis="as_was",
    ).iloc[0]  # fmt: skip

    assert figure["flag"] == "coverage_unknown"
    assert figure["value"] == pytest.approx(10)


def test_a_list_twelve_months_away_counts_for_coverage(tmp_path):
    rows = [_figure("asthma", code, 1, 10) for code in CODES] + b.lists(CODES, "Mar 2016")
    reading = b.reading(values=rows, memberships=NORTHERN)
    snapshot = b.snapshot_of(tmp_path, reading, of=b.catalogue(b.indicator("asthma")))

    figure = b.values_at_level(
        snapshot, indicator_id="asthma", level="ccg", period="2014/15",
        scope_code="ZSYS", basis="as_was",
    ).iloc[0]  # fmt: skip

    assert figure["coverage_share"] == 1


def test_scores_are_averaged_unweighted_with_lowest_and_highest(tmp_path):
    points = b.indicator(
        "qof_points", method="score", aggregation="mean", multiplier=1, unit="points"
    )
    rows = [_figure("qof_points", code, 400 + number, 559) for number, code in enumerate(CODES)]

    figure = _group(tmp_path, points, rows).loc[b.NORTH]

    assert (figure["value"], figure["lowest"], figure["highest"]) == (404.5, 400, 409)


def test_ratings_become_the_share_of_rated_practices(tmp_path):
    rating = b.indicator(
        "cqc_overall", method="category", aggregation="share", denominator=None,
        categories=("Good", "Inadequate", "Not rated"), favourable=("Good",),
        rated=("Good", "Inadequate"),
    )  # fmt: skip
    rows = [_figure("cqc_overall", code, category="Good") for code in CODES[:6]]
    rows += [_figure("cqc_overall", code, category="Inadequate") for code in CODES[6:8]]
    rows += [_figure("cqc_overall", code, category="Not rated") for code in CODES[8:]]

    figure = _group(tmp_path, rating, rows).loc[b.NORTH]

    assert (figure["numerator"], figure["denominator"], figure["value"]) == (6, 8, 75)


def test_an_index_is_averaged_by_patients(tmp_path):
    index = b.indicator("imd_score", method="mean", aggregation="weighted_mean", multiplier=1)
    rows = [_figure("imd_score", code, value=10) for code in CODES[:9]]
    rows += [_figure("imd_score", CODES[9], value=30)]

    assert _group(tmp_path, index, rows).loc[b.NORTH]["value"] == pytest.approx(12)


def test_a_rating_of_a_practice_without_a_list_is_in_no_share(tmp_path):
    rating = b.indicator(
        "rating", method="category", aggregation="share", categories=("Good", "Poor"),
        favourable=("Good",), rated=("Good", "Poor"), unit="% of practices",
    )  # fmt: skip
    rows = [_figure("rating", code, category="Good") for code in CODES[:9]]
    rows += [_figure("rating", CODES[9], category="Poor")]

    of_all = _group(tmp_path / "all", rating, rows).loc[b.NORTH]
    of_open = _group(tmp_path / "open", rating, rows, with_lists=CODES[:9]).loc[b.NORTH]
    without = _group(tmp_path / "none", rating, rows, with_lists=[]).loc[b.NORTH]

    assert (of_all["numerator"], of_all["denominator"]) == (9, 10)
    assert (of_open["numerator"], of_open["denominator"]) == (9, 9)
    assert (without["numerator"], without["denominator"]) == (9, 10)


@pytest.mark.parametrize(
    ("period", "with_lists", "value"),
    [("Jan 2017", CODES, 12), ("Jan 2017", CODES[:9], 10), ("Jan 2017", CODES[:8], None),
     ("Jan 2019", CODES, None)],
    ids=["two years away", "of nine in ten", "of fewer", "four years away"],
)  # fmt: skip
def test_an_index_is_weighted_by_the_nearest_list_within_three_years(
    tmp_path, period, with_lists, value
):
    index = b.indicator("imd_score", method="mean", aggregation="weighted_mean", multiplier=1)
    rows = [_figure("imd_score", code, value=10) for code in CODES[:9]]
    rows += [_figure("imd_score", CODES[9], value=30)]
    values = rows + b.lists(with_lists, period)
    reading = b.reading(values=values, memberships=NORTHERN)
    snapshot = b.snapshot_of(tmp_path, reading, of=b.catalogue(index))
    figure = b.values_at_level(
        snapshot, indicator_id="imd_score", level="ccg", period="2014/15", scope_code="ZSYS",
        basis="as_was",
    ).set_index("area_code").loc[b.NORTH]  # fmt: skip

    assert figure["flag"] == "coverage_unknown"
    assert pd.isna(figure["value"]) if value is None else figure["value"] == pytest.approx(value)


def test_a_published_group_is_shown_as_published_and_the_mismatch_is_found(tmp_path):
    rows = [_figure("asthma", code, 1, 10) for code in CODES]
    rows += [_figure("asthma", b.NORTH, 12, 100)]
    reading = b.reading(values=rows + b.lists(CODES, "2014/15"), memberships=NORTHERN)
    snapshot = b.snapshot_of(tmp_path, reading, of=b.catalogue(b.indicator("asthma")))

    asked = {"indicator_id": "asthma", "level": "ccg", "period": "2014/15", "scope_code": "ZSYS"}
    as_was = b.values_at_level(snapshot, basis="as_was", **asked).iloc[0]
    as_is = b.values_at_level(snapshot, basis="as_is", **asked).iloc[0]
    mismatch = run_query(snapshot, "published_mismatches")

    assert (as_was["basis"], as_was["numerator"]) == ("published", 12)
    assert (as_is["basis"], as_is["numerator"]) == ("as_is", 10)
    assert mismatch[["published_numerator", "computed_numerator"]].to_numpy().tolist() == [[12, 10]]


HOSPITAL = b.indicator(
    "ae_attendances", method="rate", multiplier=1000, suppression="hospital_counts"
)


def test_small_hospital_counts_are_hidden_and_others_rounded_to_five(tmp_path):
    counts = [0, 1, 7, 8, 12, 13, 100, 3, 5, 6]
    rows = [
        _figure("ae_attendances", code, count, 1000)
        for code, count in zip(CODES, counts, strict=True)
    ]

    figures = _group(tmp_path, HOSPITAL, rows, level="practice")

    assert figures["numerator"].fillna(-1).tolist() == [0, -1, -1, 10, 10, 15, 100, -1, -1, -1]
    assert figures.loc[CODES[3], "value"] == 8  # the rate is of the count before rounding
    assert figures.loc[CODES[1], "flag"] == "suppressed"
    assert figures.loc[[CODES[1], CODES[2]], ["value", "lower_95"]].isna().all(axis=None)


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 12), min_size=10, max_size=10),
    st.lists(st.booleans(), min_size=10, max_size=10),
)
def test_no_two_totals_reveal_a_hidden_count(tmp_path_factory, counts, moved):
    """A hidden count stands in one shown total at most, over all levels and both memberships,
    and there together with others: nothing can be taken from it but their sum."""
    rows = [
        _figure("ae_attendances", code, count, 1000)
        for code, count in zip(CODES, counts, strict=True)
    ]
    memberships = list(NORTHERN)
    for code, has_moved in zip(CODES, moved, strict=True):
        if has_moved:
            memberships.remove(b.in_ccg(code, b.NORTH))
            memberships.append(b.in_ccg(code, b.NORTH, end="2016-03-31"))
            memberships.append(b.in_ccg(code, b.SOUTH, start="2016-04-01"))
    reading = b.reading(values=rows + b.lists(CODES, "2014/15"), memberships=memberships)
    folder = tmp_path_factory.mktemp("store")
    snapshot = b.snapshot_of(folder, reading, of=b.catalogue(HOSPITAL))
    shown = snapshot.connection.execute(
        "select area_type, basis, value * denominator / 1000 as events from disclosed_values "
        "inner join dim_area using (area_key) inner join indicator_definitions "
        "using (indicator_key) where indicator_id = 'ae_attendances' and value is not null"
    ).fetchall()
    snapshot.close()

    hidden = [count for count in counts if 1 <= count <= 7]
    practices = sorted(round(events) for kind, _, events in shown if kind == "practice")
    assert practices == sorted(count for count in counts if not 1 <= count <= 7)
    if hidden:
        whole = [events for kind, _, events in shown if kind == "england"]
        assert not whole or (len(hidden) > 1 and sum(hidden) > 7)
        # every practice is in the system and in the region, so neither may be shown
        assert not [kind for kind, _, _ in shown if kind in ("system", "region")]
    for kind, basis, events in shown:
        if kind not in ("practice", "england", "system", "region"):
            assert _made_of_shown(round(events), kind, basis, counts, moved)


def _made_of_shown(events, kind, basis, counts, moved):
    """Whether a group's total is that of a group without a hidden part."""
    is_small = [1 <= count <= 7 for count in counts]
    south = [has_moved and basis == "as_is" for has_moved in moved]
    sides = (south, [not one for one in south])
    groups = {
        "ccg": sides,
        "borough": sides,
        "cluster": ([number < 2 for number in range(10)], [number == 2 for number in range(10)]),
        "locality": ([number < 3 for number in range(10)],),
    }[kind]
    return any(
        sum(count for count, one in zip(counts, group, strict=True) if one) == events
        and not any(small and one for small, one in zip(is_small, group, strict=True))
        for group in groups
    )
