"""How do two indicators compare? A scatter of areas, and how far the two go together."""

from pcdash.ui import components, controls, frame, links, pairs, session

frame.require()
components.title("How do two indicators compare?")
links.ready_pair(session.pair_start())
view = session.pair_view(controls.pair())

pairs.show(view)
components.source_note(view.source, view.caveats)
