"""How one practice stands: its details and groups, and its figures with CCG and England beside it.

Verdicts and limits come from the same engine as those of `pcdash.viewmodels.figures`; here they
are worked out for many indicators of one practice at a time, instead of one of many practices.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pcdash.errors import UnknownAreaError
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels import practice_details, practice_figures, words
from pcdash.viewmodels.choices import Choices, Inside
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.histories import with_history
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.numbers import counted
from pcdash.viewmodels.sources import caveats_of, provenance, sources_of
from pcdash.viewmodels.tables import Provenance, Table

ALL_DOMAINS = "all"


@dataclass(frozen=True)
class PracticeView:
    """One practice. `histories` has the indicators with two periods or more: id, domain, title."""

    code: str
    heading: str
    summary: str
    finding: str
    details: tuple[tuple[str, str], ...]
    memberships: Table
    domains: Choices
    figures: Table
    rows_of_domain: Mapping[str, tuple[int, ...]]
    histories: tuple[tuple[str, str, str], ...]
    caveats: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance

    def table_of(self, domain: str) -> Table:
        """The figures of a domain, or all of them."""
        places = self.rows_of_domain.get(domain, range(len(self.figures.rows)))
        return Table(
            self.figures.columns,
            tuple(self.figures.rows[place] for place in places),
            tuple(self.figures.codes[place] for place in places),
        )

    def histories_of(self, domain: str) -> Choices:
        """The indicators of a domain that have a history."""
        wanted = (one for one in self.histories if domain in (one[1], ALL_DOMAINS))
        return Choices({indicator_id: title for indicator_id, _, title in wanted})


def build_practice(context: Context, asked: str) -> PracticeView:
    """The view of one practice, open or closed.

    Raises:
        UnknownAreaError: no practice has the code that is asked for.
    """
    snapshot, catalogue, known = context.snapshot, context.catalogue, context.inside
    area = require_practice(snapshot, asked, known)
    code = str(area["area_code"])
    series = context.series_of(code)
    groups = run_query(snapshot, "groups_of_practice", area_code=code)
    latest = practice_figures.latest(series, catalogue)
    table = practice_figures.table_of(latest, catalogue)
    listed = [catalogue.indicator(one) for one in table.codes]
    by_domain: dict[str, list[int]] = {}
    for place, one in enumerate(listed):
        by_domain.setdefault(one.domain, []).append(place)
    name = display_name(str(area["area_name"]))
    last_load = practice_details.load_text(run_query(snapshot, "load_history"))
    source = (*sources_of(snapshot, catalogue, table.codes), ("Last load", last_load))
    return PracticeView(
        code=code,
        heading=with_code(name, code),
        finding=practice_figures.stands(latest),
        summary=practice_details.summary_of(area, groups, series),
        details=practice_details.details_of(snapshot, area, series),
        memberships=practice_details.memberships_of(groups),
        domains=_domains(by_domain, len(listed)),
        figures=table,
        rows_of_domain={slug(domain): tuple(places) for domain, places in by_domain.items()},
        histories=tuple(
            (one.id, slug(one.domain), one.title) for one in with_history(series, catalogue)
        ),
        caveats=caveats_of(catalogue, table.codes),
        source=source,
        provenance=provenance(
            f"{with_code(name, code)}: latest figures",
            (("Practice", with_code(name, code)), *source),
            is_illustrative=known.is_illustrative,
            file_name=f"practice_{code}",
        ),
    )


def require_practice(snapshot: Snapshot, code: str, known: Inside) -> pd.Series:
    """What is known of a practice.

    Raises:
        UnknownAreaError: no practice has the code.
    """
    found = run_query(snapshot, "area", area_code=code)
    if found.empty:
        near = difflib.get_close_matches(code.upper(), known.practices.codes, n=3, cutoff=0.6)
        named = words.sentence_list([known.practices.labels[one] for one in near])
        hint = f" The nearest codes are those of {named}." if near else ""
        raise UnknownAreaError(
            f"No practice has the code {code!r}. Codes look like F82001.{hint} Choose a practice "
            "above, by its name or code."
        )
    area = found.iloc[0]
    if area["area_type"] != "practice":
        kind = words.GROUP_TYPES.get(area["area_type"], area["area_type"])
        raise UnknownAreaError(
            f"{code!r} is the code of {display_name(area['area_name'])} ({kind}), not of a "
            "practice. Its practices are on the page of differences between practices."
        )
    return area


def slug(domain: str) -> str:
    """A domain as an address writes it."""
    kept = (letter if letter.isalnum() else " " for letter in domain.lower())
    return "-".join("".join(kept).split())


def _domains(by_domain: Mapping[str, list[int]], total: int) -> Choices:
    named = {
        slug(domain): f"{domain} ({counted(len(places), 'indicator')})"
        for domain, places in by_domain.items()
    }
    return Choices({**named, ALL_DOMAINS: f"All subjects ({counted(total, 'indicator')})"})
