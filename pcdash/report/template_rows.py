"""The rows of each sheet of a template, under its headings, from what is held."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import parse_period
from pcdash.errors import UnknownPeriodError
from pcdash.ingest.figure_layouts import (
    AVERAGE,
    CATEGORY_OF_PRACTICE,
    LEVEL_1,
    LEVEL_2,
    RAISED,
    RATING_DATES,
    RATINGS,
    TRIGGER_FAMILY,
    TRIGGERS,
    WIDE,
)
from pcdash.ingest.layouts import LAYOUTS
from pcdash.ingest.vocabularies import terms_of
from pcdash.ingest.workbook_layout import (
    CATEGORY,
    CODE,
    DENOMINATOR,
    FIGURES,
    INDICATOR,
    NUMERATOR,
    OPTIONAL,
    PERIOD,
    VALUE,
    Layout,
)
from pcdash.viewmodels.template import TemplateContent

HEADINGS = {
    "area_code": CODE, "indicator_id": INDICATOR, "period": PERIOD, "numerator": NUMERATOR,
    "denominator": DENOMINATOR, "value": VALUE, "category": CATEGORY,
    **{column.field: column.name for column in OPTIONAL},
}  # fmt: skip
KEY = ["area_code", "indicator_id", "period"]
PARTS = ["numerator", "denominator", "value", "category"]


def rows_by_sheet(content: TemplateContent, catalogue: Catalogue) -> dict[str, pd.DataFrame]:
    """The rows of every sheet, by its name; those without any are blank."""
    rows = content.rows
    made: dict[str, pd.DataFrame] = {}
    if not content.is_chosen:
        for layout in WIDE:
            made[layout.sheet], rows = _wide(layout, rows)
        made[RATINGS.sheet] = _with_dates(made[RATINGS.sheet], content.records.get("attributes"))
        made[TRIGGERS.sheet], rows = _triggers(rows, content.records)
    made[FIGURES.sheet] = rows.rename(columns=HEADINGS)
    for layout in LAYOUTS:
        if layout.gives in content.records:
            made[layout.sheet] = _under_headings(layout, content.records[layout.gives], catalogue)
    return {one.sheet: _blank(one, made.get(one.sheet)) for one in LAYOUTS}


def _blank(layout: Layout, rows: pd.DataFrame | None) -> pd.DataFrame:
    """The rows with every heading of the layout, the optional ones where a row needs them."""
    found = pd.DataFrame() if rows is None else rows
    more = [
        one.name for one in layout.optional if one.name in found and found[one.name].notna().any()
    ]
    return found.reindex(columns=[*layout.names, *more]).reset_index(drop=True)


def _wide(layout: Layout, rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a sheet with a column an indicator, and the rows that it has no room for."""
    columns = [one for one in layout.columns if one.indicator]
    own = rows["indicator_id"].isin({name for one in columns for name in one.indicator.split()})
    room = {one.field for one in columns}
    own &= rows[[name for name in PARTS if name not in room]].isna().all(axis=1)
    own &= _has_no_more(rows)
    made = rows[own][["area_code", "period"]].drop_duplicates().reset_index(drop=True)
    for column in columns:
        for indicator_id in column.indicator.split():
            part = rows[own & (rows["indicator_id"] == indicator_id)]
            part = part[["area_code", "period", column.field]]
            part = part.rename(columns={column.field: "found"})
            found = made[["area_code", "period"]].merge(part, how="left")["found"]
            made[column.name] = made[column.name].fillna(found) if column.name in made else found
    return made.rename(columns=HEADINGS), rows[~own]


def _with_dates(ratings: pd.DataFrame, attributes: pd.DataFrame | None) -> pd.DataFrame:
    """The ratings with the dates that are held of a practice, in the row of its latest period."""
    if attributes is None:
        return ratings
    ends = ratings[PERIOD].map(lambda label: parse_period(label).end)
    is_latest = ~ratings.assign(end=ends).sort_values("end").duplicated(CODE, keep="last")
    held = attributes.set_index(["area_code", "attribute"])["content"]
    return ratings.assign(
        **{
            heading: ratings[CODE]
            .map(lambda code, kept=attribute: _day(held.get((code, kept), "")))
            .where(is_latest, None)
            for heading, attribute in RATING_DATES.items()
        }
    )


def _day(text: str) -> date | None:
    """The day of a date as the BI team's workbook gave it; None for one of another file."""
    try:
        found = parse_period(text)
    except UnknownPeriodError:
        return None
    return found.start if found.kind == "day" else None


def _triggers(
    rows: pd.DataFrame, records: Mapping[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The results of the outcome standards with their levels, and the rows of anything else."""
    is_standard = rows["indicator_id"].astype("str").str.startswith(TRIGGER_FAMILY)
    is_category = rows["indicator_id"].eq(CATEGORY_OF_PRACTICE)
    has_room = rows[["numerator", "denominator"]].isna().all(axis=1)
    own = is_standard & has_room & ~is_category & rows["category"].isna() & _has_no_more(rows)
    made = rows.loc[own, [*KEY, "value"]]
    if "raised_triggers" in records:
        made = made.merge(records["raised_triggers"], how="outer", on=KEY)
        made = made.merge(records["trigger_values"], how="outer", on=["indicator_id", "period"])
    first = ~made.duplicated(["area_code", "period"])
    given = rows[is_category].set_index(["area_code", "period"])["category"]
    beside = pd.MultiIndex.from_frame(made[["area_code", "period"]])
    made["category"] = pd.Series(given.reindex(beside).to_numpy(), made.index).where(first)
    placed = pd.MultiIndex.from_frame(rows[["area_code", "period"]]).isin(beside)
    left = rows[~own & ~(is_category & placed)]
    names = {"average": AVERAGE, "level_1": LEVEL_1, "level_2": LEVEL_2, "raised": RAISED}
    return made.rename(columns=HEADINGS | names), left


def _has_no_more(rows: pd.DataFrame) -> pd.Series:
    """Whether rows have neither limits nor flags, which the sheet of figures alone has room for."""
    return rows.reindex(columns=[one.field for one in OPTIONAL]).isna().all(axis=1)


def _under_headings(layout: Layout, rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    made = pd.DataFrame(index=rows.index)
    for column in layout.columns:
        if column.field not in rows:
            continue
        labels = {term.kept: term.label for term in terms_of(column, catalogue)}
        made[column.name] = rows[column.field].map(lambda one, known=labels: known.get(one, one))
    return made
