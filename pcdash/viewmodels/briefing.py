"""The first page in one screen: the course, what needs a decision, what changed, what is a fact.

The same facts for everybody, in the order in which each role needs them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pcdash.errors import UnknownAreaError
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.facts import FACT, facts_of
from pcdash.viewmodels.messages import Message, checked_words, messages_of
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import inside_of
from pcdash.viewmodels.signals import signals_of
from pcdash.viewmodels.since import NOTHING_EARLIER, changes_since
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.target_list import TargetLine, TargetsView, build_targets

COURSE, SIGNALS, CHANGED, FACTS = "course", "signals", "changed", "facts"
BOARD, OFFICER, LEAD, BI = "board", "officer", "lead", "bi"
ROLES = Choices(
    {BOARD: "Governing body", OFFICER: "Report officer", LEAD: "Locality lead", BI: "BI team"}
)
ORDERS = {
    BOARD: (COURSE, SIGNALS, CHANGED, FACTS),
    OFFICER: (CHANGED, COURSE, SIGNALS, FACTS),
    LEAD: (SIGNALS, FACTS, CHANGED, COURSE),
    BI: (FACTS, CHANGED, SIGNALS, COURSE),
}
HEADINGS = {
    COURSE: "Is the programme on course?",
    SIGNALS: "What needs a decision?",
    CHANGED: "What has changed?",
    FACTS: "Which facts are new?",
}
SHOWN = 3  # lines of a part, so that four parts fit in a screen
NEXT = {
    BOARD: ("programme", "ratings"),
    OFFICER: ("programme", "load"),
    LEAD: ("locality", "practice"),
    BI: ("load", "catalogue"),
}
COLUMNS = (
    Column("Finding"), Column("What it is"), Column("Figures"), Column("Rule"),
    Column("People", is_number=True, help="By whom it differs from what is expected."),
    Column("Source"),
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A quarter of the screen: a heading, the finding, and lines, each with its page or without."""

    key: str
    heading: str
    finding: str
    messages: tuple[Message, ...] = ()
    targets: tuple[TargetLine, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """The first screen for a role, and everything that stands behind it as a table.

    `source` is what the first screen says of where it comes from, printed with it.
    """

    parts: tuple[Part, ...]
    next_pages: tuple[str, ...]
    moved: Table
    every: Table
    provenance: Provenance
    source: str
    why: tuple[tuple[str, str], ...]


def own_places(context: Context) -> Choices:
    """The places of which somebody may be the lead: the groups inside the place."""
    known = context.inside
    own = [one for one in inside_of(context, known.system_code) if one in known.areas.labels]
    return Choices({one: known.areas.labels[one] for one in own if one != known.system_code})


def build_briefing(
    context: Context, before: Context | None, role: str, area: str | None, since: str, q: float
) -> Briefing:
    """The first screen.

    Args:
        before: The snapshot that today's is compared with; None where there is none.
        area: The place that signals and facts are of; None for the whole.
        since: How that snapshot is called in a sentence.
        q: The false discovery rate that is accepted.

    Raises:
        UnknownAreaError: the area is not in the place.
    """
    whole = context.inside.system_code
    code = area or whole
    if code not in inside_of(context, whole):
        raise UnknownAreaError(f"{area!r} is no group or practice of {context.inside.place_name}.")
    codes = frozenset(inside_of(context, code))
    found = signals_of(context, q)
    signals = found.inside(codes)
    messages, facts = messages_of(context, signals), facts_of(context, codes, before)
    where = "" if code == whole else f" in {place_name(context, code)}"
    changes = changes_since(context, before, q) if before else None
    sentences = changes.sentences if changes else (NOTHING_EARLIER,)
    parts = {
        COURSE: _course(build_targets(context)),
        SIGNALS: _decisions(messages, checked_words(found, signals, where)),
        CHANGED: _changed(sentences, since if changes else ""),
        FACTS: _facts(facts, where),
    }
    name = place_name(context, code)
    return Briefing(
        parts=tuple(parts[one] for one in ORDERS[role]),
        next_pages=NEXT[role],
        moved=changes.moved if changes else made_of([Column("Indicator")], []),
        every=made_of(COLUMNS, [_cells(one) for one in (*messages, *facts)]),
        provenance=provenance(
            f"Signals and facts of {name}",
            (("Area", name), ("Snapshot", str(context.snapshot.number)),
             ("Comparisons", checked_words(found, signals, where))),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"signals_{code}",
        ),
        source=_source(context, [*messages, *facts]),
        why=tuple(_why(q)),
    )  # fmt: skip


def _source(context: Context, messages: Sequence[Message]) -> str:
    """The snapshot, and who published what the messages are made of."""
    named = [*dict.fromkeys(one.source.rstrip(".") for one in messages if one.source)]
    published = f" Sources: {'; '.join(named)}." if named else ""
    return f"Snapshot {context.snapshot.number}.{published}"


def _course(targets: TargetsView | None) -> Part:
    if targets is None:
        return Part(COURSE, HEADINGS[COURSE], "No target is set for this place.")
    return Part(
        COURSE,
        HEADINGS[COURSE],
        targets.finding,
        targets=targets.lines[:SHOWN],
        sentences=(targets.sentence,),
    )


def _decisions(messages: Sequence[Message], checked: str) -> Part:
    asked = [one for one in messages if one.way == "concern"]
    others = [
        f"{number_text(count)} {said}"
        for way, said in (("neutral", "neither good nor bad"), ("improvement", "of improvement"))
        if (count := sum(one.way == way for one in messages))
    ]
    need = "message asks" if len(asked) == 1 else "messages ask"
    finding = f"{number_text(len(asked))} {need} for a decision" if asked else "Nothing of concern"
    beside = f" Beside them: {words.sentence_list(others)}." if others else ""
    shown = asked or messages
    return Part(
        SIGNALS, HEADINGS[SIGNALS], finding, tuple(shown[:SHOWN]), sentences=(checked + beside,)
    )


def _changed(sentences: Sequence[str], since: str) -> Part:
    if not sentences:
        return Part(CHANGED, HEADINGS[CHANGED], f"Nothing has changed since: {since}")
    finding = f"Since: {since}" if since else ""
    return Part(CHANGED, HEADINGS[CHANGED], finding, sentences=tuple(sentences[: SHOWN + 1]))


def _facts(facts: Sequence[Message], where: str) -> Part:
    finding = f"{counted(len(facts), 'fact')} beside the signals{where}"
    return Part(
        FACTS, HEADINGS[FACTS], finding if facts else "No fact is new", tuple(facts[:SHOWN])
    )


def _cells(one: Message) -> tuple[str, ...]:
    kind = "Fact" if one.way == FACT else one.sign
    people = "[x]" if one.people is None else number_text(one.people)
    return one.finding, kind, one.sentence, one.rule, people, one.source


def _why(q: float) -> Iterator[tuple[str, str]]:
    yield (
        "Signals",
        "Every practice is compared with the average of all on each indicator, every place with "
        "its own last five years, and its latest month or quarter with those before. What stands "
        "out is what would be rare among so many comparisons if nothing were going on.",
    )
    yield (
        "False discoveries",
        f"Controlled over all comparisons together (Benjamini and Hochberg) at {100 * q:g}%: where "
        "nothing differs, hardly a snapshot has a signal. Where practices differ throughout by "
        "more than chance, some of those that stand out are the ends of that spread.",
    )
    yield ("Order", "By the number of people by whom a place differs from what is expected.")
    yield (
        "Facts",
        "Ratings, trigger categories, targets and problems of the data are no comparisons: they "
        "are listed apart, those that concern most registered patients first.",
    )
    yield ("Source of the method", "Benjamini and Hochberg (1995); funnel, trend and XmR chart as "
           "on the pages that each signal leads to.")  # fmt: skip


@dataclass(frozen=True)
class Slide:
    """One message that fills a screen: what it is about, what is found, the figures, the source."""

    about: str
    finding: str
    sentences: tuple[str, ...]
    source: str


def slides_of(view: Briefing, place: str) -> tuple[Slide, ...]:
    """The first screen, one message a screen, in its order."""
    return tuple(slide for part in view.parts for slide in _slides(part, place))


def _slides(part: Part, place: str) -> Iterator[Slide]:
    about = f"{place}. {part.heading}"
    if part.key in (COURSE, CHANGED):
        said = [f"{one.label}. {one.said}".rstrip() for one in part.targets]
        yield Slide(about, part.finding or part.sentences[0], (*part.sentences, *said), "")
        return
    yield Slide(about, part.finding, part.sentences, "")
    for one in part.messages:
        source = f"Source: {one.source}" if one.source else ""
        yield Slide(
            f"{about} {one.sign}", one.finding, (one.sentence, f"Rule: {one.rule}."), source
        )
