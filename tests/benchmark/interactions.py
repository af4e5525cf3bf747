"""The median interaction with each page, beside that with an empty Streamlit page."""

import json
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from tests.servers import server

ROUNDS = 25
LIMIT = 2.0  # times an empty page
EMPTY = 'import streamlit as st\n\nst.selectbox("Choose", ["a", "b"], key="choice")\n'
# What a person does on each page: each step is one change of the address, as their click makes.
STEPS: dict[str, tuple[dict[str, list[str]], ...]] = {
    "overview": ({}, {"against": ["region"]}),
    "variation": (
        {"indicator": ["qof_prevalence_ast"], "period": ["2019/20"]},
        {"indicator": ["qof_prevalence_dm"], "period": ["2019/20"]},
        {"indicator": ["qof_prevalence_ast"], "period": ["2018/19"], "area": ["07L"]},
        {"indicator": ["ae_attendances_0_4"]},
        {"indicator": ["qof_prevalence_ast"], "level": ["locality"], "period": ["2014/15"]},
        {"indicator": ["qof_prevalence_copd"], "against": ["ccg"]},
    ),
    "practice": (
        {"practice": ["F82001"]},
        {"practice": ["F82003"]},
        {"practice": ["F82023"]},
        {"practice": ["F82005"]},
    ),
    "catalogue": ({}, {"indicator": ["qof_prevalence_ast"]}, {"indicator": ["cqc_overall"]}),
}


@dataclass(frozen=True)
class Interactions:
    """What was measured, in lines, and whether it is within its limits."""

    lines: tuple[str, ...]
    within_limits: bool


@dataclass
class _Visitor:
    """One session with a server; each request is timed."""

    address: str
    session: str | None = None
    times: list[float] = field(default_factory=list)

    def ask(self, *, timed: bool = True, **request: object) -> dict[str, object]:
        body = request | ({"session_id": self.session} if self.session else {})
        call = urllib.request.Request(
            f"{self.address}/_stcore/agent/interact",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        started = time.perf_counter()
        with urllib.request.urlopen(call, timeout=60) as response:
            answer = json.load(response)
        if timed:
            self.times.append(time.perf_counter() - started)
        self.session = answer["session_id"]
        return answer


def measure_interactions(store: Path) -> Interactions:
    """Drive each page and an empty one in turns; compare their medians."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        with (
            server(script, agent=True) as empty_address,
            server(store=store, agent=True) as address,
        ):
            results = list(_measure(empty_address, address))
    lines = tuple(
        f"{page}: {1000 * median:.0f} ms an interaction, an empty page {1000 * empty:.0f} ms: "
        f"{median / empty:.2f} times (limit {LIMIT})"
        for page, median, empty in results
    )
    return Interactions(lines, all(median <= LIMIT * empty for _, median, empty in results))


def _measure(empty_address: str, address: str) -> Iterator[tuple[str, float, float]]:
    for page, steps in STEPS.items():
        empty, visitor = _Visitor(empty_address), _Visitor(address)
        empty.ask(timed=False)
        visitor.ask(timed=False)
        visitor.ask(timed=False, page="" if page == "overview" else page)
        _require_no_exception(page, visitor, steps)
        choices, ways = cycle(["a", "b"]), cycle(steps)
        for _ in range(ROUNDS):
            empty.ask(widget_state={"choice": next(choices)})
            visitor.ask(query_params=next(ways))
        yield page, statistics.median(visitor.times), statistics.median(empty.times)


def _require_no_exception(page: str, visitor: _Visitor, steps: tuple) -> None:
    """A page that fails is quick: measure none that does."""
    for step in steps:
        text = json.dumps(visitor.ask(timed=False, query_params=step)["tree"])
        if '"type": "exception"' in text:
            raise SystemExit(f"The page {page} raises an exception at {step}.")
