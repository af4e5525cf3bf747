"""How does one locality stand? A group against England, and its practices by indicator and time."""

from pcdash.ui import (
    components,
    frame,
    links,
    place_controls,
    profiles,
    programme_views,
    selection,
    session,
    views,
)

frame.require()
components.title("How does one locality stand?")
code = place_controls.group()
told = views.locality_choices(code)
of_topic = place_controls.topic(told.topics)

profile = session.profile_view(code, told.heading, of_topic)
components.finding(told.heading, sentence=profile.finding, subtitle=told.summary)
profiles.show_spine(profile)

profiles.show_plans(programme_views.plans_view(code))

components.subheading("Which practices differ, on what?")
shown = selection.in_pages("columns", "Indicators", of_topic, at_most=5)
rug = views.rug_view(code, tuple(shown))
open_practice = links.opening(rug.places)
profiles.show_rug(rug)
components.data_table(
    rug.table, rug.provenance, key="rug_table", alt=rug.provenance.title, on_row=open_practice
)

components.subheading("Who could help whom?")
learning = views.learning_view(code, tuple(shown))
components.small_heading(learning.finding, learning.method)
if learning.table.rows:
    components.data_table(
        learning.table,
        learning.provenance,
        key="learning",
        alt=learning.finding,
        on_row=open_practice,
    )

components.subheading("Over time, practice by practice")
components.attempt(lambda: profiles.show_multiples(rug.places, of_topic))
selection.require_known()
components.source_note(rug.source, rug.caveats)
