"""Where is it high, and where low? Areas and practices on a map, and how far it is to them."""

from pcdash.ui import components, frame, map_controls, maps, selection, views

frame.require()
components.title("Where is it high, and where low?")
asked = map_controls.asked()
selection.require_known()

if asked == "distance":
    maps.show([views.reach_view(map_controls.distance())])
elif len(questions := map_controls.questions()) == 1:
    maps.show([views.map_view(questions[0])])
else:
    both = views.map_views(questions)
    maps.show(both.shown, both)
components.subheading("Other maps worth a look")
map_controls.relations()
