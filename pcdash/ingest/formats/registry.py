"""The published formats that are known, and how a file is matched to one by its content.

Each module of this package defines one or more `Format` objects; `all_formats.FORMATS` lists
them, the most particular first. A format looks at a `Peek`, never at the file's name, to say
whether a file is its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pcdash.definitions.catalogue import Catalogue
from pcdash.errors import SourceFileError
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading

NO_ROWS = "It has the columns of this format and no rows to load."


@dataclass(frozen=True)
class Format:
    """One published layout: what it is called, how it is known, how it is read.

    `layout` says in words what the columns or sheets are, for `python -m pcdash formats` and for
    the message about a file that looks like none. `source` is the id of a source definition.
    `is_typed` says that people write such files by hand, so that they are checked beside what is
    held.
    """

    id: str
    title: str
    source: str
    layout: str
    recognises: Callable[[Peek], bool]
    read: Callable[[Document, Catalogue], Reading]
    is_typed: bool = False


def inspected(
    read: Callable[[Document, Catalogue, Inspection], Reading],
) -> Callable[[Document, Catalogue], Reading]:
    """A reader that gives back what its inspection found, even where it had to stop early."""

    def read_inspected(document: Document, catalogue: Catalogue) -> Reading:
        inspection = Inspection()
        try:
            reading = read(document, catalogue, inspection)
        except SourceFileError as error:
            if not any(problem.severity == "error" for problem in inspection.problems):
                inspection.error(str(error))
            reading = Reading()
        reading = replace(reading, problems=(*reading.problems, *inspection.problems))
        return reading if _says_anything(reading) else replace(reading, skipped=NO_ROWS)

    return read_inspected


def _says_anything(reading: Reading) -> bool:
    """Whether it has rows, or words on why not: a file with a header alone has neither."""
    held = bool(reading.frames)
    return held or bool(reading.skipped or reading.problems)
