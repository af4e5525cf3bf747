"""Where is it high, and where low? Areas and practices on a map, and how far it is to them."""

from pcdash.ui import components, frame, map_controls, map_parts, selection

frame.require()
components.title("Where is it high, and where low?")
asked = map_controls.asked()
selection.require_known()
map_parts.PARTS[asked]()
components.subheading("Other maps worth a look")
map_controls.relations()
