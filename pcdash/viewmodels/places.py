"""Any place, a practice or a group: its name, and those that hold an indicator."""

from pcdash.store.queries import run_query
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context


def place_name(context: Context, area_code: str) -> str:
    """The name of any place as a heading has it."""
    labels = context.inside.practices.labels
    return context.inside.names.get(area_code) or labels.get(area_code, area_code)


def own_name(context: Context, area_code: str) -> str:
    """What a chart calls the place that it is about, where its heading has the name."""
    return "This practice" if area_code in context.inside.practices.labels else "This group"


def places_with(context: Context, indicator_id: str | None) -> Choices:
    """Groups, then practices, that have a value of an indicator; all where none is chosen."""
    known = context.inside
    everywhere = {**known.areas.labels, **known.practices.labels}
    if indicator_id is None:
        return Choices(everywhere)
    held = run_query(
        context.snapshot,
        "areas_holding",
        indicator_id=indicator_id,
        area_codes=[*everywhere],
    )
    has_any = frozenset(held["area_code"])
    return Choices({code: label for code, label in everywhere.items() if code in has_any})
