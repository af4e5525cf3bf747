"""The time and memory of a load of a large file of outlines, made by hand."""

import sys
from pathlib import Path

from tests.benchmark.loads import Loads, run
from tests.large_outlines import write_large_outlines

MEGABYTES = 30
SECONDS_LIMIT, MEMORY_LIMIT = 60, 1500


def measure_outlines(folder: Path) -> Loads:
    """Load outlines of some megabytes into a store of their own."""
    path = folder / "wards.geojson"
    count = write_large_outlines(path, megabytes=MEGABYTES)
    load = [sys.executable, "-m", "pcdash", "load", str(path), "--store", str(folder / "outlines")]
    seconds, memory = run(load)
    line = (
        f"Load of {count:,} outlines, {MEGABYTES} MB: {seconds:.1f} s, {memory:,.0f} MB at its "
        f"peak (limits {SECONDS_LIMIT} s, {MEMORY_LIMIT:,} MB)"
    )
    return Loads((line,), seconds < SECONDS_LIMIT and memory < MEMORY_LIMIT)
