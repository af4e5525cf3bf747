"""Builds in the background what visitors are likely to open next: first looks become quick ones.

Nothing is built here that a page would not build: the same cached functions are called, with what
the pages ask for when nothing but the indicator, the practice or the group is chosen. A page that
is asked for meanwhile builds its own; half of the time is left to it.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator

from pcdash.definitions.models import LEVELS
from pcdash.errors import UserFacingError
from pcdash.ui import session, views
from pcdash.ui.first_pages import FIRST_PAGES
from pcdash.viewmodels import choices
from pcdash.viewmodels.figures import Question

SETTING = "PCDASH_PREPARE"  # "no" leaves every first look to its visitor
DELAY_SECONDS = 3.0  # the first page is read meanwhile, and its imports are done
DEFAULT_WEIGHTS = (1, 1)
HISTORIES_SHOWN = 3  # on the first screen of the Practice page
COLUMNS_SHOWN = 5  # of the rug on the Locality page

_begun: set[tuple[str, int]] = set()
_beginning = threading.Lock()


def begin(opened: session.Opened) -> threading.Thread | None:
    """Begin with a snapshot that nobody has begun with; the thread that does it, if any."""
    if os.environ.get(SETTING, "").lower() == "no":
        return None
    with _beginning:
        if opened.key in _begun:
            return None
        _begun.add(opened.key)
    thread = threading.Thread(target=_prepare, args=(opened,), daemon=True, name="preparing")
    thread.start()
    return thread


def _prepare(opened: session.Opened) -> None:
    time.sleep(DELAY_SECONDS)
    session.look_at(opened)
    for build in _first_looks():
        began = time.perf_counter()
        with contextlib.suppress(UserFacingError):  # the page says it to whoever asks
            build()
        time.sleep(time.perf_counter() - began)


def _first_looks() -> Iterator[Callable[[], object]]:
    """The signals, Variation on every indicator that is held, pages that begin without a choice,
    every practice and group, then every trend."""
    yield session.found_signals
    for indicator_id in dict.fromkeys(session.holdings()["indicator_id"]):
        yield lambda one=indicator_id: _variation(one)
    yield from FIRST_PAGES
    for code in session.inside().practices.codes:
        yield lambda one=code: _practice(one)
    for code in views.groups().codes:
        yield lambda one=code: _group(one)
    for indicator_id in dict.fromkeys(session.holdings()["indicator_id"]):
        yield lambda one=indicator_id: _trend(one)


def _variation(indicator_id: str) -> None:
    period = choices.usual_period(session.holdings(), indicator_id)
    if period is None:
        return
    level = session.levels(indicator_id, period, "as-was").first or LEVELS[0]
    known = session.inside()
    against = choices.against(level, known, None).first or "england"
    session.variation_view(
        Question(indicator_id, level=level, against=against, area=known.system_code, period=period)
    )


def _practice(code: str) -> None:
    view = session.practice_view(code)
    session.profile_view(view.code, view.heading, view.topics.usual)
    session.questions(view.code)
    for indicator_id in view.histories_of(view.topics.usual)[:HISTORIES_SHOWN]:
        session.history_view(code, indicator_id)
    session.peers_view(view.code, DEFAULT_WEIGHTS)  # the last, since there may be none


def _group(code: str) -> None:
    told = views.locality_choices(code)
    of_topic = told.topics.usual
    session.profile_view(code, told.heading, of_topic)
    rug = views.rug_view(code, of_topic[:COLUMNS_SHOWN])
    views.learning_view(code, of_topic[:COLUMNS_SHOWN])
    views.multiples_view(tuple(rug.places.items()), of_topic[0])


def _trend(indicator_id: str) -> None:
    place = session.places(indicator_id).first
    if place is not None:
        views.trend_view(place, indicator_id, screened=False)
        views.trajectory_views(place, indicator_id)
        views.trend_matrix_view(place)
