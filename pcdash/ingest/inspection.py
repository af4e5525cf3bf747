"""Collects every problem of a file while its columns are turned into codes, numbers and dates.

One `Inspection` a file. Its methods take a column of text as the file has it and give a column
of values; what cannot be turned is recorded with its place and comes back missing, so that a
reader goes on to the end and a person sees all that is wrong at once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches

import numpy as np
import pandas as pd

from pcdash.definitions.models import PRACTICE_CODE
from pcdash.errors import SourceFileError
from pcdash.grammar import counted
from pcdash.ingest.figure_words import figure, written
from pcdash.ingest.likely_meant import meant_value
from pcdash.ingest.reading import Problem, Spot

# A fault that repeats down a column is listed row by row up to here, then counted.
LISTED = 20
SHOWN = 3  # rows of one key that contradict each other
# Under this name a table keeps the published names of columns that were renamed (`attrs`).
PUBLISHED = "published"
EXAMPLE_DATE = date(2021, 1, 31)
NUMBER = re.compile(r"[+-]?(\d+(,\d{3})*|\d*)(\.\d+)?([eE][+-]?\d+)?")


class Inspection:
    """The problems found so far in one file, and the means to find more.

    `sheet` is set while a sheet of a workbook is being read, and then stands in every place;
    `headings` are the file's own names of columns that are read under others.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.sheet: str | None = None
        self.headings: dict[str, str] = {}

    def error(self, what: str, *, spot: Spot | None = None, **details: str) -> None:
        """Record a problem that blocks the file."""
        self.problems.append(Problem("error", what, spot=spot, **details))

    def warn(self, what: str, *, spot: Spot | None = None, **details: str) -> None:
        """Record a problem that people should see and that blocks nothing."""
        self.problems.append(Problem("warning", what, spot=spot, **details))

    def told(self, column: str) -> set[int]:
        """The rows of the sheet whose cell in a column has an error already."""
        return {
            row
            for one in self.problems
            if one.severity == "error" and one.spot is not None
            if (one.spot.sheet, one.spot.column) == (self.sheet, self._heading(column))
            for row in one.spot.rows
        }

    def place(self, row: int | None = None, column: str | None = None) -> str:
        """Where something is, in words."""
        parts = [f"sheet {self.sheet!r}"] if self.sheet else []
        parts += [f"row {int(row)}"] if row is not None else []
        parts += [f"column {self._heading(column)}"] if column else []
        return ", ".join(parts)

    def spot(self, rows: Iterable[int], column: str = "") -> Spot:
        """The cells that something is about, for programs."""
        return Spot(self.sheet, tuple(int(row) for row in rows), self._heading(column))

    def _heading(self, column: str) -> str:
        return self.headings.get(column, column)

    def require(self, columns: Iterable[str], present: Iterable[str]) -> None:
        """Stop the file here if a column is missing: nothing below can be read without it.

        `present` may be the table itself: columns that `spellings.renamed` gave our names are
        then told by the names that they have in the file.

        Raises:
            SourceFileError: names all the missing columns and those that look like them.
        """
        wanted = list(columns)
        published = getattr(present, "attrs", {}).get(PUBLISHED, {})
        present = [name for name in present if name not in ("row", "sheet")]  # ours
        missing = [name for name in wanted if name not in present]
        # What is wanted for itself is not another column under a new name.
        spare = [name for name in present if name not in wanted]
        spare = [published.get(name, name) for name in spare]
        held = ", ".join(published.get(name, name) for name in present)
        for name in missing:
            near = get_close_matches(name, spare, n=1, cutoff=0.6)
            self.error(
                f"the column {name!r} is missing",
                where=self.place(),
                found=f"{near[0]!r} instead" if near else f"the columns {held}",
                expected=repr(name),
                advice="Was a column renamed? Load the file as it was published.",
            )
        if missing:
            raise SourceFileError(f"Missing columns: {', '.join(missing)}.")

    def numbers(
        self,
        text: pd.Series,
        rows: pd.Series,
        *,
        column: str,
        missing: Iterable[str] = ("",),
        minimum: float | None = 0,
        whole: bool = False,
    ) -> pd.Series:
        """Numbers from text; a mark in `missing` is missing, anything else is a problem."""
        text = text.astype("str").str.strip()
        blank = text.isin(list(missing))
        plain = text.str.replace(",", "", regex=False)
        values = pd.to_numeric(plain.where(~blank), errors="coerce").astype("float64")
        wrong = ~blank & (~np.isfinite(values) | ~text.str.fullmatch(NUMBER))
        values = values.mask(wrong)  # one fault a cell: it is not also too small, or not whole
        self.refuse(wrong, text, rows, column=column, what="not a number", expected="a number")
        if minimum is not None:
            below = values < minimum
            self.refuse(
                below, text, rows, column=column, what="too small", expected=f"{minimum:g} or more"
            )
            values = values.mask(below)
        if whole:
            broken = values.notna() & (values % 1 != 0)
            self.refuse(
                broken, text, rows, column=column, what="not a whole number",
                expected="a whole number",
            )  # fmt: skip
            values = values.mask(broken)
        return values

    def dates(
        self,
        text: pd.Series,
        rows: pd.Series,
        *,
        column: str,
        form: str,
        missing: Iterable[str] = ("",),
        example: str = "",
    ) -> pd.Series:
        """Dates from text in one `strptime` form; a mark in `missing` is no date."""
        text = text.astype("str").str.strip()
        values = pd.to_datetime(text, format=form, errors="coerce")
        wrong = values.isna() & ~text.isin(list(missing))
        like = f"a date like {example or EXAMPLE_DATE.strftime(form)}"
        self.refuse(wrong, text, rows, column=column, what="not a date", expected=like)
        return values.astype("datetime64[s]")

    def codes(
        self,
        text: pd.Series,
        rows: pd.Series,
        *,
        column: str,
        pattern: re.Pattern[str] = PRACTICE_CODE,
        kind: str = "a practice code such as F82001",
    ) -> pd.Series:
        """Codes in upper case; one that is not of its form is a problem."""
        codes = text.astype("str").str.strip().str.upper()
        wrong = ~codes.str.fullmatch(pattern)
        self.refuse(
            wrong, text, rows, column=column, what="not a known form of code", expected=kind
        )
        return codes.mask(wrong)

    def known(
        self,
        values: pd.Series,
        rows: pd.Series,
        known: Iterable[str],
        *,
        column: str,
        kind: str,
        titles: Mapping[str, tuple[str, ...]] | None = None,
    ) -> pd.Series:
        """The values that are in a fixed list; the first others are told once each, then counted.

        `titles` are what else people write, as `likely_meant.meant_value` takes them.
        """
        wrong = values.notna() & ~values.isin(list(known))
        first = pd.DataFrame({"value": values[wrong], "row": rows[wrong]})
        groups = list(first.groupby("value", sort=False)["row"])
        for value, at in groups[:LISTED]:
            meant = meant_value(str(value), [str(one) for one in known], titles or {})
            self.error(
                f"{kind} is not known ({counted(len(at), 'row')})",
                where=self.place(at.iloc[0], column),
                found=repr(value),
                expected=f"{meant} or another known one" if meant else "a known one",
                advice="A new one needs a definition in data/definitions before it is loaded.",
                spot=self.spot(at, column),
            )
        beyond = [row for _, at in groups[LISTED:] for row in at]
        self._more(f"cells of {self._heading(column)} that are not known", beyond, column)
        return values.mask(wrong)

    def unique(
        self,
        frame: pd.DataFrame,
        key: list[str],
        *,
        shows_figures: bool = True,
        noun: str = "figures",
    ) -> pd.DataFrame:
        """The frame with each key once: rows said twice alike are merged, contradictions told.

        Where figures may point at a person, `shows_figures` is False and rows alone are told. Rows
        are called `noun`, and told of the sheets that they say they are on.
        """
        if not frame.duplicated(key).any():
            return frame
        facts = [name for name in frame.columns if name not in ("row", "sheet")]
        frame = frame.drop_duplicates(facts)
        again = frame[frame.duplicated(key, keep=False)]
        groups = list(again.groupby(key, dropna=False, sort=False))
        for values, rows in groups[:LISTED]:
            which = ", ".join(self._heading(written(one)) for one in values if not pd.isna(one))
            differ = _difference(rows[facts]) if shows_figures else ""
            with self._on(rows):
                self.error(
                    f"two different {noun} for the same key ({which})",
                    where=self.place(rows["row"].iloc[0]),
                    found=f"rows {self._rows(rows)}{differ}",
                    expected="one row",
                    spot=self.spot(self._own(rows)),
                )
        beyond = [part["row"].iloc[0] for _, part in groups[LISTED:]]
        self._more(f"keys with two different {noun}", beyond)
        return frame.drop_duplicates(key)

    @contextmanager
    def _on(self, rows: pd.DataFrame) -> Iterator[None]:
        """While rows of several sheets are told of: the sheet that the first of them is on."""
        before, named = self.sheet, rows["sheet"].iloc[0] if "sheet" in rows else None
        self.sheet = named if isinstance(named, str) else before
        yield
        self.sheet = before

    def _own(self, rows: pd.DataFrame) -> pd.Series:
        """The rows that are on the sheet of the first of them."""
        return rows.loc[rows["sheet"] == self.sheet, "row"] if self._is_apart(rows) else rows["row"]

    def _rows(self, rows: pd.DataFrame) -> str:
        """Which rows: with their sheets, where there are several."""
        first = rows.head(SHOWN)
        if not self._is_apart(rows):
            return " and ".join(f"{int(row)}" for row in first["row"])
        named = zip(first["row"], first["sheet"], strict=True)
        return " and ".join(f"{int(row)} of {sheet!r}" for row, sheet in named)

    def _is_apart(self, rows: pd.DataFrame) -> bool:
        return "sheet" in rows and rows["sheet"].nunique() > 1

    def refuse(
        self,
        wrong: pd.Series,
        text: pd.Series,
        rows: pd.Series,
        *,
        column: str,
        what: str | pd.Series,
        expected: str | pd.Series,
    ) -> None:
        """Record a problem for each cell that is wrong, as the file has it.

        `what` and `expected` are the same for all cells, or one each.
        """
        listed = zip(text[wrong].head(LISTED).items(), rows[wrong].head(LISTED), strict=True)
        for (place, value), row in listed:
            self.error(
                what if isinstance(what, str) else what[place],
                where=self.place(row, column),
                found=repr(value) if value else "nothing",
                expected=expected if isinstance(expected, str) else expected[place],
                spot=self.spot([row], column),
            )
        said = what if isinstance(what, str) else "not right"
        self._more(f"cells of {column} that are {said}", list(rows[wrong])[LISTED:], column)

    def _more(self, of: str, beyond: Sequence[int], column: str = "") -> None:
        """Count those beyond the listed ones; their places are kept for programs."""
        if beyond:
            spot = self.spot(beyond, column)
            self.error(f"{len(beyond):,} more {of}", where=self.place(), spot=spot)


def _difference(rows: pd.DataFrame) -> str:
    """What rows of one key say in the first column in which they differ: ', with n 10 and 12'."""
    for name in rows.columns:
        if rows[name].nunique(dropna=False) > 1:
            return f", with {name} {' and '.join(figure(one) for one in rows[name].head(SHOWN))}"
    return ""
