"""Deletes old snapshots, when asked to: never the current one, nor one that a report cites."""

from dataclasses import dataclass

from pcdash.errors import UserFacingError
from pcdash.store.folder import Store
from pcdash.store.papers import cited_snapshots
from pcdash.store.snapshots import lock


@dataclass(frozen=True)
class Pruned:
    """The numbers of the snapshots deleted, and of older ones kept since reports cite them."""

    deleted: tuple[int, ...]
    cited: tuple[int, ...]


def prune(store: Store, keep: int, *, dry_run: bool = False) -> Pruned:
    """Delete all snapshots but the latest, the current one, and those that reports cite.

    What was loaded is in every later snapshot: only how older pages looked is lost. No number is
    used again.

    Args:
        keep: How many of the latest stay.

    Raises:
        StoreMissingError: there is no store, or its pointer is damaged.
        StoreBusyError: another process writes to it.
        UserFacingError: `keep` is less than one.
    """
    if keep < 1:
        raise UserFacingError(f"At least one snapshot is kept; got --keep {keep}.")
    current = store.current()
    with lock(store):
        older = [one for one in store.numbers()[:-keep] if one != current]
        cited = cited_snapshots(store)
        deleted = tuple(one for one in older if one not in cited)
        if not dry_run:
            for one in deleted:
                store.file(one).unlink()
    return Pruned(deleted, tuple(one for one in older if one in cited))
