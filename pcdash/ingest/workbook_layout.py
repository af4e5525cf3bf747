"""What the BI team's workbook looks like: the sheets and columns that its template is made with.

The template is written from it and the reader looks for it, so that they cannot differ. The area
code is in column A, the header in row 1 and the data from row 2 on; a workbook that moves them is
read all the same, since columns are found by name.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: its heading, other headings that mean it, its width and what to write in it.

    On sheets of records, `field` is the column of the store that it fills (none: it is only looked
    up) and `kind` what it holds: text, code, choice, indicator, period, date, number or yes.
    `choices` are what a choice may be, or the name of a vocabulary of the definitions. On a sheet
    with a column an indicator, `indicator` and `field` say which part of which figure it is.
    """

    name: str
    others: tuple[str, ...]
    width: int
    help: str
    kind: str = "text"
    field: str = ""
    choices: tuple[str, ...] | str = ()
    indicator: str = ""
    is_needed: bool = False


@dataclass(frozen=True)
class Layout:
    """One sheet: its name and its columns, in order; what it gives, and what it is for.

    `optional` columns are read where they are there, and written only where they are needed.
    `gives` is a kind of `pcdash.store.schema`, or how its figures are laid out: long (a row a
    figure), wide (a row an area and period) or triggers.
    """

    sheet: str
    columns: tuple[Column, ...]
    gives: str = "long"
    about: str = ""
    optional: tuple[Column, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The headings, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def needed(self) -> tuple[str, ...]:
        """The headings without which a table is none of this layout."""
        return tuple(column.name for column in self.columns if column.is_needed)

    def column(self, name: str) -> Column:
        """The column of a heading."""
        return next(column for column in self.columns if column.name == name)

    @property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """Each heading with the others that mean the same."""
        return {column.name: column.others for column in (*self.columns, *self.optional)}


CODE, NAME, INDICATOR, TITLE, PERIOD = (
    "Area code", "Area name", "Indicator", "Indicator title", "Period",
)  # fmt: skip
NUMERATOR, DENOMINATOR, VALUE, CATEGORY = "Numerator", "Denominator", "Value", "Category"
LOWER_95, UPPER_95, LOWER_998, UPPER_998 = LIMITS = (
    "Lower 95%", "Upper 95%", "Lower 99.8%", "Upper 99.8%",
)  # fmt: skip
FLAG, AS_EXPORTED = "Flag", "As exported"
FLAGS = (
    "suppressed", "not_available", "not_applicable", "provisional", "revised", "estimated",
)  # fmt: skip

SUPPLIED = "Only where it was supplied with the value: else it is worked out."
# Read where they are there; the template has them only where what is held needs them.
OPTIONAL = (
    Column(LOWER_95, (), 13, SUPPLIED, kind="number", field="lower_95"),
    Column(UPPER_95, (), 13, SUPPLIED, kind="number", field="upper_95"),
    Column(LOWER_998, (), 13, SUPPLIED, kind="number", field="lower_998"),
    Column(UPPER_998, (), 13, SUPPLIED, kind="number", field="upper_998"),
    Column(
        FLAG, (), 15, f"Where a figure needs one: {', '.join(FLAGS)}.", kind="choice",
        field="flag", choices=FLAGS,
    ),
)  # fmt: skip
# By this column of an export a row that nobody edited is passed over; the others are not read.
MARK = Column(AS_EXPORTED, (), 14, "What the row held when it was exported. Leave it as it is.")
LINEAGE = (
    Column("File", (), 36, "Where the figure came from. Not read."),
    Column("Sheet", (), 14, "Not read."),
    Column("Row", (), 9, "Not read."),
    Column("Load", (), 8, "The number of the load that gave it. Not read."),
    Column("Loaded by", (), 24, "Not read."),
    Column("Loaded on", (), 14, "Not read."),
)

FIGURES = Layout(
    "Figures",
    (
        Column(CODE, ("Code", "ODS code", "Practice code"), 12,
               "The ODS code of a practice, such as F82001, or of another area.", kind="code"),
        Column(NAME, ("Name", "Practice", "Practice name"), 36,
               "Looked up from the code. Not read."),
        Column(INDICATOR, ("Indicator ID", "Indicator code"), 28,
               "The id of a definition: choose from the list.", kind="indicator"),
        Column(TITLE, (), 44, "Looked up from the indicator. Not read."),
        Column(PERIOD, (), 14,
               "2018/19, Q3 2018/19, Apr 2019, 2019 or a day such as 27 Nov 2015. A date in any "
               "other form is the month, quarter or year that it lies in.",
               kind="period"),
        Column(NUMERATOR, ("Count",), 13, "The count or sum above the line.",
               kind="number"),
        Column(DENOMINATOR, ("Population",), 13, "What it is a share of or a rate for.",
               kind="number"),
        Column(VALUE, (), 13,
               "Only where it does not follow from numerator and denominator. In the unit of the "
               "definition: 45 for 45%.", kind="number"),
        Column(CATEGORY, ("Rating",), 24, "For ratings and states: choose from the list.",
               kind="choice", choices="categories"),
    ),
    about="Any figure: a row an area, indicator and period.",
    optional=(*OPTIONAL, MARK),
)  # fmt: skip
NEEDED = (CODE, INDICATOR, PERIOD)
EXPORT = Layout(FIGURES.sheet, (*FIGURES.columns, *OPTIONAL, MARK, *LINEAGE))
GIVEN = (NUMERATOR, DENOMINATOR, VALUE, CATEGORY)  # of which a row has one or more
NOTES, LISTS = "Notes", "Lists"
