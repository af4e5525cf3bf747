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
from pcdash.viewmodels.choices import Inside
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.histories import with_history
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.sources import caveats_of, provenance, sources_of
from pcdash.viewmodels.tables import Provenance, Table, made_of
from pcdash.viewmodels.topics import Topics, topics_of


@dataclass(frozen=True)
class PracticeView:
    """One practice. `histories` has the titles of the indicators with two periods or more."""

    code: str
    heading: str
    summary: str
    finding: str
    details: tuple[tuple[str, str], ...]
    memberships: Table
    topics: Topics
    figures: Table
    histories: Mapping[str, str]
    caveats: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance

    def table_of(self, indicator_ids: tuple[str, ...]) -> Table:
        """The figures of some indicators."""
        rows = dict(zip(self.figures.codes, self.figures.rows, strict=True))
        return made_of(
            self.figures.columns, [rows[one] for one in indicator_ids], codes=indicator_ids
        )

    def period_of(self, indicator_id: str) -> str:
        """The period of the figure of an indicator."""
        return self.figures.rows[self.figures.codes.index(indicator_id)][1]

    def titles_of(self, indicator_ids: tuple[str, ...]) -> dict[str, str]:
        """The titles of some indicators."""
        rows = dict(zip(self.figures.codes, self.figures.rows, strict=True))
        return {one: rows[one][0] for one in indicator_ids}

    def histories_of(self, indicator_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some indicators that have a history."""
        return tuple(one for one in indicator_ids if one in self.histories)


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
        topics=topics_of(catalogue, table.codes),
        figures=table,
        histories={one.id: one.title for one in with_history(series, catalogue)},
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
