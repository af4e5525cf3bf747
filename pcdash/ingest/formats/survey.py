"""GP Patient Survey, practice level: weighted percentages of favourable answers, by year.

Which column holds which answer is data (data/reference/gpps_columns.toml), for the numbers of
questions move between years. Percentages are weighted and published without the counts behind
them, so a figure has a value and no numerator. Which CCG a practice is in is not taken from here.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from pcdash import paths
from pcdash.definitions.catalogue import Catalogue
from pcdash.errors import SourceFileError
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy

COLUMNS = paths.ROOT / "data" / "reference" / "gpps_columns.toml"
YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")
# A column that says the year, where there is one; the published files have none so far.
YEAR_COLUMNS = ("year", "survey_year")
# The survey withholds what fewer people than this said.
FEWEST_RESPONSES = 10


@dataclass(frozen=True)
class Layout:
    """The columns of some years' files, as data/reference/gpps_columns.toml gives them."""

    id: str
    first: int
    practice: str
    name: str
    received: str
    columns: dict[str, str]
    unconfirmed: tuple[str, ...]
    unknown: tuple[str, ...]
    last: int | None = None

    def holds_in(self, year: int) -> bool:
        """Whether files of a year have this layout."""
        return self.first <= year and (self.last is None or year <= self.last)

    def needed(self) -> tuple[str, ...]:
        """The columns without which a file cannot be read."""
        sure = [name for key, name in self.columns.items() if key not in self.unconfirmed]
        return (self.practice, self.name, self.received, *sure)


@lru_cache
def load_layouts(path: Path = COLUMNS) -> tuple[Layout, ...]:
    """Every layout of the survey's files, the oldest first."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["layout"]
    kept = ("unconfirmed", "unknown")
    return tuple(Layout(**entry | {key: tuple(entry[key]) for key in kept}) for entry in entries)


def _recognises(peek: Peek) -> bool:
    header = _folded(peek.header)
    return peek.kind == "table" and any(_share(one, header) >= 0.5 for one in load_layouts())


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = document.table()
    published = {name.casefold(): name for name in table.columns}
    year = _year(document, table, published)
    layout = _layout_of(year, published)
    extra = [layout.columns[key] for key in layout.unconfirmed]
    names = (layout.practice, layout.name, layout.received, *layout.columns.values())
    table = table.rename(
        columns={published[name.casefold()]: name for name in names if name.casefold() in published}
    )
    inspection.require(layout.needed(), (name for name in table.columns if name not in extra))
    codes = inspection.codes(table[layout.practice], table["row"], column=layout.practice)
    table = table.assign(area_code=codes).dropna(subset="area_code")
    table = inspection.unique(table, ["area_code"])
    received = inspection.numbers(
        table[layout.received], table["row"], column=layout.received, whole=True
    )
    _warn_of_unconfirmed(layout, table, inspection)
    answers = [
        _answers(table, key, column, received, inspection)
        for key, column in layout.columns.items()
        if column in table
    ]
    # Fieldwork is from January to March: then the practice had this name.
    areas = table[["area_code", "row"]].assign(
        area_type="practice", area_name=table[layout.name], as_of=pd.Timestamp(date(year, 3, 31))
    )
    return Reading(
        values=tidy("values", pd.concat(answers, ignore_index=True).assign(period=str(year))),
        areas=tidy("areas", areas),
        notes=_notes(layout),
    )


def _folded(names: object) -> set[str]:
    return {str(name).casefold() for name in names}


def _share(layout: Layout, header: set[str]) -> float:
    needed = _folded(layout.needed())
    return len(needed & header) / len(needed)


def _year(document: Document, table: pd.DataFrame, published: dict[str, str]) -> int:
    """The survey's year: from a column if one says it, else from the name, the inner part's.

    Raises:
        SourceFileError: neither says one year, or the figures are not weighted.
    """
    if "unweighted" in document.name.casefold():
        raise SourceFileError(
            "The name says that the figures are unweighted; expected the weighted ones, which "
            "are the survey's results. Download the weighted practice data."
        )
    for column in YEAR_COLUMNS:
        years = set(table[published[column]]) if column in published else set()
        if len(years) == 1 and YEAR.fullmatch(year := years.pop()):
            return int(year)
    for part in reversed(document.name.split(" › ")):
        years = set(YEAR.findall(part))
        if len(years) == 1:
            return int(years.pop())
    raise SourceFileError(
        f"Neither the columns nor the name {document.name!r} say which year's survey this is; "
        "expected a name like 'GPPS_2019_Practice_data_(weighted)_(csv)_PUBLIC.csv'."
    )


def _layout_of(year: int, published: dict[str, str]) -> Layout:
    """The layout of a year's file.

    Raises:
        SourceFileError: no layout is known for the year, or the columns are of other years.
    """
    layouts = load_layouts()
    header = set(published)
    known = "; ".join(f"{one.id}: {', '.join(one.needed())}" for one in layouts)
    expected = next((one for one in layouts if one.holds_in(year)), None)
    if expected is None:
        raise SourceFileError(f"No columns are known for the survey of {year}; known are {known}.")
    best = max(layouts, key=lambda one: (_share(one, header), one is expected))
    if best is not expected and _share(best, header) == 1:
        raise SourceFileError(
            f"The name says {year}, and the columns are those of the surveys {best.id}: found "
            f"{', '.join(best.needed())}; expected {', '.join(expected.needed())}. Is the file "
            "named as it was published?"
        )
    return expected


def _warn_of_unconfirmed(layout: Layout, table: pd.DataFrame, inspection: Inspection) -> None:
    for key in layout.unconfirmed:
        column = layout.columns[key]
        if column in table:
            inspection.warn(
                f"the column is taken for gpps_{key}, which no list of variables confirms",
                where=inspection.place(column=column),
                advice=f"Check it and correct {COLUMNS.name}.",
            )


def _notes(layout: Layout) -> tuple[str, ...]:
    if not layout.unknown:
        return ()
    keys = ", ".join(f"gpps_{key}" for key in layout.unknown)
    return (f"Not read, for their columns in surveys {layout.id} are not known here: {keys}.",)


def _answers(
    table: pd.DataFrame, key: str, column: str, received: pd.Series, inspection: Inspection
) -> pd.DataFrame:
    """One question's percentages. Negative numbers mean suppressed or not applicable."""
    share = inspection.numbers(table[column], table["row"], column=column, minimum=None)
    over = share > 1
    if over.any():
        inspection.error(
            f"not a share ({over.sum():,} rows)",
            where=inspection.place(table.loc[over, "row"].iloc[0], column),
            found=f"{share[over].iloc[0]:g}",
            expected="0 to 1",
        )
    withheld = (share < 0) | (received < FEWEST_RESPONSES)
    value = (100 * share).mask(withheld | over)
    flag = pd.Series(None, table.index, dtype="str").mask(withheld, "suppressed")
    return table[["area_code", "row"]].assign(
        indicator_id=f"gpps_{key}",
        denominator=received,
        value=value,
        flag=flag.mask(value.isna() & ~withheld, "not_available"),
    )


FORMATS = (
    Format(
        id="gp_patient_survey",
        title="GP Patient Survey, practice level, weighted",
        source="gpps",
        layout="table with Practice_Code, Practice_Name, received, Q3_12pct, Q18_12pct, Q28_12pct "
        "(to 2023) or ad_practicecode, overallexp.pcteval, gpcontactoverall.pcteval (from 2024)",
        recognises=_recognises,
        read=inspected(_read),
    ),
)
