"""What is said of a map: of what and when, what is missing and how many, and why it is so."""

from urllib.parse import urlsplit

import pandas as pd

from pcdash.definitions.periods import parse_period
from pcdash.grammar import counted
from pcdash.stats.places import areas_of_points
from pcdash.viewmodels import findings, reasoning, words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import measure
from pcdash.viewmodels.labelled import Line
from pcdash.viewmodels.map_classes import Classed
from pcdash.viewmodels.map_figures import CLASSES, Mapped
from pcdash.viewmodels.map_points import Points
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.outlines import SMALL
from pcdash.viewmodels.service_areas import practices_with_groups
from pcdash.viewmodels.small_areas import LOADED

CLASS_RULES = {
    "quantile": "Areas in the order of their figures, cut into classes of equally many: a shade "
    "says where an area stands among the others, and no more. Differences may be chance.",
    "equal": "The span of the figures, cut into classes of equal width: a shade says how high an "
    "area is. Differences may be chance.",
    "significance": "An area is similar to the benchmark if the benchmark lies inside its 95% "
    "interval. Outside of it, it differs (95%); outside the wider 99.8% interval too, it differs "
    "(99.8%). What has no interval is not compared.",
}


def basemap_text(address: str) -> str:
    """Whose basemap is drawn, what they learn, and what it does to the shades."""
    return (
        f"Basemap of {urlsplit(address).netloc}, which sees where on the map you look. It shows "
        "through the shades; the still map has them as in the legend."
    )


def map_subtitle(context: Context, made: Mapped, noun: words.Noun) -> str:
    """Measure, place, period and how many areas have a figure."""
    scope = made.question.area or context.inside.system_code
    place = context.inside.names.get(scope, scope)
    total, known = len(made.figures), int(made.figures["value"].notna().sum())
    of_all = number_text(total) if known == total else f"{number_text(known)} of {total:,}"
    is_made = made.question.level in SMALL and made.how != LOADED
    how = ", made from figures of practices" if is_made else ""
    return f"{measure(made.indicator)}; {place}; {made.period}; {of_all} {noun.of(total)}{how}."


def map_notes(
    context: Context, made: Mapped, points: Points, noun: words.Noun, spoken: str
) -> tuple[str, ...]:
    """What is derived, missing, elsewhere or not drawn, a sentence each."""
    said = [made.how] if made.how else []
    figures = made.figures
    if made.found is not None:
        nobody = made.outside.iloc[:0]  # said here in our own words: they are points
        said += reasoning.notes(made.found, figures, outside=nobody, benchmark=spoken)
        said += _outside(made, noun)
    else:
        said.append(findings.untested(figures, made.indicator, benchmark=spoken))
        said += findings.reasons(figures, noun)
    said += without_outline(figures, made.outlines.shapes, noun)
    said += [*made.outlines.notes, *points.notes]
    return tuple(one for one in dict.fromkeys(said) if one)


def map_why(
    made: Mapped, noun: words.Noun, classed: Classed, *, benchmark: str, line: Line | None
) -> tuple[tuple[str, str], ...]:
    """The rule behind the shades and the points."""
    classes = made.question.classes
    counts = "; ".join(one.label for one in classed.legend)
    said = [
        ("Shades", f"{CLASSES[classes]}. {CLASS_RULES[classes]}"),
        ("Counts", f"{counted(len(made.figures), noun.one, noun.many)}. {counts}."),
        ("Points", f"{CLASS_RULES['significance']} The larger the list, the larger the point."),
        ("Benchmark", f"{line.label}, {made.period}." if line else f"{benchmark}."),
        ("Which way is good", words.POLARITIES[made.indicator.polarity]),
        ("Source of the method", reasoning.METHOD_SOURCE),
    ]
    return tuple(said)


def moved(first: Mapped, second: Mapped, noun: words.Noun) -> tuple[str, str]:
    """How many areas are higher in one of two periods than in the other, whichever is later."""
    ordered = sorted((first, second), key=lambda one: parse_period(one.period))
    before, after = (one.figures.set_index("area_code")["value"] for one in ordered)
    change = (after - before).dropna()
    earlier, later = (one.period for one in ordered)
    number = counted(len(change), noun.one, noun.many)
    if change.empty:
        return f"No {noun.one} has a figure in both periods", ""
    up, down = int((change > 0).sum()), int((change < 0).sum())
    are = "is" if up == 1 else "are"
    of_all = f"All {number}" if up == len(change) > 1 else f"{number_text(up)} of {number}"
    return (
        f"{of_all} {are} higher in {later} than in {earlier}",
        f"{number_text(down)} lower, {number_text(len(change) - up - down)} the same. Both maps "
        "have one scale. Differences may be chance: nothing is tested here.",
    )


def together(first: Mapped, second: Mapped, noun: words.Noun) -> tuple[str, str]:
    """How many areas are in the upper half of both of two indicators."""
    one, other = (each.figures.set_index("area_code")["value"] for each in (first, second))
    both = pd.concat([one, other], axis=1, keys=["one", "other"]).dropna()
    if both.empty:
        return f"No {noun.one} has a figure of both", ""
    upper = both["one"] > both["one"].median()
    alike = int((upper & (both["other"] > both["other"].median())).sum())
    number = counted(int(upper.sum()), noun.one, noun.many)
    x, y = (words.uncapitalised(each.indicator.title) for each in (first, second))
    return (
        f"{number_text(alike)} of the {number} in the upper half of {x} "
        f"{'is' if alike == 1 else 'are'} also in that of {y}",
        f"Of {counted(len(both), noun.one, noun.many)} with a figure of both; chance alone gives "
        "about half. Shades run from the lowest to the highest of each. That two figures go "
        "together does not say that one causes the other.",
    )


def homes_of(context: Context, made: Mapped, points: Points) -> dict[str, str]:
    """The area of the map that each practice is in: its group, or where it stands."""
    places = points.located
    if places.empty:
        return {}
    if made.question.level in SMALL:
        shapes = made.outlines.shapes
        outlines = pd.Series(shapes["geometry"].to_numpy(), shapes["area_code"], dtype=object)
        found = areas_of_points(places["longitude"], places["latitude"], outlines)
        homes = pd.Series(found.to_numpy(object), places["area_code"])
    else:
        basis = made.question.of_practices().basis
        members = practices_with_groups(context, made.question.level, made.period, basis)
        members = members[members["practice_code"].isin(places["area_code"])]
        homes = pd.Series(members["group_code"].to_numpy(object), members["practice_code"])
    return {str(code): str(home) for code, home in homes.dropna().items()}


def without_outline(areas: pd.DataFrame, shapes: pd.DataFrame, noun: words.Noun) -> list[str]:
    """Which of some areas (`area_code`, `area_name`) cannot be drawn."""
    lost = areas[~areas["area_code"].isin(shapes["area_code"])]
    if lost.empty:
        return []
    is_one = len(lost) == 1
    return [
        f"{number_text(len(lost))} of {counted(len(areas), noun.one, noun.many)} "
        f"{'has' if is_one else 'have'} no outline here and {'is' if is_one else 'are'} in the "
        f"table only: {findings.names_of(lost, at_most=6)}."
    ]


def _outside(made: Mapped, noun: words.Noun) -> list[str]:
    """Practices that stand in no group of the level."""
    if made.outside.empty:
        return []
    is_one = len(made.outside) == 1
    return [
        f"{counted(len(made.outside), 'practice')} {'is' if is_one else 'are'} in no {noun.one}, "
        f"and so {'a point' if is_one else 'points'} in no area: "
        f"{findings.names_of(made.outside, at_most=6)}."
    ]
