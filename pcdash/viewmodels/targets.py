"""What a place aims at on an indicator, in words: one target or many, each by its date."""

from dataclasses import dataclass
from datetime import date

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import Period, parse_period
from pcdash.viewmodels.figure_text import figure_text

NO_OWNER = "not named"


@dataclass(frozen=True)
class Aim:
    """A target: its level, the period it is to be reached by, and its words."""

    level: float
    by: str
    baseline_period: str | None
    label: str
    title: str
    owner: str
    source: str

    @property
    def due(self) -> Period:
        """The period at the end of which it is due."""
        return parse_period(self.by)


def aims_of(catalogue: Catalogue, indicator: Indicator, area_code: str) -> tuple[Aim, ...]:
    """All targets of a place on an indicator, the first due first.

    Of two for one period the one that was loaded counts, which stands before those defined.
    """
    made: dict[Period, Aim] = {}
    for one in catalogue.targets.values():
        if one.indicator != indicator.id or area_code not in one.areas:
            continue
        aim = Aim(
            level=one.level,
            by=one.by,
            baseline_period=one.baseline_period,
            label=f"Target {figure_text(one.level, indicator)} by {one.by}",
            title=one.title,
            owner=one.owner or NO_OWNER,
            source=one.source,
        )
        made.setdefault(aim.due, aim)
    return tuple(made[due] for due in sorted(made))


def aim_in(catalogue: Catalogue, indicator: Indicator, area_code: str, period: str) -> Aim | None:
    """The target of a place that is due next at the end of a period, as `aim_of` has it."""
    return aim_of(catalogue, indicator, area_code, after=parse_period(period).end)


def aim_of(
    catalogue: Catalogue, indicator: Indicator, area_code: str, *, after: date
) -> Aim | None:
    """The target of a place that is due next after a figure; else the last; None without any.

    Args:
        after: The end of the figure's period. One that is due on it counts as next.
    """
    aims = aims_of(catalogue, indicator, area_code)
    coming = [one for one in aims if one.due.end >= after]
    return next(iter([*coming, *aims[-1:]]), None)
