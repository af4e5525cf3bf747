"""What is held and how far to trust it: definitions, holdings and mismatches, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices, in_order
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import counted, date_text, number_text, of_text
from pcdash.viewmodels.practice import slug
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

HELD = {"all": "With or without data", "yes": "With data", "no": "No data yet"}
PERIODS_NAMED = 6


@dataclass(frozen=True)
class CatalogueView:
    """Every indicator, a row each; `find` narrows them."""

    finding: str
    sentence: str
    indicators: Table
    labels: Mapping[str, str]
    domains: Choices
    domain_of: Mapping[str, str]
    held: frozenset[str]
    searched: Mapping[str, str]
    provenance: Provenance

    def find(self, *, domain: str, held: str, text: str) -> Table:
        """The indicators of a domain, with or without data, that mention every word of a text."""
        wanted = text.casefold().split()
        places = [
            place
            for place, one in enumerate(self.indicators.codes)
            if domain in ("all", self.domain_of[one])
            and (held == "all" or (one in self.held) == (held == "yes"))
            and all(word in self.searched[one] for word in wanted)
        ]
        return Table(
            self.indicators.columns,
            tuple(self.indicators.rows[place] for place in places),
            tuple(self.indicators.codes[place] for place in places),
        )


def build_catalogue(
    snapshot: Snapshot,
    catalogue: Catalogue,
    holdings: pd.DataFrame,
    *,
    is_illustrative: bool,
) -> CatalogueView:
    """The view of everything that is defined and held.

    Args:
        catalogue: The definitions as the snapshot has them.
        holdings: The rows of the query `holdings_of_all`.
    """
    listed = in_order(catalogue.indicators.values())
    by_indicator: dict[str, list[Any]] = {}
    for row in holdings.itertuples():
        by_indicator.setdefault(row.indicator_id, []).append(row)
    rows = [_row(one, by_indicator.get(one.id, [])) for one in listed]
    held = frozenset(one.id for one in listed if one.id in by_indicator)
    domains = dict.fromkeys(one.domain for one in listed)
    columns = [
        Column("Indicator"),
        Column("Periods held", is_number=True),
        Column("First"),
        Column("Latest"),
        Column("Practices with a figure"),
        Column("Last load"),
        Column("Subject"),
        Column("Unit"),
    ]
    return CatalogueView(
        finding=f"{len(held)} of {counted(len(listed), 'indicator')} have data",
        sentence=_sentence(holdings),
        indicators=made_of(columns, rows, codes=[one.id for one in listed]),
        labels={one.id: f"{one.title} · {one.domain}" for one in listed},
        domains=Choices({"all": "All subjects", **{slug(one): one for one in domains}}),
        domain_of={one.id: slug(one.domain) for one in listed},
        held=held,
        searched={one.id: _searchable(one) for one in listed},
        provenance=provenance(
            "Indicators and what is held of them",
            (("Snapshot", str(snapshot.number)),),
            is_illustrative=is_illustrative,
            file_name="catalogue",
        ),
    )


def _sentence(holdings: pd.DataFrame) -> str:
    if holdings.empty:
        return "Nothing has been loaded yet."
    latest = holdings.loc[holdings["loaded_at"].idxmax()]
    return (
        f"{counted(holdings['period'].nunique(), 'period')} are held; the figures loaded last "
        f"came on {date_text(latest['loaded_at'])}, by {latest['loaded_by']}."
    )


def _row(one: Indicator, held: Sequence[Any]) -> tuple[str, ...]:
    """A row of the list; `held` are the holdings of the indicator, oldest period first."""
    if not held:
        return (one.title, "0", "", "", "no data yet", "", one.domain, one.unit)
    periods = list(dict.fromkeys(row.period for row in held))
    practices = [row for row in held if row.area_type == "practice"]
    coverage = "published for groups only"
    if practices:
        coverage = of_text(practices[-1].areas_with_value, practices[-1].areas)
    loaded = max(row.loaded_at for row in held)
    return (
        one.title,
        number_text(len(periods)),
        periods[0],
        periods[-1],
        coverage,
        date_text(loaded),
        one.domain,
        one.unit,
    )


def _searchable(one: Indicator) -> str:
    said = (one.id, one.title, one.domain, one.numerator, one.denominator or "", one.unit)
    return " ".join(said).casefold()


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


def build_definition(
    snapshot: Snapshot,
    catalogue: Catalogue,
    holdings: pd.DataFrame,
    indicator_id: str,
    *,
    is_illustrative: bool,
) -> DefinitionView:
    """The view of one definition.

    Raises:
        UnknownIndicatorError: no definition has the id.
    """
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
        told = Indicator.model_validate_json(row.definition).model_dump(mode="json")
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


def mismatches_of(
    snapshot: Snapshot, catalogue: Catalogue, *, is_illustrative: bool
) -> tuple[str, Table, Provenance]:
    """Published figures of groups that differ from those made of their practices."""
    found = run_query(snapshot, "published_mismatches")
    found = found[found["indicator_id"].isin(catalogue.indicators)]
    rows = []
    for row in found.itertuples():
        one = catalogue.indicators[row.indicator_id]
        rows.append(
            (
                one.title,
                row.period,
                display_name(row.area_name),
                row.area_code,
                number_text(row.published_value, decimals=one.decimals),
                number_text(row.computed_value, decimals=one.decimals),
                number_text(row.computed_value - row.published_value, decimals=one.decimals + 1),
                of_text(row.practices_with_data, row.practices),
            )
        )
    columns = [
        Column("Indicator"),
        Column("Period"),
        Column("Area"),
        Column("Code"),
        Column("Published", is_number=True),
        Column("Made of practices", is_number=True),
        Column("Difference", is_number=True),
        Column("Practices with data"),
    ]
    said = (
        f"{counted(len(rows), 'published figure')} of a group "
        f"{'differs' if len(rows) == 1 else 'differ'} from the one made of its practices"
    )
    about = (("Snapshot", str(snapshot.number)),)
    return (
        said if rows else "Every published figure of a group agrees with its practices",
        made_of(columns, rows),
        provenance(
            "Published against computed",
            about,
            is_illustrative=is_illustrative,
            file_name="published_against_computed",
        ),
    )
