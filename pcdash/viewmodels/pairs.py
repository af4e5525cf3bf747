"""Two indicators side by side: which areas are high on both, and how far they go together."""

from dataclasses import dataclass
from string import ascii_uppercase

import pandas as pd

from pcdash.definitions.models import LEVELS, Indicator
from pcdash.errors import NoChartError
from pcdash.stats import correlation
from pcdash.viewmodels import pair_words, words
from pcdash.viewmodels.choices import periods, usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.labelled import Line
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.sources import provenance, source_of
from pcdash.viewmodels.tables import Column, Table, made_of

NAMED = 5
FAR = 2.0  # standard deviations from the line, from which an area is named


@dataclass(frozen=True)
class Pair:
    """What is asked: two indicators, of the areas of a level inside an area; None is the usual."""

    x: str
    y: str
    level: str = "practice"
    area: str | None = None
    period: str | None = None


@dataclass(frozen=True)
class PairView:
    """The scatter as any form, with the practices that can be pointed out and the sources."""

    form: FormView
    practices: dict[str, str]
    source: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]


def common_periods(holdings: pd.DataFrame, x: str, y: str) -> tuple[str, ...]:
    """The periods in which there are figures of practices or groups of both, latest first."""
    other = periods(holdings, y).labels
    return tuple(one for one in periods(holdings, x).labels if one in other)


def build_pair(context: Context, asked: Pair) -> PairView:
    """The view of a pair.

    Raises:
        NoChartError: the two are one, or no area has figures of both; says what to choose.
        UserFacingError: no such indicator, area or period is held.
    """
    if asked.x == asked.y:
        raise NoChartError(
            "The same indicator is chosen twice. Choose another one to go up the chart."
        )
    across, up = (_answer(context, asked, one) for one in (asked.x, asked.y))
    noun = words.LEVELS[asked.level]
    areas = _joined(across, up)
    both = areas[areas["x"].notna() & areas["y"].notna()].reset_index(drop=True)
    if both.empty:
        raise NoChartError(
            f"No {noun.one} has figures of both {pair_words.dated(across)} and "
            f"{pair_words.dated(up)}. Choose another level, period or indicator."
        )
    both = both.assign(letter=_letters(both))
    ranks = correlation.spearman(both["x"], both["y"])
    straight = correlation.pearson(both["x"], both["y"])
    said = pair_words.told(across, up, both, ranks, straight, noun)
    place = context.inside.names.get(across.scope_code, across.scope_code)
    subtitle = f"{pair_words.dated(across)} and {pair_words.dated(up)}; {place}; {noun.many}."
    about, caveats = _sources(context, (across, up))
    title = f"{across.indicator.title} and {up.indicator.title}"
    form = FormView(
        finding=said.finding,
        sentence=said.sentence,
        subtitle=subtitle,
        notes=pair_words.notes(across, up, areas, both, noun),
        drawn={
            "points": _points(both, across.indicator, up.indicator),
            "x_title": _axis(across),
            "y_title": _axis(up),
            "x_line": _england(across),
            "y_line": _england(up),
        },
        alt=f"Scatter of {noun.many} by {subtitle} {said.finding}. {said.sentence}",
        table=_table(areas.merge(both[["area_code", "letter"]], how="left"), across, up, noun),
        provenance=provenance(
            f"{title}, {noun.many}",
            about,
            is_illustrative=context.inside.is_illustrative,
            file_name=f"{asked.x}_and_{asked.y}_{asked.level}_{across.scope_code}",
        ),
        why=pair_words.why(ranks, straight),
    )
    return PairView(form, _practices(context, asked, areas), about, caveats)


def _answer(context: Context, asked: Pair, indicator_id: str) -> Answer:
    common = common_periods(context.holdings, asked.x, asked.y)
    period = asked.period or next(iter(common), None)
    found: Answer = context.kept(
        answer,
        Question(
            indicator_id,
            level=asked.level,
            area=asked.area,
            period=period or usual_period(context.holdings, indicator_id),
        ),
    )
    return found


