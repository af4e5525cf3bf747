"""Exports of OHID Fingertips: any indicator, for practices, networks, boroughs and England.

One row an indicator, area, sex, age, inequality category and period, with value, limits, count
and denominator as OHID publishes them. An indicator that has no definition here is given one from
what the file says of it (`_fingertips_definitions`).
"""

import re
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import ENGLAND, PRACTICE_CODE, Indicator
from pcdash.definitions.periods import parse_period
from pcdash.grammar import counted
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._fingertips_checks import check_figures
from pcdash.ingest.formats._fingertips_definitions import described
from pcdash.ingest.formats._fingertips_words import flags_of, period_label
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import PCN_CODE, renamed

FACTS = (
    "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Area Type", "Sex", "Age",
    "Category Type", "Time period", "Value", "Count", "Denominator", "Value note",
)  # fmt: skip
# Limits carry their level since 99.8 % limits joined them.
LIMITS = {
    "lower_95": "Lower CI 95.0 limit",
    "upper_95": "Upper CI 95.0 limit",
    "lower_998": "Lower CI 99.8 limit",
    "upper_998": "Upper CI 99.8 limit",
}
OPTIONAL = ("Parent Code", *LIMITS.values())
SPELLINGS = dict.fromkeys((*FACTS, *OPTIONAL), ()) | {
    "Lower CI 95.0 limit": ("Lower CI limit",),
    "Upper CI 95.0 limit": ("Upper CI limit",),
}
# The area types that are levels here. Others are keyed by ONS codes that ODS does not use.
AREA_TYPES = (
    (re.compile(r"GPs?"), "practice", PRACTICE_CODE),
    (re.compile(r"PCNs.*"), "pcn", PCN_CODE),
    (re.compile(r"England"), "england", re.compile(ENGLAND)),
    # Unitary authorities, districts, metropolitan districts and London boroughs; not counties.
    (re.compile(r"(Counties|Districts) & UAs.*"), "borough", re.compile(r"E0[6789]\d{6}")),
)
PCN_VERSION = re.compile(r"PCNs \(v\. (\d\d)/(\d\d)/(\d\d)\)")
KEY = ["indicator_id", "area_code", "period"]
Step = tuple[pd.DataFrame, tuple[str, ...]]  # the rows that stay, and what is to be said


def _recognises(peek: Peek) -> bool:
    return peek.kind == "table" and sum(map(peek.has, FACTS)) > len(FACTS) / 2


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = renamed(document.table(), SPELLINGS)
    inspection.require(FACTS, table)
    table = table.assign(**{name: "" for name in OPTIONAL if name not in table})
    version = _pcn_version(table)
    numbers = inspection.codes(
        table["Indicator ID"],
        table["row"],
        column="Indicator ID",
        pattern=re.compile(r"\d+"),
        kind="the number of an indicator",
    )
    notes: tuple[str, ...] = ()
    table = table[numbers.notna()]
    for step in (_whole_population, _at_known_levels, _in_known_periods):
        table, said = step(table, inspection)
        notes += said
    if table.empty:
        reason = "Nothing in it is of a kind that is shown here. "
        return Reading(skipped=reason + " ".join(notes), notes=notes)
    figures = _figures(table, inspection)
    flags, untold = flags_of(figures["Value note"], is_missing=figures["value"].isna())
    definitions = _definitions(figures, catalogue)
    ids = {number: one.id for number, one in definitions.items()}
    figures = figures.assign(flag=flags, indicator_id=figures["Indicator ID"].map(ids))
    check_figures(figures, definitions.values(), inspection)
    values = figures[[*KEY, "numerator", "denominator", "value", *LIMITS, "flag", "row"]]
    values = inspection.unique(values.dropna(subset=KEY), KEY)
    seen = [parse_period(label).end for label in figures["period"].unique()]
    return Reading(
        values=tidy("values", values),
        areas=tidy("areas", _areas(figures, max(filter(None, [*seen, version])))),
        memberships=tidy("memberships", _networks(figures, version)),
        notes=notes + untold,
        definitions=tuple(
            one for one in definitions.values() if one.id not in catalogue.indicators
        ),
    )


def _pcn_version(table: pd.DataFrame) -> date | None:
    """The day of the list of networks that the export uses, from its columns or area types."""
    names = [*table.columns, *table["Area Type"].unique()]
    found = [match for match in map(PCN_VERSION.search, names) if match]
    days = [date(2000 + int(one[3]), int(one[2]), int(one[1])) for one in found]
    return max(days, default=None)


