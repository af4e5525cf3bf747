"""Keeps the files that were loaded beside the snapshots, by their checksum: `files/<sha256>.xlsx`.

The same file is kept once, however often it is loaded. A file is copied while its load is being
made and gets its name in the instant before the load is published.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from pcdash.store.folder import Store


def keep(store: Store, files: Iterable[tuple[str, Path]]) -> None:
    """Keep files, each given with its checksum. Call it under the lock of the store."""
    for sha256, path in dict(files).items():
        store.originals.mkdir(exist_ok=True)
        kept = store.originals / f"{sha256}{path.suffix.lower()}"
        if not kept.exists():
            copy = store.building / kept.name
            shutil.copyfile(path, copy)
            os.replace(copy, kept)


def find(store: Store, sha256: str) -> Path | None:
    """The file of a checksum, or None where it is not kept."""
    return next(iter(store.originals.glob(f"{sha256}.*")), None)
