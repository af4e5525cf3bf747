"""How are practices rated by the CQC? By practice and key question, over time, against a target.

A share of good ratings is said with both its denominators: the practices with a rating, and all
that are open. When practices were inspected is the business of `inspections`.
"""

import math
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.errors import NoDataError
from pcdash.grammar import counted
from pcdash.viewmodels import rating_tables as tables
from pcdash.viewmodels.categories import stacks_of
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.inspections import Inspections, build_inspections
from pcdash.viewmodels.numbers import number_text, share_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.ratings_held import (
    KEY_QUESTIONS,
    Asked,
    missing_of,
    open_practices,
    periods_of,
    ratings_beside,
    ratings_of,
    ratings_on_each,
    titles_of,
)
from pcdash.viewmodels.sources import caveats_of, files_text, provenance, sources_of
from pcdash.viewmodels.tables import Provenance, Table
from pcdash.viewmodels.targets import aim_in
from pcdash.viewmodels.words import sentence_list, uncapitalised

NOT_HELD = (
    "No ratings are held. They come in the directory that the Care Quality Commission publishes, "
    "or in the BI team's workbook on the sheet 'Ratings'. Load one of them to see this page."
)


@dataclass(frozen=True)
class Stacked:
    """Bars of ratings with their finding, and the same as a table with both shares.

    `stacks` has the columns that `pcdash.charts.stacked_categories` asks for.
    """

    key: str
    heading: str
    finding: str
    stacks: pd.DataFrame
    table: Table


@dataclass(frozen=True)
class RatingsView:
    """Ratings by place, question and period, what moved, and when practices were inspected."""

    finding: str
    sentence: str
    subtitle: str
    categories: tuple[str, ...]
    favourable: tuple[str, ...]
    rated: tuple[str, ...]
    by_place: Stacked
    others: tuple[Stacked, ...]
    notes: tuple[str, ...]
    moved: str
    moves: Table
    practices: Table
    inspections: Inspections
    provenance: Provenance
    source: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        """The practices by code, by their names."""
        return {
            code: row[0]
            for code, row in zip(self.practices.codes, self.practices.rows, strict=True)
        }

    def about(self, title: str) -> Provenance:
        """What a download of one of the tables says of itself."""
        name = title.lower().replace(" ", "_")
        return Provenance(
            f"{title}: {self.subtitle}", self.provenance.about, self.provenance.is_illustrative,
            f"{self.provenance.file_name}_{name}",
        )  # fmt: skip


