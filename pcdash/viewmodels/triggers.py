"""Who has triggers on the outcome standards: categories by place, and what each practice raises."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.definitions.models import TriggerLevel
from pcdash.errors import NoDataError
from pcdash.stats.triggers import Threshold, level_raised, practice_category
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.categories import stacks_of
from pcdash.viewmodels.choices import Choices, in_order, periods
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.numbers import counted, number_text, share_text, with_unit
from pcdash.viewmodels.published import PublishedPanel, published_panel
from pcdash.viewmodels.sources import Source, provenance, source_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

CATEGORY = "gpos_category"
EVERY = "all"
NONE_HELD = "[x] none held"
RULE = (
    "An indicator raises at most one trigger, the more severe: level 2 at or beyond its level 2 "
    'value, else level 1. Nine or more triggers, or three or more at level 2, are "review '
    'identified"; the thresholds of the other categories are not published, and are as supplied.'
)
RULE_SOURCE = "NHS England, general practice outcome standards, as the strategy's figure 4 says."


@dataclass(frozen=True)
class TriggersView:
    """Categories by place, practices with their triggers, and how they moved.

    `stacks` has the columns that `pcdash.charts.stacked_categories` asks for, `cells` those of
    `pcdash.charts.trigger_heatmap`.
    """

    finding: str
    sentence: str
    subtitle: str
    categories: tuple[str, ...]
    favourable: tuple[str, ...]
    stacks: pd.DataFrame
    counts: Table
    practices: Table
    rows: pd.DataFrame
    cells: pd.DataFrame
    moves: Table
    moved: str
    notes: tuple[str, ...]
    provenance: Provenance
    source: Source
    alt: str
    why: tuple[tuple[str, str], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The practices, each with its code, in the order of the table."""
        named = zip(self.rows["area_name"], self.rows["area_code"], strict=True)
        return tuple(with_code(display_name(name), code) for name, code in named)

    def practices_of(self, category: str) -> Table:
        """The practices of one category, or of all."""
        kept = [
            place for place, held in enumerate(self.rows["category"]) if category in (EVERY, held)
        ]
        rows = self.practices.rows
        return Table(
            self.practices.columns,
            tuple(rows[place] for place in kept),
            tuple(self.practices.codes[place] for place in kept),
        )

    def cells_of(self, codes: tuple[str, ...]) -> pd.DataFrame:
        """The cells of some practices."""
        return self.cells[self.cells["area_code"].isin(codes)]


def periods_of(context: Context) -> Choices:
    """The periods of which categories are held, the latest first."""
    return periods(context.holdings, CATEGORY)


def build_triggers(context: Context, period: str, area_code: str) -> TriggersView:
    """Triggers of the practices of an area in a period.

    Raises:
        NoDataError: no practice of the area has a category or a figure on the standards.
    """
    areas = context.areas_at_level(
        level="practice", period=period, scope_code=area_code, basis="as_was"
    )
    areas = areas[areas["is_open"]]
    figures = _figures(context, areas["area_code"], period)
    levels = _levels_of(context)
    raised = _raised(context, figures, levels)
    supplied = figures[figures["indicator_id"] == CATEGORY].set_index("area_code")["category"]
    rows = _rows(context, areas, raised, supplied)
    if rows["category"].isna().all() and not len(raised.columns):
        raise NoDataError(
            f"No practice here has a category of the outcome standards for {period}. They come in "
            "the BI team's workbook; load it, or choose another period or area."
        )
    categories = context.catalogue.indicator(CATEGORY).categories
    counts = _counts(context, rows, categories, period)
    title, said = _in_words(rows, categories)
    place = context.inside.names.get(area_code, area_code)
    moves, moved = _moves(context, rows, period, categories)
    subtitle = (
        f"General practice outcome standards (GPOS); {place}; {period}; "
        f"{counted(int(rows['category'].notna().sum()), 'practice')} with a category."
    )
    indicator = context.catalogue.indicator(CATEGORY)
    source = source_of(
        context.snapshot, context.catalogue, _as_answer(context, indicator, period, figures)
    )
    return TriggersView(
        finding=title,
        sentence=said,
        subtitle=subtitle,
        categories=categories,
        favourable=indicator.favourable,
        stacks=stacks_of(counts),
        counts=_count_table(counts, categories),
        practices=_practice_table(rows, len(levels)),
        rows=rows,
        cells=_cells(context, rows, raised, figures, levels),
        moves=moves,
        moved=moved,
        notes=_notes(rows, raised, levels),
        provenance=provenance(
            f"Triggers: {subtitle}",
            (("Period", period), ("Area", place), *source.lines[:1], *source.lines[2:]),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"triggers_{area_code}_{period}".replace(" ", "-").replace("/", "-"),
        ),
        source=source,
        alt=f"Stacked bars of practices by category. {title}. {said}",
        why=(("Rule", RULE), ("Source of the method", RULE_SOURCE)),
    )


