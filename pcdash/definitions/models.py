"""What a definition holds: indicators, sources, caveats, places and events, as frozen objects.

The shapes only; `pcdash.definitions.catalogue` reads the files and proves that what one
definition refers to exists in another.
"""

import re
from datetime import date
from itertools import pairwise, zip_longest
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

# From the smallest to the largest: the levels that the dashboard shows.
LEVELS = (
    "practice", "cluster", "locality", "pcn", "federation",
    "ccg", "borough", "system", "region", "england",
)  # fmt: skip
# Areas that are only drawn or looked up, never a level of the dashboard.
OTHER_AREA_TYPES = ("stp", "ward", "msoa", "lsoa", "postcode", "cqc_location", "prescriber")
AREA_TYPES = LEVELS + OTHER_AREA_TYPES
# The rule of Hospital Episode Statistics: counts from 1 to 7 are hidden, others rounded to fives.
HOSPITAL_COUNTS = "hospital_counts"
ENGLAND = "E92000001"  # the ONS code, used by OHID and NHS Digital alike

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Sentence = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9].*[.?]$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$")]
Level = Literal[LEVELS]
AreaType = Literal[AREA_TYPES]

# How the selector groups indicators, in this order; a domain that is not here comes last.
DOMAINS = (
    "Long-term conditions: how common",
    "Quality of care (QOF)",
    "Quality of care (local)",
    "Outcome standards (GPOS)",
    "Access and experience",
    "Urgent and hospital care",
    "CQC ratings",
    "Workforce",
    "Population and lists",
    "Digital and estates",
    "From Fingertips",
)

Method = Literal[
    "proportion",  # numerator of denominator: Wilson score interval
    "rate",  # events for a denominator, times the multiplier: Byar, exact below ten
    "ratio",  # a number for a denominator that is not a count of events: no interval
    "score",  # points, of a maximum where the denominator gives one: no interval
    "mean",  # a mean or an index, no parts known: interval only where one was supplied
    "count",  # a number of people, events or full-time staff, no denominator
    "category",  # a rating or state by name
]


class Model(BaseModel):
    """Frozen, and refuses keys that nobody defined."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Break(Model):
    """A point from which an indicator's figures are not comparable with those before it."""

    period: Text
    reason: Sentence


