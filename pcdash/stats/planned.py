"""What a planned trajectory is at on a day: between its points, and nowhere else.

A trajectory is given as points. Neighbours are joined; where a point is missing between two, by
the trajectory's own step, there is a gap, and nothing is planned in it.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

from pcdash.stats._inputs import refuse

GAP = 1.5  # steps: months and quarters differ by some days, a missing one doubles the distance


def gaps_of(days: Sequence[float]) -> tuple[int, ...]:
    """The points of a trajectory after which there is a gap, by position.

    Args:
        days: When its points are, in days from any one day, each after the one before, length n.

    Returns:
        Positions from 0 to n − 2: those whose next point is more than one and a half times as far
        away as the two closest points are from each other.

    Raises:
        MethodInputError: a missing day, or days that do not follow each other.

    Source:
        This project's own rule.

    Example:
        >>> gaps_of([0, 91, 183, 548])
        (2,)
    """
    faults = [] if all(map(isfinite, days)) else ["a day is not a number"]
    apart = [later - earlier for earlier, later in pairwise(days)]
    if any(one <= 0 for one in apart):
        faults.append("the days do not follow each other")
    refuse(faults, what="The trajectory")
    step = min(apart, default=0)
    return tuple(at for at, one in enumerate(apart) if one > GAP * step)


def planned_at(when: float, days: Sequence[float], planned: Sequence[float]) -> float | None:
    """The value of a trajectory on a day, in its unit; None before it, after it and in a gap.

    Args:
        when: The day, counted as days is.
        days: When the points are, as `gaps_of` has them, length n.
        planned: The values planned for those days, length n.

    Returns:
        The planned value of that day.

    Raises:
        MethodInputError: as `gaps_of`, columns of differing length, or a missing planned value.

    Source:
        This project's own method: a straight line between neighbouring points.

    Example:
        >>> planned_at(5, [0, 10, 20], [1.0, 3.0, 4.0])
        2.0
    """
    faults = []
    if len(days) != len(planned):
        faults.append(f"there are {len(days)} days and {len(planned)} values")
    if not all(map(isfinite, planned)):
        faults.append("a planned value is not a number")
    refuse(faults, what="The trajectory")
    missing = gaps_of(days)
    for at, (day, value) in enumerate(zip(days, planned, strict=True)):
        if when == day:
            return float(value)
        is_between = at + 1 < len(days) and day < when < days[at + 1]
        if is_between and at not in missing:
            share = (when - day) / (days[at + 1] - day)
            return float(value + share * (planned[at + 1] - value))
    return None
