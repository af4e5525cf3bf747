"""QOF raw data (NHS Digital): achievement, one row a practice, indicator and measure.

Two million rows a year: figures are laid out in an array of practice by indicator by measure, and
added up there. Registers are left to the file of prevalence, which knows the lists that they are
a part of, and the most points to the file of indicators.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._qof import (
    ACHIEVEMENT,
    EXCEPTIONS,
    INDICATOR,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    POINTS,
    defined,
    each,
    group_of,
    known_groups,
    label_of,
    plain_codes,
)
from pcdash.ingest.formats._years import Sign, check_year, year_of
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import known_columns, renamed

COLUMNS = {"PRACTICE_CODE": (), "INDICATOR_CODE": (), "MEASURE": (), "VALUE": ()}
REGION = {"REGION_ODS_CODE": (), "REGION_NAME": ()}
MOST_COLUMNS = 8
# Exceptions became personalised care adjustments in 2019/20; what they count is the same.
NUMERATOR, DENOMINATOR, ADJUSTMENTS, ACHIEVED = range(4)
MEASURES = {
    "NUMERATOR": NUMERATOR,
    "DENOMINATOR": DENOMINATOR,
    "PCAS": ADJUSTMENTS,
    "EXCEPTIONS": ADJUSTMENTS,
    "ACHIEVED_POINTS": ACHIEVED,
}
PASSED_OVER = ("REGISTER", "NEWLY_DIAGNOSED")
LEFT_OUT = "left out, as the lists that they are a part of are in the file of prevalence."
SIGNS = {
    "PCAS": Sign("personalised care adjustments (PCAS)", first=2019),
    "EXCEPTIONS": Sign("exceptions, not personalised care adjustments", last=2019),
}
REGION_SIGN = Sign("a file of one region", first=2022)


@dataclass(frozen=True)
class Grid:
    """Figures of practice by indicator by measure, NaN where the file has none.

    `rows` is the first line of a practice's indicator, infinite where the file has none.
    """

    practices: np.ndarray
    indicators: np.ndarray
    figures: np.ndarray
    rows: np.ndarray


def _recognises(peek: Peek) -> bool:
    found = known_columns(peek.header, COLUMNS)
    return len(found) >= 3 and len(peek.header) <= MOST_COLUMNS


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = renamed(document.table(), COLUMNS | REGION)
    year = year_of(document, inspection, example="ACHIEVEMENT_2122.csv")
    inspection.require(COLUMNS, table)
    of_region = bool(known_columns(table.columns, REGION))
    table = table.assign(MEASURE=each(table["MEASURE"], str.upper))
    seen = set(table["MEASURE"].unique())
    signs = [sign for measure, sign in SIGNS.items() if measure in seen]
    check_year(year, signs + [REGION_SIGN] * of_region, inspection)
    grid = _grid(_checked(table, catalogue, inspection), inspection)
    figures = [_of_indicators(grid), *_of_groups(grid), _total_points(grid)]
    values = pd.concat(figures, ignore_index=True).assign(period=label_of(year))
    values = defined(values, catalogue, inspection, column="INDICATOR_CODE")
    return Reading(values=tidy("values", values), notes=_notes(table), part_of_whole=of_region)


def _notes(table: pd.DataFrame) -> tuple[str, ...]:
    left = int(table["MEASURE"].isin(PASSED_OVER).sum())
    return (f"{left:,} rows of registers and new diagnoses: {LEFT_OUT}",) if left else ()


def _checked(table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection) -> pd.DataFrame:
    """The rows of measures that are used; whatever has no known code is told and left out."""
    rows = table["row"]
    indicators = inspection.codes(
        plain_codes(table["INDICATOR_CODE"]),
        rows,
        column="INDICATOR_CODE",
        pattern=INDICATOR,
        kind="an indicator's code such as AST002",
    )
    groups = inspection.known(
        each(indicators, group_of),
        rows,
        known_groups(catalogue, ACHIEVEMENT),
        column="INDICATOR_CODE",
        kind="the QOF group of the indicator",
    )
    measures = inspection.known(
        table["MEASURE"],
        rows,
        (*MEASURES, *PASSED_OVER),
        column="MEASURE",
        kind="the measure",
    )
    practices = inspection.codes(table["PRACTICE_CODE"], rows, column="PRACTICE_CODE")
    values = inspection.numbers(table["VALUE"], rows, column="VALUE")
    checked = pd.DataFrame(
        {
            "practice": practices,
            "indicator": indicators.mask(groups.isna()),
            "measure": measures.mask(measures.isin(PASSED_OVER)),
            "value": values,
            "row": rows,
        }
    )
    return checked.dropna(subset=["practice", "indicator", "measure"])


def _grid(checked: pd.DataFrame, inspection: Inspection) -> Grid:
    practice_at, practices = pd.factorize(checked["practice"])
    indicator_at, indicators = pd.factorize(checked["indicator"])
    measure_at, measures = pd.factorize(checked["measure"])
    at = np.array([MEASURES[name] for name in measures], dtype="int64")[measure_at]
    shape = (len(practices), len(indicators), ACHIEVED + 1)
    place = np.ravel_multi_index((practice_at, indicator_at, at), shape)
    twice = np.bincount(place, minlength=1)[place] > 1
    inspection.unique(checked[twice], ["practice", "indicator", "measure"])
    figures = np.full(shape, np.nan)
    figures.reshape(-1)[place] = checked["value"].to_numpy()
    rows = np.full(shape[:2], np.inf)
    np.minimum.at(rows, (practice_at, indicator_at), checked["row"].to_numpy("float64"))
    return Grid(np.asarray(practices), np.asarray(indicators), figures, rows)


def _of_indicators(grid: Grid) -> pd.DataFrame:
    numerators, denominators = grid.figures[..., NUMERATOR], grid.figures[..., DENOMINATOR]
    held = ~(np.isnan(numerators) & np.isnan(denominators))
    practice_at, indicator_at = np.nonzero(held)
    ids = np.array([f"qof_{code.lower()}" for code in grid.indicators], dtype=object)
    return _proportions(
        ids[indicator_at],
        grid.practices[practice_at],
        numerators[held],
        denominators[held],
        grid.rows[held],
    )


def _of_groups(grid: Grid) -> Iterator[pd.DataFrame]:
    groups = np.array([group_of(code) for code in grid.indicators])
    for group in sorted(set(groups)):
        part = grid.figures[:, groups == group]
        rows = grid.rows[:, groups == group].min(axis=1)
        yield _scores(f"{ACHIEVEMENT}{group.lower()}", grid, part[..., ACHIEVED], rows)
        # Only indicators that have both: nobody is adjusted out of a register.
        eligible = part[..., DENOMINATOR] + part[..., ADJUSTMENTS]
        adjusted = np.where(np.isnan(eligible), np.nan, part[..., ADJUSTMENTS])
        held = ~np.isnan(eligible).all(axis=1)
        yield _proportions(
            f"{EXCEPTIONS}{group.lower()}",
            grid.practices[held],
            _sum(adjusted)[held],
            _sum(eligible)[held],
            rows[held],
        )


def _total_points(grid: Grid) -> pd.DataFrame:
    rows = grid.rows.min(axis=1, initial=np.inf)
    return _scores(POINTS, grid, grid.figures[..., ACHIEVED], rows)


def _sum(figures: np.ndarray) -> np.ndarray:
    """The sum over indicators, missing where every one is."""
    return np.where(np.isnan(figures).all(axis=1), np.nan, np.nansum(figures, axis=1))


def _scores(indicator_id: str, grid: Grid, points: np.ndarray, rows: np.ndarray) -> pd.DataFrame:
    total = _sum(points)
    held = ~np.isnan(total)
    return pd.DataFrame(
        {
            "indicator_id": indicator_id,
            "area_code": grid.practices[held],
            "numerator": total[held],
            "denominator": np.nan,
            "flag": None,
            "row": rows[held],
        }
    )


def _proportions(
    ids: str | np.ndarray,
    practices: np.ndarray,
    numerators: np.ndarray,
    denominators: np.ndarray,
    rows: np.ndarray,
) -> pd.DataFrame:
    missing = np.isnan(numerators) | np.isnan(denominators)
    flags = np.select([missing, denominators == 0], [NOT_AVAILABLE, NOT_APPLICABLE], default=None)
    return pd.DataFrame(
        {
            "indicator_id": ids,
            "area_code": practices,
            "numerator": numerators,
            "denominator": denominators,
            "flag": flags,
            "row": rows,
        }
    )


FORMATS = (
    Format(
        id="qof_achievement",
        title="QOF achievement by practice and indicator",
        source="nhsd_qof",
        layout="CSV: PRACTICE_CODE, INDICATOR_CODE, MEASURE, VALUE, and from 2022/23 "
        "REGION_ODS_CODE and REGION_NAME before them; the year in the file's name",
        recognises=_recognises,
        read=inspected(_read),
    ),
)
