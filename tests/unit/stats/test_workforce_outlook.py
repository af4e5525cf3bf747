"""The what-if of the workforce: worked years, ends that enclose the middle, and faults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.workforce_outlook import COLUMNS, AgeBand, Flows, workforce_outlook

YOUNG, OLD = AgeBand("under 60", 80.0, 0.0), AgeBand("60 and over", 20.0, 0.5)
STEADY = Flows(starters_fte=0.0, leavers_share=0.0, new_roles_fte=0.0, uncertainty_share=0.5)


def test_a_year_worked_by_hand():
    flows = Flows(starters_fte=10.0, leavers_share=0.1, new_roles_fte=4.0, uncertainty_share=0.5)

    first, second = workforce_outlook([YOUNG, OLD], flows, years=2).iloc[1:].to_dict("records")

    # 80 × 0.9 + 20 × (1 − 0.5 − 0.1) + 14
    assert first["central_fte"] == pytest.approx(94.0)
    assert first["leavers_fte"] == pytest.approx(10.0)
    assert first["retirements_fte"] == pytest.approx(10.0)
    # 72 × 0.9 + 8 × 0.4 + 14 × 0.9 + 14
    assert second["central_fte"] == pytest.approx(94.6)
    # 80 × 0.85 + 20 × (1 − 0.75 − 0.15) + 7, and 80 × 0.95 + 20 × (1 − 0.25 − 0.05) + 21
    assert first["low_fte"] == pytest.approx(77.0)
    assert first["high_fte"] == pytest.approx(111.0)


def test_without_flows_nothing_changes():
    found = workforce_outlook([YOUNG], STEADY, years=3)

    assert list(found.columns) == list(COLUMNS)
    assert found["year"].tolist() == [0, 1, 2, 3]
    assert set(found[["low_fte", "central_fte", "high_fte"]].to_numpy().ravel()) == {80.0}


def test_nobody_goes_twice():
    flows = Flows(starters_fte=0.0, leavers_share=0.8, new_roles_fte=0.0, uncertainty_share=1.0)

    found = workforce_outlook([AgeBand("60 and over", 10.0, 0.6)], flows, years=1)

    assert found["central_fte"].iloc[1] == pytest.approx(0.0)
    assert found["low_fte"].iloc[1] == pytest.approx(0.0)
    assert found["high_fte"].iloc[1] == pytest.approx(10.0)


@given(
    start=st.floats(0, 1000), old=st.floats(0, 1000), retiring=st.floats(0, 1),
    starters=st.floats(0, 100), leaving=st.floats(0, 1), roles=st.floats(0, 100),
    apart=st.floats(0, 1), years=st.integers(1, 10),
)  # fmt: skip
def test_the_ends_enclose_the_middle_and_the_flows_add_up(
    start, old, retiring, starters, leaving, roles, apart, years
):
    bands = [AgeBand("under 60", start, 0.0), AgeBand("60 and over", old, retiring)]
    found = workforce_outlook(bands, Flows(starters, leaving, roles, apart), years=years)

    slack = 1e-6
    assert (found["low_fte"] <= found["central_fte"] + slack).all()
    assert (found["central_fte"] <= found["high_fte"] + slack).all()
    assert (found["low_fte"] >= -slack).all()
    gone = found["leavers_fte"] + found["retirements_fte"]
    come = found["starters_fte"] + found["new_roles_fte"]
    assert (found["central_fte"].diff() - (come - gone)).iloc[1:].abs().max() < slack


def test_every_fault_is_told_at_once():
    bad = Flows(starters_fte=-1.0, leavers_share=1.5, new_roles_fte=0.0, uncertainty_share=0.0)

    with pytest.raises(MethodInputError) as told:
        workforce_outlook([AgeBand("all", float("nan"), 2.0)], bad, years=0)

    for said in ("starters_fte", "leavers_share", "start_fte of 'all'", "retiring_share", "years"):
        assert said in str(told.value)
    with pytest.raises(MethodInputError, match="no age band"):
        workforce_outlook([], STEADY, years=1)
