"""A large file of outlines, hand-made: a grid of wards whose shared borders have many corners."""

import json
import math
from pathlib import Path

WEST, SOUTH, SIDE = -0.5, 51.3, 0.02  # degrees
CORNERS = 250  # of each side of a ward
DECIMALS = 14  # as ONS writes coordinates


def write_large_outlines(path: Path, *, megabytes: float) -> int:
    """Write a GeoJSON of at least so many megabytes; gives how many wards it has."""
    size, count, across = 0, 0, 30
    with path.open("w", encoding="utf-8") as file:
        size += file.write('{"type": "FeatureCollection", "features": [\n')
        while size < megabytes * 1e6:
            ward = json.dumps(_ward(count, count % across, count // across))
            size += file.write((",\n" if count else "") + ward)
            count += 1
        file.write("\n]}")
    return count


def _ward(number: int, column: int, row: int) -> dict[str, object]:
    below, above = _across(column, row), _across(column, row + 1)
    left, right = _up(column, row), _up(column + 1, row)
    ring = [*below, *right[1:], *above[::-1][1:], *left[::-1][1:]]
    return {
        "type": "Feature",
        "properties": {"WD13CD": f"E059{number:05d}", "WD13NM": f"Ward {number}"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _across(column: int, row: int) -> list[list[float]]:
    """The border below a ward, from west to east: the same as the one above its neighbour."""
    return [_point(column + at / CORNERS, row + _bend(at)) for at in range(CORNERS + 1)]


def _up(column: int, row: int) -> list[list[float]]:
    return [_point(column + _bend(at), row + at / CORNERS) for at in range(CORNERS + 1)]


def _bend(at: int) -> float:
    """How far a border strays from its line: not at its ends, where two borders meet."""
    part = at / CORNERS
    return math.sin(math.pi * part) ** 2 * (0.05 * math.sin(6 * math.pi * part) + 0.002 * (at % 2))


def _point(x: float, y: float) -> list[float]:
    return [round(WEST + SIDE * x, DECIMALS), round(SOUTH + SIDE * y, DECIMALS)]
