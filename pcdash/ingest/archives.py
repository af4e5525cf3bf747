"""Unpacks a zip of published files, and refuses one made to fill the disk or to leave its folder.

Members are streamed and counted as they are written, so that what the zip says of itself is
never trusted. Whatever is wrong with a member is told as a problem; the others are unpacked.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pcdash.errors import SourceFileError
from pcdash.ingest.reading import Problem

# A year of QOF raw data unpacks to about 100 MB, a quarter of practice-level appointments to
# some gigabytes at most; more than this is a mistake or an attack.
UNPACKED_BYTES = 4 * 1024**3
# Published tables compress 5 to 40 times; only repetition without content goes far beyond.
# Small zips may (a test file of one repeated row), and do no harm.
RATIO = 200
RATIO_FROM_BYTES = 8 * 1024**2
MEMBERS = 5_000
CHUNK = 1024**2
UNSAFE = re.compile(r"[^\w.\- ()~$]")
NAME_LENGTH = 120  # of a file on disk; Windows allows 255 of the whole path


@dataclass(frozen=True)
class Member:
    """One file of a zip: its path inside, and where it was unpacked."""

    name: str
    path: Path


def unpack(
    archive_path: Path, *, into: Path
) -> tuple[tuple[Member, ...], tuple[tuple[str, Problem], ...]]:
    """The files of a zip, unpacked into a folder, and each member that could not be unpacked.

    Raises:
        SourceFileError: the zip cannot be opened, holds too many members, or unpacks to more
            than is allowed; what was unpacked until then is deleted.
    """
    members: list[Member] = []
    problems: list[tuple[str, Problem]] = []
    try:
        with zipfile.ZipFile(archive_path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MEMBERS:
                raise SourceFileError(
                    f"The zip holds {len(infos):,} files; expected {MEMBERS:,} at most."
                )
            budget = _Budget(archive_path.stat().st_size)
            for info in infos:
                problem = _refusal(info)
                path = _place(into, info.filename)
                if problem is None and path.exists():
                    problem = Problem("error", "the zip holds two files of this name")
                if problem is None:
                    problem = _write(archive, info, path, budget)
                if problem is None:
                    members.append(Member(info.filename, path))
                else:
                    problems.append((info.filename, problem))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError) as error:
        raise SourceFileError("The zip is cut off or damaged. Download it again.") from error
    except SourceFileError:
        for member in members:
            member.path.unlink(missing_ok=True)
        raise
    return tuple(members), tuple(problems)


class _Budget:
    """Counts the bytes that a zip has unpacked to."""

    def __init__(self, packed: int) -> None:
        self.packed = packed
        self.unpacked = 0

    def spend(self, count: int) -> None:
        self.unpacked += count
        bomb = self.unpacked > max(RATIO_FROM_BYTES, RATIO * self.packed)
        if self.unpacked > UNPACKED_BYTES or bomb:
            raise SourceFileError(
                f"The zip was not opened: its {self.packed:,} bytes unpack to more than "
                f"{self.unpacked:,}; expected at most {RATIO} times its size and "
                f"{UNPACKED_BYTES // 1024**3} GiB. It may be made to fill the disk."
            )


def _refusal(info: zipfile.ZipInfo) -> Problem | None:
    parts = PurePosixPath(info.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or re.match(r"[A-Za-z]:", info.filename):
        return Problem(
            "error",
            "the file was not unpacked, because its path leads out of the zip",
            found=repr(info.filename),
            expected="a path inside the zip",
        )
    if info.flag_bits & 0x1:
        return Problem(
            "error",
            "the file is protected with a password",
            advice="Unpack it with the password and load what it holds.",
        )
    return None


def _place(into: Path, name: str) -> Path:
    # Folders and names are made safe for any system; what people see is the member's own name.
    *folders, last = name.replace("\\", "/").split("/")
    safe = [UNSAFE.sub("_", part).strip(". ") or "_" for part in folders]
    stem, dot, suffix = UNSAFE.sub("_", last).rpartition(".")
    shortened = f"{stem[:NAME_LENGTH]}{dot}{suffix[:NAME_LENGTH]}"
    return into.joinpath(*(part[:NAME_LENGTH] for part in safe), shortened or "_")


def _write(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, budget: _Budget
) -> Problem | None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(info) as source, path.open("wb") as target:
            while chunk := source.read(CHUNK):
                budget.spend(len(chunk))
                target.write(chunk)
    except SourceFileError:
        path.unlink(missing_ok=True)
        raise
    except NotImplementedError:
        path.unlink(missing_ok=True)
        return Problem(
            "error",
            "the file is compressed in a way that cannot be read here",
            advice="Unpack the zip and load the folder.",
        )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        path.unlink(missing_ok=True)
        return Problem(
            "error",
            f"the file cannot be unpacked ({error or 'it ends too soon'})",
            advice="The zip is cut off or damaged: download it again.",
        )
    return None
