"""What the Load page says and asks: its sentences, its boxes and its buttons."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pcdash.definitions.catalogue import Catalogue
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.sources import ILLUSTRATIVE_SENTENCE


@dataclass(frozen=True)
class WorkbookOffer:
    """A workbook to download: its button, its file, and whether it has the figures held."""

    label: str
    file_name: str
    is_filled: bool


ABOUT_FILES = (
    "Files that NHS bodies publish are known by what is in them: upload them as they are. "
    "For figures that nobody publishes there is a workbook."
)
WORKBOOKS = (
    WorkbookOffer("Download the workbook, empty", "figures.xlsx", False),
    WorkbookOffer("Download the workbook, with the figures held", "figures_held.xlsx", True),
)
REAL_APART = (
    "This store holds illustrative data, and real figures are kept apart from them. Start "
    "the dashboard with PCDASH_STORE set to another folder to load files."
)
NOTHING_LOADED = "Nothing is loaded yet: what the pages show is illustrative data."
PLACE, CHOOSE_PLACE = "Place", "Choose a place"
PLACE_RULE = "Nothing is loaded yet. A store is about one place: choose whose files these are."
FILES = "Files to check (nothing is stored yet)"
PUT_AWAY = "Put away"
CHECK_AGAIN = "Check again"
SKIP_BAD = "Go on with the good files and leave the others out"

FIRST_PAGE = "What the first page would say instead"
FIRST_PAGE_ALT = "Findings of the first page that move"
BY_INDICATOR = "By indicator"
BY_CATEGORY = "Ratings and trigger categories that move"
BY_RECORD = "Targets, plans, assessments, memberships and other records"
BY_FIGURE = "Figure by figure, the largest movements first"

WHO = "Your name"
WHY = "Note: why, for the history"
UNVERIFIED = "Kept in the history as written: pcdash does not check who you are."
NAME_FIRST = "Write your name first: the history keeps who changed the figures."

PUBLISH = "Publish"
PUBLISHING = "Publishing"
HAND_IN = "Hand in for approval"
HANDED_IN = "Handed in: another person approves it under “Waiting for approval”."

TO_HISTORY = "Among the loads until now: what it changed, its files, and the way back"
LOAD, CHOOSE_LOAD = "Load", "Choose a load"
FILE_OF_LOAD = "A file of this load"
NOT_KEPT = "The file itself is not kept."
DOWNLOAD_ORIGINAL = "Download the file as it was loaded"
UNDOING = "Undoing"
NOT_CURRENT = "Only what the current snapshot holds can be undone."


def illustrative_text(store: Path, shown: Path) -> str:
    """That nothing shown is real, and how to see what is.

    Args:
        store: The folder that files are loaded into.
        shown: The folder of the store that is looked at.
    """
    if store.resolve() == shown.resolve():
        how = "To see real data, start with PCDASH_STORE set to a folder for them."
    else:
        how = f"Load files into {store.name!r} to see real data."
    return f"{ILLUSTRATIVE_SENTENCE} {how}"


def places_of(catalogue: Catalogue) -> Choices:
    """The places that a store of real data may be about."""
    return Choices({one.id: one.name for one in catalogue.real_places.values()})


def only_place_text(name: str) -> str:
    """Whose files are loaded, where there is one place that may be."""
    return f"Nothing is loaded yet. Files are loaded for {name}."


def kept_text(names: Iterable[str]) -> str:
    """That files are kept while other pages are looked at."""
    return f"Uploaded before, and still here: {', '.join(names)}."


def moved_text(number: int) -> str:
    """That what is shown below is not what was shown before."""
    return (
        f"Somebody published snapshot {number} meanwhile. The preview below is new: look at it "
        "before you publish."
    )


def published_text(snapshot: int, finding: str) -> str:
    """What a publish did."""
    return f"Published as snapshot {snapshot}. {finding}."


def refused_text(refusals: Iterable[str]) -> str:
    """Why nothing was published."""
    return "Nothing was published: " + " ".join(refusals)


def undo_heading(load: str) -> str:
    """The heading above what an undo would change."""
    return f"Undo load {load}"


def undo_label(load: str, *, needs_approval: bool) -> str:
    """The button that undoes, or proposes to."""
    return f"{'Propose to undo' if needs_approval else 'Undo'} load {load}"


def undone_text(load: str, snapshot: int, finding: str) -> str:
    """What an undo did."""
    return (
        f"Load {load} is undone; published as snapshot {snapshot}. {finding}. "
        "To bring it back, undo the undo."
    )