def published_of(context: Context) -> PublishedPanel | None:
    """What the strategy documents print of the categories, if anything."""
    indicator = context.catalogue.indicators.get(CATEGORY)
    return published_panel(context.catalogue, indicator) if indicator else None


def trigger_reasons(
    context: Context, period: str, practice_code: str
) -> tuple[tuple[str, str], ...]:
    """Why each trigger of a practice is raised: the value, the average and the levels, in words."""
    levels = _levels_of(context)
    figures = _figures(context, pd.Series([practice_code]), period)
    raised = _raised(context, figures, levels)
    said = []
    for row in figures.to_dict("records"):
        one = levels.get(row["indicator_id"])
        if one is None or practice_code not in raised.index:
            continue
        level = raised.at[practice_code, row["indicator_id"]]
        if pd.isna(level) or level == 0:
            continue
        indicator = context.catalogue.indicators[row["indicator_id"]]
        at = {
            name: with_unit(number_text(value, decimals=indicator.decimals), indicator.unit)
            for name, value in (
                ("own", row["value"]), ("average", one.average),
                ("first", one.level_1), ("second", one.level_2),
            )
        }  # fmt: skip
        beyond = "at or below" if indicator.polarity == "higher" else "at or above"
        said.append(
            (
                indicator.title,
                f"level {level}: {at['own']} is {beyond} "
                f"{at['second'] if level == 2 else at['first']} (level 1 from {at['first']}, level "
                f"2 from {at['second']}; average {at['average']}).",
            )
        )
    return tuple(said) or (("Triggers", f"none raised in {period}."),)


def level_ticks(context: Context) -> pd.DataFrame:
    """The trigger values of the place, for a spine: `indicator_id`, `level_1`, `level_2`."""
    return pd.DataFrame(
        [
            {"indicator_id": one.indicator, "level_1": one.level_1, "level_2": one.level_2}
            for one in _levels_of(context).values()
        ],
        columns=["indicator_id", "level_1", "level_2"],
    )


@dataclass(frozen=True)
class _Asked:
    """What `source_of` reads of an answer."""

    indicator: Any
    period: str
    figures: pd.DataFrame
    question: Question


def _as_answer(context: Context, indicator: Any, period: str, figures: pd.DataFrame) -> Any:
    return _Asked(indicator, period, figures, Question(indicator.id, period=period))


def _levels_of(context: Context) -> Mapping[str, TriggerLevel]:
    """The levels of the place, by indicator, in the order of the standards."""
    found = {
        one.indicator: one
        for one in context.catalogue.trigger_levels.values()
        if one.place == context.inside.place_id
    }
    listed = in_order(
        context.catalogue.indicators[one] for one in found if one in context.catalogue.indicators
    )
    return {one.id: found[one.id] for one in listed}


def _figures(context: Context, codes: pd.Series, period: str) -> pd.DataFrame:
    held = run_query(
        context.snapshot,
        "figures_of_family",
        family="gpos_",
        period=period,
        area_codes=sorted(codes),
    )
    return held.astype({"value": "float64"})


