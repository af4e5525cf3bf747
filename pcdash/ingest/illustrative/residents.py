"""Where the patients of each fictional practice live: most near it, some far."""

import numpy as np
import pandas as pd

from pcdash.ingest.illustrative import geography
from pcdash.ingest.illustrative.draws import whole
from pcdash.ingest.illustrative.places import System
from pcdash.ingest.illustrative.series import Series
from pcdash.ingest.reading import tidy

PERIOD = "Oct 2019"
NEAREST = 25
# The distance, in degrees of latitude, at which a quarter as many come as from next door.
REACH = 0.01
# A degree of longitude beside one of latitude, at 54.5 degrees north.
NARROWING = 0.58


def flows(system: System, lists: Series) -> pd.DataFrame:
    """Registered patients by practice and LSOA, tidy: together each practice's list."""
    row = [period.label for period in lists.periods].index(PERIOD)
    centres = geography.centres()
    codes = centres["lsoa_code"].to_numpy(dtype=object)
    frames = []
    for at, practice in enumerate(system.practices.itertuples()):
        if not lists.present[row, at]:
            continue
        across = (centres["longitude"].to_numpy() - practice.longitude) * NARROWING
        up = centres["latitude"].to_numpy() - practice.latitude
        far = (across * across + up * up) / (REACH * REACH)
        near = np.argsort(far, kind="stable")[:NEAREST]
        patients = _shared(lists.value[row, at], 1.0 / ((1.0 + far[near]) * (1.0 + far[near])))
        frames.append(
            pd.DataFrame(
                {"practice_code": practice.code, "lsoa_code": codes[near], "patients": patients}
            )
        )
    together = pd.concat(frames, ignore_index=True).assign(period=PERIOD)
    return tidy("flows", together[together["patients"] > 0])


def _shared(patients: float, weights: np.ndarray) -> np.ndarray:
    """Whole patients by weight; what rounding leaves over lives next door."""
    total = 0.0
    for weight in weights:  # one after the other, so that the sum is the same everywhere
        total += float(weight)
    counts = np.minimum(whole(patients * weights / total), patients)
    counts[0] += patients - counts.sum()
    return counts
