"""Indicators as people name them: by id, or by a title that one indicator alone has."""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.spellings import plain
from pcdash.ingest.workbook_layout import INDICATOR


def with_indicator_ids(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The rows with ids for titles, with their unit or without, case and blanks aside; what is
    neither, or a title that several have, as it stands."""
    if INDICATOR not in rows:
        return rows
    known, titles = catalogue.indicators, ids_by_title(catalogue)
    ids = {}
    for text in rows[INDICATOR].unique():
        named = titles.get(plain(text), ())
        ids[text] = named[0] if text.casefold() not in known and len(named) == 1 else text
    return rows.assign(**{INDICATOR: rows[INDICATOR].map(ids)})


def known_indicators(
    text: pd.Series, rows: pd.Series, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    """The ids of a column; one that is not known is a problem, with those that may be meant."""
    return inspection.known(
        text.str.casefold(),
        rows,
        catalogue.indicators,
        column=INDICATOR,
        kind="an indicator",
        titles=ids_by_title(catalogue),
    )


def ids_by_title(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The ids that each title stands for, without capitals and blanks."""
    found: dict[str, tuple[str, ...]] = {}
    for one in catalogue.indicators.values():
        for title in (one.title, f"{one.title} ({one.unit})"):
            found[plain(title)] = (*found.get(plain(title), ()), one.id)
    return found
