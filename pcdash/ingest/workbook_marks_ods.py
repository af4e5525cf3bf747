"""The marks of an OpenDocument workbook, which has all its sheets in one part."""

import zipfile

from pcdash.ingest.workbook_xml import ScannedSheet, new_parser, parse

CONTENT = "content.xml"
CELLS = ("table:table-cell", "table:covered-table-cell")
REPEATED = 1_000  # as many alike rows or cells are marked; a sheet ends with a million blank ones


def scan_ods(archive: zipfile.ZipFile) -> list[ScannedSheet]:
    """Each sheet's marks, in the order of the workbook."""
    return _Content().read(archive)


class _Content:
    """Reads the XML of the sheets, element by element."""

    def __init__(self) -> None:
        self.sheets: list[ScannedSheet] = []
        self.parser = new_parser()
        self.row = self.next_row = self.column = 0
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []

    def read(self, archive: zipfile.ZipFile) -> list[ScannedSheet]:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        parse(self.parser, archive, CONTENT)
        return self.sheets

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.sheets.append(ScannedSheet(attributes.get("table:name", "")))
            self.next_row = 0
        elif name == "table:table-row":
            count = int(attributes.get("table:number-rows-repeated", 1))
            self.row, self.column = self.next_row, 0
            self.next_row += count
            if attributes.get("table:visibility", "visible") != "visible":
                self.sheets[-1].hidden += range(self.row + 1, self.row + 1 + min(count, REPEATED))
        elif name in CELLS:
            self.cell = attributes
            self.text.clear()
            if "table:formula" in attributes or _is_error(attributes):
                self.parser.CharacterDataHandler = self.text.append

    def _end(self, name: str) -> None:
        if name not in CELLS or self.cell is None:
            return
        self.parser.CharacterDataHandler = None
        count = int(self.cell.get("table:number-columns-repeated", 1))
        text = "".join(self.text).strip()
        for column in range(self.column, self.column + min(count, REPEATED)):
            self._mark(column, self.cell, text)
        self.column += count
        self.cell = None

    def _mark(self, column: int, cell: dict[str, str], text: str) -> None:
        has_value = bool(text) or "office:value" in cell or "office:date-value" in cell
        marks = self.sheets[-1]
        for row in range(self.row + 1, min(self.next_row, self.row + REPEATED) + 1):
            if _is_error(cell):
                marks.errors.append((column, row, text))
            elif "table:formula" in cell and not has_value:
                if cell.get("office:value-type") != "string":
                    marks.not_worked_out.append((column, row))
            elif cell.get("office:value-type") == "percentage":
                marks.percentages.append((column, row))


def _is_error(cell: dict[str, str]) -> bool:
    return cell.get("calcext:value-type") == "error"
