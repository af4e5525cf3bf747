"""Local activities as rows of the grid, each under its aspect, and as a table of all of them."""

from collections.abc import Mapping, Sequence

from pcdash.definitions.models import Framework
from pcdash.definitions.periods import Period, parse_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.delivery import letters_of, quarter_of, quarters
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import Row, inside_of, rows_of, text_of
from pcdash.viewmodels.tables import Column, Table, made_of

NONE_KNOWN = "None known"
STOPPED = -1  # a stage of its own, which is no step on the way
LABELS = ("Activity", "Place", "Starts", "Ends", "Status", "How locality working helps")


def activities_of(context: Context, code: str, framework: Framework) -> list[Row]:
    """What is done for the aspects of a framework in a place and in what is inside it.

    In the order of the aspects, then by the first quarter; those that do not say it come last.
    """
    order = {theme.id: place for place, theme in enumerate(framework.themes)}
    held = rows_of(context, "activities", inside_of(context, code))
    found = [one for one in held if one["aspect"] in order]
    return sorted(found, key=lambda one: (order[one["aspect"]], *_by_start(one)))


def activity_table(context: Context, rows: Sequence[Row]) -> Table:
    """Activities, a row each."""
    return made_of(list(map(Column, LABELS)), [_cells(context, one) for one in rows])


def all_activities(context: Context, rows: Sequence[Row], framework: Framework) -> Table:
    """Every aspect with its activities; where none is known, that is said."""
    made, codes = [], []
    for theme in framework.themes:
        label = f"{theme.id} {theme.title}"
        own = [(label, *_cells(context, one)) for one in rows if one["aspect"] == theme.id]
        own = own or [(label, NONE_KNOWN, "", "", "", "", "")]
        made += own
        codes += [theme.id] * len(own)
    return made_of(list(map(Column, ("Aspect", *LABELS))), made, codes=codes)


def grid_rows(
    context: Context, code: str, rows: Sequence[Row], today: Period | None
) -> tuple[list[tuple[str, str]], list[dict[str, object]]]:
    """The rows of activities in the grid, and their cells.

    Returns:
        The aspect and the label of each row, and the cells as `pcdash.charts.delivery_grid` has
        them: one a quarter from the start to the end, lettered at the start. One that does not say
        when it starts has a row and no cell; one without an end lasts to the last quarter that
        was reported on.
    """
    labelled, cells = [], []
    for one in rows:
        label = _label(context, code, one, {label for _, label in labelled})
        labelled.append((one["aspect"], label))
        cells += _span(one, label, today)
    return labelled, cells


def _cells(context: Context, one: Row) -> tuple[str, ...]:
    return (
        one["activity"], display_name(place_name(context, one["area_code"])),
        text_of(one["starts"]), text_of(one["ends"]), one["status"], text_of(one["locality_help"]),
    )  # fmt: skip


def _label(context: Context, code: str, one: Row, taken: set[str]) -> str:
    label = f"· {one['activity']}"
    if one["area_code"] != code:
        label += f" ({display_name(place_name(context, one['area_code']))})"
    return label if label not in taken else f"{label}, {one['aspect']}"


def _span(one: Row, label: str, today: Period | None) -> list[dict[str, object]]:
    if one["starts"] is None:
        return []
    start = quarter_of(one["starts"])
    end = quarter_of(one["ends"]) if one["ends"] else max(start, today or start)
    stage, letter = _stage(one["status"])
    said = f"{one['status']}, from {one['starts']} to {one['ends'] or 'an end that is not said'}"
    shown = [quarter.label for quarter in quarters() if start <= quarter <= end]
    return [
        {"row": label, "column": column, "stage": stage, "letter": letter if column == shown[0]
         else "", "coverage_text": "", "said": said}
        for column in shown
    ]  # fmt: skip


_STATUSES = ("Planned", "Anticipated", "Active", "Delivered")


def _stage(status: str) -> tuple[int, str]:
    letters: Mapping[str, str] = letters_of(_STATUSES)
    if status in _STATUSES:
        return _STATUSES.index(status), letters[status]
    return STOPPED, status[:1]


def _by_start(row: Row) -> tuple[bool, Period, str]:
    is_unsaid = row["starts"] is None
    return is_unsaid, parse_period("2000" if is_unsaid else row["starts"]), row["activity"]
