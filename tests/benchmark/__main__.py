"""`python -m tests.benchmark`: what a load and an interaction cost, beside their like.

A load of the published files is set beside `pandas.read_csv` and `read_excel` of the same files;
an interaction with each page of the store that it makes, beside one with an empty Streamlit page,
both driven through running servers and taken in turns, since an empty page alone varies.
"""

import sys
import tempfile
from pathlib import Path

from tests.benchmark.interactions import measure_interactions
from tests.benchmark.loads import measure_loads
from tests.conftest import PUBLISHED


def main() -> int:
    """Measure, print, and give status 1 if a ratio is over its limit."""
    if not PUBLISHED.is_dir():
        print("The published files are not on this machine.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        loads = measure_loads(PUBLISHED, store)
        print("\n".join(loads.lines))
        interactions = measure_interactions(store)
        print("\n".join(interactions.lines))
    return 0 if loads.within_limits and interactions.within_limits else 1


if __name__ == "__main__":
    sys.exit(main())
