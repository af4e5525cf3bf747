"""Files, zips and folders in; documents out, each with what recognition needs to look at.

A document is one real file on disk: members of a zip are unpacked to a scratch folder that the
caller owns. Nothing here knows a published format, and nothing stops at the first fault.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from pcdash.errors import SourceFileError
from pcdash.ingest import archives, geography, tables, workbooks
from pcdash.ingest.companions import (
    is_left_behind,
    is_note,
    is_paper,
    is_shapefile_part,
    shapefile_parts,
)
from pcdash.ingest.contents import content_of
from pcdash.ingest.reading import Problem
from pcdash.ingest.workbook_marks import SheetMarks, read_marks

FIRST_ROWS = 5  # of a table
FIRST_SHEET_ROWS = 20
FIRST_OUTLINES = 5
SEPARATOR = " › "  # between a zip and what is in it


def own_name(name: str) -> str:
    """The name of a file without the folders and zips that it lay in."""
    return name.rpartition("/")[2].rpartition(SEPARATOR)[2]


@dataclass(frozen=True)
class Document:
    """One file to read. `name` is what people see: `outer.zip › inner.csv` in a zip."""

    name: str
    path: Path
    sha256: str
    size: int

    def table(self, *, header: bool = True) -> pd.DataFrame:
        """The cells of a delimited text file; see `tables.read_table`."""
        return tables.read_table(self.path, header=header)

    def sheets(self) -> dict[str, list[list[workbooks.Cell]]]:
        """The cells of every sheet of a workbook; see `workbooks.read_sheets`."""
        return workbooks.read_sheets(self.path)

    def hidden_sheets(self) -> tuple[str, ...]:
        """The names of the sheets of a workbook that are hidden."""
        return workbooks.read_workbook(self.path).hidden

    def marks(self) -> dict[str, SheetMarks]:
        """What the cells do not tell; see `workbook_marks.read_marks`."""
        return read_marks(self.path)

    def geography(self) -> gpd.GeoDataFrame:
        """The outlines and their properties, in WGS84; see `geography.read_geography`."""
        return geography.read_geography(self.path)


@dataclass(frozen=True)
class Peek:
    """The little of a file that recognition looks at.

    `kind` is table, workbook, geography or other, and `what` says it in words. A table has its
    `header` and `first_rows` (the header is the first of them), a workbook the first rows of its
    `sheets`, a geography the names of its `properties` and their values for the first `outlines`.
    `sha256` is that of the whole file.
    """

    kind: str
    header: tuple[str, ...] = ()
    first_rows: tuple[tuple[str, ...], ...] = ()
    sheets: dict[str, tuple[tuple[workbooks.Cell, ...], ...]] = field(default_factory=dict)
    properties: tuple[str, ...] = ()
    outlines: tuple[tuple[str, ...], ...] = ()
    what: str = ""
    sha256: str = ""

    def has(self, *columns: str) -> bool:
        """Whether all the columns are in the header of a table, in any case of letters."""
        present = {name.casefold() for name in self.header}
        return all(column.casefold() in present for column in columns)


@dataclass(frozen=True)
class Found:
    """What a list of paths holds. `problems` and `skipped` pair a name with what to say of it."""

    documents: tuple[Document, ...]
    problems: tuple[tuple[str, Problem], ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()


def open_document(path: Path, *, name: str | None = None) -> Document:
    """One file as a document.

    Raises:
        SourceFileError: it is missing, empty, a folder, or may not be read.
    """
    if not path.exists():
        raise SourceFileError(f"There is no file {str(path)!r}. Check how its name is spelt.")
    if not path.is_file():
        raise SourceFileError(f"{str(path)!r} is not a file.")
    try:
        size = path.stat().st_size
        if size == 0:
            raise SourceFileError("The file is empty; expected data. Download or copy it again.")
        parts = (path, *shapefile_parts(path))
        return Document(name or path.name, path, _sha256(parts), size)
    except OSError as error:
        raise SourceFileError(
            f"The file cannot be read ({error.strerror}). Close it elsewhere, or ask for access."
        ) from error


def peek(document: Document) -> Peek:
    """The start of a document, by its kind.

    Raises:
        SourceFileError: it is cut off, damaged, protected or too large to open.
    """
    return replace(_peek(document), sha256=document.sha256)


def _peek(document: Document) -> Peek:
    content = content_of(document.path)
    if content.kind == "table":
        rows = tables.first_rows(document.path, FIRST_ROWS)
        return Peek("table", header=rows[0] if rows else (), first_rows=rows, what=content.what)
    if content.kind == "workbook":
        sheets = workbooks.peek_sheets(document.path, FIRST_SHEET_ROWS)
        return Peek("workbook", sheets=sheets, what=content.what)
    if content.kind == "geography":
        names, *rows = geography.first_properties(document.path, FIRST_OUTLINES)
        return Peek("geography", properties=names, outlines=tuple(rows), what=content.what)
    return Peek("other", what=content.what)


def find_documents(paths: Iterable[Path], *, scratch: Path) -> Found:
    """Every document in files, folders and zips, and each thing that could not be opened.

    Folders are searched to their depth, in the order of their names; hidden files and the lock
    files of Office are passed over, papers and notes are named as skipped. A file that is
    reached twice is taken once. Files of one name are told apart by the folders that they are in.
    """
    given = [Path(path) for path in paths]
    search = _Search(scratch, _names(given))
    for path in given:
        search.add(path)
    return search.found()


def _names(given: Iterable[Path]) -> dict[Path, str]:
    """A name for each file: as short as it can be with no other file of that name."""
    names: dict[Path, tuple[str, ...]] = {}
    for path in given:
        if path.is_dir():
            for file in _files_below(path, lambda error: None):
                short = file.relative_to(path).as_posix()
                within = f"{path.resolve().name}/{short}"
                names.setdefault(file.resolve(), (short, within, str(file)))
        else:
            names.setdefault(path.resolve(), (path.name, str(path), str(path.resolve())))
    for _ in range(2):
        uses = Counter(each[0] for each in names.values())
        names = {
            file: each[1:] if uses[each[0]] > 1 and len(each) > 1 else each
            for file, each in names.items()
        }
    return {file: each[0] for file, each in names.items()}


class _Search:
    def __init__(self, scratch: Path, names: Mapping[Path, str]) -> None:
        self.scratch = scratch
        self.names = names
        self.documents: list[Document] = []
        self.problems: list[tuple[str, Problem]] = []
        self.skipped: list[tuple[str, str]] = []
        self.seen: set[Path] = set()
        self.zips = 0

    def found(self) -> Found:
        return Found(tuple(self.documents), tuple(self.problems), tuple(self.skipped))

    def add(self, path: Path) -> None:
        """A path that somebody named: nothing about it is passed over in silence."""
        if path.is_dir():
            self._folder(path)
        else:
            self._file(path, self.names[path.resolve()], chosen=True, opens_zip=True)

    def _folder(self, folder: Path) -> None:
        before = len(self.documents) + len(self.problems) + len(self.skipped)
        for path in _files_below(folder, lambda error: self._unreadable(folder, error)):
            # A file that came between the two looks at the folder has no name yet.
            name = self.names.get(path.resolve(), path.relative_to(folder).as_posix())
            self._file(path, name, chosen=False, opens_zip=True)
        if before == len(self.documents) + len(self.problems) + len(self.skipped):
            self._refuse(folder.name, "the folder holds no files")

    def _file(self, path: Path, name: str, *, chosen: bool, opens_zip: bool) -> None:
        resolved = path.resolve()
        if resolved in self.seen or (not chosen and is_shapefile_part(path)):
            return
        self.seen.add(resolved)
        if not chosen and is_note(name.rpartition(SEPARATOR)[2]):
            self.skipped.append((name, "Notes about files, which hold no figures to load."))
            return
        try:
            document = open_document(path, name=name)
            content = content_of(path)
        except SourceFileError as error:
            self._refuse(name, str(error))
            return
        if content.kind == "archive" and opens_zip:
            self._zip(document)
        elif content.kind == "archive":
            advice = "Unpack the outer zip and load what it holds."
            self._refuse(name, "a zip inside a zip is not opened", advice=advice)
        elif not chosen and is_paper(path, content.what):
            reason = f"{content.what[0].upper()}{content.what[1:]}, which holds no figures to load."
            self.skipped.append((name, reason))
        else:
            self.documents.append(document)

    def _zip(self, document: Document) -> None:
        self.zips += 1
        into = self.scratch / f"zip-{self.zips}"
        within = f"{document.name}{SEPARATOR}"
        try:
            members, problems = archives.unpack(document.path, into=into)
        except SourceFileError as error:
            self._refuse(document.name, str(error))
            return
        self.problems += [(f"{within}{name}", problem) for name, problem in problems]
        members = [member for member in members if not is_left_behind(member.name)]
        if not members and not problems:
            self._refuse(document.name, "the zip holds no files")
        for member in sorted(members, key=lambda one: one.name):
            self._file(member.path, f"{within}{member.name}", chosen=False, opens_zip=False)

    def _refuse(self, name: str, what: str, *, advice: str = "") -> None:
        self.problems.append((name, Problem("error", what, advice=advice)))

    def _unreadable(self, folder: Path, error: OSError) -> None:
        name = Path(error.filename or folder).name
        self._refuse(name, f"the folder cannot be read ({error.strerror})")


def _files_below(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = sorted(name for name in folders if not is_left_behind(name))
        for name in sorted(names):
            if not is_left_behind(name):
                yield Path(parent, name)


def _sha256(parts: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in parts:
        with path.open("rb") as file:
            while chunk := file.read(1024**2):
                digest.update(chunk)
    return digest.hexdigest()
