"""Practices like one another: the nearest by what they cannot choose, and in what they differ.

The method is this project's own; pages say so.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pcdash.stats._inputs import refuse

ALIKE = 1e-9  # of its largest value: a feature that spreads less is the same everywhere


def nearest(
    features: pd.DataFrame,
    *,
    area: str,
    k: int = 10,
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The areas most like one, and how far each is from it.

    Args:
        features: A row an area, the index its code, a column a feature in any unit: deprivation,
            logarithm of the list, shares of ages. A feature that the area itself misses, or in
            which areas do not differ, is left out; so is an area that misses one that is left.
        area: The code of the area whose peers are wanted.
        k: How many, 1 or more; fewer where there are no more.
        weights: How much each feature counts, 0 or more; 1 where none is given.

    Returns:
        Frame of at most k rows, the nearest first, ties by code, indexed by code: `distance`
        (standard deviations, weighted, 0 or more), then for each feature that counted its
        difference from the area in standard deviations, under the feature's name. No rows where no
        feature can count.

    Raises:
        MethodInputError: a code that is not there or there twice, features that are no finite
            numbers, a k below 1, or weights that are negative, all 0 or of unknown features. All
            faults are listed at once.

    Source:
        Euclidean distance of z-scores (population standard deviation); this project's own method.

    Example:
        >>> like = pd.DataFrame({"imd_score": [20.0, 22.0, 40.0]}, index=["A", "B", "C"])
        >>> nearest(like, area="A", k=1)["distance"].round(2).to_dict()
        {'B': 0.22}
    """
    given = {} if weights is None else dict(weights)
    refuse(_faults(features, area, k, given), what="The features of peers")
    spread = features.std(ddof=0)
    differs = spread > ALIKE * features.abs().max()
    counted = [
        name
        for name in features
        if pd.notna(features.at[area, name]) and differs[name] and given.get(name, 1.0) > 0
    ]
    if not counted:
        return pd.DataFrame({"distance": pd.Series(dtype="float64")}, index=features.index[:0])
    apart = (features[counted] - features.loc[area, counted]) / spread[counted]
    apart = apart.drop(index=area).dropna()
    weight = np.array([given.get(name, 1.0) for name in counted])
    distance = np.sqrt((apart.to_numpy() ** 2) @ weight)
    told = pd.concat([pd.Series(distance, apart.index, name="distance"), apart], axis=1)
    return told.sort_index().sort_values("distance", kind="stable").head(k)


def _faults(features: pd.DataFrame, area: str, k: int, weights: Mapping[str, float]) -> list[str]:
    faults = []
    if (times := int((features.index == area).sum())) != 1:
        faults.append(f"the area {area!r} is there {times} times, expected once")
    if not all(pd.api.types.is_numeric_dtype(kind) for kind in features.dtypes):
        faults.append("a feature holds values that are not numbers")
    elif np.isinf(features.to_numpy(float)).any():
        faults.append("a feature holds an infinite value")
    if not (isinstance(k, (int, np.integer)) and k >= 1):
        faults.append(f"k is {k!r}, expected a whole number from 1")
    if unknown := sorted(set(weights) - set(features.columns)):
        faults.append(f"there is a weight for {unknown[0]!r}, which is no feature")
    if not all(0 <= weight < np.inf for weight in weights.values()):
        faults.append("a weight is not a number from 0")
    elif len(features.columns) and not sum(weights.get(name, 1.0) for name in features):
        faults.append("all weights are 0")
    return faults
