"""What the tests on the published files look at."""

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of


@pytest.fixture(scope="module")
def context(real_store):
    """The real store, as pages look at it."""
    snapshot = open_snapshot(Store(real_store))
    yield context_of(snapshot, load_catalogue())
    snapshot.close()
