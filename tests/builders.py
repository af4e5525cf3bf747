"""Small real stores for tests: a fictional place, and rows that name only what a test is about."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator, Place, PlaceArea, PlaceMembership, Source
from pcdash.ingest.load import publish_readings
from pcdash.ingest.reading import KEYS, Reading, tidy
from pcdash.store.append import SourceFile
from pcdash.store.connection import Snapshot, open_snapshot
from pcdash.store.publications import Publication
from pcdash.store.record_kinds import RECORDS
from pcdash.store.snapshots import Store
from pcdash.viewmodels.levels import areas_at_level, held_of, joined

NORTH, SOUTH = "Z1N", "Z1S"  # two CCGs of the fictional system ZSYS
_ABOUT = {
    "domain": "Tests",
    "unit": "% of patients",
    "decimals": 1,
    "polarity": "none",
    "frequency": "year",
    "source": "tests",
    "why_it_matters": "It is tested.",
    "owner": "Tests",
    "checked_by": "Tests",
    "next_review": "2030-01-01",
}


def indicator(indicator_id: str, **facts: object) -> Indicator:
    """A definition with defaults: a proportion in per cent, summed."""
    defaults = {
        "id": indicator_id,
        "title": indicator_id.replace("_", " ").capitalize(),
        "numerator": "People with it",
        "denominator": "People",
        "multiplier": 100,
        "method": "proportion",
        "aggregation": "sum",
    }
    return Indicator.model_validate(_ABOUT | defaults | facts)


def patients() -> Indicator:
    """The definition of the registered list, which coverage is worked out from."""
    return indicator(
        "registered_patients", method="count", denominator=None, multiplier=1, decimals=0
    )


def place(**facts: object) -> Place:
    """The fictional system: two CCGs, two boroughs, one locality with two clusters in the north."""
    defaults = {
        "id": "tests",
        "name": "Northam and Southam",
        "system": "ZSYS",
        "areas": (
            PlaceArea(code="ZSYS", type="system", name="Northam and Southam"),
            PlaceArea(code=NORTH, type="ccg", name="Northam CCG"),
            PlaceArea(code=SOUTH, type="ccg", name="Southam CCG"),
            PlaceArea(code="ZBN", type="borough", name="Northam"),
            PlaceArea(code="ZBS", type="borough", name="Southam"),
            PlaceArea(code="Y99", type="region", name="Testshire"),
            PlaceArea(code="E92000001", type="england", name="England"),
            PlaceArea(code="ZL1", type="locality", name="Locality 1"),
            PlaceArea(code="ZC1", type="cluster", name="Cluster 1"),
            PlaceArea(code="ZC2", type="cluster", name="Cluster 2"),
        ),
        "memberships": (
            PlaceMembership(parent="ZBN", children=(NORTH,)),
            PlaceMembership(parent="ZBS", children=(SOUTH,)),
            PlaceMembership(parent="ZSYS", children=("ZBN", "ZBS")),
            PlaceMembership(parent="Y99", children=(NORTH, SOUTH)),
            PlaceMembership(parent="ZL1", children=("ZC1", "ZC2")),
            PlaceMembership(parent="ZC1", children=("Z99001", "Z99002")),
            PlaceMembership(parent="ZC2", children=("Z99003",)),
        ),
        "comparators": ("Y99", "E92000001"),
        "source": "Invented for the tests.",
    }
    return Place.model_validate(defaults | facts)


def catalogue(*indicators: Indicator, of_place: Place | None = None) -> Catalogue:
    """A catalogue of some indicators, the registered list always among them."""
    defined = {one.id: one for one in (patients(), *indicators)}
    source = Source(id="tests", publisher="Nobody", title="Invented figures", licence="None")
    around = of_place or place()
    return Catalogue(defined, {"tests": source}, {}, {around.id: around}, {})


def values(rows: Iterable[dict[str, object]], **shared: object) -> pd.DataFrame:
    """Figures; each row, or `shared`, names the columns that a test is about."""
    return tidy("values", pd.DataFrame([{"row": number, **shared, **row} for number, row in
                                        enumerate(rows, start=2)]))  # fmt: skip


def lists(codes: Iterable[str], *periods: str, size: int = 1000) -> list[dict[str, object]]:
    """Rows of registered lists of one size."""
    return [
        {"indicator_id": "registered_patients", "area_code": code, "period": period,
         "numerator": size, "value": size}
        for code in codes for period in periods
    ]  # fmt: skip


def in_ccg(
    code: str, ccg: str, start: str = "2013-04-01", end: str | None = None
) -> dict[str, object]:
    """A dated membership of a practice in a CCG."""
    return {
        "child_code": code, "child_type": "practice", "parent_code": ccg, "parent_type": "ccg",
        "start": start, "end": end, "as_of": "2019-09-01",
    }  # fmt: skip


def seen_in(code: str, parent: str, parent_type: str, as_of: str) -> dict[str, object]:
    """An observation that a practice is in a group."""
    return {
        "child_code": code, "child_type": "practice", "parent_code": parent,
        "parent_type": parent_type, "as_of": as_of,
    }  # fmt: skip


def reading(**frames: Iterable[dict[str, object]]) -> Reading:
    """A reading from rows by kind: values=…, memberships=…, areas=…"""
    made = {kind: pd.DataFrame(list(rows)) for kind, rows in frames.items()}
    unknown = set(made) - set(KEYS)
    if unknown:
        raise ValueError(f"no kind of row is called {sorted(unknown)}")
    frames = {kind: tidy(kind, frame) for kind, frame in made.items()}
    return Reading(
        **{kind: frame for kind, frame in frames.items() if kind not in RECORDS},
        records={kind: frame for kind, frame in frames.items() if kind in RECORDS},
    )


def source(name: str = "figures.csv", *, is_part: bool = False) -> SourceFile:
    """A file that never was, as lineage shows it."""
    return SourceFile(name, f"sha of {name}", 100, "tests", "Test file", "tests", is_part)


def publish(
    folder: Path,
    *readings: Reading,
    of: Catalogue,
    names: Sequence[str] | None = None,
    note: str = "",
) -> int:
    """Publish readings to the store of a folder, each as a file; gives the snapshot's number."""
    files = names or [f"file {number}" for number in range(1, len(readings) + 1)]
    return publish_readings(
        [(source(name), one) for name, one in zip(files, readings, strict=True)],
        store=Store(folder),
        place=next(iter(of.places.values())),
        catalogue=of,
        publication=Publication("A tester", note),
    )


def snapshot_of(folder: Path, *readings: Reading, of: Catalogue) -> Snapshot:
    """The open snapshot of a store that holds some readings."""
    number = publish(folder, *readings, of=of)
    return open_snapshot(Store(folder), number)


def values_at_level(snapshot, *, indicator_id, level, period, scope_code, basis):
    """The figures of a level as a page joins them, before anything is judged; a row an area."""
    areas = areas_at_level(snapshot, level=level, period=period, scope_code=scope_code, basis=basis)
    codes = areas["area_code"]
    return joined(areas, held_of(snapshot, indicator_id, codes, period=period, basis=basis))
