"""Reads the BI team's sheet of triggers: results of the outcome standards with their levels."""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.figure_layouts import (
    AVERAGE,
    CATEGORY_OF_PRACTICE,
    LEVEL_1,
    LEVEL_2,
    RAISED,
    RAISED_STATES,
    TRIGGER_FAMILY,
)
from pcdash.ingest.formats._bi_checks import as_seen
from pcdash.ingest.formats._bi_figures import CODES, figures_of, periods
from pcdash.ingest.formats._bi_names import known_indicators
from pcdash.ingest.formats._bi_shares import in_per_cent, warn_of_shares
from pcdash.ingest.formats._bi_tables import Found, without_unread
from pcdash.ingest.formats._written_periods import written_period
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.workbook_layout import CATEGORY, CODE, INDICATOR, PERIOD, VALUE


def trigger_results(
    found: Found, catalogue: Catalogue, inspection: Inspection
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """The figures and categories of a sheet of triggers; and its levels and raised triggers."""
    needed = (INDICATOR, PERIOD)
    marks = {name: one for name, one in found.marks.items() if name not in (VALUE, CODE)}
    rows = without_unread(found.rows, marks, inspection, needed=needed)
    rows = rows[(rows[[VALUE, LEVEL_1, LEVEL_2, RAISED, CATEGORY]] != "").any(axis=1)]
    levels = {one: as_seen(rows, one, found.marks) for one in (AVERAGE, LEVEL_1, LEVEL_2)}
    rows = rows.assign(**{name: text for name, (text, _) in levels.items()})
    _check_bare(rows, catalogue, inspection)
    standards = rows.assign(**dict.fromkeys(("Numerator", "Denominator", CATEGORY), ""))
    values = figures_of(standards, found.marks, catalogue, inspection)
    categories = rows[rows[CATEGORY] != ""].drop_duplicates([CODE, PERIOD, CATEGORY])
    blank = dict.fromkeys(("Numerator", "Denominator", VALUE), "")
    categories = categories.assign(**blank, **{INDICATOR: CATEGORY_OF_PRACTICE})
    given = figures_of(categories, {}, catalogue, inspection)
    seen = rows.assign(**{VALUE: as_seen(rows, VALUE, found.marks)[0]})
    records = _levels(seen, catalogue, inspection)
    of_unit = in_per_cent(rows[INDICATOR].str.casefold(), catalogue)
    for name, (text, is_signed) in levels.items():
        numbers = pd.to_numeric(text, errors="coerce")
        warn_of_shares(
            numbers, of_unit & ~is_signed.astype(bool), rows["row"], inspection, column=name
        )
    return pd.concat([values, given], ignore_index=True), records


def _check_bare(rows: pd.DataFrame, catalogue: Catalogue, inspection: Inspection) -> None:
    """The keys of rows without a figure or category, which nothing else looks at."""
    bare = rows[(rows[[VALUE, CATEGORY]] == "").all(axis=1)]
    raised = bare[bare[RAISED] != ""]
    inspection.codes(
        raised[CODE], raised["row"], column=CODE, pattern=CODES, kind="an ODS code such as F82001"
    )
    known = catalogue.indicators
    ids = known_indicators(bare[INDICATOR], bare["row"], catalogue, inspection)
    of = [known[one].frequency if isinstance(one, str) else "" for one in ids]
    periods(bare[PERIOD], bare["row"], of, inspection, column=PERIOD)


def _levels(
    rows: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> dict[str, pd.DataFrame]:
    """The trigger values, a row an indicator and period; and the triggers as they were raised."""
    ids = rows[INDICATOR].str.casefold()
    ids = ids.where(ids.isin([*catalogue.indicators]))
    wrong = ids.notna() & ~ids.fillna("").str.startswith(TRIGGER_FAMILY)
    inspection.refuse(
        wrong, rows[INDICATOR], rows["row"], column=INDICATOR, what="not an outcome standard",
        expected="one whose id begins with gpos_",
    )  # fmt: skip
    labels = [
        one and one.label
        for one in (
            written_period(
                text, catalogue.indicators[id_].frequency if isinstance(id_, str) else ""
            )
            for text, id_ in zip(rows[PERIOD], ids, strict=True)
        )
    ]
    made = pd.DataFrame({"indicator_id": ids, "period": labels, "row": rows["row"]}, rows.index)
    for name, column in (("average", AVERAGE), ("level_1", LEVEL_1), ("level_2", LEVEL_2)):
        made[name] = inspection.numbers(rows[column], rows["row"], column=column, minimum=None)
    is_whole = made[["indicator_id", "period"]].notna().all(axis=1) & ~wrong
    _check_sides(made[is_whole], rows, catalogue, inspection)
    given = made[is_whole & made[["average", "level_1", "level_2"]].notna().any(axis=1)]
    levels = _one_a_standard(given, inspection)
    states = {one.casefold(): one for one in RAISED_STATES}
    said = rows[RAISED].str.strip()
    raised = said.str.casefold().replace({"0": "none", "1": "level 1", "2": "level 2"}).map(states)
    inspection.refuse(
        (said != "") & raised.isna(), said, rows["row"], column=RAISED,
        what="not a trigger", expected="None, Level 1 or Level 2",
    )  # fmt: skip
    triggers = made[["indicator_id", "period", "row"]].assign(
        area_code=rows[CODE].str.strip().str.upper(), raised=raised
    )
    triggers = triggers[is_whole & raised.notna()]
    _check_raised(triggers, made, rows, catalogue, inspection)
    return {"trigger_values": levels, "raised_triggers": triggers}


def _one_a_standard(given: pd.DataFrame, inspection: Inspection) -> pd.DataFrame:
    """The levels of each standard and period; what one row leaves blank another says."""
    told = [inspection.told(column) for column in (AVERAGE, LEVEL_1, LEVEL_2)]
    sound = given[~given["row"].isin(set().union(*told))]
    key = ["indicator_id", "period"]
    fields = ["average", "level_1", "level_2"]
    filled = sound.assign(**{one: sound[one].fillna(
        sound.groupby(key)[one].transform("first")) for one in fields})  # fmt: skip
    return inspection.unique(filled, key, noun="trigger values")


def _check_sides(
    made: pd.DataFrame, rows: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    """Level 2 lies further from the good side than level 1."""
    is_higher = made["indicator_id"].map(
        {one.id: one.polarity == "higher" for one in catalogue.indicators.values()}
    )
    further = made["level_2"] > made["level_1"]
    nearer = made["level_2"] < made["level_1"]
    wrong = further.where(is_higher.astype(bool), nearer)
    own = rows.loc[made.index]
    inspection.refuse(
        wrong.astype(bool), own[LEVEL_2], own["row"], column=LEVEL_2,
        what="on the good side of level 1", expected="a value further from the good side",
    )  # fmt: skip


def _check_raised(
    triggers: pd.DataFrame,
    made: pd.DataFrame,
    rows: pd.DataFrame,
    catalogue: Catalogue,
    inspection: Inspection,
) -> None:
    """Warn of a trigger that is not what the value and the levels beside it give."""
    for place, raised in triggers["raised"].items():
        value = pd.to_numeric(rows.at[place, VALUE], errors="coerce")
        first, second = made.at[place, "level_1"], made.at[place, "level_2"]
        if pd.isna(value) or pd.isna(first) or pd.isna(second):
            continue
        sign = (
            1 if catalogue.indicators[made.at[place, "indicator_id"]].polarity == "higher" else -1
        )
        gives = 2 if sign * value <= sign * second else 1 if sign * value <= sign * first else 0
        expected = RAISED_STATES[gives]
        if raised != expected:
            row = int(rows.at[place, "row"])
            inspection.warn(
                "not the trigger that the value and its levels give",
                where=inspection.place(row, RAISED),
                found=repr(raised),
                expected=repr(expected),
                advice="Pages go by the value and its levels, and by this where one is blank.",
                spot=inspection.spot([row], RAISED),
            )
