"""Where do we stand? The course, what needs a decision, what changed; below, all that is held."""

from pcdash.ui import (
    briefings,
    components,
    frame,
    links,
    pair_views,
    profiles,
    selection,
    session,
    views,
)
from pcdash.viewmodels.briefing import slides_of

frame.require()
place = session.inside().place_name

if selection.chosen("message"):
    briefings.present(slides_of(briefings.asked(), place))
else:
    components.title(place)
    briefing, note = briefings.ask()
    briefings.show(briefing)
    with components.below():
        briefings.behind(briefing, note)
        view = session.overview_view()
        components.finding(view.finding, sentence=view.sentence)
        profiles.show_targets(views.targets_view())
        components.subheading("How do practices stand?")
        links.ready(view.ready)
        components.subheading("How do their groups differ?")
        links.ready(view.ready_groups)
        components.subheading("How do two indicators compare?")
        links.ready_pair(pair_views.start())
        components.subheading("The place in numbers")
        components.numbers(view.numbers, view.numbers_note)
        components.subheading("What is held")
        components.small_table(view.held, alt="What is held, by subject")