def _raised(
    context: Context, figures: pd.DataFrame, levels: Mapping[str, TriggerLevel]
) -> pd.DataFrame:
    """The trigger of each practice (row) and indicator (column), 0 to 2 or missing."""
    columns = {}
    for indicator_id, one in levels.items():
        own = figures[figures["indicator_id"] == indicator_id].set_index("area_code")["value"]
        if own.notna().any():
            columns[indicator_id] = level_raised(
                own,
                one.level_1 if one.level_1 is not None else float("nan"),
                one.level_2 if one.level_2 is not None else float("nan"),
                polarity=context.catalogue.indicators[indicator_id].polarity,
            )
    return pd.DataFrame(columns)


def _rows(
    context: Context, areas: pd.DataFrame, raised: pd.DataFrame, supplied: pd.Series
) -> pd.DataFrame:
    """A row a practice: its triggers, and its category as supplied and as computed."""
    made = areas[["area_code", "area_name", "ccg_code"]].set_index("area_code")
    thresholds = [
        Threshold(one.title, one.triggers, one.at_level_2)
        for one in context.catalogue.trigger_categories.values()
        if one.triggers is not None
    ]
    found = practice_category(raised, thresholds=thresholds)
    made = made.join(found.rename(columns={"category": "computed"}))
    made["supplied"] = supplied.reindex(made.index)
    # What was supplied counts; without it, what the published rule says.
    made["category"] = made["supplied"].where(made["supplied"].notna(), made["computed"])
    known = {one.title for one in context.catalogue.trigger_categories.values() if one.triggers}
    is_said = made["supplied"].isin(known)
    made["differs"] = (
        made["supplied"].notna()
        & made["available"].fillna(0).gt(0)
        & (is_said != made["computed"].isin(known))
    )
    order = ["at_level_2", "triggers"]
    return made.sort_values(
        [*order, "area_name"], ascending=[False, False, True], kind="stable"
    ).reset_index()


def _counts(
    context: Context, rows: pd.DataFrame, categories: tuple[str, ...], period: str
) -> pd.DataFrame:
    """How many practices of each CCG, and of all, are in each category."""
    names = context.inside.names
    places = rows["ccg_code"].map(lambda code: names.get(code, code)).fillna("In no CCG")
    held = rows["category"].where(rows["category"].notna(), NONE_HELD)
    found = pd.crosstab(places, held).reindex(columns=[*categories, NONE_HELD], fill_value=0)
    if len(found) > 1:
        found = pd.concat([found, found.sum().to_frame("All of these").T])
    return found.loc[:, [name for name in found if name != NONE_HELD or found[name].sum()]]


def _count_table(counts: pd.DataFrame, categories: tuple[str, ...]) -> Table:
    first = categories[0]
    columns = [Column("Place"), Column("Practices", is_number=True)]
    columns += [Column(name, is_number=True) for name in counts.columns]
    columns.append(Column(f"{first}, share of those with a category", is_number=True))
    rows = []
    for place, row in counts.iterrows():
        known = int(sum(row[name] for name in counts.columns if name != NONE_HELD))
        share = share_text(row[first] / known) if known else "[z]"
        rows.append((str(place), number_text(row.sum()), *map(number_text, row), share))
    return made_of(columns, rows)


def _practice_table(rows: pd.DataFrame, available: int) -> Table:
    columns = [
        Column("Practice"),
        Column("Category"),
        Column("Triggers", is_number=True),
        Column("At level 2", is_number=True),
        Column("Indicators held", is_number=True),
        Column("Code"),
        Column("Note"),
    ]
    cells = [
        (
            display_name(row["area_name"]),
            _category_cell(row),
            number_text(row["triggers"]),
            number_text(row["at_level_2"]),
            f"{number_text(row['available'])} of {number_text(available)}",
            row["area_code"],
            _difference(row),
        )
        for row in rows.to_dict("records")
    ]
    return made_of(columns, cells, codes=rows["area_code"].tolist())


def _category_cell(row: Mapping[str, Any]) -> str:
    if not isinstance(row["category"], str):
        return NONE_HELD
    return row["category"] if isinstance(row["supplied"], str) else f"{row['category']} (computed)"