class Indicator(Model):
    """One indicator: what it measures, how it is computed and shown, and what to beware of.

    `multiplier` is applied to numerator / denominator (100 for per cent, 1000 for per 1,000).
    `aggregation` says how practices make a group's figure: `sum` of numerators and denominators;
    unweighted `mean` over practices; `weighted_mean` by registered patients; `share` of practices
    in the `favourable` categories among those in `rated`; `none`.
    """

    id: Identifier
    title: Text
    domain: Text
    numerator: Text
    denominator: Text | None = None
    unit: Text
    decimals: int = Field(ge=0, le=6)
    multiplier: float = Field(gt=0, default=1.0)
    method: Method
    polarity: Literal["higher", "lower", "none"]
    frequency: Literal["year", "quarter", "month", "calendar", "day"]
    source: Identifier
    why_it_matters: Sentence
    caveats: tuple[Identifier, ...] = ()
    suppression: Literal["none", "as_published", "hospital_counts"] = "as_published"
    aggregation: Literal["sum", "mean", "weighted_mean", "share", "none"]
    categories: tuple[Text, ...] = ()
    favourable: tuple[Text, ...] = ()
    rated: tuple[Text, ...] = ()
    breaks: tuple[Break, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    fingertips_id: int | None = None
    owner: Text
    checked_by: Text
    next_review: date

    @property
    def hides_small_counts(self) -> bool:
        """Whether its small counts may point at a person and never leave the store."""
        return self.suppression == HOSPITAL_COUNTS


class Source(Model):
    """Who published figures, under what title and licence, and how often.

    `published` says for what spans of time it comes out; none means that nobody has said so yet.
    `days_after_end` is how long after the end of such a span it is usually out; below zero, it is
    out before (a survey of a year comes out in July of it). `timing_note` says how that is known,
    and `timing_confirmed` that the publisher's own dates bear it out.
    """

    id: Identifier
    publisher: Text
    title: Text
    licence: Text
    address: Text | None = None
    published: Literal["month", "quarter", "year", "irregular"] | None = None
    days_after_end: int | None = Field(ge=-366, le=1_100, default=None)
    timing_note: Sentence | None = None
    timing_confirmed: bool = False

    @property
    def is_regular(self) -> bool:
        """Whether it comes out for every span of time, so that the next can be awaited."""
        return self.published in ("month", "quarter", "year")

    @model_validator(mode="after")
    def _has_days_where_regular(self) -> Self:
        if self.is_regular != (self.days_after_end is not None):
            raise ValueError(
                "days_after_end is given where published is month, quarter or year, and only there"
            )
        return self


class Caveat(Model):
    """One warning of the fixed vocabulary, as a finished sentence."""

    id: Identifier
    text: Sentence


class Event(Model):
    """Something dated that a time chart marks: a merger, a change of data, a hub opening.

    `indicators` names those concerned by id, or a family by the start of its ids with the
    underscore (`qof_`); none named means all. No area named means everywhere.
    """

    id: Identifier
    date: date
    title: Text
    kind: Literal["data_change", "merger", "opening", "closure", "inspection", "meeting", "policy"]
    areas: tuple[Code, ...] = ()
    indicators: tuple[Identifier, ...] = ()
    source: Text

    def concerns(self, indicator_id: str) -> bool:
        """Whether a chart of this indicator marks the event."""
        return not self.indicators or any(
            indicator_id == one or (one.endswith("_") and indicator_id.startswith(one))
            for one in self.indicators
        )


class Theme(Model):
    """One theme of a framework: an aspect, an attribute, an action.

    `states` are there where they are not those of its framework.
    """

    id: Text
    title: Text
    group: Text
    states: tuple[Text, ...] = ()


class Framework(Model):
    """What places are described by, theme by theme, in states from the first to the last.

    `kind`: maturity (assessed in rounds), specification (declared by quarter) or actions.
    `in_between` says whether a place may stand between two states. `levels` are of the areas that
    it describes.
    """

    id: Identifier
    title: Text
    kind: Literal["maturity", "specification", "actions"]
    states: tuple[Text, ...] = Field(min_length=2)
    in_between: bool = False
    levels: tuple[Level, ...] = Field(min_length=1)
    themes: tuple[Theme, ...] = Field(min_length=1)
    note: Sentence
    source: Text

    def theme(self, theme_id: str) -> Theme | None:
        """The theme of an id, or None."""
        return next((one for one in self.themes if one.id == theme_id), None)

    def states_of(self, theme_id: str) -> tuple[str, ...]:
        """The states of a theme in order, with those between two where a place may stand there."""
        theme = self.theme(theme_id)
        own = theme.states if theme and theme.states else self.states
        if not self.in_between:
            return own
        between = (f"{one}/{other}" for one, other in pairwise(own))
        return tuple(state for both in zip_longest(own, between) for state in both if state)


class PlaceArea(Model):
    """An area that a place names itself, or whose name it fixes."""

    code: Code
    type: Level
    name: Text


class PlaceMembership(Model):
    """Children that belong to a parent, from and to a date; no date means always."""

    parent: Code
    children: tuple[Code, ...] = Field(min_length=1)
    start: date | None = None
    end: date | None = None


class Place(Model):
    """A system that the dashboard is about: its home areas, comparators and own groups.

    `system` is the code of the area that holds the whole place; `comparators` are the larger
    areas to compare with. A child of a membership that is not among `areas` is a practice.
    `outside` lists practices that are known to stand in no cluster or locality.
    """

    id: Identifier
    name: Text
    system: Code
    areas: tuple[PlaceArea, ...]
    memberships: tuple[PlaceMembership, ...]
    comparators: tuple[Code, ...]
    outside: tuple[Code, ...] = ()
    illustrative: bool = False
    source: Text

    def area_codes(self, area_type: str) -> tuple[str, ...]:
        """The codes of this place's own areas of one type, in the order of its file."""
        return tuple(area.code for area in self.areas if area.type == area_type)


PRACTICE_CODE = re.compile(r"[A-Z]\d{5}")  # as ODS issues them, e.g. F82001
