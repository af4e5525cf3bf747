"""The cached view-models of the forms of Variation, and of Locality, Trends, Triggers and Compare.

Each is a line around a pure builder, as those of `pcdash.ui.session`.
"""

from datetime import date

from pcdash.ui import session
from pcdash.ui.session import view
from pcdash.viewmodels import (
    averages,
    briefing,
    change,
    choices,
    deciles,
    excess,
    funnel,
    learning,
    locality,
    locality_rug,
    map_choices,
    maps,
    maturity,
    maturity_form,
    maturity_place,
    maturity_rounds,
    multiples,
    peers,
    reach,
    rug,
    shared_figures,
    side_by_side,
    since,
    state_map,
    target_list,
    trajectory,
    trend_matrix,
    trends,
    triggers,
)
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.map_figures import MapQuestion
from pcdash.viewmodels.published import PublishedPanel
from pcdash.viewmodels.topics import Topics


def briefing_view(
    role: str, area: str | None, since: str | None, said: str, q: float
) -> briefing.Briefing:
    """The first screen for a role, compared with an earlier snapshot."""
    before = int(since) if since else None
    return session.view_beside(briefing.build_briefing, before, role, area, said, q)


def own_places() -> choices.Choices:
    """The places of which somebody may be the lead."""
    return view(briefing.own_places)


def earlier_snapshots(today: date) -> since.Bases:
    """What the snapshot of this run can be compared with."""
    store = session.store()
    return since.bases(session.context(), store.journal(), store.numbers(), today)


def funnel_view(question: Question, limits_of: str) -> FormView:
    """Which areas differ by more than chance."""
    return view(funnel.build_funnel, question, limits_of)


def deciles_view(question: Question, practice: str | None) -> FormView:
    """How practices have spread over time."""
    return view(deciles.build_deciles, question, practice)


def averages_view(question: Question) -> FormView:
    """Averages of groups with the range of their practices."""
    return view(averages.build_averages, question)


def peer_bars_view(question: Question, practice: str | None) -> FormView:
    """One practice among those most like it."""
    return view(peers.build_peer_bars, question, practice)


def baselines(question: Question) -> choices.Choices:
    """The periods that a change can be counted from."""
    return view(change.baselines, question)


def change_view(question: Question, baseline: str | None) -> FormView:
    """What has changed since a baseline."""
    return view(change.build_change, question, baseline)


def contribution_view(question: Question) -> FormView:
    """How few areas make up the excess."""
    return view(excess.build_contribution, question)


def opportunity_view(question: Question, level_of: str) -> FormView:
    """What moving to a level would change."""
    return view(excess.build_opportunity, question, level_of)


def groups() -> choices.Choices:
    """The groups inside the place."""
    return view(locality.groups)


def locality_choices(code: str) -> locality.LocalityChoices:
    """One group, and what can be asked of it."""
    return view(locality.build_choices, code)


def rug_view(code: str, indicator_ids: tuple[str, ...]) -> rug.RugView:
    """How the practices of a group stand on some indicators."""
    return view(locality_rug.build_locality_rug, code, indicator_ids)


def multiples_view(
    places: tuple[tuple[str, str], ...], indicator_id: str
) -> multiples.MultiplesView:
    """One indicator over time, place by place."""
    return view(multiples.build_multiples, places, indicator_id)


def usual_places() -> tuple[str, ...]:
    """The places to begin with on Compare."""
    return view(shared_figures.usual_places)


def shared_topics(codes: tuple[str, ...]) -> Topics:
    """What some places have in common."""
    return view(shared_figures.build_topics, codes)


def places_rug_view(codes: tuple[str, ...], indicator_ids: tuple[str, ...]) -> rug.RugView:
    """How each of some places stands on some indicators."""
    return view(side_by_side.build_places_rug, codes, indicator_ids)


def side_view(codes: tuple[str, ...], indicator_ids: tuple[str, ...]) -> side_by_side.SideView:
    """How far some places stand apart."""
    return view(side_by_side.build_side_by_side, codes, indicator_ids)


def learning_view(code: str, indicator_ids: tuple[str, ...]) -> learning.LearningView:
    """Which practices of a group could learn from which others."""
    return view(learning.build_learning, code, indicator_ids)


