"""The generated map: LSOA-like cells, wards of six cells, and boroughs of wards.

A lattice of points, each pushed a little off its place, carries everything: a cell is the
quadrilateral between four points, so neighbours share their edges exactly, nothing overlaps and
nothing is left out. It lies in the North Sea, where nobody could take it for a real place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import shapely

from pcdash.ingest.illustrative.draws import Draws
from pcdash.ingest.reading import tidy

# Which borough each ward belongs to, north at the top.
WARDS = (
    "CCCCBBBB",
    "CCCCBBBB",
    "CCCCCBBB",
    "CCCCABBB",
    "CCCAAABB",
    "CAAAAAAB",
    "AAAAAAAB",
)
ROWS_IN_WARD, COLUMNS_IN_WARD = 3, 2
SOUTH, NORTH, WEST, EAST = 54.42, 54.58, 2.36, 2.64
# How far a point is pushed, in cells. Below a quarter, every cell stays convex.
PUSH = 0.22
VINTAGE = "illustrative"

Cell = tuple[int, int]


@dataclass(frozen=True)
class Site:
    """Where a practice stands."""

    latitude: float
    longitude: float
    lsoa: str


@dataclass(frozen=True)
class _Ward:
    borough: str
    cells: tuple[Cell, ...]


def lsoas(borough: str) -> dict[str, Cell]:
    """The LSOA codes of a borough ('A', 'B', 'C'), each next to the one before."""
    return {
        f"ZZL{row:02d}{column:02d}": (row, column)
        for ward in _wards()
        if ward.borough == borough
        for row, column in ward.cells
    }


def sites(borough: str, count: int) -> tuple[Site, ...]:
    """Places for a number of practices, spread over a borough, each in an LSOA of its own."""
    cells = list(lsoas(borough).items())
    chosen = [cells[(2 * k + 1) * len(cells) // (2 * count)] for k in range(count)]
    inside = 0.3 + 0.4 * Draws(f"sites {borough}").uniform(count, 2)
    return tuple(
        _site(code, cell, across, up)
        for (code, cell), (across, up) in zip(chosen, inside, strict=True)
    )


def centres() -> pd.DataFrame:
    """The middle of every LSOA: `lsoa_code`, `longitude`, `latitude`."""
    found = [
        _site(code, cell, 0.5, 0.5) for borough in "ABC" for code, cell in lsoas(borough).items()
    ]
    return pd.DataFrame(
        {
            "lsoa_code": [site.lsoa for site in found],
            "longitude": [site.longitude for site in found],
            "latitude": [site.latitude for site in found],
        }
    )


def boundaries(boroughs: dict[str, tuple[str, str, str]]) -> pd.DataFrame:
    """Outlines of boroughs, their CCGs, wards and LSOAs, tidy.

    `boroughs` gives for each of 'A', 'B' and 'C' its borough code, CCG code and name.
    """
    rows: list[tuple[str, str, str, Iterable[Cell]]] = []
    for letter, (borough_code, ccg_code, name) in boroughs.items():
        wards = [ward for ward in _wards() if ward.borough == letter]
        every = [cell for ward in wards for cell in ward.cells]
        rows.append((borough_code, "borough", name, every))
        rows.append((ccg_code, "ccg", f"{name} CCG", every))
        for number, ward in enumerate(wards, start=1):
            code = f"ZZW{letter}{number:02d}"
            rows.append((code, "ward", f"{name} ward {number}", ward.cells))
        for number, (code, cell) in enumerate(lsoas(letter).items(), start=1):
            rows.append((code, "lsoa", f"{name} {number:03d}", [cell]))
    frame = pd.DataFrame(
        {
            "area_code": [code for code, _, _, _ in rows],
            "area_type": [area_type for _, area_type, _, _ in rows],
            "area_name": [name for _, _, name, _ in rows],
            "vintage": VINTAGE,
        }
    )
    outlines = [shapely.Polygon(_outline(cells)) for *_, cells in rows]
    # ISO flavour and byte order said outright: the bytes are the same on every machine.
    frame["geometry"] = [shapely.to_wkb(one, byte_order=1, flavor="iso") for one in outlines]
    return tidy("boundaries", frame)


@cache
def _wards() -> tuple[_Ward, ...]:
    # To and fro, row by row, so that wards that follow each other are neighbours.
    found = []
    for row, letters in enumerate(WARDS):
        order = range(len(letters)) if row % 2 == 0 else reversed(range(len(letters)))
        for column in order:
            cells = tuple(
                (row * ROWS_IN_WARD + down, column * COLUMNS_IN_WARD + along)
                for down in range(ROWS_IN_WARD)
                for along in range(COLUMNS_IN_WARD)
            )
            found.append(_Ward(letters[column], cells))
    return tuple(found)


@cache
def _points() -> np.ndarray:
    """Longitude and latitude of every corner: rows from north to south, columns from the west."""
    rows = len(WARDS) * ROWS_IN_WARD
    columns = len(WARDS[0]) * COLUMNS_IN_WARD
    push = (Draws("lattice").uniform(rows + 1, columns + 1, 2) - 0.5) * 2 * PUSH
    across = (np.arange(columns + 1)[None, :] + push[:, :, 0]) / columns
    down = (np.arange(rows + 1)[:, None] + push[:, :, 1]) / rows
    # A gentle bend, so that the system is not a rectangle.
    across, down = (
        across + 0.12 * down * (1 - down) - 0.05 * down,
        down + 0.14 * across * (1 - across) - 0.06 * across,
    )
    longitude = WEST + (EAST - WEST) * across
    latitude = NORTH - (NORTH - SOUTH) * down
    return np.round(np.stack([longitude, latitude], axis=-1), 5)


def _outline(cells: Iterable[Cell]) -> list[tuple[float, float]]:
    """The corners around a set of cells that hang together: the edges that no two share."""
    following: dict[Cell, Cell] = {}
    inside = set(cells)
    for row, column in inside:
        corners = [(row, column), (row + 1, column), (row + 1, column + 1), (row, column + 1)]
        beside = [(row, column - 1), (row + 1, column), (row, column + 1), (row - 1, column)]
        for at, neighbour in enumerate(beside):
            if neighbour not in inside:
                following[corners[at]] = corners[(at + 1) % 4]
    first = min(following)
    ring = [first]
    while (corner := following[ring[-1]]) != first:
        ring.append(corner)
    points = _points()
    return [(float(points[corner][0]), float(points[corner][1])) for corner in [*ring, first]]


def _site(code: str, cell: Cell, across: float, down: float) -> Site:
    row, column = cell
    points = _points()
    top = points[row, column] * (1 - across) + points[row, column + 1] * across
    bottom = points[row + 1, column] * (1 - across) + points[row + 1, column + 1] * across
    longitude, latitude = top * (1 - down) + bottom * down
    return Site(round(float(latitude), 5), round(float(longitude), 5), code)
