"""What stands on a map as a point: practices, hubs, and places where something happened."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.locations import located, outside_of_their_borough, outside_text
from pcdash.viewmodels.map_classes import LegendEntry, by_value, category_styles, edges_of
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.numbers import date_text, is_missing, number_text
from pcdash.viewmodels.service_areas import practices_with_groups
from pcdash.viewmodels.tables import Column, Table, made_of

COLUMNS = ["area_code", "area_name", "longitude", "latitude", "style", "size", "said"]
PLACE, HUB, EVENT = "place", "hub", "event"
SMALLEST = 0.35  # the size of a point with the smallest list, of the largest one's


@dataclass(frozen=True)
class Points:
    """The points of a map.

    `shown` has a row a point that can be drawn, with `COLUMNS`: `style` is a verdict of
    `charts.theme`, a class, place, hub or event; `size` from 0 to 1, its square in proportion to
    the list; `said` is the text of its tooltip. `table` has every practice, and `located` the
    points of practices, as `locations.Located.points`.
    """

    shown: pd.DataFrame
    legend: tuple[LegendEntry, ...]
    title: str
    table: Table
    notes: tuple[str, ...]
    located: pd.DataFrame


def points_of(context: Context, found: Answer | None, *, level: str) -> Points:
    """Practices by an answer, the hubs of the time, and events that concern one of them.

    Args:
        found: Figures of practices; None where there are none.
        level: The level whose groups the table names.
    """
    if found is None:
        nothing = pd.DataFrame(columns=COLUMNS)
        return Points(nothing, (), "", made_of([Column("Practice")], []), (), nothing)
    figures, period = found.figures, found.period
    places = located(context, tuple(figures["area_code"]))
    members = practices_with_groups(context, level, period, found.question.basis)
    members = members.set_index("practice_code")
    codes = figures["area_code"]
    made = figures.assign(
        patients=codes.map(members["patients"]).to_numpy(float),
        group_code=codes.map(members["group_code"]).to_numpy(object),
    ).merge(places.points.drop(columns=["area_name", "area_type"]), on="area_code", how="left")
    styles, legend = _styled(made, found.indicator)
    made = made.assign(style=styles, said=[_said(row, found) for row in made.to_dict("records")])
    drawn = made.dropna(subset=["latitude", "longitude"])
    shown = drawn.assign(
        area_name=[with_code(*pair) for pair in _pairs(drawn)], size=_sizes(drawn["patients"])
    )[COLUMNS]
    others = pd.concat([hubs_of(context, period), events_of(context, places.points)])
    elsewhere = outside_of_their_borough(places.points, members["borough_code"])
    return Points(
        shown=pd.concat([shown, others], ignore_index=True),
        legend=(*legend, *_legend_of_others(others)),
        title=_title(found, by_class=made["style"].str.startswith("class").any()),
        table=_table(context, made, found, members),
        notes=(
            *places.notes,
            *outside_text(context, elsewhere),
            *_without_lists(made, period),
            *_others_text(others),
        ),
        located=places.points,
    )


def open_practices(context: Context, period: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The practices open in a period as places alike, and what is missing of them."""
    practices = practices_with_groups(context, "borough", period, "as_was")
    practices = practices[practices["is_open"]]
    places = located(context, tuple(practices["practice_code"]))
    known = places.points.dropna(subset=["latitude", "longitude"])
    named = [with_code(*one) for one in _pairs(known)]
    points = known.assign(area_name=named, style=PLACE, size=0.4, said=named)
    return points[COLUMNS].reset_index(drop=True), places.notes


def hubs_of(context: Context, period: str) -> pd.DataFrame:
    """The hubs that were open at the end of a period and have a point."""
    held = run_query(context.snapshot, "hubs", day=parse_period(period).end)
    if held.empty:
        return pd.DataFrame(columns=COLUMNS)
    points = located(context, tuple(held["area_code"])).points.dropna(subset=["latitude"])
    return points.assign(
        style=HUB,
        size=1.0,
        said=[f"Hub: {display_name(name)}" for name in points["area_name"]],
    )[COLUMNS]


