"""Targets in words: where a place stands, what lacks, the pace it takes and how likely it is."""

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.grammar import counted
from pcdash.stats.attainment import FEWEST, Chance, Pace
from pcdash.viewmodels import words
from pcdash.viewmodels.differences import signed, unit_of_differences
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import date_text, number_text
from pcdash.viewmodels.planned import PlannedWay, gaps_in_words
from pcdash.viewmodels.target_ways import TargetWay, day_of

# By state: what a table says, and how a finding begins.
LABELS = {
    "behind": "Off course",
    "missed": "Past its date, not met",
    "undated": "Past its date, no figure of it",
    "near": "Near course",
    "changed": "Definition changed since the baseline",
    "no_baseline": "No baseline held",
    "no_figure": "No figure held",
    "no_plan": "Nothing planned for that date",
    "no_direction": "Not judged: neither direction is good",
    "not_begun": "Not begun",
    "on_course": "On course",
    "ahead": "Ahead of course",
    "met": "Met",
}
NEED_A_DECISION = ("behind", "missed", "undated", "near", "changed", "no_baseline", "no_plan")
_FOUND = {
    "met": "The target is met",
    "missed": "Short of a target that was due by {by}",
    "undated": "Due by {by}, and no figure of then is held",
    "behind": "Behind on the way to the target",
    "near": "Near the way to the target",
    "on_course": "On course for the target",
    "ahead": "Ahead of the target",
    "no_direction": "Not judged, since neither direction is good",
    "changed": "Short of the target, and not comparable with the baseline",
    "no_baseline": "Short of the target, with no baseline",
    "no_plan": "Short of the target, with nothing planned for that date",
    "not_begun": "Not begun",
}
_NO_CHANCE = {
    "few": f"A probability takes {FEWEST} comparable figures or more",
    "still": "The figures move too evenly for a probability",
    "far": "The date is further ahead than the figures go back, so there is no probability",
}
WHY = (
    (
        "Rule",
        "The figure is on course if its 95% interval holds the value of the way at that date, "
        "ahead or behind if it lies beyond; without an interval it is on course at that value or "
        "better. One that is behind by no more than a tenth of the distance from baseline to "
        "target is near.",
    ),
    (
        "Way to the target",
        "A trajectory that was loaded; of several, the one loaded last that has a value for the "
        "date. It is joined between neighbouring points, and a gap stays a gap. Where none was "
        "loaded, the straight way from the baseline in equal steps a day: nobody has promised "
        "these.",
    ),
    (
        "Baseline",
        "The period that the target names, else the first figure held before its date. Across a "
        "break in comparability no progress is counted.",
    ),
    (
        "Past its date",
        "Judged by the last figure held. Where that is from before the date, and other figures of "
        "later periods are held, it is said that none of the date is.",
    ),
    ("Gap", "What reaches the level if the denominator stays as it is, in whole ones."),
    (
        "Pace",
        "Required is from the latest figure to the level by the date, achieved from the baseline "
        "to the latest figure, both as change a year.",
    ),
    (
        "Probability",
        "From the series' own changes, taken as a walk: a steady drift and a random part that is "
        "normal, independent from one figure to the next, and grows with the time between them. "
        "Drift and spread are estimated from the comparable figures, so the prediction has a t "
        f"distribution. None with fewer than {FEWEST} figures, nor further ahead than they go "
        "back. Assumed: things go on as they did; what is planned is not in it. Sampling error "
        "counts as change, which draws it towards a half.",
    ),
    (
        "Source of the method",
        "This project's own; the probability is the prediction of a random walk with drift "
        "(Hyndman and Athanasopoulos, Forecasting: principles and practice, 5.5).",
    ),
)


def finding_of(way: TargetWay) -> str:
    """Where a place stands, with its figure and what that is held against."""
    if way.known.empty:
        target = figure_text(way.aim.level, way.indicator)
        return f"No figure is held; the target is {target} by {way.aim.by}"
    return f"{_FOUND[way.state].format(by=way.aim.by)}: {figures_of(way)}"


def figures_of(way: TargetWay) -> str:
    """The latest figure beside what it is held against; nothing where none is held."""
    if way.known.empty:
        return ""
    at = f"{figure_text(way.latest['value'], way.indicator)} in {way.latest['period']}"
    if way.state in ("behind", "near", "on_course", "ahead"):
        asked = figure_text(way.now.expected, way.indicator)
        name = way.planned.name if way.planned else "the straight way"
        return f"{at}, {name} is at {asked}"
    return f"{at}, against {figure_text(way.aim.level, way.indicator)}"


def gap_of(way: TargetWay) -> str:
    """What lacks to the target in practices, people or whatever is counted, else in its unit."""
    if way.now is None or way.now.gap == 0:
        return ""
    number = way.number
    if number is None:
        return f"{_in_unit(way.now.gap, way.indicator)} to go"
    rest = words.uncapitalised(way.indicator.numerator)
    if way.indicator.aggregation == "share" and rest.startswith("practices "):
        more = "more" if way.indicator.polarity == "higher" else "fewer"
        noun = "practice" if number == 1 else "practices"
        return f"{number_text(number)} {more} {noun} must be {rest.removeprefix('practices ')}"
    more = "more" if way.indicator.polarity == "higher" else "fewer"
    of_all = number_text(way.latest["denominator"])
    return f"{number_text(number)} {more} of {of_all}, counted as: {rest}"


