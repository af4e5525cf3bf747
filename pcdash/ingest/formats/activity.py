"""Monthly Activity Return by commissioner (NHS England): referrals and first attendances.

One workbook a month, in the old binary form: titles, a header, the England total, a blank row,
then the commissioners. Only the commissioner workbook is read; the one by provider holds hospitals,
which are not areas of the dashboard.
"""

import re

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import ENGLAND
from pcdash.definitions.periods import parse_period
from pcdash.errors import SourceFileError
from pcdash.grammar import and_more
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.sheet_rows import Rows, cell_text, find_header, rows_below
from pcdash.ingest.spellings import CCG_CODE

# All specialties, not general and acute only: these are the figures that NHS England quotes.
FIGURES = {
    "gp_referrals_made": "GP Referrals Made (All specialties)",
    "gp_referrals_seen": "GP Referrals Seen (All specialties)",
    "outpatient_first_attendances": "All 1st Outpatient Attendances (G&A)",
}
COMMISSIONERS = ("Year", "Period", "Org Code", "Org Name", *FIGURES.values())
REGIONS = ("Year", "Period", "Region Code", "Region Name", *FIGURES.values())
REGION_CODE = re.compile(r"Y\d\d")
MONTHS = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
    "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
)  # fmt: skip
TITLE_ROWS = 15


def _recognises(peek: Peek) -> bool:
    sources = [_title(rows, "Source:") for rows in peek.sheets.values()]
    return any("monthly activity return" in source.casefold() for source in sources)


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    sheets = document.sheets()
    bases = {_title(rows, "Basis:").casefold() for rows in sheets.values()}
    if "provider" in bases and "commissioner" not in bases:
        return Reading(skipped="Monthly activity by provider: hospitals are not areas here.")
    name = next((name for name in sheets if name.casefold() == "commissioner"), None)
    if name is None:
        raise SourceFileError(
            "A monthly activity return without a sheet 'Commissioner'; found "
            f"{', '.join(map(repr, sheets))}. Load the workbook by commissioner of one month."
        )
    inspection.sheet = name
    table = _table(sheets[name], COMMISSIONERS, inspection)
    flag = "revised" if "revised" in _title(sheets[name], "Status:").casefold() else None
    is_england = (table["Org Code"] == "") & (table["Org Name"].str.casefold() == "england")
    is_ccg = table["Org Name"].str.contains(r"\bCCG\b")
    if not is_ccg.any():
        inspection.warn(
            "it names no CCG, as returns of before April 2013 do not, so only the England total "
            "is read",
            where=inspection.place(),
        )
    _check_total(table, inspection)
    england = table[is_england].assign(area_type="england", area_name="England", area_code=ENGLAND)
    kept = [england, _ccgs(table[is_ccg], inspection), _regions(sheets, inspection)]
    kept = pd.concat(kept, ignore_index=True)
    _warn_of_missing_providers(sheets.get("Notes", []), inspection)
    return Reading(
        values=_values(kept, flag),
        areas=tidy("areas", _areas(kept)),
        memberships=tidy("memberships", _memberships(kept)),
        notes=_left_out(table[~is_england & ~is_ccg]),
    )


def _title(rows: Rows, label: str) -> str:
    """What stands beside a label among the titles, '' if it is not there."""
    for row in rows[:TITLE_ROWS]:
        cells = [cell_text(cell) for cell in row]
        if label in cells:
            return next((cell for cell in cells[cells.index(label) + 1 :] if cell), "")
    return ""


def _table(rows: Rows, columns: tuple[str, ...], inspection: Inspection) -> pd.DataFrame:
    """A sheet's table with numbers in its figures and our label of each row's month."""
    header = find_header(rows, columns)
    if header is None:
        raise SourceFileError(
            f"The sheet {inspection.sheet!r} has no row of column names; expected one with "
            f"{', '.join(map(repr, columns))}."
        )
    table = rows_below(rows, header)
    inspection.require(columns, table)
    for indicator, column in FIGURES.items():
        table[indicator] = inspection.numbers(
            table[column], table["row"], column=column, missing=(), whole=True
        )
    table["period"] = _periods(table, inspection)
    ends = {label: parse_period(label).end for label in table["period"].dropna().unique()}
    table["as_of"] = pd.to_datetime(table["period"].map(ends))
    table["sheet"] = inspection.sheet
    return table


def _periods(table: pd.DataFrame, inspection: Inspection) -> pd.Series:
    """Our label for each pair of a financial year and a month; a pair is told of once."""
    written = table["Year"] + " " + table["Period"]
    labels = {text: _label(text) for text in written.unique()}
    for text, label in labels.items():
        if label is None:
            rows = table.loc[written == text, "row"]
            inspection.error(
                f"not a month of a financial year ({len(rows):,} rows)",
                where=inspection.place(rows.iloc[0], "Year and Period"),
                found=repr(text),
                expected="text like '2015-16' and 'APRIL'",
            )
    return written.map(labels).astype("str")


