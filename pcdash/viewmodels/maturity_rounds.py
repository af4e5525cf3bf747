"""The assessments that count, place by place: the latest of each theme beside the one before it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pcdash.definitions.models import Framework, Place
from pcdash.errors import UserFacingError
from pcdash.store.queries import run_query
from pcdash.store.records import held_records
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices, level_label
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.maturity_states import months_between, place_of
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.numbers import is_missing

KIND = "maturity"
LINEAGE = ["load_key", "part_key", "row_number"]
BOROUGH = "borough"


@dataclass(frozen=True)
class Latest:
    """The latest assessment of a place on a theme, and the one before.

    `place` and `before` are where the states stand among those of the theme, None where they are
    not of them or not there; `age_months` is of the evidence, or of the round where it is undated.
    """

    row: Mapping[str, Any]
    place: int | None
    earlier: Mapping[str, Any] | None
    before: int | None
    ambition: int | None
    age_months: int
    is_stale: bool

    @property
    def move(self) -> int | None:
        """1 for higher than before, 0 for as before, -1 for lower; None without a before."""
        if self.place is None or self.before is None:
            return None
        return (self.place > self.before) - (self.place < self.before)

    @property
    def day(self) -> date:
        """The day of the assessment."""
        return self.row["assessed_on"].date()


def frameworks_of(context: Context) -> Choices:
    """The maturity frameworks, those with assessments first."""
    held = set(held_records(context.snapshot, "assessments")["framework"])
    known = [one for one in context.catalogue.frameworks.values() if one.kind == KIND]
    known.sort(key=lambda one: one.id not in held)
    return Choices({one.id: one.title for one in known})


def framework_of(context: Context, framework_id: str) -> Framework:
    """A framework by its id.

    Raises:
        UserFacingError: no definition has it; says which there are.
    """
    found = context.catalogue.frameworks.get(framework_id)
    if found is not None and found.kind == KIND:
        return found
    named = words.sentence_list([repr(one) for one in frameworks_of(context).codes])
    raise UserFacingError(
        f"No maturity framework has the id {framework_id!r}. There are {named or 'none'}; they are "
        "files in data/definitions/frameworks."
    )


def held_of(context: Context, framework_id: str) -> pd.DataFrame:
    """The assessments of a framework that count, oldest first within a place and theme.

    Returns:
        The columns of the records, and `loaded_at`, `loaded_by`, `approved_by`, `file_name` and
        `sheet` of what they were read from.
    """
    held = held_records(context.snapshot, "assessments")
    held = held[held["framework"] == framework_id]
    stated = stated_of(context, framework_id)
    order = ["area_code", "theme", "assessed_on"]
    where = [*order, *LINEAGE]
    about = [*where, "loaded_at", "loaded_by", "approved_by", "file_name", "sheet"]
    made = held.merge(stated[about], on=where, how="left")
    return made.sort_values(order, kind="stable", ignore_index=True)


def stated_of(context: Context, framework_id: str) -> pd.DataFrame:
    """Everything that was ever loaded of a framework, as `assessments_stated` has it."""
    return context.kept(_stated, framework_id)


def levels_of(context: Context, framework_id: str) -> Choices:
    """The levels that a framework describes and that have places, the most assessed first."""
    framework = framework_of(context, framework_id)
    kinds = areas_of(context)["area_type"]
    assessed = Counter(
        kinds.get(one) for one in held_of(context, framework_id)["area_code"].unique()
    )
    system = context.inside.system_code
    offered = [one for one in framework.levels if places_at(context, one, system)]
    offered.sort(key=lambda one: -assessed[one])
    return Choices({one: level_label(one) for one in offered})


def areas_of(context: Context) -> pd.DataFrame:
    """Every area that anything names: `area_name` and `area_type` by code."""
    return context.kept(_areas)


def places_at(context: Context, level: str, area_code: str) -> dict[str, str]:
    """The places of a level in an area, by code, in alphabetical order of their names.

    In the whole system also those that hold no practices: defined, or assessed all the same.
    """
    now = _groups_now(context, area_code)
    codes = set(now.loc[now["group_type"] == level, "area_code"])
    areas = areas_of(context)
    place = context.catalogue.places.get(context.inside.place_id)
    if place is not None:
        own = set(place.area_codes(level))
        is_whole = area_code == context.inside.system_code
        codes |= own if is_whole else own & _below(place, area_code)
    if area_code == context.inside.system_code:
        held = held_records(context.snapshot, "assessments")["area_code"].unique()
        codes |= {one for one in held if one in areas.index and areas.at[one, "area_type"] == level}
    named = {code: display_name(str(areas["area_name"].get(code, code))) for code in codes}
    times = Counter(named.values())  # two of one name are told apart by their codes
    named = {
        code: with_code(name, code) if times[name] > 1 else name for code, name in named.items()
    }
    return dict(sorted(named.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def boroughs_of(context: Context) -> dict[str, str]:
    """The name of the borough of each group: the one that holds most of its practices."""
    return context.kept(_boroughs)


def counted_to(context: Context, held: pd.DataFrame) -> date:
    """The day to which ages are counted: that of the last load, so that a link keeps them.

    Illustrative data are loaded on any day: theirs is the day of the last round.
    """
    if context.inside.is_illustrative and len(held):
        return held["assessed_on"].max().date()
    return run_query(context.snapshot, "load_history")["loaded_at"].max().date()


def latest_of(
    framework: Framework, held: pd.DataFrame, until: date
) -> dict[tuple[str, str], Latest]:
    """The latest assessment of each place and theme, by the codes of both."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in held.to_dict("records"):
        found.setdefault((row["area_code"], row["theme"]), []).append(row)
    return {key: _latest(framework, rows, until) for key, rows in found.items()}


