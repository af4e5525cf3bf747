"""The parts that the pages of one place share: its spine, small histories, and who is like it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pcdash.charts.spine import spine
from pcdash.charts.tartan_rug import tartan_rug
from pcdash.charts.time_series import SMALL, history
from pcdash.ui import components, links, place_controls, selection, session, views
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.histories import History
from pcdash.viewmodels.plans import PlansView
from pcdash.viewmodels.profile import ProfileView
from pcdash.viewmodels.rug import RugView
from pcdash.viewmodels.target_list import TargetsView


def show_spine(profile: ProfileView) -> None:
    """The spine of a place, its reasons, and the same as a table."""
    rows = selection.in_pages("rows", "Rows", profile.table.codes, at_most=25)
    if not rows:
        components.nothing_held(
            "These are ratings and counts, which have no scale around England: the table has them."
        )
        return
    chart = spine(
        profile.page(tuple(rows)),
        palette=components.palette(),
        second=profile.second,
        benchmark="England",
    )
    st.altair_chart(chart, theme=None, key="spine", alt=profile.alt)
    components.why(profile.why)
    components.notes(profile.notes)
    components.data_table(profile.table, profile.provenance, key="profile", alt=profile.alt)


def show_plans(view: PlansView) -> None:
    """What a place chose to work on, each priority with where it stands."""
    components.subheading("What has it chosen to work on?")
    components.small_heading(view.finding, view.sentence)
    for one in view.own:
        components.small_heading(one.heading, one.progress)
        components.facts(one.lines)
    components.notes(view.notes)
    if view.table.rows:
        components.why(view.why, label="How is progress worked out?")
        components.data_table(view.table, view.provenance, key="plans", alt=view.finding)


def show_histories(indicator_ids: Sequence[str], code: str) -> None:
    """One small chart an indicator of a practice, a few at a time."""
    if not indicator_ids:
        components.nothing_held("None of these indicators has figures in two periods or more.")
    shown = selection.in_pages("history", "Series", indicator_ids, at_most=3)
    for indicator_id in components.in_columns(shown):
        told = session.history_view(code, indicator_id)
        show_history(indicator_id, told.title, told)


def show_history(
    key: str, heading: str, told: History, domain: tuple[float, float] | None = None
) -> None:
    """One small chart over time, with its heading and finding."""
    components.small_heading(heading, told.finding)
    chart = history(
        told.points,
        unit="",
        palette=components.palette(),
        breaks=told.breaks,
        events=told.events,
        size=SMALL,
        domain=domain,
    )
    st.altair_chart(chart, theme=None, key=f"history_{key}", alt=told.alt)
    components.notes(told.break_reasons)


def show_trajectories(shown: Sequence[FormView]) -> None:
    """The way to each target with its table, where there are targets."""
    for number, view in enumerate(shown):
        if number == 0:
            many = len(shown) > 1
            components.subheading(f"Is it on course for its target{'s' if many else ''}?")
        components.small_heading(view.finding, view.sentence)
        chart = history(**view.drawn, palette=components.palette())
        st.altair_chart(chart, theme=None, key=f"trajectory_{number}", alt=view.alt)
        components.why(view.why, label="Why is it on course or not?")
        components.notes(view.notes)
        components.data_table(
            view.table, view.provenance, key=f"trajectory_table_{number}", alt=view.alt
        )


def show_targets(shown: TargetsView | None) -> None:
    """Where every target stands: those of the place in a line each, and all as a table."""
    components.subheading("Where does each target stand?")
    if shown is None:
        components.nothing_held("No target is set for this place.")
        return
    components.small_heading(shown.finding, shown.sentence)
    links.targets(shown.lines)
    components.why(shown.why, label="Why is a target on course or not?")
    with st.expander(shown.table_label):
        components.data_table(
            shown.table,
            shown.provenance,
            key="targets",
            alt=shown.provenance.title,
            on_row=links.open_trend,
        )
    components.notes(shown.notes)


def show_peers(code: str) -> None:
    """The practices most like one, with the weights they are found by."""
    like = session.peers_view(code, place_controls.weights())
    components.small_heading(like.finding, like.sentence)
    components.notes([like.method])
    components.data_table(
        like.table,
        like.provenance,
        key="peers",
        alt=like.finding,
        on_row=place_controls.take_practice,
    )


def show_rug(rug: RugView) -> None:
    """The tartan rug with what its columns are."""
    components.small_heading(rug.finding, rug.sentence)
    components.notes(rug.key)
    chart = tartan_rug(rug.cells, palette=components.palette())
    st.altair_chart(chart, theme=None, key="rug", alt=rug.alt)
    components.why(rug.why)


def show_multiples(places: Mapping[str, str], indicators: Sequence[str]) -> None:
    """One small chart a place, all on one scale."""
    indicator_id = place_controls.of_topic(tuple(indicators))
    view = views.multiples_view(tuple(places.items()), indicator_id)
    page = selection.in_pages("multiples", "Places", view.codes, at_most=9)
    for code in components.in_columns(page):
        show_history(code, places[code], view.history_of(code), view.domain)
    components.notes([f"Without two figures: {name}" for name in view.without])
