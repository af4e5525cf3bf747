"""Undoes a load, also one that is not the last: the store as it would be without it.

Nothing is deleted. The undo is a load of its own, which can be undone in turn.
"""

from dataclasses import dataclass, replace

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.errors import CheckFailedError, UserFacingError
from pcdash.grammar import counted, verb
from pcdash.ingest.load import Look, Progress
from pcdash.store.build import LISTED, Building, begin
from pcdash.store.changes import Changes, Dependents
from pcdash.store.connection import open_for_reading
from pcdash.store.publications import Publication
from pcdash.store.queries import run_query
from pcdash.store.record_kinds import RECORDS
from pcdash.store.snapshots import Store


@dataclass(frozen=True)
class UndoReport:
    """What an undo did, or would do: `snapshot` is the number it published, or None."""

    load: int
    changes: Changes
    dependents: Dependents
    value_changes: pd.DataFrame
    snapshot: int | None = None
    seen: object = None


def undo(
    load_key: int,
    *,
    store: Store,
    catalogue: Catalogue,
    publication: Publication | None,
    listed: int = LISTED,
    look: Look = lambda snapshot: None,
    progress: Progress = lambda what, share: None,
) -> UndoReport:
    """Publish the store without one of its loads, or say what that would change.

    Args:
        publication: Who publishes it; None for a dry run.
        listed: How many of the figures that change the report lists.
        look: Is shown what is being made; `seen` of the report is what it gives.

    Raises:
        StoreMissingError: there is no store.
        StoreBusyError: another load is writing to the store.
        StoreMovedError: the current snapshot is not the one expected.
        UserFacingError: there is no such load, it is undone already, or what would be left
            breaks a rule of the store.
    """
    with open_for_reading(store) as held:
        place_id = run_query(held, "place")["place_id"].iloc[0]
    place = catalogue.place_of_store(place_id)
    progress("Copying the snapshot", 0.1)
    expected = publication.expected if publication else None
    with begin(store, place, catalogue, expected=expected) as building:
        _require_standing(building, load_key)
        dependents = building.dependents(load_key)
        progress("Comparing with what is held", 0.3)
        try:
            changes = building.undo(load_key)
        except CheckFailedError as error:
            raise UserFacingError(str(error)) from error
        progress("Looking at what moves", 0.8)
        report = UndoReport(
            load_key,
            changes,
            dependents,
            building.value_changes(listed),
            seen=look(building.snapshot()),
        )
        if publication is None:
            return report
        progress("Publishing", 0.98)
        return replace(report, snapshot=building.publish(publication, kind="undo"))


def dependents_in_words(report: UndoReport) -> tuple[str, ...]:
    """What depends on the load, a sentence each; none where nothing does."""
    found = report.dependents
    said = []
    if found.superseded:
        said.append(
            f"{counted(found.superseded, 'figure')} of it "
            f"{verb(found.superseded, 'was', 'were')} changed by later loads and "
            "will stay as those give them."
        )
    for load_key, figures in found.restated:
        said.append(
            f"Load {load_key} gave {counted(figures, 'figure')} of it again, unchanged. They go "
            f"with load {report.load}; load the file of load {load_key} again to bring them back."
        )
    for kind, rows in found.structure.items():
        said.append(f"It also brought {counted(rows, 'row')} of {_KINDS[kind]}, which go with it.")
    return tuple(said)


_KINDS = {
    "areas": "practices and other areas",
    "memberships": "memberships",
    "attributes": "details of practices",
    "boundaries": "outlines",
    "qof_points": "QOF points to be earned",
    "flows": "patients by where they live",
    **{kind: one.name for kind, one in RECORDS.items()},
}


def _require_standing(building: Building, load_key: int) -> None:
    loads = building.loads().set_index("load_key")
    if load_key not in loads.index:
        held = ", ".join(str(one) for one in sorted(loads.index))
        raise UserFacingError(
            f"There is no load {load_key} in the current snapshot; it holds {held}. See them with: "
            "python -m pcdash history"
        )
    undone_by = loads.loc[load_key, "undone_by"]
    if pd.notna(undone_by):
        raise UserFacingError(
            f"Load {load_key} was undone by load {undone_by:.0f} already. To bring it back, undo "
            f"load {undone_by:.0f}."
        )