def sentence_of(way: TargetWay) -> str:
    """The gap, the pace and the chance, in as many sentences."""
    if way.now is None:
        return ""
    said = []
    if way.now.gap > 0:
        gap, counts = _in_unit(way.now.gap, way.indicator), gap_of(way)
        by = f" by {way.aim.by}" if way.aim.due.end > way.as_of else ""
        said.append(
            f"The gap is {gap}." if way.number is None else f"The gap is {gap}: {counts}{by}."
        )
    said += [*_pace(way, way.pace), *_chance(way, way.chance)]
    return " ".join(said)


def pace_text(change: float | None, indicator: Indicator) -> str:
    """A change a year with its sign, as a cell has it."""
    return "[z]" if change is None else signed(change, indicator.decimals)


def chance_text(found: Chance | None) -> str:
    """A probability as a cell has it: no more exactly than it is known."""
    if found is None or found.probability is None:
        return "[z]"
    if found.probability < 0.01:
        return "under 1%"
    if found.probability > 0.99:
        return "over 99%"
    return f"{number_text(100 * found.probability)}%"


def progress_text(found: Pace | None) -> str:
    """The part of the way that is done, as a cell has it."""
    if found is None or found.progress is None:
        return "[z]"
    if 0.99 < found.progress < 1:
        return "over 99%"
    return f"{number_text(100 * found.progress)}%"


def remarks_of(way: TargetWay) -> tuple[str, ...]:
    """What is odd about a target, and how far each trajectory ends from it."""
    return (*oddities_of(way), *(_end_of(way, one) for one in way.ways))


def oddities_of(way: TargetWay) -> tuple[str, ...]:
    """What is odd about the target, its baseline, its definition and its trajectories."""
    said = []
    if not way.known.empty and way.baseline is None:
        named = way.aim.baseline_period
        asked = f"of its baseline period, {named}, before {way.aim.by}" if named else "before then"
        said.append(f"No baseline: no figure is held {asked}.")
    said += [text for _, text in way.changes]
    if way.state in ("met", "missed") and not _is_dated(way):
        held = way.latest["period"]
        said.append(f"No figure of {way.aim.by} is held; that of {held} is judged.")
    said += [
        f"What the definition measures was worded anew with the load of {date_text(day)}; the "
        "Catalogue has both wordings."
        for day in way.reworded
    ]
    for one in way.ways:
        said += [*gaps_in_words(one), *one.oddities]
    return tuple(said)


def _is_dated(way: TargetWay) -> bool:
    """Whether a figure is held of a period that the target's own end falls in, or the last is of
    before it."""
    due = way.aim.due.end
    spans = [(parse_period(row["period"]).start, day_of(row)) for row in way.rows]
    return spans[-1][1] <= due or any(start <= due <= end for start, end in spans)


def _end_of(way: TargetWay, trajectory: PlannedWay) -> str:
    """How far a trajectory ends from the target, where it has a value for its date."""
    planned = trajectory.on(way.aim.due.end)
    if planned is None:
        return f"{trajectory.name} has no value for {way.aim.by}, when the target is due."
    apart = planned - way.aim.level
    at = f"{trajectory.name} is at {figure_text(planned, way.indicator)} in {way.aim.by}"
    if number_text(abs(apart), decimals=way.indicator.decimals).strip("0.") == "":
        return f"{at}, which is the target."
    side = "above" if apart > 0 else "below"
    return f"{at}, {_in_unit(abs(apart), way.indicator)} {side} the target."


def _pace(way: TargetWay, found: Pace | None) -> list[str]:
    if found is None or found.achieved is None:
        return []
    unit, since = unit_of_differences(way.indicator), way.baseline["period"]
    achieved = signed(found.achieved, way.indicator.decimals)
    if found.required is None or way.state == "met":
        return [f"Achieved since {since}: {achieved} {unit} a year."]
    required = signed(found.required, way.indicator.decimals)
    return [f"Required: {required} {unit} a year; achieved since {since}: {achieved}."]


def _chance(way: TargetWay, found: Chance | None) -> list[str]:
    if found is None or found.reason == "due":
        return []
    if found.probability is None:
        held = f"; {counted(found.figures, 'is', 'are')} held" if found.reason == "few" else ""
        return [f"{_NO_CHANCE[found.reason]}{held}."]
    return [
        f"Going by its own {counted(found.figures, 'figure')}, the probability of being at the "
        f"target by {way.aim.by} is {chance_text(found)}."
    ]


def _in_unit(gap: float, indicator: Indicator) -> str:
    return f"{number_text(gap, decimals=indicator.decimals)} {unit_of_differences(indicator)}"
