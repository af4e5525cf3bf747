"""QOF raw data (NHS Digital): disease registers, the points of indicators, validation outcomes.

One CSV a year each, 2015/16 on; the year is in the name alone. Organisations are read by
`qof_organisations`, achievement by `qof_achievement`.
"""

import numpy as np
import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import counted
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._qof import (
    INDICATOR,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    PREVALENCE,
    known_groups,
    label_of,
    plain_codes,
)
from pcdash.ingest.formats._years import Sign, check_year, year_of
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import known_columns, renamed

REGISTERS = {
    "PRACTICE_CODE": (),
    "GROUP_CODE": ("INDICATOR_GROUP_CODE",),
    "REGISTER": (),
    "PATIENT_LIST_TYPE": (),
    "PRACTICE_LIST_SIZE": ("PATIENT_LIST_SIZE",),
}
POINTS = {
    "INDICATOR_CODE": (),
    "INDICATOR_DESCRIPTION": (),
    "INDICATOR_POINT_VALUE": (),
    "GROUP_CODE": ("INDICATOR_GROUP_CODE",),
}
OUTCOMES = {"PRACTICE_CODE": (), "VALIDATION_RULE": (), "RULE_DESCRIPTION": ()}

# Asthma is counted among people aged 6 and over from 2020/21, when registers of people at risk of
# diabetes came and of primary prevention went.
ASTHMA_OF_ALL = Sign("asthma counted among all patients (AST, TOTAL)", last=2019)
ASTHMA_OVER_5 = Sign("asthma counted among those aged 6 and over (AST, 06OV)", first=2020)
GROUP_SIGNS = {
    "NDH": Sign("a register of non-diabetic hyperglycaemia (NDH)", first=2020),
    "CVDPP": Sign("a register of primary prevention (CVDPP)", last=2019),
}


def _recognises_registers(peek: Peek) -> bool:
    found = known_columns(peek.header, REGISTERS)
    return len(found) >= 3 and bool(found & {"REGISTER", "PATIENT_LIST_TYPE"})


