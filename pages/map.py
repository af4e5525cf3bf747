"""Where is it high, and where low? Areas and practices on a map, and how far it is to them."""

from pcdash.ui import components, frame, map_controls, maps, selection, views

frame.require()
components.title("Where is it high, and where low?")
asked = map_controls.asked()
selection.require_known()

if asked == "distance":
    shown = (views.reach_view(map_controls.distance()),)
else:
    questions = map_controls.questions()
    one_or_two = views.map_views(questions) if len(questions) > 1 else None
    shown = one_or_two or (views.map_view(questions[0]),)

maps.show(shown)
components.subheading("Other maps worth a look")
map_controls.relations()
