"""What the illustrative system says of its programme: milestones to premises, invented.

What a person would write once stands in `data/illustrative/programme.toml`; what every practice,
network and commissioner declares is drawn here, each stream by its own name, so that no figure of
another is changed by it.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import Period, between, parse_period
from pcdash.ingest.illustrative.draws import Draws, whole
from pcdash.ingest.illustrative.places import DATA, System, networks
from pcdash.ingest.reading import tidy

WRITTEN = {"milestone": "milestones", "funding": "funding", "risk": "risks", "plan": "plans",
           "activity": "activities"}  # fmt: skip
FIRST, TODAY, LAST = "Q1 2015/16", "Q3 2019/20", "Q4 2020/21"
PLANNED, ANTICIPATED, ACTIVE, DELIVERED = "Planned", "Anticipated", "Active", "Delivered"
SELF, ASSURED = "Self-declared", "Assured"
# Of the locality of the first borough: the others have declared nothing.
LOCALITIES = ("ZZA-L1", "ZZA-L2", "ZZA-L3")
TYPES = ("Health centre", "Converted house", "Purpose-built surgery", "Shop unit")
CONDITIONS = ("A", "B", "B", "C")
STAGES = ("Idea", "Business case", "Approved", "In building", "Open")


def programme_records(
    system: System, catalogue: Catalogue, folder: Path = DATA
) -> dict[str, pd.DataFrame]:
    """The records of the programme, by kind, as `Reading.records` has them."""
    written = tomllib.loads((folder / "programme.toml").read_text(encoding="utf-8"))
    made = {kind: written[key] for key, kind in WRITTEN.items()}
    made |= {
        "declarations": [
            *_of_commissioners(system, catalogue),
            *_of_practices(system, catalogue),
            *_of_actions(system, catalogue),
        ],
        "premises": [*_premises(system)],
    }
    return {
        kind: tidy(kind, pd.DataFrame(rows).assign(row=range(2, len(rows) + 2)))
        for kind, rows in made.items()
        if rows
    }


def _of_commissioners(system: System, catalogue: Catalogue) -> Iterator[dict[str, object]]:
    """How far each aspect is in each quarter, of the CCGs and of some localities."""
    quarters = between(parse_period(FIRST), parse_period(LAST))
    today = next(place for place, one in enumerate(quarters) if one.label == TODAY)
    aspects = _themes(catalogue, "service_specification")
    for code in (*(borough["ccg"] for borough in system.boroughs), *LOCALITIES):
        draws = Draws(f"specification {code}").uniform(len(aspects), 4)
        late = 10 if code in LOCALITIES else 0
        for aspect, (begin, pace, blank, full) in zip(aspects, draws, strict=True):
            if blank < 0.1:
                continue
            start = late + int(begin * 8)
            yield from _course(code, aspect, quarters, start, today, pace=pace, full=full)


def _course(
    code: str,
    aspect: str,
    quarters: tuple[Period, ...],
    start: int,
    today: int,
    *,
    pace: float,
    full: float,
) -> Iterator[dict[str, object]]:
    """Planned, anticipated, active with growing coverage, delivered at full coverage."""
    most = 70 + 5 * int(6 * full)
    for place in range(start, len(quarters)):
        covered = min(most, 5 * int((place - start - 2) * (0.4 + 1.8 * pace)))
        if place <= start:
            state = PLANNED
        elif place <= start + 2 or (place > today and covered < most):
            state = ANTICIPATED
        else:
            state = DELIVERED if covered == most else ACTIVE
        if place > today and state == DELIVERED:
            return  # nothing is said of what is done already
        yield {
            "area_code": code, "aspect": aspect, "period": quarters[place].label, "basis": SELF,
            "state": state,
            "coverage": float(covered) if state in (ACTIVE, DELIVERED) else None,
        }  # fmt: skip


def _of_practices(system: System, catalogue: Catalogue) -> Iterator[dict[str, object]]:
    """What practices declare of each aspect today: better ones are further, with chance."""
    practices = system.practices
    names = _themes(catalogue, "service_specification")
    draws = Draws("specification of practices")
    chance, said, assured = (draws.uniform(len(practices), len(names)) for _ in range(3))
    for row, practice in enumerate(practices.itertuples()):
        # one practice in ten has declared nothing at all
        if system.closed_on(practice.code) is not None or chance[row].min(initial=1) < 0.006:
            continue
        for column, aspect in enumerate(names):
            if said[row, column] < 0.2:
                continue
            state = _state(chance[row, column] + 0.12 * practice.quality)
            yield _declared(practice.code, aspect, state, SELF)
            if assured[row, column] < 0.15:
                # Who looks closer finds less in one of three.
                seen = ACTIVE if state == DELIVERED and chance[row, column] < 0.75 else state
                yield _declared(practice.code, aspect, seen, ASSURED)


def _of_actions(system: System, catalogue: Catalogue) -> Iterator[dict[str, object]]:
    """The high impact actions of networks, and of some practices."""
    names = _themes(catalogue, "high_impact_actions")
    open_today = system.open_on(date(2020, 3, 31))
    codes = [*networks(system), *system.codes[open_today][::3]]
    draws = Draws("high impact actions").uniform(len(codes), len(names))
    for code, row in zip(codes, draws, strict=True):
        for action, chance in zip(names, row, strict=True):
            if chance > 0.15:
                yield _declared(code, action, _state((chance - 0.15) / 0.85), SELF)


def _themes(catalogue: Catalogue, framework: str) -> list[str]:
    """The themes of a framework; none where nobody has defined it."""
    found = catalogue.frameworks.get(framework)
    return [one.id for one in found.themes] if found else []


def _declared(code: str, aspect: str, state: str, basis: str) -> dict[str, object]:
    evidence = {ASSURED: "Visit of the quality team", SELF: "Return of the practice"}[basis]
    if basis == SELF and state in (PLANNED, ANTICIPATED):
        evidence = None
    return {"area_code": code, "aspect": aspect, "period": TODAY, "basis": basis, "state": state,
            "evidence": evidence}  # fmt: skip


def _state(chance: float) -> str:
    bounds = ((0.18, PLANNED), (0.32, ANTICIPATED), (0.68, ACTIVE))
    return next((state for most, state in bounds if chance < most), DELIVERED)


def _premises(system: System) -> Iterator[dict[str, object]]:
    """Premises of nine practices in ten, with a scheme in one of five."""
    open_today = system.open_on(date(2020, 3, 31))
    codes = system.codes[open_today]
    draws = Draws("premises").uniform(len(codes), 6)
    costs = whole(draws[:, 4] * draws[:, 4] * 400) * 5_000
    for code, row, cost in zip(codes, draws, costs, strict=True):
        kind, condition = TYPES[int(row[0] * 4)], CONDITIONS[int(row[1] * 4)]
        if row[2] > 0.1:
            yield {"area_code": code, "premises_type": kind, "condition": condition}
        if row[3] < 0.2:
            yield _scheme(code, kind, condition, row, cost)


def _scheme(
    code: str, kind: str, condition: str, row: np.ndarray, cost: float
) -> dict[str, object]:
    stage = int(row[5] * len(STAGES))
    return {
        "area_code": code, "scheme": "Extension" if row[3] < 0.12 else "New premises",
        "premises_type": kind, "condition": condition, "stage": STAGES[stage],
        "stage_date": date(2021 - stage // 2, 1 + int(row[1] * 12), 1),
        # What is only an idea has no price.
        "cost": None if stage == 0 else max(cost, 50_000.0),
    }  # fmt: skip
