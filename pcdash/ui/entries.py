"""The pages there are, each by the question that it answers."""

from dataclasses import dataclass

import streamlit as st

from pcdash import paths


@dataclass(frozen=True)
class Entry:
    """One page: its file and address, and its question."""

    name: str
    question: str
    has_figures: bool = True

    @property
    def file(self) -> str:
        return str(paths.ROOT / "pages" / f"{self.name}.py")


# The menu, in order; the first is the page at /.
ENTRIES = (
    Entry("overview", "Where do we stand?"),
    Entry("variation", "How do practices differ?"),
    Entry("practice", "How does one practice stand?"),
    Entry("locality", "How does one locality stand?"),
    Entry("map", "Where is it high, and where low?"),
    Entry("compare", "How do indicators, or places, compare?"),
    Entry("trends", "Is it changing?"),
    Entry("triggers", "Who has triggers on the outcome standards?"),
    Entry("maturity", "How far have organisations developed?"),
    Entry("specification", "What of the service specification is delivered?"),
    Entry("programme", "How does the programme go?"),
    Entry("ratings", "How does the CQC rate practices?"),
    Entry("workforce", "Are there enough staff?"),
    Entry("access", "Can patients get an appointment?"),
    Entry("population", "Who are the patients?"),
    Entry("report", "What goes to the committee?"),
    Entry("load", "What is new?", has_figures=False),
    Entry("catalogue", "Can the data be trusted?"),
)


def entry(name: str) -> Entry:
    """The entry of a page."""
    return next(one for one in ENTRIES if one.name == name)


def page(name: str) -> st.Page:
    """One page, to link to."""
    found = entry(name)
    return st.Page(found.file, title=found.question, default=found is ENTRIES[0])


def pages() -> list[st.Page]:
    """Every page, for Streamlit, the menu and the tests."""
    return [page(one.name) for one in ENTRIES]
