"""The time of a report of ten sections and of a pack of forty practices, on the real store."""

import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

REPORT_LIMIT, PACK_LIMIT = 20, 90  # seconds, on two cores that nobody else uses
SECTIONS = (
    "update", "cqc", "access", "diabetes", "atrial_fibrillation", "learning_disabilities",
    "workforce", "networks", "variation", "targets",
)  # fmt: skip
GROUP, PRACTICES = "E09000016", 40  # Havering has 39 practices and more


@dataclass(frozen=True)
class Reports:
    """What was measured, in lines, and whether it is within its limits."""

    lines: tuple[str, ...]
    within_limits: bool


def measure_reports(store: Path) -> Reports:
    """Write a report and a pack of a copy of the store, each in a process of its own."""
    own = shutil.copytree(store, store.with_name("store-of-reports"))
    words = [word for one in SECTIONS for word in ("--section", one)]
    seconds, used = _run("report", "jhosc", *words, own, out=own / "F.docx")
    pack_seconds, pack_used = _run("pack", "--locality", GROUP, own, out=own / "P.docx")
    return Reports(
        lines=(
            f"Report of {len(SECTIONS)} sections: {seconds:.1f} s, of which {used:.1f} s of "
            f"processor (limit {REPORT_LIMIT} s)",
            f"Pack of about {PRACTICES} practices: {pack_seconds:.1f} s, of which "
            f"{pack_used:.1f} s of processor (limit {PACK_LIMIT} s)",
        ),
        within_limits=seconds < REPORT_LIMIT and pack_seconds < PACK_LIMIT,
    )


def _run(*words: object, out: Path) -> tuple[float, float]:
    """Seconds, and seconds of processor, of a command."""
    *asked, store = map(str, words)
    command = [sys.executable, "-m", "pcdash", *asked, "--store", store, "--out", str(out)]
    started, used = time.perf_counter(), 0.0
    process = psutil.Popen(command, stdout=sys.stderr, stderr=sys.stderr)
    while process.poll() is None:
        try:
            times = process.cpu_times()
            used = times.user + times.system
        except psutil.NoSuchProcess:
            break
        time.sleep(0.05)
    if process.wait():
        raise RuntimeError(f"{' '.join(asked)} ended with status {process.returncode}.")
    return time.perf_counter() - started, used
