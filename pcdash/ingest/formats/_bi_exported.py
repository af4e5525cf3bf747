"""Rows of an export that come back: those that nobody edited are passed over, and of the others
is known what was left as it was published, which is not judged like what people type."""

from dataclasses import replace

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import counted
from pcdash.ingest.export_marks import MARK, same_as_marked
from pcdash.ingest.formats._bi_tables import Found
from pcdash.ingest.formats._written_periods import written_period
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import NAMES
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
    PERIOD,
    TITLE,
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
    edited = table[is_edited & _is_mark(table)]
    _refuse_taken_keys(edited, table[~is_edited], catalogue, inspection)
    table, same = table[is_edited], same[is_edited]
    settled = same[["parts", "value", "limits"]].all(axis=1)
    is_marked = same.any(axis=1)
    table = _without_what_follows(table, same, is_marked, catalogue)
    table = _without_old_limits(table, same, is_marked, inspection)
    table = _cleared(table, is_marked, inspection)
    return replace(found, rows=table, settled=settled), int((~is_edited).sum())


def names_beside(found: Found) -> pd.DataFrame:
    """The names beside the codes of edited rows of an export, to be compared with what is held.

    Returns:
        A row each with a name, in the columns of `pcdash.ingest.reading.NAMES`.
    """
    if found.settled is None:
        return pd.DataFrame(columns=[*NAMES])
    rows = found.rows[_is_mark(found.rows) & (found.rows[NAME] != "")]
    codes = rows[CODE].str.strip().str.upper()
    return pd.DataFrame(
        {"area_code": codes, "area_name": rows[NAME], "sheet": found.sheet, "row": rows["row"]}
    )


def _refuse_taken_keys(
    edited: pd.DataFrame, others: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    """An edited row with the key of another, however it is written, would take that one's place."""
    beside = [NAME, TITLE]
    own = _keys(edited, catalogue).join(edited[[*beside, "row"]])
    taken = _keys(others, catalogue).join(others[[*beside, "row"]])
    both = own.reset_index(names="at").merge(
        taken.drop_duplicates([*NEEDED]), on=[*NEEDED], suffixes=("", " taken")
    )
    both = both.set_index("at")
    is_other = {
        name: (both[name] != both[f"{name} taken"]) & (both[f"{name} taken"] != "")
        for name in beside
    }
    is_code = is_other[NAME] | (both[NAME] == "")
    column = pd.Series(PERIOD, both.index).mask(is_other[TITLE], INDICATOR).mask(is_code, CODE)
    expected = [
        f"what was exported here, or the edit in row {row} instead, {code} {name!r} in {period}"
        for row, code, name, period in zip(
            both["row taken"], both[CODE], both[f"{NAME} taken"], both[PERIOD], strict=True
        )
    ]
    for name in NEEDED:
        cells = edited.loc[both.index]
        inspection.refuse(
            column == name, cells[name], cells["row"], column=name,
            what="the key of another row, whose place it would take",
            expected=pd.Series(expected, both.index, dtype="str"),
        )  # fmt: skip


def _keys(table: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The area, indicator and period of each row as the store has them; a period as it stands
    where it is none."""
    frequencies = {name: one.frequency for name, one in catalogue.indicators.items()}
    ids = table[INDICATOR].str.casefold()
    written = [*zip(table[PERIOD], ids.map(frequencies).fillna(""), strict=True)]
    read = {one: written_period(*one) for one in dict.fromkeys(written)}
    labels = [read[one].label if read[one] else one[0] for one in written]
    codes = table[CODE].str.strip().str.upper()
    return pd.DataFrame({CODE: codes, INDICATOR: ids, PERIOD: labels}, index=table.index)


def _is_mark(table: pd.DataFrame) -> pd.Series:
    return table[AS_EXPORTED].str.fullmatch(MARK)


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
