"""The time and memory of a load of the published files, beside pandas reading them."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

SECONDS_LIMIT, MEGABYTES_LIMIT = 90, 3000  # of the whole load, on two cores
READ_WITH_PANDAS = """
import sys, warnings
from pathlib import Path
import pandas as pd
warnings.simplefilter("ignore")
for path in sorted(Path(sys.argv[1]).rglob("*")):
    if path.suffix == ".csv" or path.name.endswith(".csv.zip"):
        try:
            pd.read_csv(path, low_memory=False)
        except UnicodeDecodeError:
            pd.read_csv(path, low_memory=False, encoding="cp1252")
    elif path.suffix in (".xlsx", ".xls"):
        pd.read_excel(path, sheet_name=None, header=None, engine="calamine")
"""


@dataclass(frozen=True)
class Loads:
    """What was measured, in lines, and whether it is within its limits."""

    lines: tuple[str, ...]
    within_limits: bool


def measure_loads(files: Path, store: Path) -> Loads:
    """Load all files into a store, and read the same files with pandas."""
    load = [sys.executable, "-m", "pcdash", "load", str(files), "--store", str(store)]
    load_seconds, load_megabytes = run(load)
    pandas_seconds, pandas_megabytes = run([sys.executable, "-c", READ_WITH_PANDAS, str(files)])
    megabytes = sum(path.stat().st_size for path in store.rglob("*.duckdb")) / 1e6
    return Loads(
        lines=(
            f"Load of {files.name}: {load_seconds:.1f} s, {load_megabytes:,.0f} MB at its peak "
            f"(limits {SECONDS_LIMIT} s, {MEGABYTES_LIMIT:,} MB); snapshot {megabytes:,.0f} MB",
            f"pandas reading the same files: {pandas_seconds:.1f} s, {pandas_megabytes:,.0f} MB; "
            f"the load takes {load_seconds / pandas_seconds:.2f} times as long",
        ),
        within_limits=load_seconds < SECONDS_LIMIT and load_megabytes < MEGABYTES_LIMIT,
    )


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a command and all its children together."""
    started = time.perf_counter()
    process = psutil.Popen(command, stdout=sys.stderr, stderr=sys.stderr)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(process))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])} failed with status {process.returncode}.")
    return time.perf_counter() - started, peak / 1e6


def _resident(process: psutil.Process) -> int:
    total = 0
    try:
        for one in [process, *process.children(recursive=True)]:
            total += one.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total