def trend_view(code: str, indicator_id: str, *, screened: bool) -> trends.TrendView:
    """One indicator of one place over time."""
    return view(trends.build_trend, code, indicator_id, screened)


def trajectory_views(code: str, indicator_id: str) -> tuple[FormView, ...]:
    """Whether a place is on course for its targets, where it has any."""
    return view(trajectory.build_trajectories, code, indicator_id)


def targets_view() -> target_list.TargetsView | None:
    """Whether the programme is on course for its targets, where it has any."""
    return view(target_list.build_targets)


def trend_matrix_view(code: str) -> trend_matrix.MatrixView:
    """Every series of one place."""
    return view(trend_matrix.build_trend_matrix, code)


def trigger_periods() -> choices.Choices:
    """The periods of which categories of the outcome standards are held."""
    return view(triggers.periods_of)


def triggers_view(period: str, area: str) -> triggers.TriggersView:
    """Who has triggers on the outcome standards."""
    return view(triggers.build_triggers, period, area)


def trigger_reasons(period: str, code: str) -> tuple[tuple[str, str], ...]:
    """Why each trigger of a practice is raised."""
    return view(triggers.trigger_reasons, period, code)


def triggers_published() -> PublishedPanel | None:
    """What the strategy documents print of the outcome standards."""
    return view(triggers.published_of)


def maturity_frameworks() -> choices.Choices:
    """The maturity frameworks."""
    return view(maturity_rounds.frameworks_of)


def maturity_levels(framework_id: str) -> choices.Choices:
    """The levels at which a framework can be shown."""
    return view(maturity_rounds.levels_of, framework_id)


def maturity_groups(framework_id: str) -> choices.Choices:
    """The groups of themes of a framework."""
    return view(maturity.groups_of, framework_id)


def maturity_about(framework_id: str, group: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a framework is, and what its states look like."""
    return view(maturity.about_of, framework_id, group)


def maturity_published(framework_id: str) -> PublishedPanel | None:
    """What the strategy documents print of a framework."""
    return view(maturity.published_of, framework_id)


def maturity_view(
    framework_id: str, level: str, area: str, group: str, order: str
) -> maturity.MaturityView:
    """A framework by place and theme."""
    return view(maturity.build_maturity, framework_id, level, area, group, order)


def maturity_place_view(
    framework_id: str, code: str, theme_id: str | None
) -> maturity_place.PlaceView:
    """One place on a framework."""
    return view(maturity_place.build_place, framework_id, code, theme_id)


def maturity_form_view(framework_id: str, level: str, area: str) -> maturity_form.FormChoices:
    """What an assessment can be recorded of."""
    return view(maturity_form.build_form, framework_id, level, area)


def map_levels(period: str, membership: str) -> choices.Choices:
    """The kinds of area that can be drawn in a period."""
    return view(map_choices.map_levels, period, membership)


def relations() -> tuple[map_choices.Relation, ...]:
    """Maps worth a look, of what is held."""
    return view(map_choices.relations)


def other_periods(indicator_id: str, period: str) -> choices.Choices:
    """The periods that a map can stand beside."""
    return view(map_choices.other_periods, indicator_id, period)


def map_view(question: MapQuestion) -> maps.MapView:
    """An indicator on a map."""
    return view(maps.build_map, question)


def map_views(questions: tuple[MapQuestion, MapQuestion]) -> maps.MapsView:
    """Two maps with one scale."""
    return view(maps.build_maps, questions)


def distance_targets() -> choices.Choices:
    """What distances can be measured to."""
    return view(reach.targets)


def reach_view(question: reach.ReachQuestion) -> maps.MapView:
    """Distances to the nearest practice or hub."""
    return view(reach.build_reach, question)


def state_levels(framework_id: str) -> choices.Choices:
    """The levels of a framework that can be drawn."""
    return view(state_map.state_levels, framework_id)


def state_themes(framework_id: str) -> choices.Choices:
    """The themes of a framework."""
    return view(state_map.state_themes, framework_id)


def state_rounds(framework_id: str) -> choices.Choices:
    """The rounds of a framework, the latest first."""
    return view(state_map.state_rounds, framework_id)


def state_map_view(question: state_map.StateQuestion) -> maps.MapView:
    """A theme of a framework on a map."""
    return view(state_map.build_state_map, question)
