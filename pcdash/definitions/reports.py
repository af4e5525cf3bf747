"""What a report to a committee is made of: its sections in the order of the agenda, as definitions.

Which figures a section shows is data; how each is made is the business of the view-models. What
people write for one report (its front sheet, their commentary) is in `pcdash.definitions.papers`.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from pcdash.definitions.models import Identifier, Model, Sentence, Text

# How a figure is made; those of an indicator name the indicators that it may be made of.
OF_INDICATORS = ("differences", "boroughs", "networks", "series", "ratings")
OTHERS = ("triggers", "targets", "milestones", "estates", "maturity")


class FigurePlan(Model):
    """Figures of one form: of the first `at_most` of its indicators of which anything is held."""

    form: Literal[OF_INDICATORS + OTHERS]
    indicators: tuple[Identifier, ...] = ()
    frameworks: tuple[Identifier, ...] = ()
    at_most: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _names_what_it_is_about(self) -> Self:
        if (self.form in OF_INDICATORS) != bool(self.indicators):
            raise ValueError(f"{self.form!r} and indicators do not belong together")
        if (self.form == "maturity") != bool(self.frameworks):
            raise ValueError("frameworks belong to the form 'maturity', and it needs them")
        return self


class SectionPlan(Model):
    """A section: what it is about in a sentence, its figures, and what to load where there are
    none."""

    id: Identifier
    heading: Text
    about: Sentence
    figures: tuple[FigurePlan, ...] = Field(alias="figure", min_length=1)
    load: Sentence


class ReportPlan(Model):
    """A report to one committee."""

    id: Identifier
    title: Text
    committee: Text
    abbreviation: Text
    recommendation: Sentence
    sections: tuple[SectionPlan, ...] = Field(alias="section", min_length=1)
    source: Text

    @model_validator(mode="after")
    def _has_each_section_once(self) -> Self:
        ids = [one.id for one in self.sections]
        if len(set(ids)) < len(ids):
            raise ValueError("two sections have one id")
        return self


def report_faults(
    reports: Iterable[ReportPlan], *, indicators: Container[str], frameworks: Container[str]
) -> Iterator[tuple[tuple[str, str], str]]:
    """What reports refer to and nobody defined: of which report, and what."""
    for report in reports:
        for section in report.sections:
            for plan in section.figures:
                for kind, ids, known in (
                    ("indicator", plan.indicators, indicators),
                    ("framework", plan.frameworks, frameworks),
                ):
                    for one in ids:
                        if one not in known:
                            what = f"section {section.id!r}: the {kind} {one!r} is not defined."
                            yield ("report", report.id), what
