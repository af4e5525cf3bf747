"""Signals of the illustrative store have what `values` and the pages say."""

from tests.signal_store import require_agreement


def test_every_signal_has_the_numbers_of_the_pages(context):
    assert require_agreement(context) > 100
