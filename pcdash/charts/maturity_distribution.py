"""How many places are in each state of each theme: a bar a theme, a segment a state.

States stand in their order and carry their letter with the count; nothing is averaged.
"""

import pandas as pd

from pcdash.charts._stacks import stack_layers, with_spans
from pcdash.charts.drawing import Drawing, drawing
from pcdash.charts.theme import SMALL_SIZE, Palette, written_on

COLUMNS = ("place", "state", "short", "share", "count", "part", "count_text", "part_text")
TOOLTIP = {"place": "Theme", "state": "State", "count_text": "Places", "part_text": "Share"}
ROW_HEIGHT = 24
LEAST_PART = 0.055  # thinner segments have no room for their count; the table has it
NAME_LIMIT = {"expr": "max(100, min(340, 0.42 * containerSize()[0]))"}


def maturity_distribution(stacks: pd.DataFrame, *, palette: Palette) -> Drawing:
    """A bar of 100 per cent a theme, from the first state on the left.

    Args:
        stacks: One row a theme and state with places in it, with the columns in `COLUMNS`, in
            order; `place` names the theme, `part` is of all places, `share` from 0 (first state)
            to 1, missing where there is no state.
        palette: The colours of the background that the chart stands on.

    Returns:
        A chart without selections.
    """
    made = stacks.loc[:, list(COLUMNS)].reset_index(drop=True)
    fills = [_fill(share, palette) for share in made["share"]]
    made = with_spans(made, "part").assign(
        fill=fills,
        ink=[written_on(fill) for fill in fills],
        said=[
            f"{short}: {count}" if part >= LEAST_PART else ""
            for short, count, part in zip(
                made["short"], made["count_text"], made["part"], strict=True
            )
        ],
        description=made["place"] + ", " + made["state"] + ": " + made["count_text"] + " ("
        + made["part_text"] + ")",
    )  # fmt: skip
    themes = list(dict.fromkeys(made["place"]))
    layers = stack_layers(
        themes,
        title="Share of places",
        name_limit=NAME_LIMIT,
        padding=0.12,
        colour={"field": "fill", "type": "nominal", "scale": None, "legend": None},
        tooltip=TOOLTIP,
        bar={"stroke": palette.muted, "strokeWidth": 0.5},
        text={
            "fontSize": SMALL_SIZE,
            "opacity": {"expr": "containerSize()[0] < 600 ? 0 : 1"},
        },
    )
    return drawing(made, layers, palette=palette, height=ROW_HEIGHT * max(len(themes), 1))


def _fill(share: float | None, palette: Palette) -> str:
    if share is None or share != share:
        return palette.background
    return palette.states[round(share * (len(palette.states) - 1))]
