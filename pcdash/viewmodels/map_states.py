"""One theme of a maturity framework as a map shows it: shades, letters, frames and their legend."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pcdash.definitions.models import Framework, Theme
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.map_classes import NONE, LegendEntry
from pcdash.viewmodels.map_shapes import BROKEN, FULL
from pcdash.viewmodels.maturity_cells import (
    NOT_ASSESSED,
    NOT_SAID,
    Scope,
    aim_of,
    said_of,
    state_short,
)
from pcdash.viewmodels.maturity_rounds import Latest
from pcdash.viewmodels.maturity_states import share_of, shorts_of, theme_name

STATE = "state_{}"  # how far from the first state (0) to the last (100)
FRAMES = {"above": FULL, "below": BROKEN}
FRAMED = {
    FULL: "Framed: the ambition lies above the state",
    BROKEN: "Broken frame: the ambition lies below the state",
}


@dataclass(frozen=True)
class MappedStates:
    """The theme of a scope of one theme, place by place, as a map shows it."""

    framework: Framework
    scope: Scope
    shown: Mapping[tuple[str, str], Latest]

    @property
    def theme(self) -> Theme:
        """The theme that is shown."""
        return self.scope.themes[0]

    def of(self, code: str) -> Latest | None:
        """The assessment of a place, if there is one."""
        return self.shown.get((code, self.theme.id))

    def style(self, one: Latest | None) -> str:
        """The style of an area in its state, `NONE` where no state is known."""
        if one is None or one.place is None:
            return NONE
        return STATE.format(round(100 * share_of(self.framework, self.theme.id, one.place)))

    def mark(self, one: Latest | None) -> str:
        """The letter of the state, the ambition in brackets, or a cross."""
        return "×" if one is None else state_short(self.framework, one)

    def said(self, code: str) -> str:
        """The place, theme and assessment in words."""
        one = self.of(code)
        state = NOT_ASSESSED if one is None else said_of(one)
        return f"{self.scope.places[code]}\n{theme_name(self.theme)}\n{words.capitalised(state)}"

    def legend(self, noun: words.Noun) -> tuple[LegendEntry, ...]:
        """The states that places are in, in order, and how many are in none."""
        states = self.framework.states_of(self.theme.id)
        shorts = shorts_of(states)
        held = [self.of(code) for code in self.scope.places]
        counts = Counter(one.place for one in held if one is not None and one.place is not None)
        styles = {one.place: self.style(one) for one in held if one is not None}
        entries = [
            _entry(styles[at], _label(shorts[states[at]], states[at]), counts[at], noun)
            for at in sorted(counts)
        ]
        unsaid = sum(one is not None and one.place is None for one in held)
        never = sum(one is None for one in held)
        for label, count in ((NOT_SAID, unsaid), (NOT_ASSESSED, never)):
            entries += [_entry(NONE, f"×: {words.capitalised(label)}", count, noun)] * bool(count)
        return tuple(entries)

    def frames(self) -> dict[str, str]:
        """The frame of each place whose ambition lies elsewhere than its state."""
        aims = {code: aim_of(one) for code in self.scope.places if (one := self.of(code))}
        return {code: FRAMES[aim] for code, aim in aims.items() if aim in FRAMES}

    def legend_of_frames(self, noun: words.Noun) -> tuple[LegendEntry, ...]:
        """What the frames mean, with how many there are."""
        counts = Counter(self.frames().values())
        return tuple(
            _entry(f"frame_{kind}", label, counts[kind], noun)
            for kind, label in FRAMED.items()
            if counts[kind]
        )


def _entry(key: str, label: str, count: int, noun: words.Noun) -> LegendEntry:
    return LegendEntry(key, f"{label} ({counted(count, noun.one, noun.many)})", count)


def _label(short: str, state: str) -> str:
    return state if short == state else f"{short}: {state}"
