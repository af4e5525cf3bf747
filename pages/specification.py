"""What of the service specification is delivered? Aspects by quarter, activities, declarations."""

import streamlit as st

from pcdash.charts.delivery_grid import delivery_grid
from pcdash.ui import components, frame, place_controls, programme_controls, selection, views
from pcdash.viewmodels.specification import NOT_HELD

frame.require()
components.title("What of the service specification is delivered?")

if not views.specification_held():
    components.nothing_held(NOT_HELD)
area = programme_controls.specification_area()
view = views.specification_view(area, programme_controls.grid_rows())
components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
grid = delivery_grid(
    view.cells,
    rows=view.rows,
    columns=view.columns,
    groups=view.groups,
    today=view.today,
    palette=components.palette(),
)
st.altair_chart(grid, theme=None, key="grid", alt=view.alt)
components.caption(view.key)
components.notes(view.notes)
components.subheading("Where does each aspect stand?")
components.data_table(
    view.aspects,
    view.provenance,
    key="aspects",
    alt=view.alt,
    on_row=programme_controls.take_aspect,
)
with st.expander("The grid as a table"):
    components.data_table(view.grid, view.provenance, key="grid_table", alt=view.alt)
with st.expander("All local activities"):
    components.data_table(
        view.activities,
        view.provenance,
        key="activities",
        alt="Aspects with their local activities",
        on_row=programme_controls.take_aspect,
    )

components.subheading("What is done for one aspect?")
aspect = programme_controls.aspect(view.choices)
selection.require_known()
one = views.aspect_view(area, aspect)
components.small_heading(one.heading, one.activities_said)
if one.activities.rows:
    components.small_table(one.activities, alt=one.activities_said)
components.notes([one.declared_said, *one.notes])
components.data_table(
    one.declared, one.provenance, key="declared", alt=one.declared_said,
    on_row=place_controls.take_practice,
)  # fmt: skip

components.subheading("What to ask practices")
asked = views.enquiries_view(area)
components.small_heading(asked.finding, asked.sentence)
if asked.table.rows:
    components.data_table(
        asked.table, asked.provenance, key="enquiries", alt=asked.finding,
        on_row=place_controls.take_practice,
    )  # fmt: skip
components.notes(asked.notes)
components.why(asked.why, label="When is a marker a question?")
components.source_note(view.source)
