"""Imports what later pages need while the first is being read, and keeps each run short after."""

import gc
import importlib
import threading

# A cold import of these costs a second or two.
HEAVY = (
    "pcdash.charts.ranked_bars", "pcdash.charts.time_series", "pcdash.charts.area_map",
    "pcdash.report.table_files",
)  # fmt: skip
_begun = threading.Lock()


def warm() -> threading.Thread | None:
    """Begin, in the background, unless this process has begun before; the thread that does it."""
    if not _begun.acquire(blocking=False):
        return None
    thread = threading.Thread(target=_warm, daemon=True, name="warming")
    thread.start()
    return thread


def _warm() -> None:
    for module in HEAVY:
        importlib.import_module(module)
    # Streamlit collects garbage after every run, and so walks through the 160,000 objects that
    # pandas, Altair and the rest keep for good: 75 ms each time. What is here now is here to stay.
    gc.collect()
    gc.freeze()
