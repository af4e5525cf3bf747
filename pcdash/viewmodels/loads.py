"""The history of a store: who loaded what, when, from which files, and what it changed."""

from dataclasses import dataclass

from pcdash.store.queries import run_query
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.numbers import counted, date_text, number_text, size_text
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of


@dataclass(frozen=True)
class LoadsView:
    """Loads and files, latest first, and the warnings that came with them."""

    finding: str
    loads: Table
    files: Table
    warnings: tuple[tuple[str, str], ...]
    loads_provenance: Provenance
    files_provenance: Provenance


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
            ],
            [
                (
                    number_text(row.load_key),
                    f"{date_text(row.loaded_at)}, {row.loaded_at:%H:%M}",
                    row.loaded_by or "",
                    row.note or "",
                    *map(number_text, (row.files, row.added, row.changed, row.removed)),
                )
                for row in history.itertuples()
            ],
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
