"""Which pairs of indicators can be put side by side, and the one that is ready."""

from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices, indicators
from pcdash.viewmodels.context import Context

DEPRIVATION, ATTENDANCES = "imd_score", "ae_attendances"
# What stands in where no file of the second has been loaded, nearest in meaning first.
INSTEAD = ("ae_attendances_0_4", "emergency_admissions", "qof_prevalence_dm", "qof_points")


@dataclass(frozen=True)
class ReadyPair:
    """A pair with what its link says, and what is missing for the one that was wanted."""

    label: str
    x: str
    y: str


@dataclass(frozen=True)
class Start:
    """What a page without a pair says, and the pair that it offers if there is one."""

    sentence: str
    pair: ReadyPair | None


def build_start(context: Context) -> Start:
    """Deprivation against A&E attendances; else what would bring it, and a pair that is held."""
    catalogue, held = context.catalogue, _with_practices(context.holdings)
    known = [one for one in (DEPRIVATION, ATTENDANCES) if one in catalogue.indicators]
    missing = [one for one in known if one not in held]
    if not missing and len(known) == 2:
        return Start("", _pair(catalogue, DEPRIVATION, ATTENDANCES))
    said = " ".join(missing_said(catalogue, one) for one in missing)
    numbers = choosable(catalogue, held).codes
    wanted = [one for one in (DEPRIVATION, *INSTEAD, *numbers) if one in numbers and one in held]
    two = list(dict.fromkeys(wanted))[:2]
    return Start(said, _pair(catalogue, *two) if len(two) == 2 else None)


def choosable(catalogue: Catalogue, held: set[str]) -> Choices:
    """The indicators that are numbers, those with data first."""
    listed = indicators(catalogue, held).labels
    return Choices(
        {
            code: label
            for code, label in listed.items()
            if catalogue.indicators[code].method != "category"
        }
    )


def missing_said(catalogue: Catalogue, indicator_id: str) -> str:
    """That nothing is held of an indicator, and which file would bring it."""
    one = catalogue.indicator(indicator_id)
    source = catalogue.sources[one.source]
    return (
        f"Nothing is held of {one.title} by practice: a file of {source.publisher}, "
        f"{words.capitalised(source.title)}, would bring it."
    )


def _with_practices(holdings: pd.DataFrame) -> set[str]:
    is_held = (holdings["area_type"] == "practice") & (holdings["areas_with_value"] > 0)
    return set(holdings.loc[is_held, "indicator_id"])


def _pair(catalogue: Catalogue, x: str, y: str) -> ReadyPair:
    titles = (catalogue.indicator(one).title for one in (x, y))
    return ReadyPair(" and ".join(titles), x, y)
