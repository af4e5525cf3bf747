"""What a programme is made of, as definitions: phases, workstreams, outcomes, proxy markers.

What happens in it (milestones, risks, funding) is loaded; what documents print of its money is a
`PublishedLine`. The shapes only, as in `pcdash.definitions.models`.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from datetime import date

from pydantic import Field

from pcdash.definitions.models import Framework, Identifier, Indicator, Model, Sentence, Text
from pcdash.definitions.periods import parse_period
from pcdash.errors import UnknownPeriodError

Fault = tuple[tuple[str, str], str]


class Phase(Model):
    """A stretch of a programme; phases may overlap. `places` are those whose programme it is."""

    id: Identifier
    title: Text
    starts: date
    ends: date
    aim: Sentence
    places: tuple[Identifier, ...] = Field(min_length=1)
    source: Text


class Workstream(Model):
    """A part of a programme that milestones belong to, and what it is to bring about."""

    id: Identifier
    title: Text
    aims: tuple[Sentence, ...] = Field(min_length=1)
    begun: Text
    places: tuple[Identifier, ...] = Field(min_length=1)
    source: Text

    def is_meant(self, written: str) -> bool:
        """Whether what somebody wrote for a workstream is this one."""
        return " ".join(written.split()).casefold() in (self.title.casefold(), self.id)


class Outcome(Model):
    """What the programme is to achieve, with the indicators that tell of it.

    Without an indicator no collection is known, and `note` may say what comes nearest.
    """

    id: Identifier
    title: Text
    about: Text
    indicators: tuple[Identifier, ...] = ()
    note: Sentence | None = None
    source: Text


class Proxy(Model):
    """An indicator that says something of an aspect of a framework, from another collection.

    `fits` are the categories that go with an aspect that is active or delivered, for indicators
    of categories. `question` is what to ask where the two do not go together.
    """

    id: Identifier
    aspect: Text
    indicator: Identifier
    fits: tuple[Text, ...] = ()
    question: Sentence
    source: Text


class PublishedLine(Model):
    """A funding line that a document prints. Without an amount it is to be confirmed: not zero.

    `funders` are those who share it, with their share as printed where several do.
    """

    id: Identifier
    place: Text
    period: Text
    group: Text
    title: Text
    pays_for: Text
    amount_gbp: float | None = None
    funders: tuple[Text, ...] = Field(min_length=1)
    shared: Text | None = None
    source: Text
    place_in_source: Text


class PlannedActivity(Model):
    """One activity of a delivery plan; `delivered` is the quarter that the plan marks, if any."""

    title: Text
    delivered: Text | None = None


class PlannedAspect(Model):
    """What a document's delivery plan lists under an aspect, and how localities are to help."""

    id: Identifier
    place: Text
    aspect: Text
    activities: tuple[PlannedActivity, ...] = Field(min_length=1)
    helps: Sentence | None = None
    source: Text
    place_in_source: Text


def programme_faults(
    phases: Mapping[str, Phase],
    workstreams: Mapping[str, Workstream],
    outcomes: Mapping[str, Outcome],
    *,
    indicators: Container[str],
    places: Container[str],
) -> Iterator[Fault]:
    """Places and indicators that do not exist, and phases that end before they start."""
    for kind, listed in (("phase", phases), ("workstream", workstreams)):
        for one in listed.values():
            yield from _unknown(kind, one.id, one.places, places, what="place")
    for one in phases.values():
        if one.ends < one.starts:
            yield ("phase", one.id), f"it ends on {one.ends}, before it starts on {one.starts}."
    for one in outcomes.values():
        yield from _unknown("outcome", one.id, one.indicators, indicators, what="indicator")


def proxy_faults(
    proxies: Mapping[str, Proxy],
    indicators: Mapping[str, Indicator],
    frameworks: Collection[Framework],
    *,
    known: Container[str],
) -> Iterator[Fault]:
    """Markers of nothing, of an aspect that is not there, or that cannot tell."""
    aspects = {theme.id for one in frameworks for theme in one.themes}
    for one in proxies.values():
        where = "proxy", one.id
        if one.aspect not in aspects:
            yield where, f"the aspect {one.aspect!r} is in no framework."
        if one.indicator not in known:
            yield where, f"the indicator {one.indicator!r} is not defined."
        indicator = indicators.get(one.indicator)
        if indicator is None:  # or it has a fault of its own
            continue
        if (indicator.method == "category") != bool(one.fits):
            yield where, "'fits' belongs to indicators of categories, and they need it."
        for name in sorted(set(one.fits) - set(indicator.categories)):
            yield where, f"{name!r} is not among the categories of {one.indicator!r}."
        if indicator.method != "category" and indicator.polarity == "none":
            yield where, f"{one.indicator!r} has no good side, so it can fit nothing."


def plan_faults(
    planned: Mapping[str, PlannedAspect], frameworks: Collection[Framework]
) -> Iterator[Fault]:
    """Plans for an aspect that is not there, and marks under what is no period."""
    aspects = {theme.id for one in frameworks for theme in one.themes}
    for one in planned.values():
        if one.aspect not in aspects:
            yield ("aspect", one.id), f"the aspect {one.aspect!r} is in no framework."
        for activity in one.activities:
            try:
                parse_period(activity.delivered or "2016")
            except UnknownPeriodError as error:
                yield ("aspect", one.id), str(error)


def _unknown(
    kind: str, name: str, named: Iterable[str], known: Container[str], *, what: str
) -> Iterator[Fault]:
    for one in named:
        if one not in known:
            yield (kind, name), f"the {what} {one!r} is not defined."
