"""Every figure that was loaded, to be edited in a workbook and loaded back: what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.errors import NoDataError
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices, in_order
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.loads import by_text
from pcdash.viewmodels.numbers import date_text, number_text
from pcdash.viewmodels.sources import ILLUSTRATIVE, ILLUSTRATIVE_SENTENCE, sources_of
from pcdash.viewmodels.words import sentence_list

MOST_ON_A_PAGE = 100_000  # figures, made while a visitor waits: about half a minute
MOST_INDICATORS = 20
COMPUTED = (
    "Only figures that were loaded are here. What the dashboard makes for groups from the figures "
    "of practices is not, since it follows from them."
)
PROTECTED_LABEL = "Protected figures"
PROTECTED = (
    "{} of {} are under the rule for small counts. They are on a sheet of their own as they may be "
    "shown, which is not read when the workbook is loaded."
)


@dataclass(frozen=True)
class Export:
    """What an export holds: indicators, and the levels and periods that were asked for.

    `levels` and `periods` are None where all are meant. `figures` counts those that can be
    loaded back, `protected` those under the small-number rule. `about` says what the workbook is.
    """

    context: Context
    indicators: tuple[Indicator, ...]
    levels: tuple[str, ...] | None
    periods: tuple[str, ...] | None
    figures: int
    protected: int
    about: tuple[tuple[str, str], ...]

    @property
    def file_name(self) -> str:
        """What a download is called, without its ending."""
        is_illustrative = self.context.inside.is_illustrative
        return "illustrative_export" if is_illustrative else "export"

    @property
    def label(self) -> str:
        """What the button of a download says."""
        made = counted(self.figures + self.protected, "figure")
        return f"Download {made} of {counted(len(self.indicators), 'indicator')}"

    @property
    def said(self) -> tuple[str, ...]:
        """What to know before it is made: what is in it that cannot be loaded back."""
        return tuple(said for label, said in self.about if label == PROTECTED_LABEL)

    def rows_of(self, one: Indicator) -> pd.DataFrame:
        """The figures of an indicator, a row an area and period.

        Those of one under the small-number rule are as they may be shown; all others are as they
        were loaded. `by` and `on` say who loaded each and when, in words.
        """
        rows = run_query(
            self.context.snapshot,
            "figures_protected" if one.hides_small_counts else "figures_as_loaded",
            indicator_id=one.id,
            levels=None if self.levels is None else list(self.levels),
            periods=None if self.periods is None else list(self.periods),
        )
        by = [by_text(*pair) for pair in zip(rows["loaded_by"], rows["approved_by"], strict=True)]
        on = {when: date_text(when) for when in rows["loaded_at"].unique()}
        return rows.assign(
            indicator_id=one.id, indicator_title=one.title, by=by, on=rows["loaded_at"].map(on)
        )


def build_export(
    context: Context,
    indicator_ids: Sequence[str] = (),
    levels: Sequence[str] = (),
    periods: Sequence[str] = (),
) -> Export:
    """An export of some indicators, levels and periods; none named of a kind means all.

    Raises:
        UnknownIndicatorError: no definition has an id.
        NoDataError: nothing is held of what is asked for; says what is.
    """
    for one in indicator_ids:
        context.catalogue.indicator(one)  # or says which come nearest
    held = context.holdings
    if indicator_ids:
        held = held[held["indicator_id"].isin(list(indicator_ids))]
    wanted = held
    if levels:
        wanted = wanted[wanted["area_type"].isin(list(levels))]
    if periods:
        wanted = wanted[wanted["period"].isin(list(periods))]
    if wanted.empty:
        raise NoDataError(_nothing(held))
    known = context.catalogue.indicators
    ids = set(wanted["indicator_id"])
    hidden = wanted["indicator_id"].map(lambda one: known[one].hides_small_counts).astype(bool)
    protected = int(wanted.loc[hidden, "areas"].sum())
    figures = int(wanted["areas"].sum()) - protected
    return Export(
        context,
        in_order(known[one] for one in ids),
        tuple(levels) or None,
        tuple(periods) or None,
        figures,
        protected,
        _about(context, wanted, figures, protected),
    )


def too_large(content: Export) -> str | None:
    """Why a page does not make an export while a visitor waits; None where it does."""
    if content.figures + content.protected <= MOST_ON_A_PAGE:
        return None
    return (
        f"These are {counted(content.figures + content.protected, 'figure')}, and a page makes "
        f"{number_text(MOST_ON_A_PAGE)} at most. Choose fewer indicators, or run: "
        "python -m pcdash export OUT.xlsx"
    )


def held_choices(context: Context) -> Choices:
    """The indicators of which figures are held, to choose from, with how many figures each has."""
    figures = context.holdings.groupby("indicator_id")["areas"].sum()
    known = context.catalogue.indicators
    return Choices(
        {
            one.id: f"{one.title} ({counted(int(figures[one.id]), 'figure')})"
            for one in in_order(known[one] for one in figures.index)
        }
    )


def _about(
    context: Context, wanted: pd.DataFrame, figures: int, protected: int
) -> tuple[tuple[str, str], ...]:
    ids = list(dict.fromkeys(wanted["indicator_id"]))
    periods = wanted.sort_values("end_date")["period"].drop_duplicates()
    lines = [
        ("Place", context.inside.place_name),
        *sources_of(context.snapshot, context.catalogue, ids),
        ("Periods", ", ".join(periods)),
        ("Levels", sentence_list([_level(one) for one in wanted["area_type"].unique()])),
        ("Figures", f"{number_text(figures)} of {counted(len(ids), 'indicator')}"),
        ("What is not here", COMPUTED),
    ]
    if context.inside.is_illustrative:
        lines.insert(0, (ILLUSTRATIVE, ILLUSTRATIVE_SENTENCE))
    if protected:
        ruled = [one for one in ids if context.catalogue.indicators[one].hides_small_counts]
        titles = [f"“{context.catalogue.indicators[one].title}”" for one in ruled]
        said = PROTECTED.format(counted(protected, "figure"), sentence_list(titles))
        lines.append((PROTECTED_LABEL, said))
    return tuple(lines)


def _level(area_type: str) -> str:
    level = words.LEVELS.get(area_type)
    return level.many if level else area_type


def _nothing(held: pd.DataFrame) -> str:
    if held.empty:
        return (
            "Nothing is held of what was asked for, so there is nothing to export. The Catalogue "
            "page lists what is held."
        )
    periods = list(dict.fromkeys(held.sort_values("end_date", ascending=False)["period"]))
    levels = sentence_list(sorted(set(held["area_type"])))
    more = " …" if len(periods) > 8 else ""
    return (
        "Nothing is held at these levels in these periods, so there is nothing to export. Held "
        f"are the levels {levels}, in {', '.join(periods[:8])}{more}."
    )
