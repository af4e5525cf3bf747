"""The load: finds files, reads each as the format it is, and publishes them as one snapshot.

All files are read to their end and every problem of each is kept, so that one run tells all that
is wrong. A file with an error stops the publish unless `skip_bad` is given; whatever happens,
readers see the store as it was or as it is after the whole load, and nothing between.
"""

import logging
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Place
from pcdash.errors import CheckFailedError
from pcdash.ingest import conflicts, record_conflicts
from pcdash.ingest.file_reports import FileReport, beside_held, read_file
from pcdash.ingest.files import Document, find_documents
from pcdash.ingest.formats.registry import Format
from pcdash.ingest.reading import Reading
from pcdash.store.append import SourceFile
from pcdash.store.build import LISTED, Building, begin
from pcdash.store.changes import Changes
from pcdash.store.connection import Snapshot
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store

log = logging.getLogger(__name__)

Look = Callable[[Snapshot], object]
Progress = Callable[[str, float], None]  # what is being done, and the share of all that is done
READING_SHARE = 0.6  # of the time that a load takes; the rest builds the snapshot


@dataclass(frozen=True)
class LoadReport:
    """What a load did: `snapshot` is the number it published, or None where it published none."""

    files: tuple[FileReport, ...]
    snapshot: int | None = None
    is_dry_run: bool = False
    changes: Changes | None = None
    value_changes: pd.DataFrame = field(default_factory=pd.DataFrame)
    refusals: tuple[str, ...] = ()
    seen: object = None

    @property
    def failed(self) -> bool:
        """Whether anything that was asked for was refused."""
        return bool(self.refusals) or any(one.outcome == "refused" for one in self.files)


def load(
    paths: Iterable[Path],
    *,
    store: Store,
    place: Place,
    catalogue: Catalogue,
    formats: Sequence[Format],
    publication: Publication | None,
    skip_bad: bool = False,
    listed: int = LISTED,
    look: Look = lambda snapshot: None,
    progress: Progress = lambda what, share: None,
) -> LoadReport:
    """Load files, folders and zips as one snapshot, or say what that would change.

    Args:
        publication: Who publishes them; None for a dry run.
        listed: How many of the figures that change the report lists.
        look: Is shown what is being made; `seen` of the report is what it gives.

    Raises:
        StoreBusyError: another load is writing to the store.
        StoreMovedError: the current snapshot is not the one expected.
        UserFacingError: the store is about another place.
    """
    with tempfile.TemporaryDirectory(prefix="pcdash-") as scratch:
        progress("Looking for files", 0.0)
        found = find_documents(paths, scratch=Path(scratch))
        reports = [FileReport(name, "refused", problems=(one,)) for name, one in found.problems]
        reports += [FileReport(name, "skipped", reason=reason) for name, reason in found.skipped]
        titles = {one.id: one.title for one in catalogue.indicators.values()}
        typed: list[tuple[str, Reading]] = []
        expected = publication.expected if publication else None
        with begin(store, place, catalogue, expected=expected) as building:
            for document, share in _with_share_done(found.documents):
                progress(f"Reading {document.name}", READING_SHARE * share)
                report, format_, said = read_file(document, catalogue, formats)
                report, fresh = beside_held(report, format_, said, building.held(), catalogue)
                reports.append(report)
                if report.outcome == "loaded":
                    _append(building, document, format_, fresh, report)
                    titles |= {one.id: one.title for one in said.definitions}
                    typed += (
                        [(document.name, replace(fresh, records=said.records))]
                        if format_.is_typed
                        else []
                    )
            result = LoadReport(files=tuple(reports), is_dry_run=publication is None)
            return _finish(
                building,
                result,
                titles=titles,
                contradictions=record_conflicts.sentences(typed, catalogue, building.held()),
                publication=publication,
                skip_bad=skip_bad,
                listed=listed,
                look=look,
                progress=progress,
            )


def publish_readings(
    readings: Iterable[tuple[SourceFile, Reading]],
    *,
    store: Store,
    place: Place,
    catalogue: Catalogue,
    publication: Publication,
    progress: Progress = lambda what, share: None,
) -> int:
    """Publish readings that come from no file (the illustrative data); gives the snapshot."""
    with begin(store, place, catalogue) as building:
        for source, reading in readings:
            progress(f"Making {source.name}", 0.2)
            building.append(source, reading.frames, definitions=reading.definitions)
        progress("Building the snapshot", READING_SHARE)
        building.settle()
        return building.publish(publication)


def _with_share_done(documents: Sequence[Document]) -> Iterable[tuple[Document, float]]:
    total = sum(document.size for document in documents) or 1
    done = 0
    for document in documents:
        yield document, done / total
        done += document.size


def _append(
    building: Building,
    document: Document,
    format_: Format,
    reading: Reading,
    report: FileReport,
) -> None:
    source = SourceFile(
        name=document.name,
        sha256=document.sha256,
        size_bytes=document.size,
        format_id=format_.id,
        format_title=format_.title,
        source_id=format_.source,
        is_part=reading.part_of_whole,
        path=document.path,
    )
    warnings = [one.sentence() for one in report.warnings]
    building.append(source, reading.frames, definitions=reading.definitions, warnings=warnings)


def _finish(
    building: Building,
    result: LoadReport,
    *,
    titles: Mapping[str, str],
    contradictions: Sequence[str],
    publication: Publication | None,
    skip_bad: bool,
    listed: int,
    look: Look,
    progress: Progress,
) -> LoadReport:
    loaded = [one for one in result.files if one.outcome == "loaded"]
    if not loaded or (result.failed and not skip_bad):
        return result
    progress("Comparing with what is held", READING_SHARE)
    refusals = (
        *conflicts.sentences(building.conflicts(), titles),
        *contradictions,
        *conflicts.of_unknown_practices(building.unknown_practices()),
    )
    if refusals:
        return replace(result, refusals=refusals)
    progress("Building the snapshot", READING_SHARE + 0.05)
    try:
        changes = building.settle()
    except CheckFailedError as error:
        return replace(result, refusals=(str(error),))
    progress("Looking at what moves", 0.9)
    result = replace(
        result,
        changes=changes,
        value_changes=building.value_changes(listed),
        seen=look(building.snapshot()),
    )
    if publication is None or changes.nothing:
        return result
    progress("Publishing", 0.98)
    return replace(result, snapshot=building.publish(publication))
