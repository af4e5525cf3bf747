"""The categories of the outcome standards, by what each practice raises."""

import numpy as np

from pcdash.definitions.aims import TriggerLevel
from pcdash.ingest.illustrative.series import Series
from pcdash.stats.triggers import REVIEW_IDENTIFIED, level_raised

# From so many triggers on the invented tool is less than content; the published rule alone decides
# who is worth a review.
APPROACHING, ACHIEVING = 6, 3


def raised_of(series: Series, level: TriggerLevel) -> np.ndarray:
    """The trigger that each figure raises, 0 to 2 (periods × areas); a missing one raises none."""
    value = series.value
    if value is None:
        value = series.indicator.multiplier * series.numerator / series.denominator
    found = level_raised(
        value.ravel(), level.level_1, level.level_2, polarity=series.indicator.polarity
    )
    return found.fillna(0).to_numpy(int).reshape(value.shape)


def categories_of(triggers: np.ndarray, at_level_2: np.ndarray, names: list[str]) -> np.ndarray:
    """The category of each practice and period; `names` are the categories, best first."""
    is_review = (triggers >= REVIEW_IDENTIFIED.triggers) | (
        at_level_2 >= REVIEW_IDENTIFIED.at_level_2
    )
    best, good, near, review = names
    return np.select(
        [is_review, triggers >= APPROACHING, triggers >= ACHIEVING],
        [review, near, good],
        default=best,
    ).astype(object)
