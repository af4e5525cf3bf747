"""What a map is asked, and the figures and outlines that answer it, before any words or classes."""

from dataclasses import dataclass, replace

import pandas as pd

from pcdash.definitions.models import LEVELS, Indicator
from pcdash.errors import NoDataError, UnknownPeriodError, UserFacingError
from pcdash.stats.places import areas_of_points, inner_points
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.outlines import (
    MAPPED,
    OFFICIAL,
    SMALL,
    Outlines,
    official_outlines,
    small_outlines,
)
from pcdash.viewmodels.service_areas import service_areas
from pcdash.viewmodels.small_areas import small_figures

CLASSES = {
    "quantile": "Classes of equally many areas",
    "equal": "Classes of equal width",
    "significance": "Against the benchmark",
}
NEEDED = [
    "area_code", "area_name", "area_type", "numerator", "denominator", "value", "lower_95",
    "upper_95", "benchmark", "comparison", "category", "flag", "practices_with_data", "practices",
    "basis",
]  # fmt: skip


@dataclass(frozen=True)
class MapQuestion:
    """What is asked: an indicator, the areas to draw, and how to class them.

    `level` is one of `outlines.MAPPED`. `points_id` is the indicator that colours practices, None
    for the same. The rest is as in `figures.Question`.
    """

    indicator_id: str
    level: str = "ward"
    against: str = "england"
    membership: str = "as-was"
    area: str | None = None
    period: str | None = None
    classes: str = "quantile"
    points_id: str | None = None

    def of_practices(self, area: str | None = None) -> Question:
        """The same question about practices."""
        return Question(
            self.indicator_id,
            level="practice",
            against=self.against,
            membership=self.membership,
            area=area or self.area,
            period=self.period,
        )


@dataclass(frozen=True)
class Mapped:
    """Figures and outlines of a map.

    `figures` has `NEEDED`, a row an area that has an outline or a figure; `outside` the practices
    that stand in no group of the level. `practices` is the answer for the practices in the scope,
    None where no practice has a figure. `found` is the answer of the areas, None for small areas.
    """

    question: MapQuestion
    indicator: Indicator
    period: str
    figures: pd.DataFrame
    outside: pd.DataFrame
    outlines: Outlines
    practices: Answer | None
    found: Answer | None
    how: str


def require_choices(question: MapQuestion) -> None:
    """Refuse what no map is made of.

    Raises:
        UserFacingError: says what there is.
    """
    for what, given, choices in (
        ("kind of area for a map", question.level, MAPPED),
        ("way to class areas", question.classes, tuple(CLASSES)),
    ):
        if given not in choices:
            raise UserFacingError(
                f"{given!r} is not a {what}; expected one of {', '.join(choices)}."
            )


def mapped(context: Context, question: MapQuestion) -> Mapped:
    """The figures and outlines that answer a question.

    Raises:
        UnknownIndicatorError, UnknownAreaError, UnknownPeriodError: no such thing is held.
        NoDataError: nothing is held of the indicator for areas or practices.
        UserFacingError: the question asks for what does not exist.
    """
    require_choices(question)
    practices = _answered(context, question.of_practices())
    if question.level in SMALL:
        return _of_small_areas(context, question, practices)
    found = _answered(context, replace(question.of_practices(), level=question.level))
    if found is None and practices is None:
        answer(context, question.of_practices())  # says what is held instead
    held = found or practices
    outlines = outlines_of(context, question, held.period)
    figures, outside = _figures(context, question, found, held.period)
    codes = set(figures["area_code"])
    shapes = outlines.shapes[outlines.shapes["area_code"].isin(codes)].reset_index(drop=True)
    return Mapped(
        question, held.indicator, held.period, figures, outside,
        replace(outlines, shapes=shapes), practices, found, "",
    )  # fmt: skip


def outlines_of(context: Context, question: MapQuestion, period: str) -> Outlines:
    """The outlines of the areas of a question, those outside of its scope too."""
    if question.level in OFFICIAL:
        return official_outlines(context, question.level)
    if question.level in SMALL:
        return small_outlines(context, question.level)
    basis = question.of_practices().basis
    return service_areas(context, question.level, period, basis)


def within_scope(
    context: Context, outlines: Outlines, question: MapQuestion, period: str
) -> Outlines:
    """The small areas whose middle lies in the area that was chosen."""
    scope = _outline_of_scope(context, question, period)
    if scope is None or outlines.shapes.empty:
        return outlines
    shapes = outlines.shapes
    points = inner_points(pd.Series(shapes["geometry"].to_numpy(), shapes["area_code"]))
    inside = areas_of_points(points["longitude"], points["latitude"], scope).notna()
    return replace(outlines, shapes=shapes[inside.to_numpy()].reset_index(drop=True))


def _of_small_areas(context: Context, question: MapQuestion, practices: Answer | None) -> Mapped:
    system = context.inside.system_code
    everywhere = answer(context, question.of_practices(system))
    outlines = small_outlines(context, question.level)
    outlines = within_scope(context, outlines, question, everywhere.period)
    noun = words.MAP_LEVELS[question.level]
    made = small_figures(context, everywhere, question.level, outlines, noun.one)
    return Mapped(
        question, everywhere.indicator, everywhere.period, made.figures.assign(basis=None)[NEEDED],
        everywhere.figures.iloc[:0], outlines, practices, None, made.how,
    )  # fmt: skip


def _answered(context: Context, question: Question) -> Answer | None:
    """The answer; None where nothing is held at that level."""
    try:
        return answer(context, question)
    except (NoDataError, UnknownPeriodError):
        return None


def _figures(
    context: Context, question: MapQuestion, found: Answer | None, period: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row an area of the level, and the practices in none; areas without a figure say so."""
    if found is not None:
        is_outside = found.figures["flag"] == "outside_group"
        figures = found.figures[~is_outside]
        return figures[NEEDED].reset_index(drop=True), found.figures[is_outside]
    areas = context.areas_at_level(
        level=question.level,
        period=period,
        scope_code=question.area or context.inside.system_code,
        basis=question.of_practices().basis,
    )
    areas = areas[~areas["is_outside"]] if len(areas) else areas
    made = areas[["area_code", "area_name", "area_type"]].reset_index(drop=True)
    missing = dict.fromkeys([name for name in NEEDED[3:] if name not in ("comparison", "flag")])
    made = made.assign(**missing, comparison="not_compared", flag="not_available")
    numbers = [name for name in NEEDED[3:9] if name != "comparison"]
    return made[NEEDED].astype(dict.fromkeys(numbers, "float64")), made.iloc[:0]


def _outline_of_scope(context: Context, question: MapQuestion, period: str) -> pd.Series | None:
    """The outline of the area that was chosen, by its code; None for the whole place."""
    code = question.area
    if code is None or code == context.inside.system_code:
        return None
    kinds = {kind: level for level, kind in words.GROUP_TYPES.items()}
    level = kinds.get(context.inside.kinds.get(code, ""), "")
    if level not in MAPPED or level not in LEVELS:
        return None
    outlines = outlines_of(context, replace(question, level=level), period).shapes
    own = outlines[outlines["area_code"] == code]
    return pd.Series(own["geometry"].to_numpy(), own["area_code"]) if len(own) else None


def named(figures: pd.DataFrame) -> pd.Series:
    """The names of areas as people read them."""
    return figures["area_name"].map(display_name)
