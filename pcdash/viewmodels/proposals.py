"""What waits for a second person's approval, in words."""

from collections.abc import Iterable
from datetime import datetime

from pcdash.grammar import counted
from pcdash.store.proposals import Proposal
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.numbers import date_text

PROPOSAL, CHOOSE_PROPOSAL = "Proposal", "Choose one"
APPROVE = "Approve"
APPROVE_AND_PUBLISH = "Approve and publish"
SEND_BACK = "Send back"


def finding_of(count: int) -> str:
    """How many proposals wait."""
    return f"{counted(count, 'proposal')} waiting for approval"


def choices_of(waiting: Iterable[Proposal]) -> Choices:
    """The proposals to choose from."""
    return Choices(
        {one.id: label_of(one.by, one.at, one.note, _what(one)) for one in waiting},
    )


def label_of(by: str, at: str, note: str, what: str) -> str:
    """A proposal in a line: when, by whom, of what, why."""
    when = datetime.fromisoformat(at)
    why = f": {note}" if note else ""
    return f"{date_text(when)}, {when:%H:%M}, {by}, {what}{why}"


def notes_of(proposal: Proposal) -> tuple[str, ...]:
    """Why it is proposed, where that was written."""
    return (f"Note: {proposal.note}",) if proposal.note else ()


def sent_back_text(proposal: Proposal) -> str:
    """That a proposal was sent back."""
    return f"The proposal of {proposal.by} is sent back. Nothing was published."


def own_text(proposal: Proposal) -> str:
    """Why the one who proposed cannot approve."""
    return f"{proposal.by} proposed this, and another person approves it."


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, but for case and spaces."""
    return one.casefold().split() == other.casefold().split()


def _what(proposal: Proposal) -> str:
    if proposal.undoes is not None:
        return f"undo of load {proposal.undoes}"
    return ", ".join(path.name for path in proposal.paths)
