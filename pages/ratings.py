"""How does the CQC rate practices? By practice and key question, over time, against the target."""

from pcdash.ui import (
    components,
    frame,
    links,
    panels,
    profiles,
    subject_controls,
    subject_views,
    views,
)
from pcdash.viewmodels.ratings import NOT_HELD

frame.require()
components.title("How does the CQC rate practices?")
asked = subject_controls.ratings()

if asked is None:
    components.nothing_held(NOT_HELD)
else:
    view = subject_views.ratings_view(asked)
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    panels.stacked(view, view.by_place)
    components.notes(view.notes)
    for panel in view.others:
        components.subheading(panel.heading)
        components.small_heading(panel.finding)
        panels.stacked(view, panel)
    profiles.show_trajectories(views.trajectory_views(asked.area, asked.rating))

    components.subheading("What has moved?")
    components.small_heading(view.moved)
    open_practice = links.opening(view.names)
    if view.moves.rows:
        components.data_table(
            view.moves, view.about("Moves"), key="moves", alt=view.moved, on_row=open_practice
        )

    components.subheading("Who has not been inspected for long?")
    components.small_heading(view.inspections.finding)
    components.notes(view.inspections.notes)
    if view.inspections.table.rows:
        components.data_table(
            view.inspections.table,
            view.about("Inspections"),
            key="inspections",
            alt=view.inspections.finding,
            on_row=open_practice,
        )

    components.subheading("Every practice")
    components.data_table(
        view.practices,
        view.about("Practices"),
        key="practices",
        alt=view.finding,
        on_row=open_practice,
    )
    components.source_note(view.source, view.caveats)