def _whole_population(table: pd.DataFrame, inspection: Inspection) -> Step:
    """The rows of one sex and age an indicator, without inequality categories."""
    within = table["Category Type"] != ""
    notes = []
    if within.any():
        notes.append(f"{within.sum():,} rows of inequality categories were left out.")
    table = table[~within]
    kept = [table.iloc[:0]]
    for (number, name), rows in table.groupby(["Indicator ID", "Indicator Name"], sort=False):
        sex = _preferred(rows["Sex"], "Persons")
        age = _preferred(rows.loc[rows["Sex"] == sex, "Age"], "All ages")
        chosen = (rows["Sex"] == sex) & (rows["Age"] == age)
        if not chosen.any():
            groups = ", ".join(sorted((rows["Sex"] + " " + rows["Age"]).unique()))
            inspection.warn(
                f"indicator {number} ({name}) is left out: which group to show is not plain",
                where=inspection.place(rows["row"].iloc[0]),
                found=groups,
                expected="'Persons', or one sex and one age",
                advice="Export one group alone to load it.",
            )
        elif not chosen.all():
            notes.append(
                f"Of indicator {number} ({name}), {sex}, {age} were read, and "
                f"{(~chosen).sum():,} rows of other sexes and ages were left out."
            )
        kept.append(rows[chosen])
    return pd.concat(kept).sort_values("row"), tuple(notes)


def _preferred(names: pd.Series, first: str) -> str | None:
    """The only name there is, or the one that stands for all; None where neither is so."""
    distinct = list(names.unique())
    if len(distinct) == 1:
        return distinct[0]
    return first if first in distinct else None


def _at_known_levels(table: pd.DataFrame, inspection: Inspection) -> Step:
    """The rows of areas that are levels here, with `area_type` and `area_code`."""
    levels, other = [], pd.Series(True, table.index)
    for words, level, pattern in AREA_TYPES:
        is_level = table["Area Type"].str.fullmatch(words)
        if level == "borough":
            is_level &= table["Area Code"].str.fullmatch(pattern)
        rows = table[is_level]
        codes = inspection.codes(
            rows["Area Code"],
            rows["row"],
            column="Area Code",
            pattern=pattern,
            kind=f"the code of a {level}",
        )
        levels.append(rows.assign(area_type=level, area_code=codes))
        other &= ~is_level
    notes: tuple[str, ...] = ()
    if other.any():
        types = ", ".join(map(repr, table.loc[other, "Area Type"].unique()))
        notes = (f"{other.sum():,} rows of areas that are no level here were left out: {types}.",)
    return pd.concat(levels).sort_values("row"), notes


def _in_known_periods(table: pd.DataFrame, inspection: Inspection) -> Step:
    """The rows with our label of their period."""
    labels = {text: period_label(text) for text in table["Time period"].unique()}
    notes: tuple[str, ...] = ()
    unknown = table["Time period"].isin([text for text, one in labels.items() if one is None])
    if unknown.any():
        periods = ", ".join(map(repr, table.loc[unknown, "Time period"].unique()))
        inspection.warn(
            f"{counted(int(unknown.sum()), 'row is', 'rows are')} left out, for the period is not "
            "one year, quarter or month",
            where=inspection.place(table.loc[unknown, "row"].iloc[0], "Time period"),
            found=periods,
        )
    if not table.empty and unknown.all():
        notes = (f"Every row is of a period that is not one year, quarter or month: {periods}.",)
    known = table[~unknown]
    # Of these rows alone: an assignment to no rows would take the index of the rows left out.
    return known.assign(period=known["Time period"].map(labels)), notes


def _figures(table: pd.DataFrame, inspection: Inspection) -> pd.DataFrame:
    columns = {"value": "Value", "numerator": "Count", "denominator": "Denominator"} | LIMITS
    parsed = {
        ours: inspection.numbers(
            table[theirs],
            table["row"],
            column=theirs,
            minimum=0 if theirs in ("Count", "Denominator") else None,
        )
        for ours, theirs in columns.items()
    }
    return table.assign(**parsed)


def _definitions(figures: pd.DataFrame, catalogue: Catalogue) -> dict[str, Indicator]:
    """The definition of each indicator of the file, by its number there."""
    return {
        number: catalogue.by_fingertips_id.get(int(number)) or described(rows)
        for number, rows in figures.groupby("Indicator ID", sort=False)
    }


def _areas(figures: pd.DataFrame, as_of: date) -> pd.DataFrame:
    rows = figures.dropna(subset="area_code").drop_duplicates("area_code")
    return rows[["area_code", "area_type", "row"]].assign(
        area_name=rows["Area Name"], as_of=pd.Timestamp(as_of)
    )


def _networks(figures: pd.DataFrame, version: date | None) -> pd.DataFrame:
    """Each practice's network, where the export was made by network and says of what day."""
    is_child = (figures["area_type"] == "practice") & figures["Parent Code"].str.fullmatch(PCN_CODE)
    rows = figures[is_child].dropna(subset="area_code").drop_duplicates("area_code")
    if version is None or rows.empty:
        return pd.DataFrame()
    return rows[["row"]].assign(
        child_code=rows["area_code"],
        child_type="practice",
        parent_code=rows["Parent Code"],
        parent_type="pcn",
        as_of=pd.Timestamp(version),
    )


FORMATS = (
    Format(
        id="fingertips",
        title="OHID Fingertips export",
        source="ohid_fingertips",
        layout=f"table with {', '.join(FACTS)}, and limits of 95 and 99.8 %",
        recognises=_recognises,
        read=inspected(_read),
    ),
)
