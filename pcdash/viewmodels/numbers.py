"""How numbers, dates and sizes are written: rounded half away from zero, as in English."""

import math
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from pcdash.definitions.periods import day

# Beyond this a float holds the noise of its arithmetic: 100 × 0.145 is 14.499999999999998.
SIGNIFICANT_DIGITS = 12


def is_missing(value: object) -> bool:
    """Whether there is no number here: None, NaN, NaT or pandas' NA."""
    return value is None or value is pd.NA or value is pd.NaT or value != value


def rounded(value: float, decimals: int) -> Decimal:
    """The number to some decimals, half away from zero; never minus zero."""
    exact = Decimal(f"{value:.{SIGNIFICANT_DIGITS}g}")
    made = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(made) if made == 0 else made


def number_text(value: float | None, *, decimals: int = 0, missing: str = "[x]") -> str:
    """The number with its decimals and thousands separators, or the symbol for a missing one."""
    if is_missing(value) or math.isinf(value):
        return missing
    return f"{rounded(float(value), decimals):,}"


def decimals_apart(one: float, other: float, *, decimals: int) -> int:
    """The decimals at which two numbers look different, and their difference unlike nothing: those
    given, or as many more as it takes; those given where no decimals tell them apart."""
    for shown in range(decimals, SIGNIFICANT_DIGITS + 1):
        if rounded(one, shown) != rounded(other, shown) and rounded(other - one, shown):
            return shown
    return decimals


def range_text(lower: float | None, upper: float | None, *, decimals: int) -> str:
    """Two limits as "4.1 to 6.0", or nothing where either is missing."""
    if is_missing(lower) or is_missing(upper):
        return ""
    return f"{number_text(lower, decimals=decimals)} to {number_text(upper, decimals=decimals)}"


def share_text(share: float | None) -> str:
    """A share from 0 to 1 as per cent with one decimal."""
    return "[x]" if is_missing(share) else f"{number_text(100 * share, decimals=1)}%"


def date_text(when: object) -> str:
    """A date as 27 Nov 2015; nothing where there is none."""
    if is_missing(when):
        return ""
    return day(when).label


def size_text(size_bytes: float | None) -> str:
    """The size of a file as people say it."""
    if is_missing(size_bytes):
        return ""
    for unit, size in (("MB", 1_000_000), ("KB", 1_000)):
        if size_bytes >= size:
            return f"{number_text(size_bytes / size, decimals=1)} {unit}"
    return f"{number_text(size_bytes)} bytes"


def of_text(part: float | None, whole: float | None) -> str:
    """A part of a whole as "37 of 39"; nothing where either is missing."""
    if is_missing(part) or is_missing(whole):
        return ""
    return f"{number_text(part)} of {number_text(whole)}"


def with_unit(text: str, unit: str) -> str:
    """A number as a sentence says it: "5.9%", "£141.20"; other units are said beside it."""
    if not text[:1].isdigit() and not text.startswith("-"):
        return text
    if unit.startswith("%"):
        return f"{text}%"
    return f"£{text}" if unit.startswith("£") else text
