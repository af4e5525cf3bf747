"""What is new since a snapshot, in one message for many practices: for a mail or a meeting."""

from dataclasses import dataclass

from pcdash.errors import UnknownAreaError
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.facts import facts_of
from pcdash.viewmodels.messages import Message, checked_words, messages_of
from pcdash.viewmodels.moves import Move, moves_of
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import inside_of
from pcdash.viewmodels.signals import signals_of
from pcdash.viewmodels.since import changes_since
from pcdash.viewmodels.sources import ILLUSTRATIVE_SENTENCE

NOTHING_NEW = "Nothing has been published since."


@dataclass(frozen=True)
class Digest:
    """What moved between two snapshots of a place.

    `signals` are those that were not there before; `note` says what holds for all of it.
    """

    place: str
    title: str
    changes: tuple[str, ...]
    signals: tuple[Message, ...]
    checked: str
    facts: tuple[Message, ...]
    moves: tuple[Move, ...]
    note: str
    snapshot: int
    since: int


def build_digest(context: Context, before: Context, area: str | None, q: float) -> Digest:
    """The digest of a place.

    Args:
        before: The snapshot since which; the same one where nothing has been published since.
        area: A code; None, or the id of the place, for the whole.
        q: The false discovery rate that is accepted.

    Raises:
        UnknownAreaError: the area is not in the place.
    """
    whole = context.inside.system_code
    code = whole if area in (None, context.inside.place_id) else area.upper()
    if code not in inside_of(context, whole):
        raise UnknownAreaError(
            f"{area!r} is no place, group or practice of {context.inside.place_name}. Give a code "
            f"such as {whole!r}, or leave it out for the whole."
        )
    codes = frozenset(inside_of(context, code))
    numbers = before.snapshot.number, context.snapshot.number
    is_new = numbers[0] != numbers[1]
    found = signals_of(context, q)
    known = {_key(one) for one in signals_of(before, q).signals}
    new = [one for one in found.inside(codes) if _key(one) not in known]
    place = place_name(context, code)
    return Digest(
        place=place,
        title=f"{place}: snapshot {numbers[1]} since snapshot {numbers[0]}",
        changes=changes_since(context, before, q).sentences if is_new else (NOTHING_NEW,),
        signals=messages_of(context, new),
        checked=checked_words(found, found.inside(codes), ""),
        facts=facts_of(context, codes, before) if is_new else (),
        moves=moves_of(context, before, code) if is_new else (),
        note=ILLUSTRATIVE_SENTENCE if context.inside.is_illustrative else "",
        snapshot=numbers[1],
        since=numbers[0],
    )


def _key(one: object) -> tuple[object, ...]:
    return (one.kind, one.indicator_id, one.area_code, one.side)