def build_ratings(context: Context, asked: Asked) -> RatingsView:
    """The ratings of the practices of an area.

    Raises:
        UnknownIndicatorError: no definition has the rating's id.
        NoDataError: no practice of the area has a rating in the period.
    """
    indicator = context.catalogue.indicator(asked.rating)
    areas = open_practices(context, asked.period, asked.area)
    now = ratings_of(context, indicator.id, areas, asked.period)
    place = place_name(context, asked.area)
    if now.empty or not now["category"].notna().any():
        raise NoDataError(
            f"No practice of {place} has a rating on {indicator.title!r} for {asked.period}. "
            "Choose another period or area, or load the ratings of it."
        )
    counts = tables.counts_by_place(context, now, indicator, asked.period, place)
    finding, sentence = _in_words(now, indicator)
    times = _over_time(context, indicator, asked)
    moves, moved = _moves(context, indicator, asked, now)
    subtitle = f"{indicator.title}; {place}; {asked.period}; {counted(len(now), 'open practice')}."
    source = (
        *sources_of(context.snapshot, context.catalogue, [indicator.id]),
        ("Period", asked.period),
        ("Files", files_text(now)),
    )
    when = build_inspections(context, now, parse_period(asked.period), asked.years)
    return RatingsView(
        finding=finding,
        sentence=sentence,
        subtitle=subtitle,
        categories=indicator.categories,
        favourable=indicator.favourable,
        rated=indicator.rated,
        by_place=_stacked("Place", "By place", f"{finding}. {sentence}", counts, indicator),
        others=_others(context, indicator, asked, areas, times),
        notes=(*_target(context, indicator, asked, now), *missing_of(context)),
        moved=moved,
        moves=moves,
        practices=tables.practice_table(
            now, ratings_beside(context, areas, asked), titles_of(context), when.by_code
        ),
        inspections=when,
        provenance=provenance(
            f"Ratings: {subtitle}",
            (("Area", place), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"ratings_{indicator.id}_{asked.area}_{asked.period}".replace(" ", "-"),
        ),
        source=source,
        caveats=caveats_of(context.catalogue, [indicator.id]),
    )


def _stacked(
    heading: str, title: str, finding: str, counts: pd.DataFrame, indicator: Indicator
) -> Stacked:
    table = tables.share_table(counts, indicator, heading=heading)
    return Stacked(heading.lower(), title, finding, stacks_of(counts), table)


def _others(
    context: Context, indicator: Indicator, asked: Asked, areas: pd.DataFrame, times: pd.DataFrame
) -> tuple[Stacked, ...]:
    """The question asked for over time, and the questions beside each other where any is held."""
    over_time = _stacked(
        "Period", "Over time", tables.time_finding(times, indicator), times, indicator
    )
    held, titles = ratings_on_each(context, areas, asked.period), titles_of(context)
    if not set(KEY_QUESTIONS) & set(held):
        return (over_time,)
    every = held.reindex(areas["area_code"])
    counts = pd.DataFrame({titles[one]: tables.count_of(every[one], indicator) for one in held}).T
    finding = tables.question_finding({titles[one]: every[one] for one in held}, indicator)
    return (over_time, _stacked("Question", "By key question", finding, counts, indicator))


def _in_words(now: pd.DataFrame, indicator: Indicator) -> tuple[str, str]:
    """The share of good ratings with both denominators, and the count of each rating."""
    good, rated, every = tables.numbers_of(now["category"], indicator)
    wanted = sentence_list([uncapitalised(one) for one in indicator.favourable[::-1]])
    wanted = wanted.replace(" and ", " or ")
    are = "is" if good == 1 else "are"
    title = f"{number_text(good)} of {number_text(rated)} rated practices {are} {wanted}"
    counts = now["category"].value_counts()
    listed = [f"{number_text(counts[one])} {one}" for one in indicator.categories if one in counts]
    without = int(now["category"].isna().sum())
    listed += [f"{number_text(without)} with no rating held"] * bool(without)
    said = (
        f"That is {share_text(good / rated) if rated else '[z]'} of the practices with a rating, "
        f"and {share_text(good / every)} of all {number_text(every)} that are open: "
        f"{sentence_list(listed)}."
    )
    return title, said


def _target(
    context: Context, indicator: Indicator, asked: Asked, now: pd.DataFrame
) -> tuple[str, ...]:
    """What lacks to the target, in practices, with both denominators."""
    aim = aim_in(context.catalogue, indicator, asked.area, asked.period)
    if aim is None:
        return (f"No target is set for {place_name(context, asked.area)} on {indicator.title!r}.",)
    good, rated, every = tables.numbers_of(now["category"], indicator)
    said = []
    for of, words in ((rated, "practices with a rating"), (every, "open practices")):
        lacking = math.ceil(round(aim.level / indicator.multiplier * of, 6)) - good
        level = f"{aim.level:g}% of {number_text(of)} {words}"
        said.append(
            f"{number_text(lacking)} more to reach {level}"
            if lacking > 0
            else f"{level} is reached"
        )
    return (f"{aim.title} {said[0]}; {said[1]}. Source: {aim.source}.",)


def _over_time(context: Context, indicator: Indicator, asked: Asked) -> pd.DataFrame:
    """How many practices had each rating, a row a period up to the one asked for."""
    listed = periods_of(context, indicator.id).codes[::-1]
    until = parse_period(asked.period)
    counts = {}
    for period in listed:
        if parse_period(period) <= until:
            then = ratings_of(
                context, indicator.id, open_practices(context, period, asked.area), period
            )
            if then["category"].notna().any():
                counts[period] = tables.count_of(then["category"], indicator)
    return pd.DataFrame(counts).T.fillna(0).astype(int)


def _moves(
    context: Context, indicator: Indicator, asked: Asked, now: pd.DataFrame
) -> tuple[Table, str]:
    if asked.since is None:
        return tables.no_moves(), (
            f"Nothing earlier than {asked.period} is held, so it cannot be said what has moved."
        )
    areas = now[["area_code", "area_name"]]
    then = ratings_of(context, indicator.id, areas, asked.since)
    return tables.moves_of(then.set_index("area_code")["category"], now, indicator, asked.since)
