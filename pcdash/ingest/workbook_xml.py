"""What the processes that scan the XML of workbooks share: a parser without entities, and marks."""

import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

CHUNK = 1024**2


class NotAllowedError(ValueError):
    """The XML defines entities, which no workbook does that is not made to do harm."""


@dataclass
class ScannedSheet:
    """What was found on one sheet: rows from 1; cells as column from 0 and row from 1."""

    sheet: str
    hidden: list[int] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    not_worked_out: list[tuple[int, int]] = field(default_factory=list)
    percentages: list[tuple[int, int]] = field(default_factory=list)


def new_parser() -> expat.XMLParserType:
    """A parser that refuses entities."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise NotAllowedError("the workbook defines XML entities")

    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    return parser


def parse(
    parser: expat.XMLParserType,
    archive: zipfile.ZipFile,
    part: str,
    *,
    without: re.Pattern[bytes] | None = None,
) -> None:
    """Feed a part of a workbook to a parser, without some text that means nothing to it."""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            parser.Parse(without.sub(b"", chunk) if without else chunk, False)
    parser.Parse(b"", True)


def local_name(name: str) -> str:
    """The name of an element without its namespace."""
    return name.rpartition(":")[2]
