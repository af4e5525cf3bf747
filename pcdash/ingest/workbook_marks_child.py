"""The process that looks at what calamine does not tell of the cells of a workbook in XML.

Run as `python -m pcdash.ingest.workbook_marks_child FILE BYTES`: prints a JSON line for each sheet
with its hidden rows, and its cells with an error, with a formula that was never worked out, and
with a number shown as a percentage, each as [column from 0, row from 1]. It imports nothing heavy.
"""

import contextlib
import json
import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from xml.parsers import expat

from pcdash.ingest.workbook_child import MEMORY, UNREADABLE, limit_memory
from pcdash.ingest.workbook_marks_ods import CONTENT, scan_ods
from pcdash.ingest.workbook_xml import ScannedSheet, local_name, new_parser, parse

BUILT_IN_PERCENT = {9, 10}  # 0% and 0.00%: ECMA-376, 18.8.30
STYLES_ASKED = 50  # each costs every cell a comparison; a workbook has some ten
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.')  # literal text and padding in a number format


def main(path: str, memory_bytes: int) -> int:
    """Print the marks; the exit code says what went wrong, as in `workbook_child`."""
    limit_memory(memory_bytes)
    try:
        with zipfile.ZipFile(path) as archive:
            is_ods = CONTENT in archive.NameToInfo
            for marks in scan_ods(archive) if is_ods else scan(archive):
                sys.stdout.write(json.dumps(asdict(marks)) + "\n")
        sys.stdout.flush()
    except (zipfile.BadZipFile, expat.ExpatError, OSError, ValueError, KeyError) as error:
        sys.stderr.write(str(error))
        return UNREADABLE
    except MemoryError:
        return MEMORY
    return 0


def scan(archive: zipfile.ZipFile) -> Iterator[ScannedSheet]:
    """Each sheet's marks, in the order of the workbook; none of a workbook that is not XML."""
    book = _targets(archive, "", "_rels/.rels").get("officeDocument", "")
    if not book.endswith(".xml"):
        return
    folder, name = posixpath.split(book)
    links = f"{folder}/_rels/{name}.rels"
    by_id, by_kind = _targets_by_id(archive, folder, links), _targets(archive, folder, links)
    percent_styles = _percent_styles(archive, by_kind.get("styles", ""))
    for tag, attributes in _elements(archive, book):
        if tag == "sheet":
            part = by_id.get(attributes.get("id", ""), "")
            if "/worksheets/" in part:
                yield _Sheet(attributes["name"], percent_styles).read(archive, part)


def _targets_by_id(archive: zipfile.ZipFile, folder: str, links: str) -> dict[str, str]:
    return {one["Id"]: _path(folder, one["Target"]) for one in _links(archive, links)}


def _targets(archive: zipfile.ZipFile, folder: str, links: str) -> dict[str, str]:
    """The parts by the kind of what links to them, the last part of its address."""
    return {
        one["Type"].rpartition("/")[2]: _path(folder, one["Target"])
        for one in _links(archive, links)
    }


def _links(archive: zipfile.ZipFile, links: str) -> list[dict[str, str]]:
    if links not in archive.NameToInfo:
        return []
    return [one for tag, one in _elements(archive, links) if tag == "Relationship"]


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _percent_styles(archive: zipfile.ZipFile, part: str) -> set[str]:
    """The numbers of the cell styles that show a share as a percentage."""
    if part not in archive.NameToInfo:
        return set()
    formats, styles, inside = set(BUILT_IN_PERCENT), set(), False
    number = 0
    for tag, one in _elements(archive, part):
        if tag == "numFmt" and "%" in NOT_SHOWN.sub("", one.get("formatCode", "")):
            formats.add(int(one["numFmtId"]))
        inside = tag == "cellXfs" or (inside and tag not in ("cellStyles", "dxfs", "cellStyleXfs"))
        if inside and tag == "xf":
            if int(one.get("numFmtId", 0)) in formats:
                styles.add(str(number))
            number += 1
    return styles


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small part, each with its attributes, without namespaces."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = new_parser()
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (local_name(tag), {local_name(name): text for name, text in attributes.items()})
    )
    parse(parser, archive, part)
    yield from found


class _Sheet:
    """Reads the XML of one sheet, element by element; most cells cost two look-ups."""

    def __init__(self, name: str, percent_styles: set[str]) -> None:
        self.marks = ScannedSheet(name)
        self.percent_styles = percent_styles
        self.tags = _Tags()
        self.parser = new_parser()
        self.row = 0
        self.column = -1
        self.kind = self.style = ""
        self.has_formula = False
        self.value: list[str] = []

    def read(self, archive: zipfile.ZipFile, part: str) -> ScannedSheet:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        parse(self.parser, archive, part, without=_plain_cells(self.percent_styles))
        return self.marks

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self.tags[name]
        if tag == "c":
            reference = attributes.get("r")
            self.column = self.column + 1 if reference is None else _column(reference)
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.has_formula = False
        elif tag == "v":
            if self._may_be_marked():
                self.parser.CharacterDataHandler = self.value.append
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden.append(self.row)

    def _end(self, name: str) -> None:
        tag = self.tags[name]
        if tag == "v":
            self.parser.CharacterDataHandler = None
        elif tag == "c" and self._may_be_marked():
            self._finish("".join(self.value).strip())
            self.value.clear()

    def _may_be_marked(self) -> bool:
        return self.has_formula or self.kind == "e" or self.style in self.percent_styles

    def _finish(self, value: str) -> None:
        place = (self.column, self.row)
        if self.kind == "e":
            self.marks.errors.append((*place, value))
        elif self.has_formula and not value and self.kind != "str":
            self.marks.not_worked_out.append(place)
        elif value and self.kind == "n" and self.style in self.percent_styles:
            self.marks.percentages.append(place)


def _plain_cells(percent_styles: set[str]) -> re.Pattern[bytes] | None:
    """Cells that have no mark, which most are: they are taken out before the parser sees them.

    A cell stays if the place of what follows is counted from it, or a chunk ends within it. None
    where there are too many styles to ask each cell for: the parser then sees every cell.
    """
    if len(percent_styles) > STYLES_ASKED:
        return None
    percent = "|".join(sorted(percent_styles)) or "none"
    start = rf'<c r="[A-Z]{{1,3}}\d{{1,7}}"(?: s="(?!(?:{percent})")\d+")?(?: t="(?!e")\w+")?>'
    content = r"(?:<v>[^<]*</v>|<is><t[^<>]*>[^<]*</t></is>)"
    return re.compile(f'{start}{content}</c>(?=<c r="|</row>)'.encode())


class _Tags(dict[str, str]):
    """Names of elements without their namespaces, each worked out once."""

    def __missing__(self, name: str) -> str:
        self[name] = local_name(name)
        return self[name]


def _column(reference: str) -> int:
    return _number(reference.rstrip("0123456789"))


@lru_cache(maxsize=20_000)
def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main(sys.argv[1], int(sys.argv[2])))
