"""Maps on a page: the map or its still twin, its legend, what is pointed out, and its tables."""

from collections.abc import Callable, Sequence

import streamlit as st

from pcdash import paths
from pcdash.charts.area_map import HEIGHT, NARROW, WIDE, area_map
from pcdash.charts.still_map import map_legend, still_map
from pcdash.ui import address, components, links, map_controls, selection, session
from pcdash.ui.plain import escaped
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.map_words import basemap_text
from pcdash.viewmodels.maps import MapsView, MapView

LOW = 340  # pixels, of a map that is narrow
HALF = 2  # maps side by side have half of the width each
SPOT, ONLY = "spot", "only"
TURN = "_map_turn"
NARROWED = "window"
_SAYS_IF_NARROW = """
export default function ({ setStateValue }) {
  if (window.innerWidth < 640) setStateValue("narrow", true)
}
"""


def show(shown: Sequence[MapView], beside: MapsView | None = None) -> None:
    """One map, or two side by side with what is said of both, their legends, and their tables."""
    first, above = shown[0], st.container()
    how = map_controls.drawn()  # under the map, which would else begin below the first screen
    selection.require_known()
    with above:
        if beside is None:
            components.finding(first.finding, sentence=first.sentence, subtitle=first.subtitle)
            _draw(first, how, key="map")
            _legends(first)
        else:
            components.finding(beside.finding, sentence=beside.sentence, subtitle=first.subtitle)
            _side_by_side(shown, how)
    components.why(first.why)
    components.notes(list(dict.fromkeys(note for one in shown for note in one.notes)))
    spot_box(first)
    for number, one in enumerate(shown, start=1):
        _tables(one, "" if len(shown) == 1 else f": {one.legend_title}", number)
    if first.measured:
        components.why(first.measured, label="What is measured?")
    components.source_note(first.source.lines, first.caveats)
    _measure()


def spot_box(view: MapView) -> None:
    """A box that points out an area or practice, and the way to its page."""
    labels = dict(view.labels)
    chosen = selection.chosen(SPOT)
    if chosen is not None and chosen not in labels:
        labels[chosen] = f"{chosen} · not on this map"
    box, way = st.columns((3, 2), vertical_alignment="bottom")
    with box:
        code = selection.choose(
            SPOT, "Point out a place", Choices(labels), placeholder="Write part of its name",
            resets=(ONLY,),
        )  # fmt: skip
    selection.require_known()
    known = session.inside()
    with way:
        if code in known.practices.labels:
            links.link("practice", f"Open {labels[code]}", practice=code, domain=None)
        elif code in known.names:
            links.link("locality", f"Open {labels.get(code, code)}", area=code, topic=None)


def _side_by_side(shown: Sequence[MapView], how: str) -> None:
    columns = st.columns(len(shown), gap="medium")
    for number, (column, one) in enumerate(zip(columns, shown, strict=True)):
        with column:
            components.subheading(one.legend_title)
            st.markdown(escaped(f"{one.finding}. {one.sentence}"))
            _draw(one, how, key=f"map_{number}", width=WIDE // HALF)
            _legends(one, in_columns=False)


def _draw(view: MapView, how: str, *, key: str, width: int = WIDE) -> None:
    """The map, and under it that its areas are derived, where they are."""
    _draw_map(view, how, key=key, width=width)
    if view.derived:
        st.caption(escaped(view.derived))


def _draw_map(view: MapView, how: str, *, key: str, width: int) -> None:
    palette, spot = components.palette(), selection.chosen(SPOT)
    width = NARROW if _is_narrow() else width
    height = HEIGHT if width == WIDE else LOW
    if view.areas.empty:
        st.info("Nothing can be drawn: none of these areas has an outline. The table has them all.")
        return
    if how == "still":
        made = still_map(
            view.areas, view.points, bounds=view.bounds, palette=palette, frames=view.frames,
            highlighted=spot, height=height,
        )  # fmt: skip
        st.altair_chart(made, theme=None, key=f"{key}_still", alt=view.alt)
        return
    basemap = paths.basemap()
    made = area_map(
        view.areas,
        view.points,
        bounds=view.bounds,
        palette=palette,
        frames=view.frames,
        highlighted=spot,
        width=width,
        height=height,
        turn=st.session_state.get(TURN, 0),
        basemap=basemap,
    )
    st.pydeck_chart(
        made, height=height, key=key, alt=view.alt, on_select=_clicked(key),
        selection_mode="single-object",
    )  # fmt: skip
    if basemap:
        st.caption(escaped(basemap_text(basemap)))


def _legends(view: MapView, *, in_columns: bool = True) -> None:
    """The classes of areas, and the marks of points."""
    parts = (
        ("areas", view.legend_title, view.legend),
        ("points", view.points_title, view.points_legend),
    )
    places = st.columns(2, gap="medium") if in_columns else [st.container(), st.container()]
    for place, (name, title, entries) in zip(places, parts, strict=True):
        if not entries:
            continue
        with place:
            st.markdown(f"**{escaped(title)}**")
            drawn = map_legend(entries, palette=components.palette(), of_areas=name == "areas")
            said = f"Legend. {title}: {'; '.join(one.label for one in entries)}."
            st.altair_chart(drawn, theme=None, key=f"legend_{name}_{title}", alt=said)


def _tables(view: MapView, of: str, number: int) -> None:
    """The areas, and the practices, filtered to a place that was clicked on the map."""
    spot = selection.chosen(SPOT)
    is_listed = spot in view.table.codes or spot in view.practices.codes
    only = spot if selection.chosen(ONLY) and is_listed else None
    components.subheading(f"The same as a table{of}")
    if only is not None:
        st.button(
            f"Show all again, not only {view.labels.get(only, only)}", key=f"all_{number}",
            on_click=address.select, args=(ONLY, None),
        )  # fmt: skip
    components.data_table(
        view.table_of(only), view.provenance, key=f"areas_{number}", alt=view.provenance.title,
        on_row=_point_out,
    )  # fmt: skip
    if view.practices.rows:
        components.subheading(f"The points on the map{of}")
        components.data_table(
            view.practices_of(only), view.points_provenance, key=f"points_{number}",
            alt=view.points_provenance.title, on_row=_point_out,
        )  # fmt: skip


def _point_out(code: str) -> None:
    """What selecting a row does: the place stands out, and the tables show all."""
    address.select(SPOT, code, resets=(ONLY,))


def _clicked(key: str) -> Callable[[], None]:
    """What a click on the map does: the place is pointed out, and the tables show it alone."""

    def take() -> None:
        objects = st.session_state[key]["selection"]["objects"]
        ordered = sorted(objects, reverse=True)  # points lie on areas
        found = [one for layer in ordered for one in objects[layer]]
        if found:  # nothing is selected in a layer that has just taken a new name
            st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
            address.select(SPOT, str(found[0]["area_code"]))
            address.select(ONLY, "yes")

    return take


def _measure() -> None:
    """Let a narrow window say so: where a map begins cannot be left to the browser, and what fills
    a projector is cut off on a phone. A wide one says nothing, and costs no second run."""
    measured = st.components.v2.component("pcdash_narrow", js=_SAYS_IF_NARROW)
    measured(key=NARROWED, on_narrow_change=_nothing, height=1)


def _nothing() -> None:
    """The run that a measurement brings does all that there is to do."""


def _is_narrow() -> bool:
    measured = st.session_state.get(NARROWED)
    return bool(measured is not None and measured.get("narrow"))
