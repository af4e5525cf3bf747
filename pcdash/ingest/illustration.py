"""Makes the store of illustrative data, in a folder of its own."""

import hashlib
from collections.abc import Iterator

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.illustrative import illustrate
from pcdash.ingest.load import Progress, publish_readings
from pcdash.ingest.reading import Reading
from pcdash.store.append import SourceFile
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store

PLACE = "illustrative"


def make_illustrative_store(
    store: Store,
    catalogue: Catalogue,
    *,
    scale: str = "system",
    progress: Progress = lambda what, share: None,
) -> int:
    """Publish the illustrative data of a scale (system or england); gives the snapshot.

    Raises:
        UserFacingError: the store holds real data.
    """
    return publish_readings(
        _sources(illustrate(catalogue, scale=scale), scale),
        store=store,
        place=catalogue.places[PLACE],
        catalogue=catalogue,
        publication=Publication(
            "pcdash", "Illustrative data, generated: no figure is of a real practice."
        ),
        progress=progress,
    )


def _sources(readings: Iterator[Reading], scale: str) -> Iterator[tuple[SourceFile, Reading]]:
    for number, reading in enumerate(readings, start=1):
        name = f"Illustrative data (generated), part {number}"
        source = SourceFile(
            name=name,
            sha256=hashlib.sha256(f"{scale} {name}".encode()).hexdigest(),
            size_bytes=0,
            format_id="illustrative",
            format_title="Illustrative data",
            source_id="illustrative",
        )
        yield source, reading
