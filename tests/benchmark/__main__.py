"""`python -m tests.benchmark`: what a load and an interaction cost, beside their like.

A large workbook of figures, and an export of which half was edited, are set beside openpyxl's
reading them in read-only mode; a large file of outlines is loaded by itself; a load of the
published files beside `pandas.read_csv` and `read_excel` of the same files; an interaction with
each page of the store that it makes beside one with an empty Streamlit page, both driven through
running servers and taken in turns, since an empty page alone varies. A report to the committee and
a pack of the practices of a borough are written by the commands.
"""

import sys
import tempfile
from pathlib import Path

from tests.benchmark.interactions import measure_interactions
from tests.benchmark.loads import measure_loads
from tests.benchmark.outlines import measure_outlines
from tests.benchmark.reports import measure_reports
from tests.benchmark.workbooks import measure_export, measure_workbook
from tests.conftest import PUBLISHED


def main() -> int:
    """Measure, print, and give status 1 if a ratio is over its limit."""
    if not PUBLISHED.is_dir():
        print("The published files are not on this machine.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        large = measure_workbook(Path(folder))
        print("\n".join(large.lines))
        edited = measure_export(Path(folder))
        print("\n".join(edited.lines))
        outlines = measure_outlines(Path(folder))
        print("\n".join(outlines.lines))
        loads = measure_loads(PUBLISHED, store)
        print("\n".join(loads.lines))
        interactions = measure_interactions(store)
        print("\n".join(interactions.lines))
        reports = measure_reports(store)
        print("\n".join(reports.lines))
    measured = (large, edited, outlines, loads, interactions, reports)
    return 0 if all(one.within_limits for one in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
