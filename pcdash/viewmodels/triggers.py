"""Who has triggers on the outcome standards: categories by place, and what each practice raises."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.aims import TriggerLevel
from pcdash.errors import NoDataError
from pcdash.grammar import counted
from pcdash.stats.triggers import Threshold, level_raised, practice_category
from pcdash.store.queries import run_query
from pcdash.store.records import held_records
from pcdash.viewmodels.categories import stacks_of
from pcdash.viewmodels.choices import Choices, periods
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.published import PublishedPanel, published_panel
from pcdash.viewmodels.sources import files_text, provenance, sources_of
from pcdash.viewmodels.tables import Provenance, Table
from pcdash.viewmodels.trigger_levels import levels_of
from pcdash.viewmodels.trigger_tables import (
    CATEGORY,
    cells_of,
    count_table,
    counts_of,
    finding_of,
    moves_of,
    notes_of,
    practice_table,
)

EVERY = "all"
SUPPLIED = {"None": 0, "Level 1": 1, "Level 2": 2}
NOT_HELD = (
    "No results of the outcome standards are held. They come in the BI team's workbook: a figure a "
    "practice and standard, and the category of the practice. Until it is loaded, this is what the "
    "strategy documents print."
)
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
    source: tuple[tuple[str, str], ...]
    alt: str
    why: tuple[tuple[str, str], ...]

    @property
    def labels(self) -> dict[str, str]:
        """The practices by code, each named with it, in the order of the table."""
        named = zip(self.rows["area_name"], self.rows["area_code"], strict=True)
        return {code: with_code(display_name(name), code) for name, code in named}

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
    levels = levels_of(context, period)
    raised = _raised(context, areas["area_code"], figures, levels, period)
    supplied = figures[figures["indicator_id"] == CATEGORY].set_index("area_code")["category"]
    rows = _rows(context, areas, raised, supplied)
    if rows["category"].isna().all() and not len(raised.columns):
        raise NoDataError(
            f"No practice here has a category of the outcome standards for {period}. They come in "
            "the BI team's workbook; load it, or choose another period or area."
        )
    categories = context.catalogue.indicator(CATEGORY).categories
    counts = counts_of(context, rows, categories, period)
    title, said = finding_of(rows, categories)
    place = context.inside.names.get(area_code, area_code)
    moves, moved = moves_of(context, rows, period, categories)
    subtitle = (
        f"General practice outcome standards (GPOS); {place}; {period}; "
        f"{counted(int(rows['category'].notna().sum()), 'practice')} with a category."
    )
    indicator = context.catalogue.indicator(CATEGORY)
    source = (
        *sources_of(context.snapshot, context.catalogue, [CATEGORY]),
        ("Period", period),
        ("Files", files_text(figures)),
    )
    return TriggersView(
        finding=title,
        sentence=said,
        subtitle=subtitle,
        categories=categories,
        favourable=indicator.favourable,
        stacks=stacks_of(counts),
        counts=count_table(counts, categories),
        practices=practice_table(rows, len(levels)),
        rows=rows,
        cells=cells_of(context, rows, raised, figures),
        moves=moves,
        moved=moved,
        notes=notes_of(rows, raised, levels),
        provenance=provenance(
            f"Triggers: {subtitle}",
            (("Area", place), *source),
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
    levels = levels_of(context, period)
    codes = pd.Series([practice_code])
    figures = _figures(context, codes, period)
    raised = _raised(context, codes, figures, levels, period)
    said = []
    for row in figures.to_dict("records"):
        if practice_code not in raised.index or row["indicator_id"] not in raised.columns:
            continue
        level = raised.at[practice_code, row["indicator_id"]]
        if pd.isna(level) or level == 0:
            continue
        indicator = context.catalogue.indicators[row["indicator_id"]]
        one = levels.get(row["indicator_id"])
        if one is None or one.level_1 is None:
            said.append(
                (indicator.title, f"level {level:.0f} as supplied; its values are not held.")
            )
            continue
        at = {
            name: figure_text(value, indicator)
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
    context: Context,
    codes: pd.Series,
    figures: pd.DataFrame,
    levels: Mapping[str, TriggerLevel],
    period: str,
) -> pd.DataFrame:
    """The trigger of each practice (row) and indicator (column), 0 to 2 or missing.

    As its figure and the levels make it; where one of them is not held, as it was supplied.
    """
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
    computed = pd.DataFrame(columns)
    held = held_records(context.snapshot, "raised_triggers")
    held = held[(held["period"] == period) & held["area_code"].isin(codes)]
    if held.empty:
        return computed
    supplied = held.assign(level=held["raised"].map(SUPPLIED)).pivot(
        index="area_code", columns="indicator_id", values="level"
    )
    return computed.combine_first(supplied)


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
    known = {one.category for one in thresholds}
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
