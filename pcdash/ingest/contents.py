"""What a file is by its content: a table, a workbook, an outline of areas, a zip, or none of them.

Only the first bytes, and the list of a zip's members, are looked at; a name or an extension
never counts, because files are renamed on their way through mail and shared folders.
"""

import re
import struct
import zipfile
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pcdash.errors import SourceFileError

# How much of a file is enough to tell text from anything else, and one layout from another.
START_BYTES = 64 * 1024

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office files up to 2003, and all encrypted ones
OLE_HEADER_BYTES = 512
SQLITE = b"SQLite format 3\x00"  # a GeoPackage is one
SHAPEFILE = b"\x00\x00\x27\x0a"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
# The first bytes of what people mistake for data, or put beside it.
OTHER = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a rich text document"),
)
# Names of streams in an OLE file, which are UTF-16 there.
OLE_STREAMS = (
    ("EncryptedPackage", "workbook", "a password-protected Office file"),  # calamine says so
    ("WordDocument", "other", "a Word document"),
    ("PowerPoint Document", "other", "a PowerPoint document"),
    ("__properties_version1.0", "other", "an Outlook message"),
    ("Workbook", "workbook", "an Excel workbook of 2003 or before"),
    ("Book", "workbook", "an Excel workbook of 1995 or before"),
)
GEOJSON = re.compile(r'"type"\s*:\s*"(FeatureCollection|Feature|Topology)"|"features"\s*:')
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")  # \x1a ended files of DOS


@dataclass(frozen=True)
class Content:
    """`kind` is table, workbook, geography, archive or other; `what` says it in words."""

    kind: str
    what: str


def content_of(path: Path) -> Content:
    """What the file holds.

    Raises:
        SourceFileError: a zip or Office file that is cut off or damaged.
    """
    with path.open("rb") as file:
        start = file.read(START_BYTES)
    for magic, what in OTHER:
        if start.startswith(magic):
            return Content("other", what)
    if start.startswith(b"PK"):
        return _zip_content(path)
    if start.startswith(OLE):
        return _ole_content(path)
    if start.startswith(SQLITE):
        return Content("geography", "a GeoPackage")
    if start.startswith(SHAPEFILE):
        return Content("geography", "a shapefile")
    return _text_content(start)


def decode_start(start: bytes) -> str | None:
    """The text of a file's first bytes, which may end within a character; None if binary."""
    if start.startswith(UTF16):
        return start[: len(start) // 2 * 2].decode("utf-16", errors="ignore")
    text = start.decode("utf-8-sig", errors="ignore")
    # More than the few bytes of a cut character are lost: it is not UTF-8.
    if len(text.encode("utf-8")) < len(start.removeprefix(b"\xef\xbb\xbf")) - 3:
        text = start.decode("cp1252", errors="replace")
    return None if CONTROL.search(text) or "\ufffd" in text else text


def _text_content(start: bytes) -> Content:
    text = decode_start(start)
    if text is None:
        return Content("other", "a binary file of no known kind")
    opening = text.lstrip()[:200].lower()
    if opening.startswith(("<!doctype html", "<html", "<head")):
        return Content("other", "a web page")
    if opening.startswith("<"):
        return Content("other", "an XML file")
    if opening.startswith(("{", "[")):
        if GEOJSON.search(text):
            return Content("geography", "a GeoJSON file")
        return Content("other", "a JSON file")
    return Content("table", "a table of text")


def _zip_content(path: Path) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = b""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as error:
        raise SourceFileError(
            "The file begins like a zip or an Excel workbook and cannot be opened as one: it is "
            "cut off or damaged. Download or copy it again."
        ) from error
    except (NotImplementedError, RuntimeError):  # an unknown compression, an encrypted member
        return Content("archive", "a zip")
    if b"opendocument.spreadsheet" in mimetype:
        return Content("workbook", "an OpenDocument workbook")
    if b"opendocument" in mimetype:
        return Content("other", "an OpenDocument text or picture")
    if any(name.startswith("xl/workbook.") for name in names):
        return Content("workbook", "an Excel workbook")
    if any(name.startswith("word/") for name in names):
        return Content("other", "a Word document")
    if any(name.startswith("ppt/") for name in names):
        return Content("other", "a PowerPoint document")
    return Content("archive", "a zip")


def _ole_content(path: Path) -> Content:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        # The directory of streams may stand anywhere, and stands at the end of old workbooks.
        if content.size() < OLE_HEADER_BYTES or _ole_directory(content) >= content.size():
            raise SourceFileError(
                "The file begins like an Excel workbook of 2003 or before and is cut off. Download "
                "or copy it again."
            )
        for stream, kind, what in OLE_STREAMS:
            if content.find(f"{stream}\0".encode("utf-16-le")) >= 0:
                return Content(kind, what)
    return Content("other", "an Office file of 2003 or before that is not a workbook")


def _ole_directory(content: mmap) -> int:
    """Where the list of streams begins, in bytes."""
    (shift,) = struct.unpack_from("<H", content, 30)
    (sector,) = struct.unpack_from("<I", content, 48)
    return (sector + 1) << min(shift, 16)
