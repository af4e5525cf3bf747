"""What every chart is made of: an Altair chart around a finished Vega-Lite specification.

Altair checks each part of a chart against a schema of some 30,000 lines as it is made and again as
it is sent, which costs 30 to 60 ms a chart: more than everything else on a page together. Our
charts are therefore written as specifications, and the tests check each form against the schema.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd
from altair.vegalite.v6.schema import core

from pcdash.charts.theme import Palette, configuration


class Drawing(alt.LayerChart):
    """A layered Altair chart made from a Vega-Lite specification, without checking it again."""

    def __init__(self, **specification: Any) -> None:
        # LayerChart's own constructor insists on layers that are Chart objects.
        core.TopLevelLayerSpec.__init__(self, **specification)

    def to_dict(self, validate: bool = False, **options: Any) -> dict[str, Any]:
        """The specification; checked against the schema only if asked."""
        if validate:
            return super().to_dict(validate=True, **options)
        # The layers are plain already: to walk through them is most of what Altair would do.
        made = super().to_dict(validate=False, ignore=["layer"], **options)
        return {**made, "layer": self.layer}


def drawing(
    data: pd.DataFrame,
    layers: list[dict[str, Any]],
    *,
    palette: Palette,
    height: int,
) -> Drawing:
    """A chart as wide as its container, with a fixed plot height."""
    return Drawing(
        data=data,
        layer=layers,
        width="container",
        height=height,
        # Fit the width, with the texts beside the plot, and leave the height alone, so that a row
        # is as high as it was meant to be.
        autosize={"type": "fit-x", "contains": "padding"},
        padding={"left": 4, "top": 4, "right": 6, "bottom": 8},
        config=configuration(palette),
    )


def layer(
    mark: str,
    encoding: Mapping[str, Any],
    *,
    params: list[dict[str, Any]] | None = None,
    transform: list[dict[str, Any]] | None = None,
    values: list[dict[str, Any]] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """One layer; silent to screen readers unless `aria` is given, so that a row is read once."""
    made = {
        "mark": {"type": mark, "aria": False, "tooltip": None, **options},
        "encoding": dict(encoding),
        "params": params,
        "transform": transform,
        "data": None if values is None else {"values": values},
    }
    return {key: part for key, part in made.items() if part is not None}


def reading(
    at: Mapping[str, Any],
    tooltip: Mapping[str, str],
    *,
    mark: str = "point",
    transform: list[dict[str, Any]] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """The layer that is hovered over and read aloud: an unseen mark a row, with its description.

    Args:
        at: Where the marks stand.
        tooltip: The fields that a tooltip shows, with their titles.
    """
    shape = {"filled": True, "size": 240} if mark == "point" else {}
    return layer(
        mark,
        {
            **at,
            "description": {"field": "description", "type": "nominal"},
            "tooltip": [
                {"field": field, "type": "nominal", "title": title}
                for field, title in tooltip.items()
            ],
        },
        transform=transform,
        aria=True,
        opacity=0,
        **shape | options,
    )
