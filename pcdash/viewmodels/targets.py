"""What a place aims at on an indicator, in words."""

from dataclasses import dataclass

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.viewmodels.figure_text import figure_text


@dataclass(frozen=True)
class Aim:
    """A target: its level, the period it is to be reached by, and its words."""

    level: float
    by: str
    baseline_period: str | None
    label: str
    title: str
    source: str


def aim_of(catalogue: Catalogue, indicator: Indicator, area_code: str) -> Aim | None:
    """The target of a place, or None."""
    for one in catalogue.targets.values():
        if one.indicator == indicator.id and area_code in one.areas:
            return Aim(
                one.level,
                one.by,
                one.baseline_period,
                f"Target {figure_text(one.level, indicator)} by {one.by}",
                one.title,
                one.source,
            )
    return None
