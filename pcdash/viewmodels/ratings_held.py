"""What is held of CQC ratings: the questions, the periods, and the ratings of practices in them."""

from dataclasses import dataclass

import pandas as pd

from pcdash.store.queries import run_query
from pcdash.viewmodels.choices import Choices, periods
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.words import capitalised, sentence_list

OVERALL = "cqc_overall"
KEY_QUESTIONS = ("cqc_safe", "cqc_effective", "cqc_caring", "cqc_responsive", "cqc_well_led")
EARLIER_SHOWN = 4


@dataclass(frozen=True)
class Asked:
    """What the page is asked for: the rating, the period, the area, and what to compare with.

    `since` is an earlier period, or None; `years` how long without an inspection is long.
    """

    rating: str
    period: str
    area: str
    since: str | None
    years: int


def held_ratings(context: Context) -> Choices:
    """The overall rating and the key questions of which ratings are held."""
    known, held = context.catalogue.indicators, set(context.holdings["indicator_id"])
    return Choices(
        {one: known[one].title for one in (OVERALL, *KEY_QUESTIONS) if one in known and one in held}
    )


def periods_of(context: Context, rating: str) -> Choices:
    """The periods of which a rating is held, the latest first."""
    return periods(context.holdings, rating)


def earlier_than(context: Context, rating: str, period: str) -> Choices:
    """The earlier periods that a movement can be counted from, the latest first."""
    held = periods_of(context, rating).codes
    after = held.index(period) + 1 if period in held else len(held)
    return Choices({one: one for one in held[after:]})


def open_practices(context: Context, period: str, area: str) -> pd.DataFrame:
    """The practices of an area that were open at the end of a period."""
    areas = context.areas_at_level(level="practice", period=period, scope_code=area, basis="as_was")
    return areas[areas["is_open"].astype(bool)] if len(areas) else areas


def ratings_of(
    context: Context, indicator_id: str, areas: pd.DataFrame, period: str
) -> pd.DataFrame:
    """A row a practice with its rating, or none."""
    held = held_of(
        context.snapshot, indicator_id, areas["area_code"], period=period, basis="as_was"
    )
    columns = ["area_code", "category", "file_name", "sheet"]
    return areas.merge(held[columns], on="area_code", how="left")


def ratings_on_each(context: Context, areas: pd.DataFrame, period: str) -> pd.DataFrame:
    """The ratings on every question that is held, a row a practice and a column a question."""
    held = run_query(
        context.snapshot,
        "figures_of_family",
        family="cqc_",
        period=period,
        area_codes=sorted(areas["area_code"]),
    )
    held = held[held["category"].notna()]
    made = held.pivot(index="area_code", columns="indicator_id", values="category")
    return made[[one for one in (OVERALL, *KEY_QUESTIONS) if one in made]]


def ratings_beside(context: Context, areas: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The ratings on every question, and those of earlier periods on the one that is asked for."""
    made = ratings_on_each(context, areas, asked.period)
    for period in earlier_than(context, asked.rating, asked.period).codes[:EARLIER_SHOWN]:
        then = ratings_of(context, asked.rating, areas[["area_code"]], period)
        made = made.join(then.set_index("area_code")["category"].rename(period), how="outer")
    return made


def titles_of(context: Context) -> dict[str, str]:
    """What a heading calls each question."""
    known = context.catalogue.indicators
    return {
        one: capitalised(known[one].title.removeprefix("CQC: "))
        for one in (OVERALL, *KEY_QUESTIONS)
        if one in known
    }


def missing_of(context: Context) -> tuple[str, ...]:
    """What is said of key questions that are not held."""
    held = held_ratings(context).codes
    known = context.catalogue.indicators
    lacking = [one for one in KEY_QUESTIONS if one not in held]
    if not lacking:
        return ()
    named = sentence_list(
        [known[one].title.removeprefix("CQC: ") if one in known else one[4:] for one in lacking]
    )
    return (
        f"Not held: ratings on the key questions {named}. The files loaded until now give no more; "
        "the CQC's 'ratings' file or the sheet 'Ratings' of the workbook has them.",
    )
