"""The history of a store: who loaded what, when, from which files, and what it changed."""

from dataclasses import dataclass

from pcdash.grammar import counted
from pcdash.store.history import records_in_words
from pcdash.store.queries import run_query
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.numbers import date_text, is_missing, number_text, size_text
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of


@dataclass(frozen=True)
class LoadsView:
    """Loads and files, latest first, and the warnings that came with them.

    `choices` names each load, `undone` has the numbers of those that do not stand, and
    `file_keys` the load, name and checksum of each file.
    """

    finding: str
    loads: Table
    files: Table
    warnings: tuple[tuple[str, str], ...]
    choices: Choices
    undone: tuple[str, ...]
    file_keys: tuple[tuple[str, str, str], ...]
    loads_provenance: Provenance
    files_provenance: Provenance

    def files_of(self, load: str) -> dict[str, str]:
        """The names of the files of a load by their checksums."""
        return {sha256: name for key, name, sha256 in self.file_keys if key == load}


def build_loads(context: Context) -> LoadsView:
    """The view of all loads that a snapshot holds."""
    snapshot, is_illustrative = context.snapshot, context.inside.is_illustrative
    history = run_query(snapshot, "load_history")
    files = run_query(snapshot, "files_of_loads")
    about = (("Snapshot", str(snapshot.number)),)
    return LoadsView(
        finding=f"{counted(len(history), 'load')} of {counted(len(files), 'file')}",
        loads=made_of(
            [
                Column("Load", is_number=True),
                Column("When"),
                Column("By"),
                Column("Note"),
                Column("Files", is_number=True),
                Column("Figures added", is_number=True),
                Column("Changed", is_number=True),
                Column("Removed", is_number=True),
                Column("Records", help="What else it changed: targets, plans, memberships …"),
                Column("State"),
            ],
            [
                (
                    number_text(row.load_key),
                    f"{date_text(row.loaded_at)}, {row.loaded_at:%H:%M}",
                    by_text(row.loaded_by, row.approved_by),
                    row.note or "",
                    *map(number_text, (row.files, row.added, row.changed, row.removed)),
                    _records_text(row),
                    state_text(row.undoes, row.undone_by),
                )
                for row in history.itertuples()
            ],
            codes=[str(row.load_key) for row in history.itertuples()],
        ),
        choices=Choices({str(row.load_key): _label(row) for row in history.itertuples()}),
        undone=tuple(str(one) for one in history.loc[history["undone_by"].notna(), "load_key"]),
        file_keys=tuple(
            (str(row.load_key), row.file_name, row.sha256) for row in files.itertuples()
        ),
        files=made_of(
            [
                Column("Load", is_number=True),
                Column("File"),
                Column("Read as"),
                Column("Size"),
                Column("Warnings", is_number=True),
                Column("SHA-256"),
            ],
            [
                (
                    number_text(row.load_key),
                    row.file_name,
                    row.format_title,
                    size_text(row.size_bytes),
                    number_text(row.warnings),
                    row.sha256,
                )
                for row in files.itertuples()
            ],
        ),
        warnings=tuple(
            (row.file_name, row.warning_text) for row in files.itertuples() if row.warnings
        ),
        loads_provenance=provenance(
            "Loads", about, is_illustrative=is_illustrative, file_name="loads"
        ),
        files_provenance=provenance(
            "Files loaded", about, is_illustrative=is_illustrative, file_name="files_loaded"
        ),
    )


def by_text(by: str | None, approved_by: str | None) -> str:
    """Who loaded, and who approved it, where somebody did."""
    return f"{by}, approved by {approved_by}" if approved_by else by or ""


def state_text(undoes: float | None, undone_by: float | None) -> str:
    """What became of a load, in words."""
    said = [] if is_missing(undoes) else [f"undo of load {undoes:.0f}"]
    said += ["counts" if is_missing(undone_by) else f"undone by load {undone_by:.0f}"]
    return "; ".join(said)


def _records_text(row: object) -> str:
    """What a load changed of records, in words; empty where nothing, or nobody counted them."""
    return records_in_words(row.records_added, row.record_fields_changed, row.records_removed)


def _label(row: object) -> str:
    what = row.note or (
        counted(row.files, "file") if is_missing(row.undoes) else f"undo of load {row.undoes:.0f}"
    )
    return f"Load {row.load_key}, {date_text(row.loaded_at)}, {row.loaded_by}: {what}"
