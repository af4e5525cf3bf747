"""Reads the BI team's sheets of records, areas and memberships: a row one, a column a field."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import ALWAYS
from pcdash.ingest.formats import _bi_record_checks as checks
from pcdash.ingest.formats._bi_checks import as_seen
from pcdash.ingest.formats._bi_dates import typed_dates
from pcdash.ingest.formats._bi_figures import CODES, periods
from pcdash.ingest.formats._bi_names import known_indicators
from pcdash.ingest.formats._bi_people import OF_ROLES, warn_of_people
from pcdash.ingest.formats._bi_shares import in_per_cent, warn_of_shares
from pcdash.ingest.formats._bi_tables import Found, without_unread
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.record_layouts import TO_BE_CONFIRMED
from pcdash.ingest.spellings import plain, postcodes
from pcdash.ingest.vocabularies import kept_by_spelling, terms_of
from pcdash.ingest.workbook_layout import INDICATOR, Column
from pcdash.store.record_kinds import RECORDS

# Parts of keys that may be missing, because that means something.
MAY_BE_MISSING = {("events", "area_code"), ("premises", "scheme"), ("memberships", "start")}
# What a sheet must have as a column, and a row need not say.
MAY_BE_BLANK = {("funding", "amount"), ("premises", "premises_type"), ("risks", "mitigation"),
                ("assessments", "state")}  # fmt: skip
# Of what kind a date in a cell of periods is, where no indicator says it.
FREQUENCIES = {"declarations": "quarter", "activities": "quarter", "funding": "year"}
IN_UNIT = ("level", "planned", "baseline", "target")  # the fields in the unit of their indicator
AMOUNT, AMOUNT_IS = "Amount", "Amount is"
OPEN = ("tobeconfirmed", "tbc", "tobeagreed", "tba", "notknown", "unknown")
YES = {"yes": True, "y": True, "true": True, "1": True, "x": True, "no": False, "n": False,
       "false": False, "0": False, "": False}  # fmt: skip


def read_records(found: Found, catalogue: Catalogue, inspection: Inspection) -> pd.DataFrame:
    """The rows of one sheet, in the columns of its kind; what is wrong is told."""
    kind = found.layout.gives
    read = [one for one in found.layout.columns if one.field]
    key = {*RECORDS[kind].key} if kind in RECORDS else set()
    needed = tuple(one.name for one in read if one.field in key)
    table = without_unread(found.rows, found.marks, inspection, needed=needed)
    told = [one.name for one in read if one.field != "area_code"]
    table = table[(table[told] != "").any(axis=1)]
    if table.empty:
        return pd.DataFrame()
    table = _PREPARED.get(kind, lambda rows, inspection: rows)(table, inspection)
    numbers = [one.name for one in read if one.kind == "number"]
    seen = {one: as_seen(table, one, found.marks) for one in numbers}
    made = pd.DataFrame({"row": table["row"]}, index=table.index)
    table = table.assign(**{name: text for name, (text, _) in seen.items()})
    for column in read:
        made[column.field] = _READERS[column.kind](column, table, kind, catalogue, inspection)
    _refuse_blanks(made, table, read, kind, inspection)
    made = _FINISHED.get(kind, lambda frame: frame)(made)
    _warn(made, table, read, seen, catalogue, inspection)
    check = checks.CHECKS.get(kind)
    if check is not None:
        check(made, table, catalogue, inspection)
    is_whole = made[_key_that_must_be(kind, made)].notna().all(axis=1)
    # A row that was told, or says nothing that differs, is no contradiction of another.
    return made[is_whole].reset_index(drop=True)


def _warn(
    made: pd.DataFrame,
    table: pd.DataFrame,
    read: list[Column],
    seen: dict[str, tuple[pd.Series, pd.Series]],
    catalogue: Catalogue,
    inspection: Inspection,
) -> None:
    """Warn of shares among percentages, and of people where roles are wanted."""
    for column in read:
        if column.field in OF_ROLES:
            warn_of_people(table[column.name], table["row"], inspection, column=column.name)
        if column.field == "coverage" or column.field in IN_UNIT:
            of_unit = (
                pd.Series(True, made.index)
                if column.field == "coverage"
                else in_per_cent(made["indicator_id"], catalogue)
            )
            warn_of_shares(
                made[column.field], of_unit & ~seen[column.name][1].astype(bool), table["row"],
                inspection, column=column.name,
            )  # fmt: skip


def _key_that_must_be(kind: str, made: pd.DataFrame) -> list[str]:
    key = [*RECORDS[kind].key] if kind in RECORDS else _KEYS[kind]
    return [name for name in key if (kind, name) not in MAY_BE_MISSING and name in made]


def _refuse_blanks(
    made: pd.DataFrame, table: pd.DataFrame, read: list[Column], kind: str, inspection: Inspection
) -> None:
    """A row says all that makes it one; a row that is taken back says which one."""
    key = {*RECORDS[kind].key} if kind in RECORDS else {*_KEYS[kind]}
    removed = made["is_removed"] if "is_removed" in made else pd.Series(False, made.index)
    for column in read:
        is_key = column.field in key and (kind, column.field) not in MAY_BE_MISSING
        if not is_key and (not column.is_needed or (kind, column.field) in MAY_BE_BLANK):
            continue
        blank = (table[column.name] == "") & (~removed if not is_key else True)
        blank &= ~table["row"].isin(inspection.told(column.name))
        inspection.refuse(
            blank, table[column.name], table["row"], column=column.name, what="not filled in",
            expected=column.help.rstrip(".").lower(),
        )  # fmt: skip


def _code(
    column: Column, table: pd.DataFrame, kind: str, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    text = table[column.name]
    filled = text != ""
    codes = inspection.codes(
        text[filled], table["row"][filled], column=column.name, pattern=CODES,
        kind="a code such as F82001",
    )  # fmt: skip
    return codes.reindex(table.index)


def _text(
    column: Column, table: pd.DataFrame, kind: str, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    return table[column.name].mask(table[column.name] == "", None)


def _choice(
    column: Column, table: pd.DataFrame, kind: str, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    terms = terms_of(column, catalogue)
    kept = kept_by_spelling(terms)
    text = table[column.name]
    found = text.map(lambda one: kept.get(plain(one)))
    shown = [term.label for term in terms]
    inspection.refuse(
        (text != "") & found.isna(), text, table["row"], column=column.name,
        what="not one of the choices",
        expected=", ".join(shown[:8]) + (" or another of the list" if len(shown) > 8 else ""),
    )  # fmt: skip
    return found


def _indicator(
    column: Column, table: pd.DataFrame, kind: str, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    ids = table[column.name].mask(table[column.name] == "", None)
    return known_indicators(ids, table["row"], catalogue, inspection)


def _period(
    column: Column, table: pd.DataFrame, kind: str, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    usual = FREQUENCIES.get(kind, "month")
    ids = table[INDICATOR] if INDICATOR in table else pd.Series("", table.index)
    known = catalogue.indicators
    frequencies = [known[one].frequency if one in known else usual for one in ids.str.casefold()]
    return periods(
        table[column.name], table["row"], frequencies, inspection, column=column.name,
        may_be_ahead=True,
    )  # fmt: skip


def _date(
    column: Column, table: pd.DataFrame, kind: str, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    return typed_dates(table[column.name], table["row"], inspection, column=column.name)


def _number(
    column: Column, table: pd.DataFrame, kind: str, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    text = table[column.name].str.lstrip("£")
    return inspection.numbers(text, table["row"], column=column.name, minimum=None)


def _yes(
    column: Column, table: pd.DataFrame, kind: str, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    text = table[column.name]
    found = text.str.casefold().map(YES)
    inspection.refuse(
        found.isna(), text, table["row"], column=column.name, what="neither yes nor no",
        expected="Yes, or nothing",
    )  # fmt: skip
    return found.eq(True)


_READERS: dict[str, Callable[..., pd.Series]] = {
    "code": _code, "text": _text, "choice": _choice, "indicator": _indicator,
    "period": _period, "date": _date, "number": _number, "yes": _yes,
}  # fmt: skip
_KEYS = {
    "areas": ["area_code"],
    "memberships": ["child_code", "parent_type", "start"],
}


def _areas(made: pd.DataFrame) -> pd.DataFrame:
    return made.assign(
        as_of=date.today(), postcode=postcodes(made["postcode"].fillna("")),
        status=made["closed"].notna().map({True: "closed", False: None}),
    )  # fmt: skip


def _memberships(made: pd.DataFrame) -> pd.DataFrame:
    """A practice where nothing else is said; always where no day is."""
    return made.assign(
        child_type=made["child_type"].fillna("practice"),
        start=made["start"].fillna(pd.Timestamp(ALWAYS)),
    )


def _funding(table: pd.DataFrame, inspection: Inspection) -> pd.DataFrame:
    """An amount in words that says that nobody knows it is missing, and to be confirmed."""
    is_open = table[AMOUNT].map(plain).isin(OPEN)
    is_said = is_open & ~table[AMOUNT_IS].map(plain).isin(("", *OPEN))
    inspection.refuse(
        is_said, table[AMOUNT], table["row"], column=AMOUNT,
        what=f"an amount that is to be confirmed, beside another word under {AMOUNT_IS!r}",
        expected=f"an amount, or {TO_BE_CONFIRMED!r} under {AMOUNT_IS!r}",
    )  # fmt: skip
    rows = table.loc[is_open & ~is_said, "row"]
    if len(rows):
        inspection.warn(
            "an amount that is to be confirmed",
            where=inspection.place(int(rows.iloc[0]), AMOUNT),
            found=repr(table.loc[rows.index[0], AMOUNT]),
            advice="Read as not known, and never as zero.",
            spot=inspection.spot(rows, AMOUNT),
        )
    unsaid = is_open & (table[AMOUNT_IS] == "")
    return table.assign(
        **{
            AMOUNT: table[AMOUNT].mask(is_open, ""),
            AMOUNT_IS: table[AMOUNT_IS].mask(unsaid, TO_BE_CONFIRMED),
        }
    )


_PREPARED: dict[str, Callable[[pd.DataFrame, Inspection], pd.DataFrame]] = {"funding": _funding}
_FINISHED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "areas": _areas,
    "memberships": _memberships,
}
