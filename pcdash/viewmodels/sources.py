"""Where the figures on a page come from: publisher, period, load, snapshot and files, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.numbers import date_text
from pcdash.viewmodels.tables import Provenance

ILLUSTRATIVE = "Illustrative data"
ILLUSTRATIVE_SENTENCE = (
    "Illustrative data: generated for demonstration. No place, practice or figure is real."
)
FILES_NAMED = 3


class Labelled(Protocol):
    """A value with its words."""

    label: str


@dataclass(frozen=True)
class Source:
    """The lines of a source note: what each says, in words."""

    lines: tuple[tuple[str, str], ...]


def source_of(snapshot: Snapshot, catalogue: Catalogue, found: Answer) -> Source:
    """Source, licence, period, load and files of an answer."""
    source = catalogue.sources[found.indicator.source]
    loads = run_query(
        snapshot,
        "last_load_of_figures",
        indicator_id=found.indicator.id,
        period=found.period,
    )
    lines = [
        ("Source", f"{source.publisher}: {source.title}. {source.licence}."),
        ("Period", found.period),
        ("Loaded", loaded_text(loads)),
        ("Snapshot", str(snapshot.number)),
        ("Files", files_text(found.figures)),
    ]
    return Source(tuple((label, text) for label, text in lines if text))


def sources_of(
    snapshot: Snapshot, catalogue: Catalogue, indicator_ids: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Who published the figures of several indicators, and the snapshot: for a table of many, in
    which every row has its own period."""
    used = dict.fromkeys(catalogue.indicators[one].source for one in indicator_ids)
    named = [f"{catalogue.sources[one].publisher}: {catalogue.sources[one].title}" for one in used]
    lines = (("Source", "; ".join(dict.fromkeys(named))), ("Snapshot", str(snapshot.number)))
    return tuple((label, text) for label, text in lines if text)


def caveats_of(catalogue: Catalogue, indicator_ids: Iterable[str]) -> tuple[str, ...]:
    """What to beware of with several indicators, each said once."""
    ids = (caveat for one in indicator_ids for caveat in catalogue.indicators[one].caveats)
    return tuple(catalogue.caveats[one].text for one in dict.fromkeys(ids))


def series_source(
    snapshot: Snapshot, catalogue: Catalogue, indicator: Indicator, rows: pd.DataFrame
) -> tuple[tuple[str, str], ...]:
    """Source, periods, snapshot and files of the figures of one indicator over time."""
    source = catalogue.sources[indicator.source]
    known = rows.loc[rows["value"].notna(), "period"]
    span = f"{known.iloc[0]} to {known.iloc[-1]}" if len(known) > 1 else "".join(known)
    lines = (
        ("Source", f"{source.publisher}: {source.title}. {source.licence}."),
        ("Periods", span),
        ("Snapshot", str(snapshot.number)),
        ("Files", files_text(rows)),
    )
    return tuple((label, text) for label, text in lines if text)


def provenance_of(
    title: str, catalogue: Catalogue, found: Answer, source: Source, is_illustrative: bool
) -> Provenance:
    """What a download says of itself."""
    question = found.question
    about = [
        ("Indicator", f"{found.indicator.title} ({found.indicator.id})"),
        ("Unit", found.indicator.unit),
        ("Level", words.LEVELS[question.level].many),
        ("Area", found.scope_code),
        ("Compared with", words.AGAINST.get(question.against, question.against)),
        ("Membership", words.MEMBERSHIP_RULE[question.membership]),
        *source.lines,
        *(("Caveat", catalogue.caveats[one].text) for one in found.indicator.caveats),
    ]
    parts = (found.indicator.id, found.period, question.level, found.scope_code)
    name = "_".join(part.replace("/", "-").replace(" ", "-") for part in parts)
    return provenance(title, tuple(about), is_illustrative=is_illustrative, file_name=name)


def provenance(
    title: str, about: tuple[tuple[str, str], ...], *, is_illustrative: bool, file_name: str
) -> Provenance:
    """What a download says of itself; illustrative data say so first, and in the file's name."""
    if is_illustrative:
        about = ((ILLUSTRATIVE, ILLUSTRATIVE_SENTENCE), *about)
        file_name = f"illustrative_{file_name}"
    return Provenance(title, about, is_illustrative, file_name)


def unpublished(title: str, state: str, *, is_illustrative: bool, file_name: str) -> Provenance:
    """What a download says of itself that is about files in no store: no link reopens them."""
    about = (("State", state),)
    made = provenance(title, about, is_illustrative=is_illustrative, file_name=file_name)
    return replace(made, has_link=False)


def loaded_text(loads: pd.DataFrame) -> str:
    """When and by whom the latest of some loads was done."""
    if loads.empty:
        return ""
    latest = loads.iloc[0]
    by = f" by {latest['loaded_by']}" if latest["loaded_by"] else ""
    return f"{date_text(latest['loaded_at'])}{by}"


def files_text(figures: pd.DataFrame) -> str:
    """The files that figures were read from, with their sheets; a long list cut."""
    read = figures.loc[figures["file_name"].notna(), ["file_name", "sheet"]].drop_duplicates()
    named = [
        f"{name}, sheet {sheet}" if isinstance(sheet, str) and sheet else str(name)
        for name, sheet in zip(read["file_name"], read["sheet"], strict=True)
    ]
    if len(named) > FILES_NAMED:
        named = [*named[:FILES_NAMED], f"{len(named) - FILES_NAMED} more"]
    return words.sentence_list(named)
