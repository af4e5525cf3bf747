"""Invents two rounds of maturity assessments: of networks, federations and clusters.

Places differ, themes differ, most move up a little, and what real rounds lack is lacking here too:
themes that nobody assessed, a network that missed a round, evidence that is old, undated or not
there, and an ambition below the state.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Framework
from pcdash.ingest.illustrative.draws import Draws, whole
from pcdash.ingest.illustrative.places import System, networks
from pcdash.ingest.reading import tidy

PLACE = "illustrative"
# Networks began in July 2019, clusters long before; nothing is later than the data set.
ROUNDS = {
    "pcn": (date(2019, 9, 16), date(2020, 3, 9)),
    "federation": (date(2019, 9, 16), date(2020, 3, 9)),
    "cluster": (date(2018, 8, 15), date(2019, 3, 13)),
}
LEVELS = {
    "larger_scale_general_practice": ("federation", "pcn"),
    "pcn_matrix_2018": ("cluster", "pcn"),
    "pcn_matrix_2019": ("pcn",),
}
EVIDENCE = (
    "Minutes of the network board", "Agreement signed by all practices", "Report to the practices",
    "Staff survey", "Joint rota in use", "Audit shared between practices",
    "Notes of the patient group", "Plan approved by the members",
)  # fmt: skip
SELF, MODERATED = "Self-assessed", "Moderated"
ASSESSORS = {
    SELF: "Clinical director and network manager",
    MODERATED: "Peer panel with the commissioner",
}
DUE = {"pcn": "Mar 2021", "federation": "Mar 2021", "cluster": "Mar 2020"}
MISSED_ROUND = "ZZP09"  # took no part in the second round
BELOW = ("larger_scale_general_practice", "ZZP05", "3b")  # its ambition lies below its state
STEPS = ((0.06, -1), (0.52, 0), (0.88, 1), (1.0, 2))  # how far places move, by cumulated share


@dataclass(frozen=True)
class _Theme:
    """The draws of one theme, a number a place and round where there are two dimensions."""

    states: tuple[str, ...]
    first: np.ndarray
    step: np.ndarray
    chance: np.ndarray


def assessments(system: System, catalogue: Catalogue) -> pd.DataFrame:
    """The assessments of all frameworks that are defined; no row where none is."""
    rows = [
        row
        for framework_id, levels in LEVELS.items()
        if framework_id in catalogue.frameworks
        for level in levels
        for row in _rows(
            catalogue.frameworks[framework_id], level, _codes(system, catalogue, level)
        )
    ]
    made = pd.DataFrame(rows)
    return tidy("assessments", made.assign(row=range(2, len(made) + 2)))


def _codes(system: System, catalogue: Catalogue, level: str) -> list[str]:
    if level == "pcn":
        return [*networks(system)]
    place = catalogue.places.get(PLACE)
    return [*place.area_codes(level)] if place else []


def _rows(framework: Framework, level: str, codes: list[str]) -> Iterator[dict[str, object]]:
    own = Draws(f"maturity {framework.id} {level}").spread(len(codes))
    for theme in framework.themes:
        drawn = _drawn(framework, theme.id, level, own)
        for at, code in enumerate(codes):
            for turn, day in enumerate(ROUNDS[level]):
                if (code == MISSED_ROUND and turn) or drawn.chance[0, 0, at] < 0.02:
                    continue
                yield {
                    "area_code": code,
                    "framework": framework.id,
                    "theme": theme.id,
                    "assessed_on": day,
                    **_said(drawn, at, turn, level),
                    **_ambition(drawn, at, level, below=(framework.id, code, theme.id) == BELOW),
                    **_evidence(drawn, at, turn, day),
                }


def _drawn(framework: Framework, theme_id: str, level: str, own: np.ndarray) -> _Theme:
    draws = Draws(f"maturity {framework.id} {level} {theme_id}")
    states = framework.states_of(theme_id)
    top, count = len(states) - 1, len(own)
    around = 0.3 * top + 0.16 * top * (own + 0.8 * draws.spread(1)[0] + draws.spread(count))
    step = draws.uniform(count)
    moves = np.select([step < share for share, _ in STEPS], [move for _, move in STEPS], default=0)
    first = np.clip(whole(around), 0, top).astype(int)
    return _Theme(states, first, moves.astype(int), draws.uniform(3, 2, count))


def _place(drawn: _Theme, at: int, turn: int) -> int:
    """Which of the states a place is in."""
    moved = int(drawn.first[at]) + turn * int(drawn.step[at])
    return max(0, min(moved, len(drawn.states) - 1))


def _said(drawn: _Theme, at: int, turn: int, level: str) -> dict[str, object]:
    is_moderated = turn == 1 and (level != "pcn" or at % 3 != 2)
    basis = MODERATED if is_moderated else SELF
    return {
        "state": drawn.states[_place(drawn, at, turn)],
        "basis": basis,
        "assessed_by": ASSESSORS[basis],
    }


def _ambition(drawn: _Theme, at: int, level: str, *, below: bool) -> dict[str, object]:
    """An ambition is a whole state: at or above the one reached, save where that is the point."""
    chance = drawn.chance[1, 0, at]
    if chance < 0.1 and not below:
        return {"ambition": None, "ambition_due": None}
    whole_states = [one for one in drawn.states if "/" not in one]
    reached = _place(drawn, at, 1)
    if below:
        return {"ambition": whole_states[0], "ambition_due": DUE[level]}
    least = next(k for k, one in enumerate(whole_states) if drawn.states.index(one) >= reached)
    more = 0 if chance < 0.6 else 1 if chance < 0.9 else 2
    return {
        "ambition": whole_states[min(least + more, len(whole_states) - 1)],
        "ambition_due": DUE[level],
    }


def _evidence(drawn: _Theme, at: int, turn: int, day: date) -> dict[str, object]:
    chance, age = drawn.chance[2, turn, at], drawn.chance[1, 1, at]
    if chance < 0.04:
        return {"evidence": None, "evidence_date": None, "note": "Evidence to follow"}
    text = EVIDENCE[int(drawn.chance[0, 1, at] * len(EVIDENCE))]
    if chance < 0.09:
        return {"evidence": text, "evidence_date": None, "note": None}
    days = 400 + int(300 * age) if chance > 0.86 else 10 + int(170 * age)
    return {"evidence": text, "evidence_date": day - timedelta(days=days), "note": None}