def _read_registers(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = renamed(document.table(), REGISTERS)
    year = year_of(document, inspection, example="PREVALENCE_1617.csv")
    inspection.require(REGISTERS, table)
    rows = table["row"]
    groups = inspection.known(
        plain_codes(table["GROUP_CODE"]),
        rows,
        known_groups(catalogue, PREVALENCE),
        column="GROUP_CODE",
        kind="the QOF group",
    )
    registers, lists = (
        inspection.numbers(table[name], rows, column=name, whole=True)
        for name in ("REGISTER", "PRACTICE_LIST_SIZE")
    )
    figures = pd.DataFrame(
        {
            "indicator_id": PREVALENCE + groups.str.lower(),
            "area_code": inspection.codes(table["PRACTICE_CODE"], rows, column="PRACTICE_CODE"),
            "period": label_of(year),
            "numerator": registers,
            "denominator": lists,
            "flag": _flags(registers, lists),
            "row": rows,
        }
    ).dropna(subset=["indicator_id", "area_code"])
    _check_lists(figures, inspection)
    check_year(year, _signs(table, groups), inspection)
    figures = inspection.unique(figures, ["indicator_id", "area_code"])
    blank = int(registers.isna().sum())
    note = f"{counted(blank, 'row gives', 'rows give')} no register: no figure is shown there."
    return Reading(values=tidy("values", figures), notes=(note,) if blank else ())


def _flags(registers: pd.Series, lists: pd.Series) -> np.ndarray:
    missing = registers.isna() | lists.isna()
    # A practice that had no patients of the age on the day still has its row.
    nobody = lists == 0
    return np.select([missing, nobody], [NOT_AVAILABLE, NOT_APPLICABLE], default=None)


def _check_lists(figures: pd.DataFrame, inspection: Inspection) -> None:
    """A register is of 31 March, the list of 1 April: a closing practice may have lost it."""
    larger = figures[figures["numerator"] > figures["denominator"]]
    if len(larger):
        codes = ", ".join(larger["area_code"].unique()[:5])
        inspection.warn(
            f"a register is larger than the list that it is a part of ({len(larger):,} rows)",
            where=inspection.place(larger["row"].iloc[0], "REGISTER"),
            found=f"the practice {codes}" if len(larger) == 1 else f"the practices {codes}",
            expected="a register within its list",
        )


def _signs(table: pd.DataFrame, groups: pd.Series) -> list[Sign]:
    asthma = set(table["PATIENT_LIST_TYPE"][groups == "AST"].str.upper())
    signs = [ASTHMA_OF_ALL] if "TOTAL" in asthma else []
    signs += [ASTHMA_OVER_5] if "06OV" in asthma else []
    present = set(groups.dropna())
    return signs + [sign for group, sign in GROUP_SIGNS.items() if group in present]


def _recognises_points(peek: Peek) -> bool:
    found = known_columns(peek.header, POINTS)
    return len(found) >= 3 and "INDICATOR_DESCRIPTION" in found


def _read_points(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = renamed(document.table(), POINTS)
    year = year_of(document, inspection, example="INDICATOR_MAPPINGS_1819.csv")
    inspection.require(POINTS, table)
    rows = table["row"]
    indicators = inspection.codes(
        plain_codes(table["INDICATOR_CODE"]),
        rows,
        column="INDICATOR_CODE",
        pattern=INDICATOR,
        kind="an indicator's code such as AST002",
    )
    points = pd.DataFrame(
        {
            "period": label_of(year),
            "qof_indicator": indicators,
            "qof_group": plain_codes(table["GROUP_CODE"]),
            "points": inspection.numbers(
                table["INDICATOR_POINT_VALUE"],
                rows,
                column="INDICATOR_POINT_VALUE",
                missing=(),
            ),
            "row": rows,
        }
    ).dropna(subset=["qof_indicator", "points"])
    points = inspection.unique(points, ["qof_indicator"])
    return Reading(qof_points=tidy("qof_points", points))


def _recognises_outcomes(peek: Peek) -> bool:
    return len(known_columns(peek.header, OUTCOMES)) >= 2 and len(peek.header) <= 5


def _read_outcomes(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """A practice may break several rules: their sentences stand in one attribute."""
    table = renamed(document.table(), OUTCOMES)
    example = "PRACTICE_VALIDATION_OUTCOMES_2021.csv"
    year = year_of(document, inspection, example=example)
    inspection.require(OUTCOMES, table)
    codes = inspection.codes(table["PRACTICE_CODE"], table["row"], column="PRACTICE_CODE")
    rules = table.assign(area_code=codes).dropna(subset="area_code")
    rules = rules.drop_duplicates(["area_code", "RULE_DESCRIPTION"])
    attributes = rules.groupby("area_code", as_index=False, sort=False).agg(
        content=("RULE_DESCRIPTION", "; ".join), row=("row", "first")
    )
    attributes = attributes.assign(attribute="qof_validation", as_of=year.end if year else None)
    return Reading(attributes=tidy("attributes", attributes))


FORMATS = (
    Format(
        id="qof_prevalence",
        title="QOF disease registers by practice",
        source="nhsd_qof",
        layout="CSV: PRACTICE_CODE, GROUP_CODE (or INDICATOR_GROUP_CODE), REGISTER, "
        "PATIENT_LIST_TYPE, PRACTICE_LIST_SIZE (or PATIENT_LIST_SIZE); the year in the file's name",
        recognises=_recognises_registers,
        read=inspected(_read_registers),
    ),
    Format(
        id="qof_indicator_points",
        title="QOF indicators and the points that each is worth",
        source="nhsd_qof",
        layout="CSV: INDICATOR_CODE, INDICATOR_DESCRIPTION, INDICATOR_POINT_VALUE, GROUP_CODE (or "
        "INDICATOR_GROUP_CODE) …; the year in the file's name",
        recognises=_recognises_points,
        read=inspected(_read_points),
    ),
    Format(
        id="qof_validation",
        title="QOF practices with doubtful data",
        source="nhsd_qof",
        layout="CSV: PRACTICE_CODE, VALIDATION_RULE, RULE_DESCRIPTION; the year in the file's name",
        recognises=_recognises_outcomes,
        read=inspected(_read_outcomes),
    ),
)
