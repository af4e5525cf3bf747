"""The charts that readers of the strategy ask for first, from the store of the real files."""

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.funnel import build_funnel

pytestmark = pytest.mark.published


@pytest.fixture(scope="module")
def context(real_store):
    snapshot = open_snapshot(Store(real_store))
    yield context_of(snapshot, load_catalogue())
    snapshot.close()


def test_the_funnel_of_asthma_shows_its_overdispersion_and_adjusted_limits(context):
    view = build_funnel(context, Question("qof_prevalence_ast", period="2014/15"))

    assert view.finding == "18 of 133 practices lie outside the funnel"
    assert "φ = 7.8; limits adjusted for it" in view.subtitle
    curves = view.drawn["curves"]
    average = view.drawn["average"].value
    # Unadjusted limits would close in on the average as lists grow; adjusted ones do not.
    largest = curves.iloc[-1]
    chance = 1.96 * (average * (100 - average) / largest["size"]) ** 0.5
    assert largest["upper_95"] - average > 2 * chance
