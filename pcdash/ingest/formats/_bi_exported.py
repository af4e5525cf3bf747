"""Rows of an export that come back: those that nobody edited are passed over, and of the others
is known what was left as it was published, which is not judged like what people type."""

from dataclasses import replace

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import counted
from pcdash.ingest.export_marks import MARK, same_as_marked
from pcdash.ingest.formats._bi_tables import Found
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.workbook_layout import (
    AS_EXPORTED,
    CODE,
    DENOMINATOR,
    FLAG,
    GIVEN,
    INDICATOR,
    LIMITS,
    NAME,
    NEEDED,
    NUMERATOR,
    VALUE,
)

NOT_AVAILABLE = "not_available"


def without_unedited(
    found: Found, catalogue: Catalogue, inspection: Inspection
) -> tuple[Found, int]:
    """A table without the rows that are as they were exported, and how many these are.

    Where a figure was edited, what stood beside it and followed from it goes: a value that is
    worked out from the parts, limits that were those of another value. Where it was cleared, it
    is read as not available, and told.
    """
    table = found.rows
    if AS_EXPORTED not in found.present:
        return found, 0
    same = same_as_marked(table, table[AS_EXPORTED])
    is_edited = ~same.all(axis=1)
    _tell_of_other_keys(table[is_edited & _is_mark(table)], table[~is_edited], inspection)
    table, same = table[is_edited], same[is_edited]
    settled = same[["parts", "value", "limits"]].all(axis=1)
    is_marked = same.any(axis=1)
    table = _without_what_follows(table, same, is_marked, catalogue)
    table = _without_old_limits(table, same, is_marked, inspection)
    table = _cleared(table, is_marked, inspection)
    return replace(found, rows=table, settled=settled), int((~is_edited).sum())


def _tell_of_other_keys(edited: pd.DataFrame, others: pd.DataFrame, inspection: Inspection) -> None:
    """An edited row with the key of another would take that one's place; a name that another code
    has tells that a code was edited."""
    if edited.empty:
        return
    keys, own = (
        [*zip(*(part[name].str.casefold() for name in NEEDED), strict=True)]
        for part in (others, edited)
    )
    at = dict(zip(keys, others.index, strict=True))
    named = others[[CODE, NAME]].drop_duplicates()
    names = named.groupby(CODE)[NAME].agg(set)
    codes = named.groupby(NAME)[CODE].agg(set)
    for key, (_, row) in zip(own, edited.iterrows(), strict=True):
        code, name = row[CODE], row[NAME]
        said = {
            "where": inspection.place(row["row"], CODE),
            "spot": inspection.spot([row["row"]], CODE),
        }
        if key in at:
            other = others.loc[at[key]]
            inspection.error(
                "an edited row has the area, indicator and period of another row, and would take "
                "its place",
                found=f"{code} beside the name {name!r}",
                expected=f"another key than that of row {other['row']}, {other[CODE]} "
                f"{other[NAME]!r}",
                advice="Write the code back, or edit the figure in the other row.",
                **said,
            )
        elif name not in names.get(code, {name}) or code not in codes.get(name, {code}):
            meant = " or ".join(sorted(codes.get(name, ()))) or "that of the name"
            inspection.warn(
                "the code of an edited row is not that of the name beside it",
                found=f"{code} beside {name!r}",
                expected=meant,
                advice=f"It is read as {code}{_also(names.get(code))}. Write the code back if it "
                "is not meant.",
                **said,
            )


def _is_mark(table: pd.DataFrame) -> pd.Series:
    return table[AS_EXPORTED].str.fullmatch(MARK)


def _also(names: set[str] | None) -> str:
    return f", {sorted(names)[0]}" if names else ""


def _without_what_follows(
    table: pd.DataFrame, same: pd.DataFrame, is_marked: pd.Series, catalogue: Catalogue
) -> pd.DataFrame:
    """The table without a value that an edited part makes another; of a count both are one."""
    known = catalogue.indicators
    ids = table[INDICATOR].str.casefold()
    methods = ids.map({name: one.method for name, one in known.items()})
    is_number = methods.eq("count") | (
        methods.eq("score") & ids.map({name: one.multiplier for name, one in known.items()}).eq(1)
    )
    has_parts = (table[NUMERATOR] != "") & ((table[DENOMINATOR] != "") | is_number)
    stale = is_marked & ~same["parts"] & same["value"] & has_parts
    anew = is_marked & same["parts"] & ~same["value"] & is_number & (table[NUMERATOR] != "")
    return table.assign(
        **{
            VALUE: table[VALUE].mask(stale, ""),
            NUMERATOR: table[NUMERATOR].mask(anew, table[VALUE]),
        }
    )


def _without_old_limits(
    table: pd.DataFrame, same: pd.DataFrame, is_marked: pd.Series, inspection: Inspection
) -> pd.DataFrame:
    has_limits = (table[list(LIMITS)] != "").any(axis=1)
    is_other = is_marked & ~(same["parts"] & same["value"])
    stale = is_other & same["limits"] & has_limits
    if stale.any():
        rows = table.loc[stale, "row"]
        inspection.warn(
            f"{counted(len(rows), 'edited figure')} left with the limits of the figure before",
            where=inspection.place(int(rows.iloc[0])),
            advice="They are left out. Write the limits of the new figure beside it to have them.",
            spot=inspection.spot(rows, LIMITS[0]),
        )
    return table.assign(**{name: table[name].mask(stale, "") for name in LIMITS})


def _cleared(table: pd.DataFrame, is_marked: pd.Series, inspection: Inspection) -> pd.DataFrame:
    """The table with figures that were cleared as not available, which is told."""
    is_blank = (table[[*GIVEN, FLAG]] == "").all(axis=1)
    cleared = is_marked & is_blank & (table[list(NEEDED)] != "").all(axis=1)
    if cleared.any():
        rows = table.loc[cleared, "row"]
        inspection.warn(
            f"{counted(len(rows), 'figure')} cleared",
            where=inspection.place(int(rows.iloc[0])),
            found="a row of an export without its figure",
            advice="Read as not available. To leave the figure as it is held, delete the row.",
            spot=inspection.spot(rows, VALUE),
        )
    return table.assign(
        **{FLAG: table[FLAG].mask(cleared, NOT_AVAILABLE)},
        **{name: table[name].mask(cleared, "") for name in LIMITS},
    )
