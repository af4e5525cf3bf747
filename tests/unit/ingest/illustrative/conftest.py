"""The illustrative data, made once for all tests of them."""

import pandas as pd
import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.periods import parse_period
from pcdash.ingest.illustrative import illustrate


@pytest.fixture(scope="package")
def catalogue():
    """The project's own definitions."""
    return load_catalogue()


@pytest.fixture(scope="package")
def readings(catalogue):
    """The illustrative data of the fictional system."""
    return illustrate(catalogue)


@pytest.fixture(scope="package")
def places(readings):
    """The Reading that holds areas, memberships and outlines."""
    return readings[0]


@pytest.fixture(scope="package")
def values(readings, catalogue):
    """All figures, with `shown`: the value, or what follows from the parts."""
    together = pd.concat([one.values for one in readings], ignore_index=True)
    definitions = {one: catalogue.indicators[one] for one in together["indicator_id"].unique()}
    multiplier = together["indicator_id"].map(lambda one: definitions[one].multiplier)
    points = together["indicator_id"] == "qof_points"
    follows = multiplier * together["numerator"] / together["denominator"]
    follows = follows.mask(points, together["numerator"])
    return together.assign(
        shown=together["value"].fillna(follows),
        method=together["indicator_id"].map(lambda one: definitions[one].method),
    )


@pytest.fixture(scope="package")
def practices_of(places):
    """The practices of a CCG at the end of a period, from the memberships."""

    def found(ccg, period):
        when = pd.Timestamp(parse_period(period).end)
        held = places.memberships
        held = held[(held["parent_code"] == ccg) & (held["child_type"] == "practice")]
        return set(held[(held["start"] <= when) & ~(held["end"] < when)]["child_code"])

    return found


@pytest.fixture(scope="package")
def figures(values, practices_of):
    """The rows of one indicator and period, of a CCG's practices."""

    def found(indicator, period, ccg):
        hit = (values["indicator_id"] == indicator) & (values["period"] == period)
        return values[hit & values["area_code"].isin(practices_of(ccg, period))]

    return found
