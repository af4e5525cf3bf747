"""What is new? Files are checked and previewed here, published, and taken back."""

from pcdash.ui import (
    approving,
    components,
    controls,
    destination,
    due,
    exporting,
    frame,
    loading,
    mapping,
    publishing,
    selection,
    undoing,
)

frame.require()
components.title("What is new?")
publishing.said()
part = controls.load_part(approving.count())
if part == "files":
    loading.template()
    exporting.show()
    place = destination.place()
    upload = loading.upload(place) if place else None
    if upload:
        loading.show_problems(upload.problems)
        mapping.ask(upload)
        loading.show_preview(upload)
        loading.publish(upload)
elif part == "waiting":
    approving.show()
elif part == "calendar":
    due.show()
else:
    chosen = undoing.history()
    if chosen:
        undoing.show_files(chosen)
        undoing.offer(chosen)
selection.require_known()
