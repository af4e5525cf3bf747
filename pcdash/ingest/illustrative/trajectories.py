"""A planned way for the staff of the fictional system, as a workbook would give it: invented."""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.reading import tidy

INDICATOR, NAME = "gp_fte", "Planned (illustrative)"
# GPs per 1,000 patients; the plan that was made later has a gap in 2020, as real ones have.
PLANNED = {
    NAME: {"Mar 2018": 0.44, "Sep 2018": 0.442, "Mar 2019": 0.446, "Sep 2019": 0.45,
           "Mar 2020": 0.455, "Sep 2020": 0.462, "Mar 2021": 0.47},
    "Earlier plan (illustrative)": {"Mar 2018": 0.445, "Sep 2018": 0.45, "Mar 2019": 0.455,
                                    "Mar 2021": 0.48},
}  # fmt: skip


def planned_staff(catalogue: Catalogue, system_code: str) -> pd.DataFrame:
    """Trajectory points of the whole system; none where the catalogue has no such indicator."""
    rows = [
        {"area_code": system_code, "indicator_id": INDICATOR, "trajectory": name, "period": period,
         "planned": planned, "source": "Invented for this project"}
        for name, points in PLANNED.items() for period, planned in points.items()
    ]  # fmt: skip
    made = pd.DataFrame(rows if INDICATOR in catalogue.indicators else [])
    return tidy("trajectories", made.assign(row=range(2, 2 + len(made))))
