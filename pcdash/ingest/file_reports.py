"""What became of one file of a load: read as the format that it is, and looked at beside what is
held."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pcdash.definitions.catalogue import Catalogue
from pcdash.errors import UserFacingError
from pcdash.ingest.beside_held import problems_beside_held
from pcdash.ingest.completeness import incomplete
from pcdash.ingest.files import Document, peek
from pcdash.ingest.formats.registry import Format
from pcdash.ingest.plausibility import implausible
from pcdash.ingest.reading import Problem, Reading, in_order
from pcdash.ingest.recognition import recognise, unrecognised
from pcdash.ingest.restated import without_restated
from pcdash.store.connection import Snapshot

log = logging.getLogger(__name__)

UNEXPECTED = "the file could not be read: an unexpected fault, logged; please report it"


@dataclass(frozen=True)
class FileReport:
    """What became of one file. `outcome`: loaded, skipped or refused.

    `records` counts its rows that are neither figures nor of areas and memberships. `is_unknown`
    says that it was refused since it is of no known format.
    """

    name: str
    outcome: str
    format_title: str = ""
    figures: int = 0
    records: int = 0
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    is_unknown: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that block the file."""
        return tuple(one for one in self.problems if one.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that people should see."""
        return tuple(one for one in self.problems if one.severity == "warning")


def read_file(
    document: Document, catalogue: Catalogue, formats: Sequence[Format]
) -> tuple[FileReport, Format | None, Reading]:
    """What one file says, as the format that it is of; None where it is of none, or was not read.

    Whatever is wrong with it is in the report, and nothing is raised.
    """
    try:
        return _read_as_known(document, catalogue, formats)
    except UserFacingError as error:
        problem = Problem("error", str(error))
    except Exception:
        # Any fault at all, on purpose: a reader that trips over one file must not keep the others
        # from being read and told of. The file is refused, so nothing of it is published.
        log.exception("an unexpected fault in reading %s", document.name)
        problem = Problem("error", UNEXPECTED)
    return FileReport(document.name, "refused", problems=(problem,)), None, Reading()


def _read_as_known(
    document: Document, catalogue: Catalogue, formats: Sequence[Format]
) -> tuple[FileReport, Format | None, Reading]:
    seen = peek(document)
    format_ = recognise(seen, formats)
    if format_ is None:
        problem = unrecognised(document, seen, formats)
        told = FileReport(document.name, "refused", problems=(problem,), is_unknown=True)
        return told, None, Reading()
    reading = _complete(format_.read(document, catalogue))
    log.info("read %s as %s: %d figures", document.name, format_.id, len(reading.values))
    report = FileReport(
        document.name,
        _outcome(reading),
        format_title=format_.title,
        figures=len(reading.values),
        records=sum(map(len, reading.records.values())),
        reason=reading.skipped,
        problems=in_order((*reading.problems, *implausible(reading, catalogue))),
        notes=reading.notes,
    )
    return report, format_, reading


def beside_held(
    report: FileReport,
    format_: Format | None,
    reading: Reading,
    held: Snapshot | None,
    catalogue: Catalogue,
) -> tuple[FileReport, Reading]:
    """The report with what is wrong beside what is held, of a file that people wrote; and the
    reading without what is held so already."""
    if format_ is None or not format_.is_typed or held is None:
        return report, reading
    found = problems_beside_held(reading, held, catalogue, format_id=format_.id)
    is_refused = any(problem.severity == "error" for problem in found)
    outcome = "refused" if is_refused else report.outcome
    report = replace(report, outcome=outcome, problems=in_order((*report.problems, *found)))
    return report, without_restated(reading, held)


def _complete(reading: Reading) -> Reading:
    """The reading with what its rows do not say among its errors.

    Not where it has errors already: what is missing then follows from what was told.
    """
    if _outcome(reading) == "refused":
        return reading
    return replace(reading, problems=(*reading.problems, *incomplete(reading)))


def _outcome(reading: Reading) -> str:
    if any(problem.severity == "error" for problem in reading.problems):
        return "refused"
    return "skipped" if reading.skipped else "loaded"
