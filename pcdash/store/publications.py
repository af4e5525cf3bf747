"""Who publishes a snapshot, why, and on whose approval: as the history keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Publication:
    """That something is to be published. Where functions take one, None means a dry run.

    `approved_by` is the second person, where one looked at it. `expected` is the snapshot that must
    be the current one, because what is published was previewed on it; see
    `pcdash.store.build.begin`.
    """

    by: str
    note: str = ""
    approved_by: str | None = None
    expected: int | None = None
