"""How do indicators, or places, compare? A scatter of areas, or a few places side by side."""

from pcdash.ui import comparing, components, frame

frame.require()
components.title("How do indicators, or places, compare?")
comparing.show()
