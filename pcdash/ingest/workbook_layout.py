"""What the BI team's workbook looks like: the sheets and columns that its template is made with.

The template is written from it and the reader looks for it, so that they cannot differ. The area
code is in column A, the header in row 1 and the data from row 2 on; a workbook that moves them is
read all the same, since columns are found by name.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: its heading, other headings that mean it, its width and what to write in it."""

    name: str
    others: tuple[str, ...]
    width: int
    help: str


@dataclass(frozen=True)
class Layout:
    """One sheet: its name and its columns, in order."""

    sheet: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The headings, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """Each heading with the others that mean the same."""
        return {column.name: column.others for column in self.columns}


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

FIGURES = Layout(
    "Figures",
    (
        Column(CODE, ("Code", "ODS code", "Practice code"), 12,
               "The ODS code of a practice, such as F82001, or of another area."),
        Column(NAME, ("Name", "Practice", "Practice name"), 36,
               "Looked up from the code. Not read."),
        Column(INDICATOR, ("Indicator ID", "Indicator code"), 28,
               "The id of a definition: choose from the list."),
        Column(TITLE, (), 44, "Looked up from the indicator. Not read."),
        Column(PERIOD, (), 14,
               "2018/19, Q3 2018/19, Apr 2019, 2019 or a day such as 27 Nov 2015."),
        Column(NUMERATOR, ("Count",), 13, "The count or sum above the line."),
        Column(DENOMINATOR, ("Population",), 13, "What it is a share of or a rate for."),
        Column(VALUE, (), 13,
               "Only where it does not follow from numerator and denominator. In the unit of the "
               "definition: 45 for 45%."),
        Column(CATEGORY, ("Rating",), 24, "For ratings and states: choose from the list."),
    ),
)  # fmt: skip
# Read where they are there; the template has them only where what is held needs them.
OPTIONAL = (
    *(
        Column(name, (), 13, "Only where it was supplied with the value: else it is worked out.")
        for name in LIMITS
    ),
    Column(FLAG, (), 15, f"Where a figure needs one: {', '.join(FLAGS)}."),
)
# What an export has besides: by the first of them a row that nobody edited is passed over.
LINEAGE = (
    Column(AS_EXPORTED, (), 14, "What the row held when it was exported. Leave it as it is."),
    Column("File", (), 36, "Where the figure came from. Not read."),
    Column("Sheet", (), 14, "Not read."),
    Column("Row", (), 9, "Not read."),
    Column("Load", (), 8, "The number of the load that gave it. Not read."),
    Column("Loaded by", (), 24, "Not read."),
    Column("Loaded on", (), 14, "Not read."),
)
NEEDED = (CODE, INDICATOR, PERIOD)
EXPORT = Layout(FIGURES.sheet, (*FIGURES.columns, *OPTIONAL, *LINEAGE))
GIVEN = (NUMERATOR, DENOMINATOR, VALUE, CATEGORY)  # of which a row has one or more
NOTES, LISTS = "Notes", "Lists"
