"""The small store of the view-models' tests, open."""

import pytest

from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from tests import dashboard_store


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    folder = dashboard_store.build(tmp_path_factory.mktemp("viewmodels") / "store", revised=True)
    opened = open_snapshot(Store(folder))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def context(snapshot):
    return context_of(snapshot, dashboard_store.definitions())


@pytest.fixture(scope="session")
def known(context):
    return context.inside


@pytest.fixture(scope="session")
def catalogue(context):
    return context.catalogue


@pytest.fixture(scope="session")
def holdings(context):
    return context.holdings
