"""What is checked of the BI team's figures, beside the form of their cells: percentages, parts."""

import re
from decimal import Decimal

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.ingest.inspection import NUMBER, Inspection
from pcdash.ingest.workbook_layout import (
    CATEGORY,
    DENOMINATOR,
    LOWER_95,
    LOWER_998,
    NUMERATOR,
    UPPER_95,
    UPPER_998,
    VALUE,
)
from pcdash.ingest.workbook_marks import ColumnMarks

NUMBERS = {"numerator": NUMERATOR, "denominator": DENOMINATOR, "value": VALUE}
INTERVALS = {("lower_95", "upper_95"): (LOWER_95, UPPER_95),
             ("lower_998", "upper_998"): (LOWER_998, UPPER_998)}  # fmt: skip
LIMITS = {
    name: column
    for names, columns in INTERVALS.items()
    for name, column in zip(names, columns, strict=True)
}
SLACK = 0.1  # published limits are rounded, some to one decimal: as sql/checks has it
PERCENTAGE = re.compile(r"[+-]?[\d.,]+ ?%")
BY_PARTS = ("proportion", "rate", "ratio")
NEVER_BELOW_ZERO = ("proportion", "rate", "count")
USUAL = 10  # per cent: where half of the values are above it, one of 1 or less is a share
Marks = dict[str, ColumnMarks]


def with_percentages(
    table: pd.DataFrame, marks: Marks, inspection: Inspection
) -> tuple[pd.DataFrame, pd.Series]:
    """The values that are written or shown as percentages as what people see: 45 for 45%.

    Also gives which values these are. A count that is shown or written as one is refused.
    """
    for column in (NUMERATOR, DENOMINATOR):
        shown = table["row"].isin(marks[column].percentages if column in marks else ())
        inspection.refuse(
            shown & (table[column] != ""), table[column], table["row"], column=column,
            what="a number shown as a percentage", expected="a count",
        )  # fmt: skip
        is_written = table[column].str.fullmatch(PERCENTAGE)
        inspection.refuse(
            is_written, table[column], table["row"], column=column,
            what="a percentage, where a count is wanted",
            expected=f"a count of people or things{_or_value(inspection)}",
        )  # fmt: skip
        table = table.assign(**{column: table[column].mask(is_written, "")})
    found = {one: as_seen(table, one, marks) for one in (VALUE, *LIMITS.values()) if one in table}
    made = table.assign(**{name: plain for name, (plain, _) in found.items()})
    return made, found[VALUE][1]


def _or_value(inspection: Inspection) -> str:
    """Where a percentage goes instead, on a sheet that has a place for it."""
    heading = inspection.headings.get(VALUE, "" if inspection.headings else VALUE)
    return f"; a percentage goes under {heading!r}" if heading else ""


def as_seen(table: pd.DataFrame, column: str, marks: Marks) -> tuple[pd.Series, pd.Series]:
    """The numbers of a column as people see them, 45 for 45%; and which are percentages."""
    text = table[column]
    is_written = text.str.fullmatch(PERCENTAGE)
    is_shown = table["row"].isin(marks[column].percentages if column in marks else ())
    plain = text.mask(is_written, text.str.rstrip("% "))
    is_shown &= plain.str.fullmatch(NUMBER)
    plain[is_shown] = [str(Decimal(one) * 100) for one in plain[is_shown]]
    return plain, is_written | is_shown


def check(one: Indicator, part: pd.DataFrame, text: pd.DataFrame, inspection: Inspection) -> None:
    """What the definition of an indicator says of its figures.

    Args:
        part: Figures of the indicator, with `row` and `is_percentage`.
        text: The cells that they were read from.
    """
    _check_unit(one, part, text, inspection)
    _check_categories(one, part, text, inspection)
    _check_range(one, part, text, inspection)
    if one.method in BY_PARTS:
        _check_parts(one, part, text, inspection)
    _check_limits(one, part, text, inspection)
    _warn_of_shares(one, part, inspection)


def _check_unit(
    one: Indicator, part: pd.DataFrame, text: pd.DataFrame, inspection: Inspection
) -> None:
    if not one.unit.startswith("%"):
        inspection.refuse(
            part["is_percentage"], text[VALUE] + "%", part["row"], column=VALUE,
            what="a percentage", expected=f"a number in the unit {one.unit!r}",
        )  # fmt: skip


def _check_categories(
    one: Indicator, part: pd.DataFrame, text: pd.DataFrame, inspection: Inspection
) -> None:
    rows, given = part["row"], part["category"].notna()
    if not one.categories:
        inspection.refuse(
            given, text[CATEGORY], rows, column=CATEGORY,
            what=f"a category, and {one.title!r} is a number", expected="nothing",
        )  # fmt: skip
        return
    inspection.refuse(
        given & ~part["category"].isin(one.categories), text[CATEGORY], rows, column=CATEGORY,
        what=f"not a category of {one.title!r}", expected=", ".join(one.categories),
    )  # fmt: skip
    if one.method == "category":
        for name, column in NUMBERS.items():
            inspection.refuse(
                part[name].notna(), text[column], rows, column=column,
                what=f"a number, and {one.title!r} is a category", expected="nothing",
            )  # fmt: skip


