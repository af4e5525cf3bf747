"""The parts of the Ratings page: how practices are rated, what has moved, and who waits long."""

from pcdash.ui import components, links, panels, profiles, subject_views, views
from pcdash.viewmodels.ratings import NOT_HELD, RatingsView
from pcdash.viewmodels.ratings_held import Asked
from pcdash.viewmodels.tables import Table


def show(asked: Asked | None) -> None:
    """The ratings of practices; where none are held, how they come."""
    if asked is None:
        components.nothing_held(NOT_HELD)
        return
    view = subject_views.ratings_view(asked)
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    panels.stacked(view, view.by_place)
    components.notes(view.notes)
    for panel in view.others:
        components.subheading(panel.heading)
        components.small_heading(panel.finding)
        panels.stacked(view, panel)
    profiles.show_trajectories(views.trajectory_views(asked.area, asked.rating))
    _practices(view)
    components.source_note(view.source, view.caveats)


def _practices(view: RatingsView) -> None:
    components.subheading("What has moved?")
    components.small_heading(view.moved)
    _table(view, view.moves, "Moves", view.moved)
    components.subheading("Who has not been inspected for long?")
    components.small_heading(view.inspections.finding)
    components.notes(view.inspections.notes)
    _table(view, view.inspections.table, "Inspections", view.inspections.finding)
    components.subheading("Every practice")
    _table(view, view.practices, "Practices", view.finding)


def _table(view: RatingsView, table: Table, about: str, alt: str) -> None:
    """Practices that lead to their pages; nothing where there is none."""
    if table.rows:
        components.data_table(
            table, view.about(about), key=about.lower(), alt=alt, on_row=links.opening(view.names)
        )