def _joined(across: Answer, up: Answer) -> pd.DataFrame:
    """A row an area that has, or should have, a figure of either."""
    kept = ["area_code", "area_name", "value", "flag"]
    sides = [found.figures.loc[found.figures["flag"] != "outside_group", kept]
             for found in (across, up)]  # fmt: skip
    made = sides[0].merge(sides[1], on="area_code", how="outer", suffixes=("_x", "_y"))
    return pd.DataFrame(
        {
            "area_code": made["area_code"],
            "area_name": made["area_name_x"].fillna(made["area_name_y"]).map(display_name),
            "x": made["value_x"].astype("float64"),
            "y": made["value_y"].astype("float64"),
            "x_flag": made["flag_x"],
            "y_flag": made["flag_y"],
        }
    )


def _letters(both: pd.DataFrame) -> list[str]:
    """A letter for each of the few areas that stand furthest from the line through all."""
    far = correlation.distances(both["x"], both["y"]).abs()
    named = far[far >= FAR].sort_values(ascending=False, kind="stable").index[:NAMED]
    letters = dict(zip(named, ascii_uppercase, strict=False))
    return [letters.get(place, "") for place in both.index]


def _points(both: pd.DataFrame, x: Indicator, y: Indicator) -> pd.DataFrame:
    made = both[["area_code", "area_name", "x", "y", "letter"]]
    return made.assign(
        x_text=[f"{x.title} {figure_text(value, x)}" for value in both["x"]],
        y_text=[f"{y.title} {figure_text(value, y)}" for value in both["y"]],
    )


def _axis(found: Answer) -> str:
    return measure(found.indicator)


def _england(found: Answer) -> Line | None:
    held = found.figures["benchmark"].dropna()
    if held.empty or LEVELS.index(found.question.level) >= LEVELS.index("england"):
        return None
    value, one = float(held.iloc[0]), found.indicator
    return Line("England", value, f"England {figure_text(value, one)}")


def _table(areas: pd.DataFrame, across: Answer, up: Answer, noun: words.Noun) -> Table:
    columns = [
        Column(words.capitalised(noun.one)),
        Column("Letter"),
        *(Column(f"{measure(found.indicator)}, {found.period}", True) for found in (across, up)),
        Column("Code"),
    ]
    rows = [
        (
            row["area_name"],
            row["letter"] if isinstance(row["letter"], str) else "",
            _cell(row["x"], row["x_flag"], across.indicator),
            _cell(row["y"], row["y_flag"], up.indicator),
            row["area_code"],
        )
        for row in areas.to_dict("records")
    ]
    return made_of(columns, rows, codes=areas["area_code"].tolist())


def _cell(value: float, flag: object, indicator: Indicator) -> str:
    return number_text(value, decimals=indicator.decimals, missing=words.symbol_of(flag))


def _practices(context: Context, asked: Pair, areas: pd.DataFrame) -> dict[str, str]:
    if asked.level != "practice":
        return {}
    known = context.inside.practices.labels
    listed = {
        code: known.get(code, f"{name} ({code})")
        for code, name in zip(areas["area_code"], areas["area_name"], strict=True)
    }
    return dict(sorted(listed.items(), key=lambda one: one[1]))


def _sources(
    context: Context, found: tuple[Answer, Answer]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    about = tuple(
        (f"{one.indicator.title}: {label.lower()}", text)
        for one in found
        for label, text in source_of(context.snapshot, context.catalogue, one).lines
        if label != "Snapshot"
    )
    snapshot = ("Snapshot", str(context.snapshot.number))
    ids = dict.fromkeys(caveat for one in found for caveat in one.indicator.caveats)
    return (*about, snapshot), tuple(context.catalogue.caveats[one].text for one in ids)
