"""The fictional system: its practices, networks and boroughs, and who was where when.

`data/illustrative/system.toml` says how many of what. No code has the form of those that ODS or
ONS issue.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pcdash import paths
from pcdash.ingest.illustrative import geography
from pcdash.ingest.illustrative.draws import Draws, whole
from pcdash.ingest.illustrative.names import practice_name, street

DATA = paths.ROOT / "data" / "illustrative"
FIRST_PRACTICE, FIRST_NETWORK = 101, 1
PRACTICES_BEGAN = date(1974, 4, 1)
# A year before England's, so that the figures of 2012/13 have a CCG to belong to.
CCGS_BEGAN = date(2012, 4, 1)
NETWORKS_BEGAN = date(2019, 7, 1)
CONTRACTS = ("GMS", "GMS", "GMS", "PMS", "PMS", "APMS")
SYSTEMS = ("EMIS", "EMIS", "TPP", "TPP", "TPP", "Vision")


@dataclass(frozen=True, eq=False)
class System:
    """The fictional system. `practices` has one row a practice, the closed one included.

    Its columns: `code`, `name`, `letter` (of the borough), `ccg` (today's, or the last),
    `network`, `latitude`, `longitude`, `lsoa`, `address`, `postcode`, `contract`, `supplier`,
    `patients` (about 2014/15), `growth` (a share a year), `deprivation` and `quality` (in
    standard deviations from the borough's).
    """

    settings: Mapping[str, Any]
    practices: pd.DataFrame

    @property
    def boroughs(self) -> list[dict[str, Any]]:
        """The three boroughs, as their file has them."""
        return self.settings["borough"]

    @cached_property
    def codes(self) -> np.ndarray:
        """The codes of the practices, in order."""
        return self.practices["code"].to_numpy(dtype=object)

    def closed_on(self, practice: str) -> date | None:
        """The day on which a practice closed."""
        for one in self.settings["closed"]:
            if one["practice"] == practice:
                return one["last_day"]
        return None

    def open_on(self, when: date) -> np.ndarray:
        """Which practices are open on a day."""
        ends = [self.closed_on(code) or date.max for code in self.codes]
        return np.array([when <= end for end in ends])

    def in_ccg(self, ccg: str, when: date) -> np.ndarray:
        """Which practices belong to a CCG and are open on a day."""
        member = (self.practices["ccg"] == ccg).to_numpy()
        for one in self.settings["moved"]:
            if when <= one["last_day"]:
                member = np.where(self.codes == one["practice"], one["from_ccg"] == ccg, member)
        return member & self.open_on(when)


def build_system(folder: Path = DATA) -> System:
    """The fictional system of `system.toml`, the same every time."""
    settings = tomllib.loads((folder / "system.toml").read_text(encoding="utf-8"))
    frames = []
    network = FIRST_NETWORK
    for borough in settings["borough"]:
        frames.append(_practices(borough, network))
        network += len(borough["networks"])
    practices = pd.concat(frames, ignore_index=True)
    practices = practices.assign(code=[f"ZZ{FIRST_PRACTICE + k}" for k in practices.index])
    for closed in settings["closed"]:
        practices = pd.concat([practices, _closed(closed, practices)], ignore_index=True)
    special = practices["code"] == settings["special"]["practice"]
    patients = practices["patients"].mask(special, float(settings["special"]["patients"]))
    named = practices.assign(
        patients=patients,
        name=[practice_name(k) for k in range(len(practices))],
        address=[f"{3 + k % 40} {street(k)}, {town}" for k, town in enumerate(practices["town"])],
    )
    return System(settings, named.drop(columns="town"))


def networks(system: System) -> dict[str, tuple[str, str]]:
    """The PCNs: code to name and letter of the borough."""
    listed = [
        (f"{borough['name']} {name} PCN", borough["letter"])
        for borough in system.boroughs
        for name in borough["networks"]
    ]
    return {f"ZZP{number:02d}": one for number, one in enumerate(listed, start=FIRST_NETWORK)}


def _practices(borough: Mapping[str, Any], first_network: int) -> pd.DataFrame:
    count, letter = borough["practices"], borough["letter"]
    draws = Draws(f"practices {letter}")
    places = geography.sites(letter, count)
    # Most practices are small, a few are large.
    skew = draws.uniform(count)
    size = 0.35 + 1.95 * skew * skew
    deprivation = draws.spread(count)
    # Quality goes down a little where deprivation is high; the rest is the practice's own.
    quality = 0.8 * draws.spread(count) - 0.4 * deprivation
    contract, supplier = (draws.uniform(count) * 6).astype(int), draws.uniform(count)
    groups = len(borough["networks"])
    return pd.DataFrame(
        {
            "letter": letter,
            "ccg": borough["ccg"],
            "network": [f"ZZP{first_network + k * groups // count:02d}" for k in range(count)],
            "latitude": [site.latitude for site in places],
            "longitude": [site.longitude for site in places],
            "lsoa": [site.lsoa for site in places],
            "town": borough["name"],
            "postcode": [f"ZZ{'ABC'.index(letter) + 1} {k // 5 + 1}{'ABCDE'[k % 5]}A"
                         for k in range(count)],
            "contract": [CONTRACTS[k] for k in contract],
            "supplier": [SYSTEMS[k] for k in (supplier * 6).astype(int)],
            "patients": whole(size * borough["patients"] / count),
            "growth": borough["growth"] + 0.008 * draws.spread(count),
            "deprivation": deprivation,
            "quality": quality,
        }
    )  # fmt: skip


def _closed(closed: Mapping[str, Any], practices: pd.DataFrame) -> pd.DataFrame:
    # It stood next door to another practice of its borough, and was half its size.
    beside = practices[practices["ccg"] == closed["ccg"]].iloc[[5]]
    return beside.assign(
        code=closed["practice"],
        network=None,
        patients=whole(beside["patients"].to_numpy() / 2),
        quality=-1.0,
    )
