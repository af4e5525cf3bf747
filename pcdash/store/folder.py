"""The folder of a store: numbered, immutable snapshot files and the pointer to the current one.

    store/
      current.json            {"snapshot": 3, "kind": "load", "at": …, "by": …, "note": …}
      journal.jsonl           one line each time the pointer moved: who, when, why
      snapshots/000003.duckdb never written again once it has its name
      files/<sha256>.xlsx     the files that were loaded, as they were
      proposals/<id>/         what waits for a second person's approval
      mappings/<shape>.json   how workbooks of other shapes are read
      papers/                 drafts of reports, and which figures each report cites
      building/               what a load is making; swept if that load died
      lock                    held by the load that is writing

A snapshot is published by a hard link (which fails if the number is taken) and an atomically
replaced pointer, so a reader sees the old state or the new one and nothing between. A file that
neither journal nor pointer names was never published: its load died between link and pointer.
The number of a published snapshot is never used again, even after a rollback.
"""

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

from pcdash.errors import StoreMissingError
from pcdash.store.journal import parse_entry, read_journal

_NAME = re.compile(r"(\d{6,})\.duckdb")


@dataclass(frozen=True)
class Store:
    """A folder that is, or may become, a store."""

    folder: Path

    @property
    def pointer(self) -> Path:
        return self.folder / "current.json"

    @property
    def building(self) -> Path:
        return self.folder / "building"

    @property
    def originals(self) -> Path:
        return self.folder / "files"

    @property
    def proposals(self) -> Path:
        return self.folder / "proposals"

    @property
    def mappings(self) -> Path:
        return self.folder / "mappings"

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    def file(self, number: int) -> Path:
        """Where the snapshot of a number is kept."""
        return self.folder / "snapshots" / f"{number:06d}.duckdb"

    @property
    def journal_file(self) -> Path:
        return self.folder / "journal.jsonl"

    def numbers(self) -> tuple[int, ...]:
        """The numbers of the published snapshots that are kept, rising.

        Those older than all that journal and pointer name count too: a journal that was lost
        must not hide them.
        """
        files, named = self.numbers_of_files(), self._named()
        if not named:  # nothing published, or nothing left to tell what was
            return files if self.pointer.is_file() else ()
        return tuple(one for one in files if one in named or one < min(named))

    def numbers_of_files(self) -> tuple[int, ...]:
        """The numbers of all files of snapshots, published or not, rising."""
        names = (_NAME.fullmatch(path.name) for path in (self.folder / "snapshots").glob("*"))
        return tuple(sorted(int(name[1]) for name in names if name))

    def unpublished(self) -> tuple[int, ...]:
        """The number of the file, if any, whose load died between link and pointer.

        A load leaves one at most, above all others, and the next one sweeps it: several, or one
        beside a damaged pointer, are something else and not to be deleted.
        """
        try:
            pointed = self._pointed()
        except StoreMissingError:
            return ()
        if pointed is None and self.journal_file.is_file():
            return ()
        named = self._named()
        above = tuple(one for one in self.numbers_of_files() if one > max(named, default=0))
        return above if len(above) == 1 else ()

    def next_number(self) -> int:
        """The number that the next snapshot gets: above every one that was ever used."""
        return max((*self.numbers_of_files(), *self._named()), default=0) + 1

    def exists(self) -> bool:
        """Whether anything was ever published here."""
        return self.pointer.is_file() or self.journal_file.is_file()

    def current(self) -> int:
        """The number of the snapshot that readers see.

        Raises:
            StoreMissingError: nothing was published here, or the pointer is lost or damaged.
        """
        entry = self._pointed()
        if entry is not None:
            return int(entry["snapshot"])
        if self.exists():
            raise StoreMissingError(_pointer_fault(self, "missing"))
        raise StoreMissingError(
            f"There is no store in {str(self.folder)!r}. Load files with: "
            f"python -m pcdash load PATH --store {self.folder}"
        )

    def find(self, number: int | None = None) -> int:
        """The number asked for, or the current one, proved to be kept.

        Raises:
            StoreMissingError: no store, or no such snapshot; lists those that are kept.
        """
        wanted = self.current() if number is None else number
        kept = self.numbers()
        if wanted not in kept:
            listed = ", ".join(map(str, kept)) or "none"
            raise StoreMissingError(
                f"Snapshot {wanted} is not in the store {self.folder.name!r}; it keeps {listed}."
            )
        return wanted

    def journal(self) -> tuple[dict[str, object], ...]:
        """Every move of the pointer, oldest first: snapshot, kind, at, by, note."""
        entries = read_journal(self.journal_file)
        with contextlib.suppress(StoreMissingError):  # a damaged pointer tells nothing
            last = self._pointed()
            if last is not None and last not in entries:
                entries.append(last)  # its process died before it said so in the journal
        return tuple(entries)

    def _named(self) -> set[int]:
        """The numbers that journal or pointer name."""
        return {int(entry["snapshot"]) for entry in self.journal()}

    def _pointed(self) -> dict[str, object] | None:
        """What the pointer says, or None where there is none.

        Raises:
            StoreMissingError: it is damaged, or may not be read.
        """
        try:
            text = self.pointer.read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreMissingError(
                f"The store {str(self.folder)!r} cannot be read: {error.strerror}."
            ) from error
        entry = parse_entry(text)
        if entry is None:
            raise StoreMissingError(_pointer_fault(self, "damaged"))
        return entry


def _pointer_fault(store: Store, fault: str) -> str:
    return (
        f"The pointer of the store {str(store.folder)!r}, {store.pointer.name}, is {fault}. See "
        "which snapshots can be read with: python -m pcdash doctor; then make one of them the "
        "current one with: python -m pcdash rollback N"
    )
