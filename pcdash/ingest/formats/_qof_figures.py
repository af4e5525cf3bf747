"""The figures of the blocks of a QOF workbook of 2014/15, proved by the percentages beside them."""

from collections.abc import Iterator

import pandas as pd

from pcdash.definitions.periods import Period
from pcdash.ingest.formats._qof import ACHIEVEMENT, EXCEPTIONS, PREVALENCE
from pcdash.ingest.formats._qof_blocks import (
    ACHIEVEMENT_PERCENT,
    AVERAGE,
    BAND,
    DENOMINATOR,
    EXCEPTION_PERCENT,
    LIST,
    NET_PERCENT,
    NUMERATOR,
    PRACTICES,
    PREVALENCE_PERCENT,
    REGISTER,
    SCORE,
    TOTAL,
    TOTAL_DENOMINATORS,
    TOTAL_EXCEPTIONS,
    Block,
)
from pcdash.ingest.formats._qof_sheets import Sheet, check_percentages, proportion
from pcdash.ingest.inspection import Inspection


def figures_of_block(
    sheet: Sheet, block: Block, group: str, published: Period, inspection: Inspection
) -> Iterator[pd.DataFrame]:
    """The figures of a year or an indicator, one row an area in the order of the sheet's rows.

    Args:
        sheet: The sheet that the block is of.
        block: A whole block, as `blocks_of` gives it.
        group: The sheet's group of indicators, without hyphen.
        published: The year of the publication, which the indicators' blocks are of.
        inspection: Where cells that are no number and percentages that differ are told.

    Yields:
        Frames of `indicator_id`, `period`, `numerator`, `denominator`, `value` (where the
        publisher's own is wanted to the last digit) and `flag`.
    """
    if block.year is None:
        if block.first(NUMERATOR):
            indicator_id = f"qof_{block.indicator.lower()}"
            frame = _net_achievement(sheet, block, inspection)
            yield frame.assign(indicator_id=indicator_id, period=published.label)
        return
    frames = {ACHIEVEMENT: _achievement(sheet, block, inspection)}
    if block.first(REGISTER):
        frames[PREVALENCE] = _prevalence(sheet, block, inspection)
    if block.first(TOTAL_EXCEPTIONS):
        frames[EXCEPTIONS] = _exceptions(sheet, block, inspection)
    for kind, frame in frames.items():
        yield frame.assign(indicator_id=kind + group.lower(), period=block.year.label)


def points_of_blocks(blocks: tuple[Block, ...], published: Period) -> pd.DataFrame:
    """The most points for each indicator, which its column of points has in its name."""
    points = [
        {"qof_indicator": block.indicator, "points": column.maximum}
        for block in blocks
        for column in block.all(SCORE)
        if block.indicator and column.maximum is not None
    ]
    frame = pd.DataFrame(points, columns=["qof_indicator", "points"])
    return frame.assign(period=published.label)


def _prevalence(sheet: Sheet, block: Block, inspection: Inspection) -> pd.DataFrame:
    """The register of the list, or of those of the ages that the file counts."""
    register = sheet.figures(block.first(REGISTER), inspection)
    # Osteoporosis counts two bands of age, which together are its list.
    bands = block.all(BAND) or block.all(LIST)[:1]
    lists = [sheet.figures(column, inspection) for column in bands]
    denominator = sum(one.numbers for one in lists)
    frame = proportion(register, denominator, lists)
    _check(frame, sheet, block, PREVALENCE_PERCENT, inspection)
    return frame


def _exceptions(sheet: Sheet, block: Block, inspection: Inspection) -> pd.DataFrame:
    """Those excepted, of all who would have counted."""
    excepted, counted = (
        sheet.figures(block.first(name), inspection)
        for name in (TOTAL_EXCEPTIONS, TOTAL_DENOMINATORS)
    )
    frame = proportion(excepted, excepted.numbers + counted.numbers, [counted])
    _check(frame, sheet, block, EXCEPTION_PERCENT, inspection)
    return frame


def _net_achievement(sheet: Sheet, block: Block, inspection: Inspection) -> pd.DataFrame:
    """Those who had what the indicator asks for, of all who were not excepted."""
    numerator, denominator = (
        sheet.figures(block.first(name), inspection) for name in (NUMERATOR, DENOMINATOR)
    )
    frame = proportion(numerator, denominator.numbers, [denominator])
    _check(frame, sheet, block, NET_PERCENT, inspection)
    return frame


def _achievement(sheet: Sheet, block: Block, inspection: Inspection) -> pd.DataFrame:
    """Points, of the most points for a practice times the number of practices in the row."""
    points = sheet.figures(block.first(TOTAL), inspection)
    average = block.first(AVERAGE)
    named = average or block.first(TOTAL)
    if named.maximum is None:
        inspection.error(
            "the name of the column does not say the most points",
            where=inspection.place(),
            found=repr(named.title),
            expected="'(Max 45)' in the name",
        )
    most = pd.Series(named.maximum, points.numbers.index, dtype="float64")
    if average:
        most = most * sheet.figures(block.first(PRACTICES), inspection).numbers
    frame = proportion(points, most.where(points.numbers.notna()), [])
    published = _check(frame, sheet, block, ACHIEVEMENT_PERCENT, inspection)
    return frame.assign(value=published)


def _check(
    frame: pd.DataFrame, sheet: Sheet, block: Block, percent: str, inspection: Inspection
) -> pd.Series:
    """The file's own percentages, compared with those of the figures."""
    return check_percentages(sheet, block.first(percent), frame, inspection)
