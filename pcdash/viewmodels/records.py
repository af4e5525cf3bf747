"""Records of the programme as view-models read them: of which places, from which files, as rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pcdash.definitions.models import LEVELS
from pcdash.store.queries import run_query
from pcdash.store.records import held_records
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import AROUND
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.locality import periods_of_practices
from pcdash.viewmodels.numbers import date_text, is_missing
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.sources import files_text

Row = dict[str, Any]
NOT_SAID = "not said"


def rows_of(context: Context, kind: str, codes: Iterable[str] | None = None) -> list[Row]:
    """The records of a kind that count, of some places or of all; None for what is missing."""
    rows = context.kept(_rows, kind)
    if codes is None:
        return [*rows]
    wanted = frozenset(codes)
    return [one for one in rows if one["area_code"] in wanted]


def _rows(context: Context, kind: str) -> tuple[Row, ...]:
    rows = held_records(context.snapshot, kind).to_dict("records")
    return tuple(
        {name: None if is_missing(one) else one for name, one in row.items()} for row in rows
    )


def inside_of(context: Context, code: str) -> tuple[str, ...]:
    """A place with the groups and practices in it, the larger first.

    A group is in another, larger one if most of its practices are, whenever they were.
    """
    return context.kept(_inside, code)


def _inside(context: Context, code: str) -> tuple[str, ...]:
    known, snapshot = context.inside, context.snapshot
    practices = run_query(snapshot, "areas_of_type", area_type="practice", scope_code=code)
    own = frozenset(practices["area_code"])
    if code == known.system_code:
        groups = [one for one in known.areas.labels if known.kinds.get(one) not in _AROUND]
        return tuple(dict.fromkeys([code, *groups, *practices["area_code"]]))
    found = run_query(snapshot, "groups_inside", scope_code=code)
    own_kind = next((row.area_type for row in found.itertuples() if row.area_code == code), None)
    if own_kind is None:
        return (code,)
    smaller = found[found["area_type"].map(LEVELS.index) < LEVELS.index(own_kind)]
    groups = [one for one in smaller["area_code"] if _is_in(context, one, own)]
    return (code, *reversed(groups), *practices["area_code"])


_AROUND = tuple(words.GROUP_TYPES[one] for one in AROUND)


def _is_in(context: Context, code: str, practices: frozenset[str]) -> bool:
    own = run_query(context.snapshot, "areas_of_type", area_type="practice", scope_code=code)
    return 2 * own["area_code"].isin(practices).sum() > len(own)


def practices_of(context: Context, code: str) -> dict[str, str]:
    """The practices of a place by code, as a list shows them: those that are open in it in the
    latest period with any, and those that were in it once and that a record is of."""
    return context.kept(_practices_of, code)


def _practices_of(context: Context, code: str) -> dict[str, str]:
    known = context.inside.practices.labels
    inside = inside_of(context, code)
    recorded = {
        row["area_code"]
        for kind in ("declarations", "premises")
        for row in rows_of(context, kind, inside)
    }
    shown = recorded | _open_in(context, code)
    return {one: label for one, label in known.items() if one in shown}


def _open_in(context: Context, code: str) -> set[str]:
    """The practices that are open in a place in the latest period in which any is."""
    for period in periods_of_practices(context):
        areas = context.areas_at_level(
            level="practice", period=period, scope_code=code, basis="as_was"
        )
        found = set(areas.loc[areas["is_open"].astype(bool), "area_code"])
        if found:
            return found
    return set()


def places_said(context: Context, codes: Sequence[str], *, at_most: int = 4) -> str:
    """Some places by name, a long list cut."""
    named = [place_name(context, code) for code in dict.fromkeys(codes)]
    if len(named) > at_most + 1:
        named = [*named[:at_most], f"{len(named) - at_most} more"]
    return words.sentence_list(named)


def record_source(context: Context, rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    """Who answers for some records, the files that they were read from, and the snapshot."""
    parts = sorted({int(row["part_key"]) for row in rows if row.get("part_key") is not None})
    read = run_query(context.snapshot, "parts_read", part_keys=parts)
    source = context.catalogue.sources.get("bi_workbook")
    lines = (
        ("Source", f"{source.publisher}: {source.title}" if source and parts else ""),
        ("Files", files_text(read)),
        ("Snapshot", str(context.snapshot.number)),
    )
    return tuple((label, text) for label, text in lines if text)


def text_of(value: object) -> str:
    """What a record says, or that it does not say it."""
    if value is None:
        return NOT_SAID
    return date_text(value) if isinstance(value, date) else str(value)
