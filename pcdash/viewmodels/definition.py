"""One indicator's definition in words: what it measures, what is held of it, how it was worded."""

from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.numbers import date_text, number_text
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of


@dataclass(frozen=True)
class DefinitionView:
    """One indicator's definition in words, what is held of it, and its earlier wordings."""

    title: str
    lines: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    periods: Table
    history: Table
    has_data: bool
    provenance: Provenance


def build_definition(context: Context, indicator_id: str) -> DefinitionView:
    """The view of one definition.

    Raises:
        UnknownIndicatorError: no definition has the id.
    """
    snapshot, catalogue, holdings = context.snapshot, context.catalogue, context.holdings
    is_illustrative = context.inside.is_illustrative
    one = catalogue.indicator(indicator_id)
    held = holdings[holdings["indicator_id"] == one.id]
    wordings = run_query(snapshot, "definition_history", indicator_id=one.id)
    return DefinitionView(
        title=one.title,
        lines=_definition(one, catalogue),
        caveats=tuple(catalogue.caveats[caveat].text for caveat in one.caveats),
        periods=_periods(held),
        history=_wordings(wordings),
        has_data=not held.empty,
        provenance=provenance(
            f"{one.title}: periods held",
            (("Indicator", one.id), ("Snapshot", str(snapshot.number))),
            is_illustrative=is_illustrative,
            file_name=f"{one.id}_held",
        ),
    )


def _definition(one: Indicator, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    source = catalogue.sources[one.source]
    plausible = [
        f"{word} {number_text(limit, decimals=one.decimals)}"
        for word, limit in (("at least", one.minimum), ("at most", one.maximum))
        if limit is not None
    ]
    lines = [
        ("Id", one.id),
        ("Subject", one.domain),
        ("Numerator", one.numerator),
        ("Denominator", one.denominator or "None"),
        ("Unit", one.unit),
        ("Multiplied by", number_text(one.multiplier) if one.multiplier != 1 else ""),
        ("Method", words.METHODS[one.method]),
        ("Groups", words.AGGREGATIONS[one.aggregation]),
        ("Which way is good", words.POLARITIES[one.polarity]),
        ("Published by", words.FREQUENCIES[one.frequency]),
        ("Small numbers", words.SUPPRESSIONS[one.suppression]),
        ("Categories", "; ".join(one.categories)),
        ("Counted as favourable", "; ".join(one.favourable)),
        ("Breaks", " ".join(f"{each.period}: {each.reason}" for each in one.breaks)),
        ("Plausible values", words.sentence_list(plausible)),
        ("Source", f"{source.publisher}: {source.title}. {source.licence}."),
        ("Address", source.address or ""),
        ("Fingertips number", str(one.fingertips_id or "")),
        ("Why it matters", one.why_it_matters),
        ("Owner", one.owner),
        ("Checked by", one.checked_by),
        ("Next review", date_text(one.next_review)),
    ]
    return tuple((label, text) for label, text in lines if text)


def _periods(held: pd.DataFrame) -> Table:
    latest_first = held.sort_values(["end_date", "area_type"], ascending=[False, True])
    rows = [
        (
            row.period,
            words.LEVELS[row.area_type].many if row.area_type in words.LEVELS else row.area_type,
            number_text(row.areas),
            number_text(row.areas_with_value),
            f"{date_text(row.loaded_at)}, by {row.loaded_by}",
        )
        for row in latest_first.itertuples()
    ]
    columns = [
        Column("Period"),
        Column("Published for"),
        Column("Areas", is_number=True),
        Column("With a figure", is_number=True),
        Column("Last changed"),
    ]
    return made_of(columns, rows)


def _wordings(history: pd.DataFrame) -> Table:
    """What each load changed in the definition, latest first."""
    rows, before = [], None
    for row in history.itertuples():
        told = Indicator.model_validate_json(row.definition, extra="ignore").model_dump(mode="json")
        changed = [key for key in told if before is not None and told[key] != before.get(key)]
        what = "First definition" if before is None else f"Changed: {', '.join(changed)}"
        rows.append(
            (
                number_text(row.load_key),
                f"{date_text(row.loaded_at)}, by {row.loaded_by}",
                what.replace("_", " "),
            )
        )
        before = told
    columns = [Column("Load", is_number=True), Column("Seen first"), Column("Wording")]
    return made_of(columns, rows[::-1])
