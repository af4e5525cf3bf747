"""Practices by category, place by place: bars of 100 per cent, with the counts in them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pcdash.charts._stacks import stack_layers, with_spans
from pcdash.charts.drawing import Drawing, drawing
from pcdash.charts.theme import Palette, written_on

TOOLTIP = {
    "place": "Place",
    "category": "Category",
    "count_text": "Practices",
    "share_text": "Share",
}
COLUMNS = ("place", "category", "count", "share", "count_text", "share_text")
ROW_HEIGHT = 34
# Thinner segments have no room for their count; the table has it.
LEAST_SHARE = 0.05
NAME_LIMIT = {"expr": "max(100, min(260, 0.34 * containerSize()[0]))"}


def stacked_categories(
    rows: pd.DataFrame,
    *,
    categories: Sequence[str],
    favourable: Sequence[str],
    rated: Sequence[str],
    palette: Palette,
) -> Drawing:
    """A bar a place, from the best category on the left.

    Args:
        rows: One row a place and category, with the columns in `COLUMNS`; `share` is of the
            place, from 0 to 1.
        categories: All of them, in the order of the bars.
        favourable: Those that count as good: blue; the others of `rated` are orange.
        rated: Those that say anything; the others, and unknown ones, are grey.
        palette: The colours of the background that the chart stands on.

    Returns:
        A chart without selections.
    """
    fills = fills_of(rows, categories, favourable, rated, palette)
    known = list(fills)
    letters = {name: initials(name) for name in known}
    made = rows.loc[:, list(COLUMNS)].assign(
        order=rows["category"].map({name: at for at, name in enumerate(known)}),
        legend=rows["category"].map(lambda name: _legend(name, letters)),
        said=[
            f"{count} {letters[name]}" if share >= LEAST_SHARE else ""
            for count, name, share in zip(
                rows["count_text"], rows["category"], rows["share"], strict=True
            )
        ],
        description=rows["place"]
        + ", "
        + rows["category"]
        + ": "
        + rows["count_text"]
        + " ("
        + rows["share_text"]
        + ")",
    )
    made = made.sort_values(["place", "order"], kind="stable", ignore_index=True)
    made = with_spans(made, "share").assign(
        ink=made["category"].map({name: written_on(fill) for name, fill in fills.items()}),
    )
    places = list(dict.fromkeys(rows["place"]))
    held = [name for name in known if (rows["category"] == name).any()]
    colour = {
        "field": "legend",
        "type": "nominal",
        "title": None,
        "scale": {
            "domain": [_legend(name, letters) for name in held],
            "range": [fills[name] for name in held],
        },
        "legend": {
            "orient": "top",
            "direction": "horizontal",
            "columns": {"expr": "containerSize()[0] < 600 ? 1 : 4"},
            "symbolType": "square",
            "offset": 10,
        },
    }
    layers = stack_layers(
        places,
        title="Share of practices",
        name_limit=NAME_LIMIT,
        padding=0.3,
        colour=colour,
        tooltip=TOOLTIP,
        bar={"stroke": palette.background, "strokeWidth": 1},
        text={"fontWeight": "bold"},
    )
    return drawing(made, layers, palette=palette, height=ROW_HEIGHT * max(len(places), 1))


def fills_of(
    rows: pd.DataFrame,
    categories: Sequence[str],
    favourable: Sequence[str],
    rated: Sequence[str],
    palette: Palette,
) -> dict[str, str]:
    """The colour of each category, in the order of the bars; arguments as `stacked_categories`."""
    known = [*categories, *(one for one in rows["category"].unique() if one not in categories)]
    return _fills(known, favourable, rated, palette)


def _legend(name: str, letters: dict[str, str]) -> str:
    """A category with its letters; the symbol of none is short enough already."""
    return name if name.startswith("[") else f"{letters[name]}: {name}"


def initials(name: str) -> str:
    """The first letters of a category's words: RI for Requires improvement."""
    letters = [word[0].upper() for word in name.replace("[x]", "").split() if word[0].isalpha()]
    return "".join(letters[:2]) or "?"


def _fills(
    known: Sequence[str], favourable: Sequence[str], rated: Sequence[str], palette: Palette
) -> dict[str, str]:
    """Blues for the good, from the deepest; oranges for the others, to the deepest; else grey."""
    verdicts = palette.verdicts
    good = [verdicts["better_998"].colour, verdicts["better_95"].colour]
    poor = [verdicts["worse_95"].colour, verdicts["worse_998"].colour]
    best = [name for name in known if name in favourable]
    rest = [name for name in known if name in rated and name not in favourable]
    # The order of the categories may begin at either end; the deepest blue is the outer one.
    is_worst_first = bool(known) and known[0] in rest
    if is_worst_first:
        best, rest = best[::-1], rest[::-1]
    made: dict[str, Any] = dict.fromkeys(known, palette.missing)
    made |= {name: good[min(at, 1)] for at, name in enumerate(best)}
    return made | {name: poor[min(at, 1)] for at, name in enumerate(rest)}
