"""What people write for one report: its front sheet, commentary, and answers owed to the committee.

All of it is text and stays text: characters that no document has a place for are taken out, and
what is too long for a paper is refused, not cut.
"""

import re
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pcdash.errors import UserFacingError

# Controls, halves of characters, and what XML forbids.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PURPOSES = ("Information", "Approval", "To note", "Decision")
LONGEST_COMMENTARY = 20_000
LONGEST_LINE = 500


def writable(text: str) -> str:
    """The text without characters that no document can hold, with one kind of line end."""
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


Written = Annotated[str, AfterValidator(writable)]
Line = Annotated[
    str,
    AfterValidator(lambda text: " ".join(writable(text).split())),
    Field(max_length=LONGEST_LINE),
]
Commentary = Annotated[Written, Field(max_length=LONGEST_COMMENTARY)]


T = TypeVar("T", bound="_Paper")


class _Paper(BaseModel):
    """Frozen; what an earlier version wrote and this one does not know is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Owed(_Paper):
    """A question of the committee: when it was asked, who answers, and the answer, if any."""

    question: Line
    asked_on: Line = ""
    owner: Line = ""
    answer: Commentary = ""


class FrontSheet(_Paper):
    """What the first page says beside the report's title."""

    meeting: Line = ""
    meeting_date: Line = ""
    agenda_item: Line = ""
    leads: Commentary = ""
    purpose: tuple[Literal[PURPOSES], ...] = ("To note",)
    recommendation: Commentary = ""
    is_for_publication: bool = True


class Draft(_Paper):
    """Everything written for one report of one place. `commentary` is by the key of a figure,
    or by the id of a section."""

    front: FrontSheet = FrontSheet()
    commentary: dict[str, Commentary] = Field(default_factory=dict)
    owed: tuple[Owed, ...] = ()


class Agreed(_Paper):
    """An action that was agreed with a place; `id` sorts by when it was recorded."""

    id: Line = ""
    area: Line
    action: Commentary = Field(min_length=1)
    owner: Line = ""
    agreed_on: Line = ""
    due: Line = ""
    is_done: bool = False


def draft_of(written: object) -> Draft:
    """A draft from what was kept or written.

    Raises:
        UserFacingError: lists everything that cannot be taken, with where it is.
    """
    return _taken(Draft, written, "draft")


def agreed_of(written: object) -> Agreed:
    """An action from what was kept or written.

    Raises:
        UserFacingError: lists everything that cannot be taken, with where it is.
    """
    return _taken(Agreed, written, "action")


def _taken(paper: type[T], written: object, what: str) -> T:
    try:
        return paper.model_validate(written)
    except ValidationError as error:
        faults = [
            f"{' '.join(map(str, fault['loc'])) or what}: {fault['msg']}."
            for fault in error.errors(include_input=False)
        ]
        raise UserFacingError(f"The {what} cannot be taken. {' '.join(faults)}") from error