def _difference(row: Mapping[str, Any]) -> str:
    if not row["differs"]:
        return ""
    computed = row["computed"] if isinstance(row["computed"], str) else "another category"
    return f"Supplied {row['supplied']!r}; the triggers here make {computed!r}"


def _cells(
    context: Context,
    rows: pd.DataFrame,
    raised: pd.DataFrame,
    figures: pd.DataFrame,
    levels: Mapping[str, TriggerLevel],
) -> pd.DataFrame:
    """A row a practice and indicator: the level, and what it is read as."""
    named = dict(zip(rows["area_code"], rows["area_name"], strict=True))
    values = figures.set_index(["area_code", "indicator_id"])["value"]
    made = []
    for code in rows["area_code"]:
        for indicator_id in levels:
            if indicator_id not in raised.columns:
                continue
            indicator = context.catalogue.indicators[indicator_id]
            level = raised[indicator_id].get(code)
            value = values.get((code, indicator_id), float("nan"))
            shown = with_unit(number_text(value, decimals=indicator.decimals), indicator.unit)
            made.append(
                {
                    "area_code": code,
                    "area_name": with_code(display_name(named[code]), code),
                    "indicator": indicator.title,
                    "short": indicator.title.split(":")[0].removeprefix("GPOS "),
                    "level": -1 if level is None or pd.isna(level) else int(level),
                    "value_text": shown,
                }
            )
    return pd.DataFrame(
        made, columns=["area_code", "area_name", "indicator", "short", "level", "value_text"]
    )


def _moves(
    context: Context, rows: pd.DataFrame, period: str, categories: tuple[str, ...]
) -> tuple[Table, str]:
    """The practices whose category is another than in the period before."""
    listed = periods_of(context).codes
    later = listed.index(period) if period in listed else len(listed)
    columns = [Column("Practice"), Column("Before"), Column("Now"), Column("Direction")]
    if later + 1 >= len(listed):
        return made_of(columns, []), f"No period before {period} is held to compare with."
    before = listed[later + 1]
    held = held_of(
        context.snapshot, CATEGORY, rows["area_code"], period=before, basis="as_was"
    ).set_index("area_code")["category"]
    worst_first = {name: place for place, name in enumerate(categories)}
    made, codes, up = [], [], 0
    for row in rows.to_dict("records"):
        then, now = held.get(row["area_code"]), row["category"]
        if not isinstance(then, str) or not isinstance(now, str) or then == now:
            continue
        is_better = worst_first[now] > worst_first[then]
        up += is_better
        way = "↑ to a better category" if is_better else "↓ to a category with more triggers"
        made.append((display_name(row["area_name"]), then, now, way))
        codes.append(row["area_code"])
    said = (
        f"Since {before}, {counted(len(made), 'practice')} moved: {number_text(up)} to a better "
        f"category, {number_text(len(made) - up)} to one with more triggers."
    )
    return made_of(columns, made, codes=codes), said


def _in_words(rows: pd.DataFrame, categories: tuple[str, ...]) -> tuple[str, str]:
    first = categories[0]
    known = rows["category"].dropna()
    count = int((known == first).sum())
    have = "is" if count == 1 else "are"
    title = f"{number_text(count)} of {counted(len(known), 'practice')} {have} {first.lower()}"
    listed = [
        f"{number_text(int((known == one).sum()))} {one.lower()}"
        for one in categories[1:]
        if (known == one).any()
    ]
    said = f"The others: {words.sentence_list(listed)}." if listed else ""
    return title, said


def _notes(
    rows: pd.DataFrame, raised: pd.DataFrame, levels: Mapping[str, TriggerLevel]
) -> tuple[str, ...]:
    said = []
    if not levels:
        said.append(
            "Trigger values of this place are not held, so triggers cannot be counted: categories "
            "are as supplied. Write the values in data/definitions/triggers.toml."
        )
    else:
        said.append(f"{len(raised.columns)} of {len(levels)} indicators with trigger values held.")
    differ = int(rows["differs"].sum())
    if differ:
        said.append(
            f"Data quality: for {counted(differ, 'practice')} the supplied category is not what "
            "the triggers held here make; the table says which."
        )
    return tuple(said)
