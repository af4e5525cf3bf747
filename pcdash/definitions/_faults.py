"""The faults of definitions, collected while their files are read; all are told at once."""

from collections.abc import Collection, Container
from dataclasses import dataclass, field


@dataclass
class Faults:
    """The faults so far; and what was tried to be defined where, well or badly.

    An entry with a fault of its own is there all the same for those that refer to it: one
    mistake is told once.
    """

    lines: list[str] = field(default_factory=list)
    files: dict[tuple[str, str], str] = field(default_factory=dict)  # of a kind and an id
    unreadable: set[str] = field(default_factory=set)

    def add(self, where: str, what: str) -> None:
        self.lines.append(f"{where}: {what}")

    def ids(self, kind: str) -> Collection[str]:
        return {name for one, name in self.files if one == kind}

    def referable(self, kind: str, file: str) -> Container[str]:
        return Anything() if file in self.unreadable else self.ids(kind)


class Anything(Container[str]):
    """Holds every id: of a file that cannot be read nothing can be said to be missing."""

    def __contains__(self, item: object) -> bool:
        return True