def _check_range(
    one: Indicator, part: pd.DataFrame, text: pd.DataFrame, inspection: Inspection
) -> None:
    rows = part["row"]
    if one.method == "proportion":
        inspection.refuse(
            part["numerator"] > part["denominator"], text[NUMERATOR], rows, column=NUMERATOR,
            what="more than its denominator", expected="at most the denominator",
        )  # fmt: skip
        inspection.refuse(
            part["value"] > one.multiplier, text[VALUE], rows, column=VALUE,
            what="more than all", expected=f"at most {one.multiplier:g}",
        )  # fmt: skip
    if one.method in NEVER_BELOW_ZERO:
        for name, column in NUMBERS.items():
            inspection.refuse(
                part[name] < 0, text[column], rows, column=column, what="too small",
                expected="0 or more",
            )  # fmt: skip


def _check_parts(
    one: Indicator, part: pd.DataFrame, text: pd.DataFrame, inspection: Inspection
) -> None:
    """A numerator needs its denominator and the other way round; a value beside both agrees."""
    rows = part["row"]
    for name, other in (("numerator", "denominator"), ("denominator", "numerator")):
        lacking = part[name].isna() & part[other].notna() & part["value"].isna()
        lacking &= ~rows.isin(inspection.told(NUMBERS[name]))
        inspection.refuse(
            lacking, text[NUMBERS[name]], rows, column=NUMBERS[name],
            what=f"no {name}", expected=f"the {name} that belongs to the {other} beside it",
        )  # fmt: skip
    derived = one.multiplier * part["numerator"] / part["denominator"].where(lambda n: n > 0)
    differs = (part["value"] - derived).abs() > text[VALUE].map(_rounding) + 1e-9
    inspection.refuse(
        differs, text[VALUE], rows, column=VALUE,
        what="not the value that its numerator and denominator give",
        expected=derived.map(lambda gives: f"{gives:.6g}, or nothing: it is worked out"),
    )  # fmt: skip


def _check_limits(
    one: Indicator, part: pd.DataFrame, text: pd.DataFrame, inspection: Inspection
) -> None:
    """Limits come in pairs, and hold the value that they are of."""
    derived = one.multiplier * part["numerator"] / part["denominator"].where(lambda n: n > 0)
    value = part["value"].fillna(derived)
    value = value.fillna(part["numerator"]) if one.method in ("count", "score") else value
    for (low, high), (lower, upper) in INTERVALS.items():
        for name, other in ((low, high), (high, low)):
            alone = part[name].isna() & part[other].notna()
            alone &= ~part["row"].isin(inspection.told(LIMITS[name]))
            inspection.refuse(
                alone, text[LIMITS[name]], part["row"], column=LIMITS[name], what="no limit",
                expected=f"the limit that belongs to {LIMITS[other]!r}, or neither",
            )  # fmt: skip
        for wrong, name, column in (
            (part[low] > value + SLACK, "below", lower),
            (part[high] < value - SLACK, "above", upper),
        ):
            inspection.refuse(
                wrong, text[column], part["row"], column=column,
                what="a limit that does not hold its value", expected=f"one {name} the value",
            )  # fmt: skip


def _rounding(written: str) -> float:
    """How far a rounded number may be from what it stands for: half of its last decimal."""
    _, _, decimals = written.partition(".")
    return 0.5 * 10.0 ** -len(decimals)


def _warn_of_shares(one: Indicator, part: pd.DataFrame, inspection: Inspection) -> None:
    """Percentages of 1 or less are likely to be shares, 0.45 for 45%: where all are, and where
    most are not."""
    if not one.unit.startswith("%"):
        return
    has_parts = part["numerator"].notna() & part["denominator"].notna()
    alone = part.loc[~has_parts & ~part["is_percentage"], "value"].dropna()
    low = alone[(alone > 0) & (alone <= 1)]
    if len(alone) < 2 or low.empty:
        return
    if alone.max() <= 1:
        what = f"all values of {one.title!r} are 1 or less, and its unit is {one.unit!r}"
    elif alone.median() > USUAL:
        what = f"a value of {one.title!r} is 1 or less, and most are far above"
    else:
        return
    inspection.warn(
        what,
        where=inspection.place(int(part.loc[low.index[0], "row"]), VALUE),
        found=f"values up to {low.max():g}",
        expected="45 for 45%",
        advice="They are taken as they stand. Multiply them by 100 if they are shares of 1.",
        spot=inspection.spot(part.loc[low.index, "row"], VALUE),
    )
