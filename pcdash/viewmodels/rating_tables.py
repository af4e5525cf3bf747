"""What the ratings of practices make: counts by place and period, lists, and what moved."""

from collections.abc import Mapping

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.viewmodels.categories import NO_BOROUGH, NO_CATEGORY
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text, share_text
from pcdash.viewmodels.service_areas import borough_names
from pcdash.viewmodels.tables import Column, Table, made_of

MOVES = (Column("Practice"), Column("Before"), Column("Now"), Column("Direction"))
Numbers = tuple[int, int, int]  # good or outstanding, with a rating, all


def numbers_of(categories: pd.Series, indicator: Indicator) -> Numbers:
    """How many are rated well, how many are rated, and how many there are."""
    good = int(categories.isin(indicator.favourable).sum())
    return good, int(categories.isin(indicator.rated).sum()), len(categories)


def count_of(categories: pd.Series, indicator: Indicator) -> pd.Series:
    """How many practices have each rating, and none."""
    held = categories.where(categories.notna(), NO_CATEGORY).value_counts()
    return held.reindex([*indicator.categories, NO_CATEGORY], fill_value=0)


def counts_by_place(
    context: Context, now: pd.DataFrame, indicator: Indicator, period: str, whole: str
) -> pd.DataFrame:
    """How many practices of each borough, and of all, have each rating; CCGs merge."""
    boroughs = borough_names(context, period, "as_was")
    places = now["area_code"].map(boroughs).fillna(NO_BOROUGH if boroughs else whole)
    counts = pd.DataFrame(
        {place: count_of(rows["category"], indicator) for place, rows in now.groupby(places)}
    ).T
    if len(counts) > 1:
        counts = pd.concat([counts, counts.sum().to_frame(whole).T])
    return counts.loc[:, counts.sum() > 0]


def share_table(counts: pd.DataFrame, indicator: Indicator, *, heading: str = "Place") -> Table:
    """Counts with the share rated well, of those with a rating and of all."""
    shown = counts.loc[:, counts.sum() > 0]
    columns = [
        Column(heading),
        Column("Practices", is_number=True),
        Column("Good or outstanding, of rated", is_number=True),
        Column("Good or outstanding, of all", is_number=True),
        *(Column(name, is_number=True) for name in shown),
    ]
    rows = []
    for place, row in shown.iterrows():
        good = sum(int(row[one]) for one in shown if one in indicator.favourable)
        rated = sum(int(row[one]) for one in shown if one in indicator.rated)
        every = int(row.sum())
        shares = [
            f"{number_text(good)} of {number_text(of)} ({share_text(good / of)})" if of else "[z]"
            for of in (rated, every)
        ]
        rows.append((str(place), number_text(every), *shares, *map(number_text, row)))
    return made_of(columns, rows)


def time_finding(times: pd.DataFrame, indicator: Indicator) -> str:
    """The share of rated practices at the first and at the last period."""
    said = []
    for period in dict.fromkeys((times.index[0], times.index[-1])):
        row = times.loc[period]
        good = sum(int(row[one]) for one in row.index if one in indicator.favourable)
        rated = sum(int(row[one]) for one in row.index if one in indicator.rated)
        share = share_text(good / rated) if rated else "[z]"
        said.append(f"{share} of rated practices in {period} ({number_text(good)} of "
                    f"{number_text(rated)})")  # fmt: skip
    if len(said) == 1:
        return f"Good or outstanding: {said[0]}. No earlier period is held"
    return f"Good or outstanding: {said[0]}, {said[1]}"


def question_finding(questions: Mapping[str, pd.Series], indicator: Indicator) -> str:
    """The question on which fewest practices, of those rated on it, are rated well."""
    shares = {}
    for title, categories in questions.items():
        good, rated, _ = numbers_of(categories, indicator)
        if rated:
            shares[title] = (good / rated, good, rated)
    if not shares:
        return "No practice is rated on a question"
    title = min(shares, key=lambda one: shares[one][0])
    share, good, rated = shares[title]
    return (
        f"Fewest are good or outstanding on {title!r}: {share_text(share)} of rated practices "
        f"({number_text(good)} of {number_text(rated)})"
    )


def practice_table(
    now: pd.DataFrame,
    beside: pd.DataFrame,
    titles: Mapping[str, str],
    dates: Mapping[str, tuple[str, str]],
) -> Table:
    """Every practice with its ratings and dates, those rated least well first.

    Args:
        now: The practices with `category`.
        beside: A column a question, and then a column an earlier period, by practice.
        titles: What a heading calls each question.
        dates: When a practice was inspected and its rating published, in words.
    """
    columns = [Column("Practice")]
    columns += [Column(titles.get(one, f"In {one}")) for one in beside.columns]
    columns += [Column("Inspected"), Column("Rating published"), Column("Code")]
    worst_first = ("Inadequate", "Requires improvement", "Good", "Outstanding")
    order = {name: place for place, name in enumerate(worst_first)}
    places = [order.get(one, len(order)) for one in now["category"]]
    ordered = now.assign(place=places).sort_values(["place", "area_name"], kind="stable")
    rows = [
        (
            display_name(row["area_name"]),
            *(_cell(beside, row["area_code"], one) for one in beside.columns),
            *dates.get(row["area_code"], ("[x]", "[x]")),
            row["area_code"],
        )
        for row in ordered.to_dict("records")
    ]
    return made_of(columns, rows, codes=ordered["area_code"].tolist())


def _cell(beside: pd.DataFrame, code: str, question: str) -> str:
    held = beside.at[code, question] if code in beside.index else None
    return held if isinstance(held, str) else NO_CATEGORY


def no_moves() -> Table:
    """The table of a movement that cannot be counted."""
    return made_of(MOVES, [])


def moves_of(
    before: pd.Series, now: pd.DataFrame, indicator: Indicator, since: str
) -> tuple[Table, str]:
    """The practices whose rating is another than in an earlier period, the better ones last.

    Args:
        before: The ratings of then, by practice.
        now: The practices with their ratings of now.
    """
    best_first = {name: place for place, name in enumerate(indicator.rated)}
    found, up, rated_both = [], 0, 0
    for row in now.to_dict("records"):
        then, is_now = before.get(row["area_code"]), row["category"]
        if then not in best_first or is_now not in best_first:
            continue
        rated_both += 1
        step = best_first[then] - best_first[is_now]
        up += step > 0
        if step:
            way = "↑ to a better rating" if step > 0 else "↓ to a less good rating"
            cells = (display_name(row["area_name"]), then, is_now, way)
            found.append((step, cells, row["area_code"]))
    found.sort(key=lambda one: (one[0], one[1][0]))
    down, apart = len(found) - up, len(now) - rated_both
    said = (
        f"Since {since}, of {counted(rated_both, 'practice')} rated both times, {number_text(up)} "
        f"moved to a better rating, {number_text(down)} to a less good one, and "
        f"{number_text(rated_both - len(found))} kept theirs."
    )
    if apart:
        said += f" {number_text(apart)} cannot be compared: they lack a rating then or now."
    return made_of(MOVES, [one[1] for one in found], codes=[one[2] for one in found]), said
