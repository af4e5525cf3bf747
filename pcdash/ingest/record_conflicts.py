"""What to say where two files that people wrote give different records for the same thing."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import ALWAYS
from pcdash.grammar import counted
from pcdash.ingest.conflicts import remedy
from pcdash.ingest.reading import Reading
from pcdash.ingest.record_words import in_words
from pcdash.ingest.restated import DETAILS, as_text
from pcdash.store.connection import Snapshot
from pcdash.store.record_kinds import RECORDS
from pcdash.store.records import held_records

NOTHING, REMOVED = "nothing", "is_removed"
# What is said of areas adds up: a file that leaves a detail blank contradicts no other. By kind:
# the relation that it changes, the key and the details.
ADDED_UP = {
    "areas": ("dim_area", ["area_code"], DETAILS),
    "memberships": (
        "memberships", ["child_code", "child_type", "parent_type", "start"], ["parent_code", "end"],
    ),
    "attributes": ("attributes", ["area_code", "attribute"], ["content"]),
}  # fmt: skip
CODES = ("area_code", "child_code")
PLACE, SIDES = ("sheet", "row"), ("_first", "_second")


def sentences(
    said: Sequence[tuple[str, Reading]], catalogue: Catalogue, held: Snapshot | None = None
) -> tuple[str, ...]:
    """A sentence for each pair of files that contradict each other in a record.

    Args:
        said: Each file by the name that people see.
        held: What is held before them, if anything is.
    """
    return tuple(
        one
        for first, second in combinations(said, 2)
        for one in _of_pair(first, second, catalogue, held)
    )


def _of_pair(
    first: tuple[str, Reading],
    second: tuple[str, Reading],
    catalogue: Catalogue,
    held: Snapshot | None,
) -> Iterator[str]:
    found = [
        row
        for kind in (*RECORDS, *ADDED_UP)
        for row in _differences(kind, first[1].frames.get(kind), second[1].frames.get(kind))
    ]
    if not found:
        return
    (said,) = in_words(pd.DataFrame(found[:1]), catalogue)
    about = "; ".join(part for part in (said.kind, said.area_code, said.what) if part)
    one, other = (
        _place(pair[0], found[0], side) for pair, side in zip((first, second), SIDES, strict=True)
    )
    also = counted(len(found) - 1, "other field differs", "other fields differ")
    more = f" (and {also})" if found[1:] else ""
    yield (
        f"{one} says {said.was or NOTHING} and {other} says {said.will_be or NOTHING} for "
        f"{said.field} of {about}{more}. {remedy(_as_held(found[0], first, second, held))}"
    )


def _as_held(
    row: dict[str, object],
    first: tuple[str, Reading],
    second: tuple[str, Reading],
    held: Snapshot | None,
) -> str | None:
    """The file of the two whose record is held as it has it; None for neither."""
    kind = row["kind"]
    if held is None or kind not in RECORDS:
        return None
    columns = [*RECORDS[kind].key, *RECORDS[kind].content]
    now = held_records(held, kind)
    known = {*zip(*(now[name].map(as_text) for name in columns), strict=True)}
    for (file, reading), side in zip((first, second), SIDES, strict=True):
        rows = reading.records[kind]
        is_it = rows["row"].map(as_text).eq(row[f"row{side}"])
        is_it &= rows["sheet"].map(as_text).eq(row[f"sheet{side}"]) & ~rows[REMOVED]
        said = zip(*(rows.loc[is_it, name].map(as_text) for name in columns), strict=True)
        if any(one in known for one in said):
            return file
    return None


def _differences(
    kind: str, first: pd.DataFrame | None, second: pd.DataFrame | None
) -> Iterator[dict[str, object]]:
    """The fields in which records of one key differ, as `in_words` takes changes."""
    if first is None or second is None:
        return
    if kind in RECORDS:
        relation, key = kind, [*RECORDS[kind].key]
        fields = [*RECORDS[kind].content, REMOVED]
    else:
        relation, key, fields = ADDED_UP[kind]
    both = _texts(first, key, fields).merge(_texts(second, key, fields), on=key, suffixes=SIDES)
    for row in both.to_dict("records"):
        is_taken_back = REMOVED in fields and len({row[f"{REMOVED}{side}"] for side in SIDES}) > 1
        for name in [REMOVED] if is_taken_back else fields:
            was, will_be = (row[f"{name}{side}"] for side in SIDES)
            if was != will_be and (kind in RECORDS or (was and will_be)):
                yield {
                    "kind": relation,
                    "area_code": next((row[one] for one in key if one in CODES), "") or None,
                    "key": tuple((one, row[one]) for one in key if one not in CODES and row[one]),
                    "change": "changed",
                    "was": ((name, was),),
                    "will_be": ((name, will_be),),
                    **{f"{part}{side}": row[f"{part}{side}"] for part in PLACE for side in SIDES},
                }


def _texts(rows: pd.DataFrame, key: list[str], fields: list[str]) -> pd.DataFrame:
    """The records as text; of one that is taken back nothing else counts."""
    made = pd.DataFrame({name: rows[name].map(as_text) for name in (*key, *fields, *PLACE)})
    if REMOVED in fields:
        is_removed = rows[REMOVED].astype(bool)
        made = made.assign(**{name: made[name].mask(is_removed, "") for name in fields})
        made[REMOVED] = is_removed.map({True: "Yes", False: ""})
    return made.replace({as_text(ALWAYS): ""})  # the first day of what has none


def _place(file: str, row: dict[str, object], side: str) -> str:
    sheet = f" sheet {row[f'sheet{side}']!r}" if row[f"sheet{side}"] else ""
    return f"{file!r}{sheet} row {row[f'row{side}']}"
