"""Is a place on course for its targets? Its figures, and the way to each: planned, or straight."""

from pcdash.definitions.models import Indicator
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import measure
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.marks import breaks_between, events_between
from pcdash.viewmodels.places import own_name, place_name
from pcdash.viewmodels.sources import provenance, series_source
from pcdash.viewmodels.target_ways import TargetWay, day_of, target_way
from pcdash.viewmodels.target_words import WHY, finding_of, remarks_of, sentence_of
from pcdash.viewmodels.targets import Aim, aim_of, aims_of
from pcdash.viewmodels.trajectory_parts import points_of, table_of


def build_trajectories(context: Context, area_code: str, indicator_id: str) -> tuple[FormView, ...]:
    """The way of a place to each of its targets on an indicator, the one due next first.

    Returns:
        Views that `pcdash.charts.time_series.history` draws; none where the place has no target on
        the indicator, no figure of it, or where neither direction is good.

    Raises:
        UnknownIndicatorError: no definition has the id.
    """
    indicator = context.catalogue.indicator(indicator_id)
    series = context.series_of(area_code)
    series = series[series["indicator_id"] == indicator_id]
    known = series[series["value"].notna()]
    if known.empty or indicator.polarity == "none":
        return ()
    after = day_of(known.iloc[-1])
    first = aim_of(context.catalogue, indicator, area_code, after=after)
    every = aims_of(context.catalogue, indicator, area_code)
    ordered = sorted(every, key=lambda one: (one != first, one.due))
    return tuple(
        _view(context, area_code, target_way(context, area_code, indicator, aim, series))
        for aim in ordered
    )


def build_trajectory(context: Context, area_code: str, indicator_id: str) -> FormView | None:
    """The way of a place to the target that is due next, or None.

    Raises:
        UnknownIndicatorError: no definition has the id.
    """
    return next(iter(build_trajectories(context, area_code, indicator_id)), None)


def _view(context: Context, area_code: str, way: TargetWay) -> FormView:
    indicator, aim, known = way.indicator, way.aim, way.known
    place = place_name(context, area_code)
    ends = (day_of(known.iloc[0]), day_of(known.iloc[-1]))
    breaks = breaks_between(indicator, *ends)
    around = {area_code, *known["ccg_code"].dropna()}
    subtitle = f"{measure(indicator)}; {place}; target by {aim.by}."
    finding, sentence = finding_of(way), sentence_of(way)
    return FormView(
        finding=finding,
        sentence=sentence,
        subtitle=subtitle,
        notes=_notes(way, indicator, [reason for _, reason in breaks]),
        drawn={
            "points": points_of(way, own_name(context, area_code)),
            "unit": indicator.unit,
            "breaks": tuple(mark for mark, _ in breaks),
            "events": events_between(context.catalogue, indicator.id, around, *ends),
        },
        alt=f"Line chart of {subtitle} {finding}. {sentence}",
        table=table_of(way),
        provenance=provenance(
            f"Trajectory: {subtitle}",
            (
                ("Indicator", f"{indicator.title} ({indicator.id})"),
                ("Area", place),
                ("Target", f"{aim.title} {aim.source}."),
                ("Owner", aim.owner),
                *((f"Trajectory {one.name}", one.source) for one in way.ways if one.source),
                *series_source(context.snapshot, context.catalogue, indicator, known),
            ),
            is_illustrative=context.inside.is_illustrative,
            file_name=_file_name(indicator, area_code, aim),
        ),
        why=WHY,
    )


def _notes(way: TargetWay, indicator: Indicator, reasons: list[str]) -> tuple[str, ...]:
    aim, judged = way.aim, way.planned
    said = [f"{aim.title} Source: {aim.source}. Owner: {aim.owner}."]
    if judged is not None and len(way.ways) > 1:
        others = len(way.ways) - 1
        said.append(f"Judged by {judged.name}; {others} more loaded, drawn beside it.")
    told = [*remarks_of(way)]
    said += told
    return (*said, *(one for one in reasons if not any(one in text for text in told)))


def _file_name(indicator: Indicator, area_code: str, aim: Aim) -> str:
    due = aim.by.replace("/", "-").replace(" ", "-")
    return f"trajectory_{indicator.id}_{area_code}_{due}"
