"""What is built before anybody asks for it is what the pages then ask for."""

import pytest

from pcdash.ui import preparing
from pcdash.viewmodels import (
    histories,
    learning,
    locality,
    locality_rug,
    practice,
    profile,
    variation,
)


@pytest.fixture
def prepared(visit, monkeypatch):
    """Visits a page while the preparation is on, and waits until that is done."""
    monkeypatch.setenv(preparing.SETTING, "yes")
    monkeypatch.setattr(preparing, "DELAY_SECONDS", 0.0)
    monkeypatch.setattr(preparing, "_begun", set())
    threads = []
    begin = preparing.begin
    monkeypatch.setattr(preparing, "begin", lambda opened: threads.append(begin(opened)))

    def visited(name: str, **query: str):
        app = visit(name, **query)
        for thread in filter(None, threads):
            thread.join(timeout=60)
        return app

    visited.threads = threads
    return visited


def _refuse(*_args, **_kwargs):
    raise RuntimeError("built for a visitor, although it was prepared")


def test_a_first_look_at_an_indicator_finds_it_prepared(prepared, visit, monkeypatch):
    prepared("overview")
    monkeypatch.setattr(variation, "answer", _refuse)

    assert visit("variation", indicator="condition_a").subheader


def test_a_first_look_at_a_practice_finds_it_prepared(prepared, visit, monkeypatch):
    prepared("overview")
    monkeypatch.setattr(practice, "require_practice", _refuse)
    monkeypatch.setattr(histories, "_finding", _refuse)

    assert visit("practice", practice="Z99001").subheader


def test_a_first_look_at_a_group_finds_it_prepared(prepared, visit, monkeypatch):
    prepared("overview")
    for module, name in (
        (locality, "members_of"), (locality_rug, "members_of"), (learning, "members_of"),
        (profile, "latest"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, _refuse)

    assert visit("locality", area="Z1S").subheader


def test_a_snapshot_is_prepared_once(prepared):
    prepared("overview").run()

    assert sum(thread is not None for thread in prepared.threads) == 1


def test_nothing_is_prepared_where_the_setting_says_no(prepared, monkeypatch):
    monkeypatch.setenv(preparing.SETTING, "no")
    prepared("overview")

    assert prepared.threads
    assert not any(prepared.threads)
