"""Where do we stand? Targets, how practices stand on the first indicators, what there is to ask."""

from pcdash.ui import components, frame, links, profiles, session, views

frame.require()
view = session.overview_view()

components.title(view.title)
components.finding(view.finding, sentence=view.sentence)
profiles.show_targets(views.targets_view())
components.subheading("How do practices stand?")
links.ready(view.ready)
components.subheading("How do their groups differ?")
links.ready(view.ready_groups)
components.subheading("How do two indicators compare?")
links.ready_pair(session.pair_start())
components.subheading("The place in numbers")
components.numbers(view.numbers, view.numbers_note)
components.subheading("What is held")
components.small_table(view.held, alt="What is held, by subject")
