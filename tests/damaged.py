"""Builds the files that go wrong: cut off, protected, hostile, or not what their name says."""

import io
import struct
import zipfile
from pathlib import Path

import openpyxl

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
# Not UTF-8, not text in any code page, and the same at every run.
GARBAGE = bytes((number * 89 + number // 7) % 256 for number in range(4096))
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def write(path: Path, content: bytes) -> Path:
    """The path, with that content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def workbook(path: Path, sheets: dict[str, list[list[object]]], *, hidden: str = "") -> Path:
    """A sound workbook with these rows from A1; None is a blank cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column, value)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    book.save(path)
    return path


def truncated(path: Path, *, share: float = 0.6) -> Path:
    """The same file with its end cut off."""
    content = path.read_bytes()
    return write(path, content[: int(len(content) * share)])


def far_cell(path: Path, reference: str = "XFD1048576", *, value: str = "1") -> Path:
    """A workbook of a few kilobytes with a cell in A1 and one in the last row and column."""
    workbook(path, {"Sheet1": [["a"]]})
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = f'<row r="{row}"><c r="{reference}"><v>{value}</v></c></row></sheetData>'
    return _replaced(path, "xl/worksheets/sheet1.xml", b"</sheetData>", cell.encode())


def heavy_workbook(path: Path, *, unpacked: int) -> Path:
    """A workbook with one cell that unpacks to that many bytes of one letter."""
    workbook(path, {"Sheet1": [["a"]]})
    text = b"<is><t>" + b"a" * unpacked + b"</t></is>"
    cell = b'<row r="2"><c r="A2" t="inlineStr">' + text + b"</c></row></sheetData>"
    return _replaced(path, "xl/worksheets/sheet1.xml", b"</sheetData>", cell)


def open_document_sheet(path: Path, rows: str) -> Path:
    """An OpenDocument workbook of one sheet with this XML for its rows."""
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{spaces}:office:1.0" xmlns:table="{spaces}:table:1.0" '
        f'xmlns:text="{spaces}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{spaces}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        f"</manifest:manifest>"
    )
    members = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zipped(path, {name: text.encode() for name, text in members.items()})


def bomb(path: Path, *, unpacked: int = 16 * 1024**2) -> Path:
    """A zip of one table that unpacks to a thousand times its size."""
    return zipped(path, {"table.csv": b"0" * unpacked})


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """A zip of these members, under exactly these names."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def encrypted_zip(path: Path, members: dict[str, bytes]) -> Path:
    """A zip that says of each member that it is encrypted, as the first bit of its flags."""
    zipped(path, members)
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    return write(path, bytes(content))


def protected_workbook(path: Path) -> Path:
    """What Excel writes for .xlsx with a password: an OLE file of two streams."""
    information = struct.pack("<HHI", 4, 4, 0x40) + b"<encryption/>"
    return ole(path, {"EncryptionInfo": information, "EncryptedPackage": bytes(64)})


def protected_old_workbook(path: Path) -> Path:
    """A workbook of Excel 97 whose second record says that the rest is encrypted."""
    start = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    file_pass = struct.pack("<HH", 0x002F, 54) + struct.pack("<HHH", 1, 1, 1) + bytes(48)
    return ole(path, {"Workbook": start + file_pass + struct.pack("<HH", 0x000A, 0)})


def ole(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file with these streams: sector 0 is the table, sector 1 the directory.

    Streams are padded to the 4,096 bytes from which they need no table of small sectors.
    """
    table = [FAT, END]
    entries = [_entry("Root Entry", kind=5, child=1, start=END, size=0)]
    body = io.BytesIO()
    for number, (name, content) in enumerate(streams.items(), start=1):
        content = content.ljust(4096, b"\0")
        content += bytes(-len(content) % SECTOR)
        start = len(table)
        count = len(content) // SECTOR
        table += [*range(start + 1, start + count), END]
        right = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, kind=2, right=right, start=start, size=len(content)))
        body.write(content)
    table += [FREE] * (SECTOR // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return write(path, header + struct.pack("<128I", *table) + directory + body.getvalue())


def _entry(
    name: str, *, kind: int, start: int, size: int, right: int = FREE, child: int = FREE
) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", FREE, right, child)
    tail = bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)
    return text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links + tail


def _replaced(path: Path, member: str, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if old not in members[member]:
        raise ValueError(f"{member} holds no {old!r}")
    members[member] = members[member].replace(old, new)
    return zipped(path, members)
