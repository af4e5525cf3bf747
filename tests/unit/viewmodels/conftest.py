"""The small store of the view-models' tests, open."""

import pytest

from pcdash.store.connection import open_snapshot
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store
from pcdash.viewmodels.choices import inside
from pcdash.viewmodels.figures import definitions_of
from tests import dashboard_store


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    folder = dashboard_store.build(tmp_path_factory.mktemp("viewmodels") / "store", revised=True)
    opened = open_snapshot(Store(folder))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def known(snapshot):
    return inside(snapshot)


@pytest.fixture(scope="session")
def catalogue(snapshot):
    return definitions_of(snapshot, dashboard_store.definitions())


@pytest.fixture(scope="session")
def holdings(snapshot):
    return run_query(snapshot, "holdings_of_all")
