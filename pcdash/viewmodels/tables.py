"""A table as it is shown: text in every cell, so that page, CSV and workbook say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from pcdash.viewmodels import words


@dataclass(frozen=True)
class Column:
    """A heading in words; `is_number` columns hold numbers as text, or a symbol for none."""

    label: str
    is_number: bool = False
    help: str = ""


@dataclass(frozen=True)
class Table:
    """Columns and rows, in the order shown. `codes` names the area or thing of each row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What the symbols in the table mean, for those that occur."""
        cells = {cell for row in self.rows for cell in row}
        return tuple(
            words.SYMBOLS[symbol]
            for symbol in words.SYMBOLS
            if any(symbol in cell for cell in cells)
        )


@dataclass(frozen=True)
class Provenance:
    """Where the figures of a page or a download come from, in words.

    `has_link` says that a link reopens the page as it is.
    """

    title: str
    about: tuple[tuple[str, str], ...]
    is_illustrative: bool
    file_name: str
    has_link: bool = True


def made_of(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, codes: Sequence[str] = ()
) -> Table:
    """A table of any sequences of cells."""
    return Table(tuple(columns), tuple(map(tuple, rows)), tuple(codes))


def first_rows(table: Table, count: int) -> Table:
    """The beginning of a table."""
    return Table(table.columns, table.rows[:count], table.codes[:count])
