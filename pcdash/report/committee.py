"""A committee report as a file: in which formats, under which name, and PDF by way of Word."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from pcdash.errors import UserFacingError
from pcdash.report.annex import write_annex
from pcdash.report.names import safe_name
from pcdash.report.pictures import Pictures
from pcdash.report.slides import write_slides
from pcdash.report.web_page import write_page
from pcdash.report.word import write_word
from pcdash.viewmodels.committee_report import CommitteeReport, Progress

WRITERS: Mapping[str, Callable[[CommitteeReport, Pictures, str, Progress], bytes]] = {
    ".docx": write_word, ".pptx": write_slides, ".html": write_page, ".xlsx": write_annex,
}  # fmt: skip
PDF = ".pdf"
SUFFIXES = (*WRITERS, PDF)
TITLES = {
    ".docx": "Word document", ".pptx": "PowerPoint slides", ".html": "Web page in one file",
    ".xlsx": "Excel data annex", PDF: "PDF document",
}  # fmt: skip
MIMES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".html": "text/html",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
}
PDF_SECONDS = 180
TAGGED_PDF = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def suffixes() -> tuple[str, ...]:
    """The formats that can be written here: PDF only where LibreOffice is."""
    return SUFFIXES if shutil.which("soffice") else tuple(WRITERS)


def require_suffix(path: Path) -> str:
    """The format that the ending of a file name asks for.

    Raises:
        UserFacingError: there is none of this ending, or it needs a program that is not here.
    """
    suffix = path.suffix.lower()
    if suffix == PDF and suffix not in suffixes():
        raise UserFacingError(
            "PDF is made by LibreOffice, and this machine has none (`soffice`). Write Word (.docx) "
            "and save it as PDF from there."
        )
    if suffix not in SUFFIXES:
        raise UserFacingError(
            f"No report is written as {suffix or 'a file without an ending'!r}; there are "
            f"{', '.join(SUFFIXES)}."
        )
    return suffix


def report_bytes(
    report: CommitteeReport,
    suffix: str,
    *,
    pictures: Pictures,
    address: str,
    progress: Progress = lambda _what, _share: None,
) -> bytes:
    """The report in one format.

    Args:
        suffix: One of `suffixes()`.
        pictures: Charts drawn until now; the same for all formats of one report.
        address: Where the dashboard is found.

    Raises:
        UserFacingError: LibreOffice could not make a PDF of it.
    """
    where = address.rstrip("/")
    if suffix == PDF:
        return _as_pdf(write_word(report, pictures, where, progress))
    return WRITERS[suffix](report, pictures, where, progress)


def file_name(report: CommitteeReport, suffix: str) -> str:
    """A name for the file that every system can hold, whatever the place is called."""
    period = report.asked.period or "latest"
    name = safe_name(f"{report.plan.id} {report.place} {period}", report.plan.id)
    return f"{'illustrative-' if report.is_illustrative else ''}{name}{suffix}"


def _as_pdf(word: bytes) -> bytes:
    office = shutil.which("soffice") or "soffice"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        path.write_bytes(word)
        command = [
            office, "--headless", f"-env:UserInstallation={Path(folder).as_uri()}/profile",
            "--convert-to", TAGGED_PDF,
            "--outdir", folder, str(path),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=PDF_SECONDS)
            return path.with_suffix(PDF).read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UserFacingError(
                "LibreOffice could not make a PDF of the report. Is its part for text documents "
                "installed (libreoffice-writer)? Else write Word (.docx) and save it as PDF there."
            ) from error
