"""Signals in words: one message for all the places that say the same, with what it leads to."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.viewmodels import scan, words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.signals import Found, Signal, by_message
from pcdash.viewmodels.sources import sources_of
from pcdash.viewmodels.words import capitalised

NAMED = 3
WAYS = {"concern": "Concern", "improvement": "Improvement", "neutral": "Neither good nor bad"}
# What needs a decision stands before what does not.
ORDER = ("concern", "neutral", "improvement")
LETTERS = {-1: "L", 1: "H"}
HIGH_LOW = {-1: "low", 1: "high"}
RULES = {
    scan.FUNNEL: (
        "A practice outside the funnel of all practices (limits adjusted where they differ by more "
        "than chance), by its counts too"
    ),
    scan.TREND: "A recent trend over five years (χ², as OHID Fingertips)",
    scan.POINT: "The latest point lies far from those before (XmR chart)",
    scan.RUN: f"The latest point is {words.RULES['trend']} (XmR chart)",
    scan.SHIFT: f"The latest point is {words.RULES['shift']} (XmR chart)",
}


@dataclass(frozen=True)
class Message:
    """One thing to know: what is found, the figures, the rule, its icon in words, and its page.

    Attributes:
        finding: At most about ten words.
        sentence: Figures with their period, the names, and what they are compared with.
        sign: The icon in words: a letter (H, L, or ! for a fact) and what it means.
        way: "concern", "improvement", "neutral", or "fact".
        people: How many are affected; None where it is not known.
        page, query: Where the link leads.
        source: Publisher and title.
    """

    finding: str
    sentence: str
    sign: str
    way: str
    rule: str
    people: float | None
    page: str
    query: tuple[tuple[str, str], ...]
    source: str
    places: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The message for JSON."""
        return {
            "finding": self.finding, "sentence": self.sentence, "sign": self.sign,
            "way": self.way, "rule": self.rule,
            "people": None if self.people is None else round(self.people),
            "page": self.page, "query": dict(self.query), "source": self.source,
            "places": list(self.places),
        }  # fmt: skip


def messages_of(context: Context, signals: Collection[Signal]) -> tuple[Message, ...]:
    """Signals as messages: what needs a decision first, and of that what affects most people."""
    made = [_message(context, group) for group in by_message(signals)]
    return tuple(
        sorted(
            made,
            key=lambda one: (ORDER.index(one.way), one.people is None, -(one.people or 0.0)),
        )
    )


def checked_words(found: Found, shown: Collection[Signal], where: str) -> str:
    """How much was looked at, and how much of it stands out."""
    stand = "stands" if len(shown) == 1 else "stand"
    these = "this" if len(shown) == 1 else "these"
    out = f"{these} {number_text(len(shown))} {stand} out" if shown else "none stands out"
    return (
        f"We checked {counted(found.checked, 'comparison')}; {out}{where} (false discovery rate "
        f"{100 * found.q:g}%)."
    )


def _message(context: Context, group: Sequence[Signal]) -> Message:
    one = group[0]
    indicator = context.catalogue.indicators[one.indicator_id]
    finding = _FINDINGS[one.kind](group, indicator)
    people = _people(group)
    sentence = _SENTENCES[one.kind](group, indicator)
    if people:
        sentence += _people_words(people, one)
    page, query = _way_to(group)
    source = dict(sources_of(context.snapshot, context.catalogue, [indicator.id])).get("Source", "")
    return Message(
        finding=finding,
        sentence=sentence,
        sign=f"{LETTERS[one.side]}: {WAYS[one.way]}, {HIGH_LOW[one.side]}",
        way=one.way,
        rule=RULES[one.kind],
        people=people,
        page=page,
        query=query,
        source=source,
        places=tuple(signal.area_code for signal in group),
    )


def _people(group: Sequence[Signal]) -> float | None:
    """Those of practices together; of groups, which hold each other, those of the largest."""
    practices = [one.people for one in group if one.is_practice and one.people is not None]
    groups = [one.people for one in group if not one.is_practice and one.people is not None]
    return max(groups, default=None) if groups else sum(practices) if practices else None


