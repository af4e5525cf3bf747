"""What figures are held against: targets, trigger values, sets of indicators, printed figures.

The shapes only, as in `pcdash.definitions.models`.
"""

from pydantic import Field

from pcdash.definitions.models import Code, Identifier, Model, Sentence, Text


class Target(Model):
    """A level that a place aims at: for an indicator, by the end of a period.

    `areas` are those that it was set for. `baseline_period` is where progress is counted from;
    none means the first figure held. `owner` is who answers for it: a role or an organisation.
    """

    id: Identifier
    indicator: Identifier
    areas: tuple[Code, ...] = Field(min_length=1)
    level: float
    by: Text
    baseline_period: Text | None = None
    title: Sentence
    owner: Text | None = None
    source: Text


class IndicatorSet(Model):
    """Indicators that belong together for a reader: a subject on the pages about places."""

    id: Identifier
    title: Text
    indicators: tuple[Identifier, ...] = Field(min_length=1)
    note: Sentence | None = None
    source: Text


class TriggerLevel(Model):
    """From which figure on an outcome standard raises a trigger, for practices of one place.

    In the unit of the indicator; `level_2` is the further from the good side. What was not
    published is not there. Without a period it holds for all.
    """

    id: Identifier
    indicator: Identifier
    place: Identifier
    period: Text | None = None
    average: float | None = None
    level_1: float | None = None
    level_2: float | None = None
    source: Text


class TriggerCategory(Model):
    """From how many triggers on a practice is in a category; either number is enough.

    One whose thresholds are not published has neither, and is never computed.
    """

    id: Identifier
    title: Text
    triggers: int | None = Field(ge=0, default=None)
    at_level_2: int | None = Field(ge=0, default=None)
    source: Text


class PublishedFigure(Model):
    """A figure that a strategy document prints: shown beside its indicator, never in its series.

    `period` is as the document has it, which may be that there is none. `unit` is there where it
    is not the indicator's own; `lowest` and `highest` are of practices.
    """

    id: Identifier
    indicator: Identifier
    place: Text
    period: Text
    value: float
    lowest: float | None = None
    highest: float | None = None
    unit: Text | None = None
    note: Sentence | None = None
    source: Text
    place_in_source: Text
