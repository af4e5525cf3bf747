"""Signals of the real store have what `values` and the pages say."""

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from tests.signal_store import require_agreement

pytestmark = pytest.mark.published


def test_every_signal_has_the_numbers_of_the_pages(real_store):
    snapshot = open_snapshot(Store(real_store))

    assert require_agreement(context_of(snapshot, load_catalogue())) > 10
    snapshot.close()