def _latest(framework: Framework, rows: list[dict[str, Any]], until: date) -> Latest:
    row, earlier = rows[-1], rows[-2] if len(rows) > 1 else None
    theme = row["theme"]
    # Nothing that was seen in a round is younger than it.
    dated = row["assessed_on"] if is_missing(row["evidence_date"]) else row["evidence_date"]
    age = months_between(dated.date(), until)
    return Latest(
        row=row,
        place=place_of(framework, theme, row["state"]),
        earlier=earlier,
        before=place_of(framework, theme, earlier["state"]) if earlier else None,
        ambition=place_of(framework, theme, row["ambition"]),
        age_months=age,
        # Where only the ambition is known there is no state that could fade.
        is_stale=age >= framework.evidence_months and not is_missing(row["state"]),
    )


def _stated(context: Context, framework_id: str) -> pd.DataFrame:
    return run_query(context.snapshot, "assessments_stated", framework=framework_id)


def _areas(context: Context) -> pd.DataFrame:
    return run_query(context.snapshot, "areas_known").set_index("area_code")


def _groups_now(context: Context, area_code: str) -> pd.DataFrame:
    return context.kept(_groups, area_code)


def _groups(context: Context, area_code: str) -> pd.DataFrame:
    return run_query(context.snapshot, "groups_now", scope_code=area_code)


def _boroughs(context: Context) -> dict[str, str]:
    most: dict[str, tuple[int, str]] = {}
    for code, kind in context.inside.kinds.items():
        if kind.casefold() != BOROUGH:
            continue
        name = context.inside.names[code]
        for row in _groups_now(context, code).itertuples():
            if row.practices > most.get(row.area_code, (0, ""))[0]:
                most[row.area_code] = (row.practices, name)
    return {code: name for code, (_, name) in most.items()}


def _below(place: Place, area_code: str) -> set[str]:
    return set(_children(place, area_code))


def _children(place: Place, area_code: str) -> Iterator[str]:
    for one in place.memberships:
        if one.parent == area_code and one.end is None:
            for child in one.children:
                yield child
                yield from _children(place, child)
