"""One indicator over time, practice by practice of a group, all on one scale."""

from dataclasses import dataclass

import pandas as pd

from pcdash.errors import NoChartError
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.histories import History, build_history
from pcdash.viewmodels.locality import members_of, names_of_members


@dataclass(frozen=True)
class MultiplesView:
    """The histories of a group's practices, by code, and the scale that all share."""

    title: str
    histories: tuple[tuple[str, History], ...]
    domain: tuple[float, float]
    without: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The practices that have a history."""
        return tuple(code for code, _ in self.histories)

    def history_of(self, code: str) -> History:
        """The history of one of them."""
        return dict(self.histories)[code]


def build_multiples(context: Context, code: str, indicator_id: str) -> MultiplesView:
    """The histories of the practices of a group on one indicator.

    Raises:
        NoChartError: no practice of the group has two figures of it.
        UnknownAreaError: as `pcdash.viewmodels.locality.members_of`.
    """
    members, _ = members_of(context, code)
    names = names_of_members(members)
    found, without, values = [], [], []
    for practice, name in names.items():
        series = context.series_of(practice)
        own = series[(series["indicator_id"] == indicator_id) & series["value"].notna()]
        if len(own) < 2:
            without.append(name)
            continue
        found.append((practice, build_history(context, practice, indicator_id, name)))
        values.append(own[["value", "ccg_value", "england_value"]].to_numpy().ravel())
    title = context.catalogue.indicator(indicator_id).title
    if not found:
        raise NoChartError(
            f"No practice here has two figures of {title!r}, which a line over time needs. "
            "Choose another indicator."
        )
    known = pd.Series([value for part in values for value in part]).dropna()
    room = 0.08 * (known.max() - known.min()) or abs(known.max()) * 0.1 or 0.5
    low = known.min() - room
    return MultiplesView(
        title=title,
        histories=tuple(found),
        domain=(max(low, 0.0) if known.min() >= 0 else low, float(known.max() + room)),
        without=tuple(without),
    )
