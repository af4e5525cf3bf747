"""The store of illustrative data, open."""

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of


@pytest.fixture(scope="session")
def context(illustrative_store):
    snapshot = open_snapshot(Store(illustrative_store))
    yield context_of(snapshot, load_catalogue())
    snapshot.close()