def _label(text: str) -> str | None:
    found = re.fullmatch(r"(\d{4})-\d\d ([A-Z]+)", text.upper())
    if found is None or found[2] not in MONTHS:
        return None
    in_new_year = MONTHS.index(found[2]) < MONTHS.index("APRIL")
    return f"{found[2][:3].title()} {int(found[1]) + in_new_year}"


def _ccgs(rows: pd.DataFrame, inspection: Inspection) -> pd.DataFrame:
    codes = inspection.codes(
        rows["Org Code"],
        rows["row"],
        column="Org Code",
        pattern=CCG_CODE,
        kind="a CCG's code such as 07L",
    )
    ccgs = rows.assign(area_type="ccg", area_name=rows["Org Name"], area_code=codes)
    return inspection.unique(
        ccgs.dropna(subset="area_code"), ["area_code", "period"], shows_figures=False
    )


def _left_out(other: pd.DataFrame) -> tuple[str, ...]:
    """Primary care trusts (to March 2013), and what NHS England commissions itself (X24)."""
    if other.empty:
        return ()
    first = f"{other['Org Name'].iloc[0]} ({other['Org Code'].iloc[0]})"
    rest = and_more(len(other) - 1)
    return (f"Left out, because no CCGs and so no areas of the dashboard: {first}{rest}.",)


def _check_total(table: pd.DataFrame, inspection: Inspection) -> None:
    """Warn where the rows do not add to the England total that stands above them."""
    is_total = table["Org Code"] == ""
    for indicator, column in FIGURES.items():
        total, parts = table.loc[is_total, indicator].sum(), table.loc[~is_total, indicator].sum()
        if is_total.any() and total != parts:
            inspection.warn(
                f"the commissioners add to {parts:,.0f} and England is given as {total:,.0f}",
                where=inspection.place(table.loc[is_total, "row"].iloc[0], column),
            )


def _regions(sheets: dict[str, Rows], inspection: Inspection) -> pd.DataFrame:
    """NHS England's regions, where a sheet gives them (area teams and SHAs are no level here)."""
    name = next((name for name in sheets if name.casefold() == "region"), None)
    if name is None:
        return pd.DataFrame()
    inspection.sheet = name
    table = _table(sheets[name], REGIONS, inspection)
    table = table[table["Region Code"].str.fullmatch(REGION_CODE)]
    return inspection.unique(
        table.assign(
            area_type="region", area_code=table["Region Code"], area_name=table["Region Name"]
        ),
        ["area_code", "period"],
    )


def _warn_of_missing_providers(rows: Rows, inspection: Inspection) -> None:
    missing: list[str] = []
    listing = False
    for row in rows:
        cells = [text for text in map(cell_text, row) if text]
        if len(cells) == 1:
            listing = "did not submit" in cells[0]
        elif listing and len(cells) == 2 and cells[0] not in ("Code", "NA"):
            missing.append(f"{cells[1]} ({cells[0]})")
    if missing:
        inspection.warn(
            f"{', '.join(missing)} sent no data this month, so the figures of the commissioners "
            "who use them are too low",
            where="sheet 'Notes'",
        )


def _values(kept: pd.DataFrame, flag: str | None) -> pd.DataFrame:
    long = kept.melt(
        id_vars=["area_code", "period", "sheet", "row"],
        value_vars=list(FIGURES),
        var_name="indicator_id",
    )
    return tidy("values", long.assign(numerator=long["value"], flag=flag))


def _areas(kept: pd.DataFrame) -> pd.DataFrame:
    return kept[["area_code", "area_type", "area_name", "as_of", "sheet", "row"]]


def _memberships(kept: pd.DataFrame) -> pd.DataFrame:
    """Each CCG in the region that its row names; in 2014/15 the rows name area teams instead."""
    if "Region Code" not in kept:
        return pd.DataFrame()
    ccgs = kept[(kept["area_type"] == "ccg") & kept["Region Code"].str.fullmatch(REGION_CODE)]
    return ccgs[["as_of", "sheet", "row"]].assign(
        child_code=ccgs["area_code"],
        child_type="ccg",
        parent_code=ccgs["Region Code"],
        parent_type="region",
    )


FORMATS = (
    Format(
        id="monthly_activity",
        title="Monthly Activity Return by commissioner",
        source="nhse_mar",
        layout="workbook with a sheet 'Commissioner': Year, Period, Org Code, Org Name, GP "
        "Referrals Made and Seen (All specialties), All 1st Outpatient Attendances (G&A)",
        recognises=_recognises,
        read=inspected(_read),
    ),
)