def events_of(context: Context, practices: pd.DataFrame) -> pd.DataFrame:
    """Events at one of some practices, where it stands."""
    placed = practices.dropna(subset=["latitude"]).set_index("area_code")
    rows = [
        {
            "area_code": f"{code}-{one.id}",
            "area_name": one.title,
            "longitude": placed.at[code, "longitude"],
            "latitude": placed.at[code, "latitude"],
            "style": EVENT,
            "size": 1.0,
            "said": f"Event: {one.title}, {date_text(one.date)}",
        }
        for one in context.catalogue.events.values()
        for code in one.areas
        if code in placed.index
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _styled(made: pd.DataFrame, indicator: Indicator) -> tuple[list[str], tuple[LegendEntry, ...]]:
    """The style of each practice, and the legend: by category, by comparison, or where nothing is
    compared, by class of value."""
    drawn = made["latitude"].notna()
    if indicator.method == "category":
        styles = category_styles(indicator, tuple(made["category"].dropna().unique()))
        made = made.assign(style=[styles.get(one, "not_compared") for one in made["category"]])
        return made["style"].tolist(), _legend(made[drawn], _category_labels(made[drawn]))
    if (made["comparison"] != "not_compared").any():
        made = made.assign(style=made["comparison"])
        labels = {key: one.label for key, one in words.VERDICTS.items()}
        return made["style"].tolist(), _legend(made[drawn], labels)
    classed = by_value(
        made["value"], edges_of(made["value"], "quantile"), words.LEVELS["practice"],
        decimals=indicator.decimals, unit=indicator.unit,
    )  # fmt: skip
    return list(classed.keys), classed.legend


def _without_lists(made: pd.DataFrame, period: str) -> tuple[str, ...]:
    """That points have one size, where no list says how large a practice is."""
    if made.empty or made["patients"].notna().any():
        return ()
    return (f"No list within twelve months of {period} is held: all points have one size.",)


def _sizes(patients: pd.Series) -> np.ndarray:
    """Sizes whose square is in proportion to the list; the smallest where none is known."""
    largest = patients.max()
    if is_missing(largest) or largest <= 0:
        return np.full(len(patients), 0.6)
    return np.maximum(np.sqrt(patients.fillna(0.0) / largest), SMALLEST).to_numpy()


def _said(row: Mapping[str, object], found: Answer) -> str:
    lines = [with_code(str(row["area_name"]), str(row["area_code"])), _figure(row, found)]
    if found.indicator.method != "category" and row["comparison"] != "not_compared":
        lines.append(words.VERDICTS[str(row["comparison"])].cell)
    if not is_missing(row["patients"]):
        lines.append(f"{number_text(row['patients'])} registered patients")
    return "\n".join(lines)


def _figure(row: Mapping[str, object], found: Answer) -> str:
    if found.indicator.method == "category":
        held = row["category"]
        return f"{found.indicator.title}: {held if isinstance(held, str) else '[x] none held'}"
    shown = figure_text(row["value"], found.indicator, flag=row["flag"])
    return f"{found.indicator.title}: {shown}"


def _legend(drawn: pd.DataFrame, labels: Mapping[str, str]) -> tuple[LegendEntry, ...]:
    counts = drawn["style"].value_counts()
    noun = words.LEVELS["practice"]
    return tuple(
        LegendEntry(
            key, f"{labels[key]} ({counted(int(counts[key]), noun.one, noun.many)})",
            int(counts[key]),
        )
        for key in words.VERDICTS
        if key in counts
    )  # fmt: skip


def _category_labels(drawn: pd.DataFrame) -> dict[str, str]:
    """The categories that share a style, by the style."""
    named = drawn.assign(category=drawn["category"].fillna("None held"))
    return {
        key: words.sentence_list(list(dict.fromkeys(part["category"])))
        for key, part in named.groupby("style", sort=False)
    }


def _legend_of_others(others: pd.DataFrame) -> tuple[LegendEntry, ...]:
    counts = others["style"].value_counts()
    named = {HUB: ("hub", "hubs"), EVENT: ("event at a practice", "events at practices")}
    return tuple(
        LegendEntry(key, words.capitalised(counted(int(counts[key]), *nouns)), int(counts[key]))
        for key, nouns in named.items()
        if key in counts
    )


def _others_text(others: pd.DataFrame) -> tuple[str, ...]:
    """Hubs and events by name, for who cannot see where they are."""
    said = []
    for style, title in ((HUB, "Hubs"), (EVENT, "Events")):
        own = others[others["style"] == style]
        if len(own):
            texts = [one.split(": ", 1)[-1] for one in own["said"]]
            said.append(f"{title} on the map: {'; '.join(texts)}.")
    return tuple(said)


def _title(found: Answer, *, by_class: bool) -> str:
    """What the legend says of the points: their measure, and that size is the list."""
    how = "by class of value" if by_class else "against the benchmark"
    if found.indicator.method == "category":
        how = "by category"
    return f"Practices, sized by list: {found.indicator.title}, {found.period}, {how}"


def _table(context: Context, made: pd.DataFrame, found: Answer, members: pd.DataFrame) -> Table:
    """Every practice, those without a place too."""
    names, indicator = context.inside.names, found.indicator
    rows = made.sort_values(["area_name", "area_code"], kind="stable").to_dict("records")
    is_category = indicator.method == "category"
    columns = [
        Column("Practice"),
        Column(indicator.title if is_category else words.capitalised(indicator.unit),
               is_number=not is_category),
        Column("Comparison"), Column("Code"), Column("Registered patients", is_number=True),
        Column("Borough"), Column("Place known by"),
    ]  # fmt: skip
    cells = [
        (
            display_name(row["area_name"]),
            _cell(row, found),
            words.VERDICTS[row["comparison"]].cell,
            row["area_code"],
            number_text(row["patients"]),
            names.get(members["borough_code"].get(row["area_code"]), "[x]"),
            row["located_text"] if isinstance(row["located_text"], str) else "not known",
        )
        for row in rows
    ]
    if is_category:
        columns = [one for one in columns if one.label != "Comparison"]
        cells = [(*one[:2], *one[3:]) for one in cells]
    return made_of(columns, cells, codes=[row["area_code"] for row in rows])


def _cell(row: Mapping[str, object], found: Answer) -> str:
    if found.indicator.method == "category":
        return row["category"] if isinstance(row["category"], str) else "[x] none held"
    return number_text(
        row["value"],
        decimals=found.indicator.decimals,
        missing=words.symbol_of(row["flag"]),
    )


def _pairs(drawn: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(drawn["area_name"], drawn["area_code"], strict=True))
