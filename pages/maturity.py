"""How far have organisations developed? Maturity by place and theme, and a form to record it."""

from pcdash.ui import (
    components,
    frame,
    maturing,
    maturity_controls,
    publishing,
    recording,
    selection,
)
from pcdash.viewmodels.maturity import NOT_HELD

frame.require()
components.title("How far have organisations developed?")
publishing.said()
task = maturity_controls.task()
asked = maturity_controls.asked(narrows=task == "look")

if asked is None:
    components.nothing_held(NOT_HELD)
elif task == "record":
    recording.show(asked)
else:
    maturing.show(asked)
selection.require_known()