def _people_words(people: float, one: Signal) -> str:
    more = "more" if one.side > 0 else "fewer"
    than = {scan.FUNNEL: "at the average", scan.TREND: "at the level of four years before"}
    return f" That is {number_text(people)} {more} than {than.get(one.kind, 'usual')}."


def _about(group: Sequence[Signal], indicator: Indicator) -> str:
    return f"{indicator.title}, {group[0].period}"


def _funnel_finding(group: Sequence[Signal], indicator: Indicator) -> str:
    than = "higher" if group[0].side > 0 else "lower"
    practices = counted(len(group), "practice")
    if len(group) == 1:
        return f"{_about(group, indicator)}: {group[0].place} is {than} than expected"
    return f"{_about(group, indicator)}: {practices} are {than} than expected"


def _funnel_sentence(group: Sequence[Signal], indicator: Indicator) -> str:
    average = figure_text(group[0].expected, indicator)
    said = [f"{one.place} {figure_text(one.value, indicator)}" for one in group[:NAMED]]
    return f"{_listed(said, len(group))}; the average of practices is {average}."


def _trend_finding(group: Sequence[Signal], indicator: Indicator) -> str:
    grows = "increasing" if group[0].side > 0 else "decreasing"
    getting = {"concern": ", getting worse", "improvement": ", getting better"}
    return f"{_about(group, indicator)}, {_where(group)}: {grows}{getting.get(group[0].way, '')}"


def _trend_sentence(group: Sequence[Signal], indicator: Indicator) -> str:
    return _against(group, indicator, "{place} {value} after {expected} four years before")


def _point_finding(group: Sequence[Signal], indicator: Indicator) -> str:
    shown = "higher" if group[0].side > 0 else "lower"
    return f"{_about(group, indicator)}, {_where(group)}: {shown} than usual, more than chance"


def _point_sentence(group: Sequence[Signal], indicator: Indicator) -> str:
    return _against(group, indicator, "{place} {value}, the mean before {expected}")


def _against(group: Sequence[Signal], indicator: Indicator, how: str) -> str:
    """The largest places, each with its figure beside what was expected of it."""
    said = [
        how.format(
            place=one.place,
            value=figure_text(one.value, indicator),
            expected=figure_text(one.expected, indicator),
        )
        for one in _largest(group)[:NAMED]
    ]
    return f"{_listed(said, len(group))}."


def _largest(group: Sequence[Signal]) -> list[Signal]:
    return sorted(group, key=lambda one: (one.is_practice, -(one.people or 0.0)))


def _where(group: Sequence[Signal]) -> str:
    first = _largest(group)[0].place
    return first if len(group) == 1 else f"{first} (and {number_text(len(group) - 1)} more)"


def _listed(said: list[str], of: int) -> str:
    return capitalised(words.list_with_more(said, of))


def _way_to(group: Sequence[Signal]) -> tuple[str, tuple[tuple[str, str], ...]]:
    one = _largest(group)[0]
    if one.kind == scan.FUNNEL:
        practice = (("practice", one.area_code),) if len(group) == 1 else ()
        query = ("indicator", one.indicator_id), ("form", "funnel"), ("period", one.period)
        return "variation", (*query, *practice)
    return "trends", (("indicator", one.indicator_id), ("place", one.area_code))


_FINDINGS: Mapping[str, Callable[[Sequence[Signal], Indicator], str]] = {
    scan.FUNNEL: _funnel_finding, scan.TREND: _trend_finding, scan.POINT: _point_finding,
    scan.RUN: _point_finding, scan.SHIFT: _point_finding,
}  # fmt: skip
_SENTENCES: Mapping[str, Callable[[Sequence[Signal], Indicator], str]] = {
    scan.FUNNEL: _funnel_sentence, scan.TREND: _trend_sentence, scan.POINT: _point_sentence,
    scan.RUN: _point_sentence, scan.SHIFT: _point_sentence,
}  # fmt: skip
