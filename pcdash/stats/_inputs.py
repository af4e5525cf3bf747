"""How the statistics take their inputs: aligned float64 columns, and every fault named at once.

Shared by the modules of `pcdash.stats`, which do not import each other. Not for anything that
computes.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from pcdash.errors import MethodInputError

Column = pd.Series | np.ndarray | list[float] | tuple[float, ...] | float

# Above this a float64 no longer holds every whole number, so a count is not a count.
LARGEST_COUNT = 2.0**53


def columns(**inputs: Column) -> tuple[pd.Index, dict[str, np.ndarray]]:
    """The index and the inputs as float64 arrays of one length, missing as NaN.

    A single number stands for every row. Columns of pandas must share one index.

    Raises:
        MethodInputError: text or infinite values, differing lengths or differing indexes.
    """
    faults = []
    arrays = {}
    for name, given in inputs.items():
        array, fault = _floats(name, given)
        arrays[name] = array
        faults += fault
    faults += _alignment_faults(inputs, arrays)
    refuse(faults)

    length = max((len(a) for a in arrays.values() if a.ndim), default=1)
    index = next(
        (given.index for given in inputs.values() if isinstance(given, pd.Series)),
        pd.RangeIndex(length),
    )
    return index, {name: np.broadcast_to(a, length) for name, a in arrays.items()}


def refuse(faults: Iterable[str], *, what: str = "The inputs") -> None:
    """Raise one MethodInputError that lists the faults, if there are any."""
    found = list(faults)
    if found:
        raise MethodInputError(f"{what} cannot be used: {'; '.join(found)}.")


def row_faults(
    index: pd.Index, checks: Mapping[str, np.ndarray], values: Mapping[str, np.ndarray]
) -> list[str]:
    """One sentence part for each check that some row trips, with the first such row."""
    faults = []
    for fault, tripped in checks.items():
        rows = np.flatnonzero(tripped)
        if rows.size:
            shown = ", ".join(f"{name} {values[name][rows[0]]:g}" for name in values)
            rest = f"{rows.size} rows, first" if rows.size > 1 else "1 row,"
            faults.append(f"{fault} ({rest} {index[rows[0]]!r}: {shown})")
    return faults


def proportion_faults(index: pd.Index, numerator: np.ndarray, denominator: np.ndarray) -> list[str]:
    """What keeps counts from being parts of their wholes."""
    return row_faults(
        index,
        {
            "a numerator is below 0": numerator < 0,
            "a denominator is not above 0": denominator <= 0,
            "a numerator is above its denominator": (numerator > denominator) & (denominator > 0),
            "a count is too large to be exact": np.maximum(numerator, denominator) > LARGEST_COUNT,
        },
        {"numerator": numerator, "denominator": denominator},
    )


def confidence_faults(confidence: float) -> list[str]:
    """The fault of a confidence level that is not a share between 0 and 1."""
    if isinstance(confidence, (int, float)) and 0 < confidence < 1:
        return []
    return [f"confidence is {confidence!r}, expected a share such as 0.95"]


def _floats(name: str, given: Column) -> tuple[np.ndarray, list[str]]:
    if np.ndim(given) == 0:
        series = pd.Series([given])
    elif np.ndim(given) == 1:
        series = pd.Series(given)
    else:
        return np.full(1, np.nan), [f"{name} has {np.ndim(given)} dimensions, not 1"]
    # Text that looks like a number is refused too: a count that arrives as text was not checked.
    if not pd.api.types.is_numeric_dtype(series) and not series.map(_is_number).all():
        return np.full(1, np.nan), [f"{name} holds values that are not numbers"]
    array = series.to_numpy(dtype="float64", na_value=np.nan)
    fault = [f"{name} holds an infinite value"] if np.isinf(array).any() else []
    return (array[0] if np.ndim(given) == 0 else array), fault


def _is_number(value: object) -> bool:
    return value is None or value is pd.NA or isinstance(value, (int, float, np.number))


def _alignment_faults(inputs: Mapping[str, Column], arrays: Mapping[str, np.ndarray]) -> list[str]:
    lengths = {name: len(array) for name, array in arrays.items() if array.ndim}
    if len(set(lengths.values())) > 1:
        each = ", ".join(f"{name} {length}" for name, length in lengths.items())
        return [f"the columns differ in length ({each})"]
    indexes = [given.index for given in inputs.values() if isinstance(given, pd.Series)]
    if any(not index.equals(indexes[0]) for index in indexes[1:]):
        return ["the columns differ in their index"]
    return []
