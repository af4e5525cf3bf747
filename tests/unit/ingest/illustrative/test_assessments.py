"""The illustrative assessments: two rounds, states that are defined, and what real rounds lack."""

import pandas as pd
import pytest

from pcdash.ingest.illustrative import illustrate
from pcdash.ingest.illustrative.assessments import BELOW, LEVELS, MISSED_ROUND, ROUNDS

LONDON = "larger_scale_general_practice"


@pytest.fixture(scope="module")
def held(readings):
    found = [one.records["assessments"] for one in readings if "assessments" in one.records]
    return pd.concat(found)


def test_fifteen_networks_are_assessed_on_twenty_one_themes_in_two_rounds(held):
    london = held[(held["framework"] == LONDON) & held["area_code"].str.startswith("ZZP")]

    assert london["area_code"].nunique() == 15
    assert london["theme"].nunique() == 21
    assert {*london["assessed_on"].dt.date} == {*ROUNDS["pcn"]}
    missing = 15 * 21 - len(london.drop_duplicates(["area_code", "theme"]))
    assert 0 < missing < 20


def test_every_framework_has_its_levels(held, catalogue):
    assert {*held["framework"]} == {*LEVELS}
    for framework_id, levels in LEVELS.items():
        assert {*levels} <= {*catalogue.frameworks[framework_id].levels}


def test_states_and_ambitions_are_those_of_the_theme(held, catalogue):
    for row in held.to_dict("records"):
        states = catalogue.frameworks[row["framework"]].states_of(row["theme"])
        assert row["state"] in states
        assert pd.isna(row["ambition"]) or row["ambition"] in states
    assert held["state"].str.contains("/").any()


def test_what_real_rounds_lack_is_lacking(held):
    days = held["assessed_on"] - held["evidence_date"]

    assert (days > pd.Timedelta(days=365)).any()
    assert held["evidence"].isna().any()
    assert (held["evidence"].notna() & held["evidence_date"].isna()).any()
    assert held[held["area_code"] == MISSED_ROUND]["assessed_on"].nunique() == 1
    below = held.set_index(["framework", "area_code", "theme"]).loc[BELOW]
    assert (below["ambition"] < below["state"]).any()


def test_most_places_move_up(held):
    wide = held.pivot(
        index=["framework", "area_code", "theme"], columns="assessed_on", values="state"
    )
    london = wide.loc[LONDON][[pd.Timestamp(day) for day in ROUNDS["pcn"]]].dropna()
    first, second = london.iloc[:, 0], london.iloc[:, 1]

    assert (second > first).mean() > (second < first).mean() * 3


def test_nothing_else_changes_with_them(readings, catalogue):
    without = illustrate(
        type(catalogue)(
            catalogue.indicators, catalogue.sources, catalogue.caveats, catalogue.places,
            catalogue.events, trigger_levels=catalogue.trigger_levels,
        )
    )  # fmt: skip

    others = [one for one in readings if not one.records]
    for one, other in zip([one for one in without if not one.records], others, strict=True):
        for kind, frame in one.frames.items():
            pd.testing.assert_frame_equal(frame, other.frames[kind])
