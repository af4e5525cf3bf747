"""What the readers of QOF files share: codes of groups and indicators, and the ids made of them.

A group is written `CVD-PP` or `CVDPP`, an indicator `AST002` or `CVD-PP001`; here both are without
hyphen, in capitals in data and in small letters in ids.
"""

import re
from collections.abc import Callable

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import Period
from pcdash.ingest.inspection import Inspection

GROUP = re.compile(r"[A-Z]{2,8}")
INDICATOR = re.compile(r"([A-Z]{2,8})\d{3}[A-Z]?")
PREVALENCE = "qof_prevalence_"
ACHIEVEMENT = "qof_achievement_"
EXCEPTIONS = "qof_exceptions_"
POINTS = "qof_points"
NOT_AVAILABLE = "not_available"
NOT_APPLICABLE = "not_applicable"


def plain_code(code: str) -> str:
    """A group's or indicator's code in capitals, without hyphens and blanks."""
    return re.sub(r"[-\s]", "", code).upper()


def each(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """A column of text with each of its different texts changed once; missing stays missing."""
    at, texts = pd.factorize(column)
    changed = pd.Series([change(text) for text in texts], dtype="str")
    return changed.reindex(at).set_axis(column.index)


def plain_codes(codes: pd.Series) -> pd.Series:
    """Codes in capitals, without hyphens and blanks."""
    return each(codes, plain_code)


def group_of(indicator: str) -> str:
    """The group that an indicator's plain code begins with; '' if it is no such code."""
    found = INDICATOR.fullmatch(indicator)
    return found[1] if found else ""


def known_groups(catalogue: Catalogue, kind: str) -> tuple[str, ...]:
    """The groups that have an indicator of one kind (`PREVALENCE` …) in the definitions."""
    ids = (one for one in catalogue.indicators if one.startswith(kind))
    return tuple(one.removeprefix(kind).upper() for one in ids)


def defined(
    values: pd.DataFrame, catalogue: Catalogue, inspection: Inspection, *, column: str
) -> pd.DataFrame:
    """The figures of defined indicators; every other indicator is told once, with its count."""
    known = inspection.known(
        values["indicator_id"],
        values["row"],
        catalogue.indicators,
        column=column,
        kind="the indicator",
    )
    return values[known.notna()]


def label_of(year: Period | None) -> str | None:
    """The period of a file's figures; None where its year is not known, which is an error."""
    return year.label if year else None
