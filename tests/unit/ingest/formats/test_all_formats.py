"""All formats together: told apart, documented, and undisturbed by files of no use."""

import re
from collections import Counter

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.files import Peek
from pcdash.ingest.formats.all_formats import FORMATS

ODD = (
    Peek("other", what="a PDF document"),
    Peek("table"),
    Peek("table", header=("",), first_rows=(("",),)),
    Peek("table", header=("1",), first_rows=(("1",), (), ("x", "y"))),
    Peek("table", header=tuple("x" * 27), first_rows=(tuple("x" * 27),) * 5),
    Peek("workbook"),
    Peek("workbook", sheets={"": (), "One": ((), (None,), (True, 1.5, "x"))}),
    Peek("geography"),
    Peek("geography", properties=("name",), outlines=(("x",),)),
)


def test_formats_have_an_id_of_their_own():
    counts = Counter(one.id for one in FORMATS)
    assert [name for name, count in counts.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in counts)


def test_formats_say_what_they_are():
    titles = [one.title for one in FORMATS]
    assert len(set(titles)) == len(titles)
    assert all(one.title and one.layout for one in FORMATS)


def test_formats_come_from_sources_that_are_defined():
    sources = load_catalogue().sources
    assert sorted({one.source for one in FORMATS} - set(sources)) == []


@pytest.mark.parametrize("peek", ODD, ids=lambda peek: f"{peek.kind}-{len(peek.header)}")
def test_formats_claim_nothing_odd(peek):
    assert [one.id for one in FORMATS if one.recognises(peek)] == []
