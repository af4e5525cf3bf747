"""Loads and undos that wait for a second person: `proposals/<id>/`, with their files.

A proposal changes nothing that a reader sees. It appears at once or not at all, and is gone when
it is approved or sent back.
"""

import json
import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pcdash.store.folder import Store

ABOUT = "proposal.json"


@dataclass(frozen=True)
class Proposal:
    """What somebody proposes: to load files, or to undo a load (`undoes`).

    `place` is the id of the place that the files are of, where the store may not be there to say.
    """

    id: str
    by: str
    note: str
    at: str
    paths: tuple[Path, ...] = ()
    skips_bad: bool = False
    undoes: int | None = None
    place: str | None = None


def propose(
    store: Store,
    *,
    by: str,
    note: str,
    paths: Sequence[Path] = (),
    skips_bad: bool = False,
    undoes: int | None = None,
    place: str | None = None,
) -> str:
    """Keep a proposal with copies of its files; gives its id."""
    now = datetime.now(UTC)
    proposal_id = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    made = store.proposals / f".{proposal_id}"
    made.mkdir(parents=True)
    try:
        for number, path in enumerate(paths):
            (made / str(number)).mkdir()
            shutil.copyfile(path, made / str(number) / path.name)
        facts = {"by": by, "note": note, "at": now.isoformat(timespec="seconds")}
        facts |= {"skips_bad": skips_bad, "undoes": undoes, "place": place}
        (made / ABOUT).write_text(json.dumps(facts), encoding="utf-8")
        os.replace(made, store.proposals / proposal_id)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return proposal_id


def waiting(store: Store) -> tuple[Proposal, ...]:
    """The proposals that wait, oldest first."""
    folders = sorted(path.parent for path in store.proposals.glob(f"[!.]*/{ABOUT}"))
    return tuple(_read(folder) for folder in folders)


def withdraw(store: Store, proposal_id: str) -> None:
    """Take a proposal away, with its files."""
    gone = store.proposals / f".{proposal_id}"
    os.replace(store.proposals / proposal_id, gone)
    shutil.rmtree(gone, ignore_errors=True)


def _read(folder: Path) -> Proposal:
    facts = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    numbered = sorted(
        (one for one in folder.iterdir() if one.is_dir()), key=lambda one: int(one.name)
    )
    paths = tuple(next(one.iterdir()) for one in numbered)
    return Proposal(folder.name, paths=paths, **facts)
