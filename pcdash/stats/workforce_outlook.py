"""What staff there might be in some years, as starters, leavers and retirements are assumed.

A what-if and no forecast: nothing here is estimated from data.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import pandas as pd

from pcdash.stats._inputs import refuse

COLUMNS = (
    "year", "low_fte", "central_fte", "high_fte",
    "starters_fte", "new_roles_fte", "leavers_fte", "retirements_fte",
)  # fmt: skip


@dataclass(frozen=True)
class AgeBand:
    """Staff of one age band at the start: full-time equivalents, and the share (0 to 1) of those
    still there that retires in a year."""

    name: str
    start_fte: float
    retiring_share: float


@dataclass(frozen=True)
class Flows:
    """What is assumed of every year.

    Attributes:
        starters_fte: Full-time equivalents that begin in a year.
        leavers_share: Share (0 to 1) of all staff that leaves before retirement in a year.
        new_roles_fte: Full-time equivalents in roles that did not exist, in a year.
        uncertainty_share: By which share (0 to 1) each flow may be less or more than assumed.
    """

    starters_fte: float
    leavers_share: float
    new_roles_fte: float
    uncertainty_share: float


def workforce_outlook(bands: Sequence[AgeBand], flows: Flows, *, years: int) -> pd.DataFrame:
    """Full-time equivalents after each year, with the range that the assumptions leave open.

    In each year, those who leave and those who retire are taken from what each band had at its
    start, and never more than that; starters and new roles then join, and leave as all others do,
    without retiring. Nobody grows older from one band into the next. The low end has fewer starters
    and new roles and more leavers and retirements, each by the share of uncertainty; the high end
    the other way round. The two ends are scenarios and no confidence interval.

    Args:
        bands: Staff by age at the start, at least one band.
        flows: What is assumed of every year, as `Flows`.
        years: How many years, 1 or more.

    Returns:
        A row a year from 0 (the start), columns in this order: `year`; `low_fte`, `central_fte`,
        `high_fte`, with low ≤ central ≤ high; and the flows of that year in the central case,
        `starters_fte`, `new_roles_fte`, `leavers_fte`, `retirements_fte`, 0 in year 0.

    Raises:
        MethodInputError: no band, a share outside 0 to 1, a negative or missing number of staff,
            or fewer than one year. All faults are listed at once.

    Source:
        This project's own method: a stock with yearly flows.

    Example:
        >>> found = workforce_outlook(
        ...     [AgeBand("under 60", 80.0, 0.0), AgeBand("60 and over", 20.0, 0.5)],
        ...     Flows(starters_fte=6.0, leavers_share=0.05, new_roles_fte=0.0,
        ...           uncertainty_share=0.0),
        ...     years=1,
        ... )
        >>> found["central_fte"].tolist()
        [100.0, 91.0]
    """
    refuse(_faults(bands, flows, years), what="The outlook")
    central = _path(bands, flows, years, lean=0.0)
    low = _path(bands, flows, years, lean=-flows.uncertainty_share)
    high = _path(bands, flows, years, lean=flows.uncertainty_share)
    made = pd.DataFrame(central).assign(
        low_fte=[one["central_fte"] for one in low], high_fte=[one["central_fte"] for one in high]
    )
    return made[list(COLUMNS)]


def _path(
    bands: Sequence[AgeBand], flows: Flows, years: int, *, lean: float
) -> list[dict[str, float]]:
    """One scenario; `lean` is by which share joining is more, and going less."""
    stocks = [one.start_fte for one in bands]
    joined = 0.0  # those who came since the start, who do not retire
    rows = [_row(0, sum(stocks), 0.0, 0.0, 0.0, 0.0)]
    more, less = 1.0 + lean, 1.0 - lean
    leaving = min(flows.leavers_share * less, 1.0)
    for year in range(1, years + 1):
        retiring = [min(one.retiring_share * less, 1.0) for one in bands]
        retired = sum(stock * share for stock, share in zip(stocks, retiring, strict=True))
        # Whoever retires does not leave as well.
        left = joined * leaving
        left += sum(
            stock * min(leaving, 1.0 - share) for stock, share in zip(stocks, retiring, strict=True)
        )
        stocks = [
            stock * (1.0 - share - min(leaving, 1.0 - share))
            for stock, share in zip(stocks, retiring, strict=True)
        ]
        starters, new_roles = flows.starters_fte * more, flows.new_roles_fte * more
        joined = joined * (1.0 - leaving) + starters + new_roles
        rows.append(_row(year, sum(stocks) + joined, starters, new_roles, left, retired))
    return rows


def _row(
    year: int, total: float, starters: float, new_roles: float, left: float, retired: float
) -> dict[str, float]:
    return {
        "year": year, "central_fte": total, "starters_fte": starters, "new_roles_fte": new_roles,
        "leavers_fte": left, "retirements_fte": retired,
    }  # fmt: skip


def _faults(bands: Sequence[AgeBand], flows: Flows, years: int) -> list[str]:
    found = [] if bands else ["there is no age band, expected one or more"]
    amounts = {f"start_fte of {one.name!r}": one.start_fte for one in bands}
    amounts |= {"starters_fte": flows.starters_fte, "new_roles_fte": flows.new_roles_fte}
    found += [
        f"{name} is {value!r}, expected a number of 0 or more"
        for name, value in amounts.items()
        if not (isfinite(value) and value >= 0)
    ]
    shares = {f"retiring_share of {one.name!r}": one.retiring_share for one in bands}
    shares |= {"leavers_share": flows.leavers_share, "uncertainty_share": flows.uncertainty_share}
    found += [
        f"{name} is {value!r}, expected a share from 0 to 1"
        for name, value in shares.items()
        if not 0 <= value <= 1
    ]
    return found + ([] if years >= 1 else [f"years is {years!r}, expected 1 or more"])
