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

LIMIT = 2.0  # times an empty page
PREPARING_SECONDS = 150  # pcdash.ui.preparing is done with a place of 150 practices by then
EMPTY = 'import streamlit as st\n\nst.selectbox("Choose", ["a", "b"], key="choice")\n'
GROUPS = (
    "af", "ast", "can", "chd", "ckd", "copd", "cvdpp", "dem", "dep", "dm", "ep", "hf", "hyp",
    "ld", "mh", "ob", "ost", "pad", "pc", "ra", "stia",
)  # fmt: skip
PRACTICES = (
    "F82001", "F82003", "F82005", "F82012", "F82015", "F82017", "F82018", "F82023", "F82025",
    "F82027", "F82034", "F82038", "F82040", "F82042", "F82051", "F82604", "F82612", "F82621",
    "F82625", "F82634", "F82642",
)  # fmt: skip
NETWORKS = (
    "U92874", "U27362", "U86966", "U26744", "U55387", "U11211", "U51307", "U03653", "U29424",
    "U24998", "U50107", "U55939", "U00367", "U20290", "U08578", "U27585", "U78575",
)  # fmt: skip
# What a person does on each page: each step is one change of the address, as their click makes,
# to something that no visitor has looked at since the server started.
STEPS: dict[str, tuple[dict[str, list[str]], ...]] = {
    "overview": tuple({"against": [group]} for group in GROUPS),
    "variation": tuple({"indicator": [f"qof_prevalence_{group}"]} for group in GROUPS),
    "practice": tuple({"practice": [code]} for code in PRACTICES),
    "locality": tuple({"area": [code]} for code in NETWORKS),
    "trends": tuple(
        {"indicator": [f"qof_prevalence_{group}"], "place": ["07L"]} for group in GROUPS
    ),
    "compare": tuple({"x": ["imd_score"], "y": [f"qof_prevalence_{group}"]} for group in GROUPS),
    "catalogue": tuple({"indicator": [f"qof_prevalence_{group}"]} for group in GROUPS),
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

    def ask(self, **request: object) -> dict[str, object]:
        body = request | ({"session_id": self.session} if self.session else {})
        call = urllib.request.Request(
            f"{self.address}/_stcore/agent/interact",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        started = time.perf_counter()
        with urllib.request.urlopen(call, timeout=60) as response:
            answer = json.load(response)
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
            _Visitor(address).ask()
            time.sleep(PREPARING_SECONDS)
            results = list(_measure(empty_address, address))
    lines = tuple(line for result in results for line in result.lines)
    return Interactions(lines, all(result.within_limits for result in results))


@dataclass(frozen=True)
class _Result:
    """The median seconds of a page's first looks, of the same looks again, and of an empty page."""

    page: str
    first: float
    again: float
    empty: float

    @property
    def lines(self) -> tuple[str, ...]:
        """What was measured, in words."""
        return tuple(
            f"{self.page}, {look}: {1000 * seconds:.0f} ms an interaction, an empty page "
            f"{1000 * self.empty:.0f} ms: {seconds / self.empty:.2f} times (limit {LIMIT})"
            for look, seconds in (("first look", self.first), ("again", self.again))
        )

    @property
    def within_limits(self) -> bool:
        """Whether even a first look is quick enough."""
        return max(self.first, self.again) <= LIMIT * self.empty


def _measure(empty_address: str, address: str) -> Iterator[_Result]:
    for page, steps in STEPS.items():
        empty, visitor = _Visitor(empty_address), _Visitor(address)
        empty.ask()
        visitor.ask()
        visitor.ask(page="" if page == "overview" else page)
        empty.times.clear()
        visitor.times.clear()
        choices = cycle(["a", "b"])
        for step in [*steps, *steps]:
            empty.ask(widget_state={"choice": next(choices)})
            answer = visitor.ask(query_params=step)
            if '"type": "exception"' in json.dumps(answer["tree"]):
                raise SystemExit(f"The page {page} raises an exception at {step}.")
        first, again = visitor.times[: len(steps)], visitor.times[len(steps) :]
        yield _Result(
            page, statistics.median(first), statistics.median(again), statistics.median(empty.times)
        )
