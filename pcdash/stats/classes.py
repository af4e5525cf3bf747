"""Classes of a map: where one shade ends and the next begins.

Classes describe and do not test: whether a figure differs from a benchmark by more than chance is
for `pcdash.stats.comparison` to say.
"""

import numpy as np

from pcdash.stats._inputs import Column, columns, refuse

METHODS = ("quantile", "equal")


def class_edges(values: Column, *, method: str, count: int = 5) -> tuple[float, ...]:
    """The edges of classes, from the lowest value to the highest.

    Args:
        values: Figures in any unit, length n; missing ones are left out.
        method: `quantile`, for classes of equally many areas, or `equal`, of equal width.
        count: How many classes at most, 1 or more.

    Returns:
        Edges in rising order, in the unit of values: one more than there are classes. Where many
        values are the same, quantile classes are fewer; where all are, there is one, whose two
        edges are the value. Empty where every value is missing.

    Raises:
        MethodInputError: text or infinite values, an unknown method, or a count below 1.

    Source:
        Quantiles by linear interpolation (Hyndman and Fan type 7), as `stats.position.deciles`.

    Example:
        >>> class_edges([1.0, 2.0, 3.0, 10.0], method="equal", count=3)
        (1.0, 4.0, 7.0, 10.0)
        >>> class_edges([1.0, 2.0, 3.0, 10.0], method="quantile", count=2)
        (1.0, 2.5, 10.0)
    """
    _, given = columns(values=values)
    faults = [] if method in METHODS else [f"the method is {method!r}, expected one of {METHODS}"]
    if count < 1:
        faults.append(f"the count is {count}, expected 1 or more")
    refuse(faults, what="Classes")
    known = given["values"][~np.isnan(given["values"])]
    if not len(known):
        return ()
    shares = np.linspace(0, 1, count + 1)
    if method == "quantile":
        edges = np.quantile(known, shares)
    else:
        edges = known.min() + shares * (known.max() - known.min())
    edges = np.unique(edges)
    return tuple(float(one) for one in (edges if len(edges) > 1 else np.repeat(edges, 2)))


def classes_of(values: Column, edges: tuple[float, ...]) -> np.ndarray:
    """The class that each value is in, counted from 0; -1 for a missing one.

    Args:
        values: Figures in the unit of the edges, length n.
        edges: As `class_edges` gives them. A value at an edge is in the class that begins there;
            the highest value is in the last class. Values beyond the edges are in the outer ones.

    Returns:
        Whole numbers, length n.

    Raises:
        MethodInputError: text or infinite values, or fewer than two edges.

    Source:
        Half-open intervals, the last one closed.

    Example:
        >>> classes_of([1.0, 4.0, 10.0], (1.0, 4.0, 7.0, 10.0)).tolist()
        [0, 1, 2]
    """
    _, given = columns(values=values)
    if len(edges) < 2:
        refuse([f"there are {len(edges)} edges, expected two or more"], what="Classes")
    found = np.searchsorted(np.array(edges[1:-1]), given["values"], side="right")
    return np.where(np.isnan(given["values"]), -1, found)
