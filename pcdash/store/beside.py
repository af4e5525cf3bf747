"""What is worked out of a snapshot once and kept beside its file, since a snapshot never changes.

It can be lost at any time: whoever needs it works it out again. Where the folder may not be
written to, it is worked out each time.
"""

import contextlib
import json
import logging
import os
from pathlib import Path

from pcdash.store.connection import Snapshot

log = logging.getLogger(__name__)


def read_beside(snapshot: Snapshot, name: str, *, version: str) -> object | None:
    """What was kept of a name by this version of what works it out; None where nothing was."""
    path = _path(snapshot, name)
    if path is None:
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_ours = isinstance(kept, dict) and kept.get("version") == version
    return kept.get("content") if is_ours else None


def write_beside(snapshot: Snapshot, name: str, content: object, *, version: str) -> None:
    """Keep what was worked out; whoever reads meanwhile sees all of it or nothing."""
    path = _path(snapshot, name)
    if path is None:
        return
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        new.write_text(json.dumps({"version": version, "content": content}), encoding="utf-8")
        os.replace(new, path)
    except OSError as error:
        log.info("not kept beside snapshot %d: %s", snapshot.number, error)
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def _path(snapshot: Snapshot, name: str) -> Path | None:
    return snapshot.file.with_suffix(f".{name}.json") if snapshot.file else None
