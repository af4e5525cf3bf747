"""What is held and how far to trust it: definitions, holdings and mismatches, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.viewmodels.choices import Choices, in_order
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.numbers import date_text, number_text, of_text
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.topics import slug

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


def build_catalogue(context: Context) -> CatalogueView:
    """The view of everything that is defined and held."""
    snapshot, catalogue, holdings = context.snapshot, context.catalogue, context.holdings
    is_illustrative = context.inside.is_illustrative
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
