"""Opens a file of outlines (GeoJSON, GeoPackage, shapefile), and repairs and simplifies them.

Everything is brought to WGS84. Which areas the outlines are of is for
`pcdash.ingest.formats.boundaries` to say.
"""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError
from shapely.errors import GEOSException

from pcdash.errors import SourceFileError

log = logging.getLogger(__name__)

WGS84 = "EPSG:4326"
NATIONAL_GRID = "EPSG:27700"
# The corners that hold the British Isles in each (west, south, east, north; degrees, metres):
# coordinates tell where the file's own words on them are missing or wrong.
DEGREES = (-11.0, 49.0, 4.0, 62.0)
WORLD = (-180.0, -90.0, 180.0, 90.0)
METRES = (-200_000.0, -100_000.0, 800_000.0, 1_350_000.0)
EXTENSIONS = (".json", ".geojson", ".topojson", ".gpkg", ".shp")
MOST_MEGABYTES = 150  # of a file; reading takes about ten times as much memory
SIMPLIFIED_METRES = 10.0  # less than a pixel on a map of one borough


def first_properties(path: Path, count: int) -> tuple[tuple[str, ...], ...]:
    """The names of what the file says of each outline, and what it says of the first ones.

    Raises:
        SourceFileError: the file cannot be opened, or is too large.
    """
    with _explained():
        frame = pyogrio.read_dataframe(_source(path), max_features=count, read_geometry=False)
    names = tuple(map(str, frame.columns))
    rows = frame.astype(object).where(frame.notna(), "").itertuples(index=False, name=None)
    return (names, *(tuple(map(str, row)) for row in rows))


def read_geography(path: Path) -> gpd.GeoDataFrame:
    """The outlines and their properties in WGS84, in the order of the file.

    What the file says of its coordinates counts unless their size proves it wrong: files in
    British National Grid go about that say nothing, and GeoJSON without a word means WGS84.

    Raises:
        SourceFileError: the file cannot be opened, is too large, has no outline, or lies elsewhere.
    """
    with _explained():
        frame = gpd.read_file(_source(path), engine="pyogrio")
    if not isinstance(frame, gpd.GeoDataFrame) or np.isnan(frame.total_bounds).any():
        raise SourceFileError("The file holds no outlines; expected areas with polygons.")
    stated = frame.crs
    if _within(frame.total_bounds, DEGREES):
        stated = stated if stated is not None and stated.is_geographic else WGS84
    elif _within(frame.total_bounds, METRES) and not _within(frame.total_bounds, WORLD):
        stated = stated if stated is not None and stated.is_projected else NATIONAL_GRID
    if stated is not None:
        frame = frame.set_crs(stated, allow_override=True).to_crs(WGS84)
    if not _within(frame.total_bounds, DEGREES):
        west, south, east, north = frame.total_bounds
        raise SourceFileError(
            "The outlines do not lie in the British Isles: found coordinates from "
            f"{west:.6g}, {south:.6g} to {east:.6g}, {north:.6g}; expected longitude and latitude "
            "(WGS84) or British National Grid."
        )
    return frame


def sound_polygons(geometry: shapely.Geometry | None) -> shapely.Geometry | None:
    """What of a shape is a surface, made valid; None if nothing is.

    Lines and points are what a repair leaves over.
    """
    if geometry is None:
        return None
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapely.force_2d(geometry))))
    surfaces = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    surfaces = surfaces[~shapely.is_empty(surfaces)]
    if len(surfaces) == 0:
        return None
    return surfaces[0] if len(surfaces) == 1 else shapely.multipolygons(surfaces)


def simplified(polygons: np.ndarray) -> np.ndarray:
    """Polygons in degrees with fewer corners; a border that two share stays shared."""
    metres = gpd.GeoSeries(polygons, crs=WGS84).to_crs(NATIONAL_GRID)
    simple = shapely.coverage_simplify(metres.to_numpy(), SIMPLIFIED_METRES)
    return gpd.GeoSeries(simple, crs=NATIONAL_GRID).to_crs(WGS84).to_numpy()


@contextmanager
def _explained() -> Iterator[None]:
    """GDAL's errors as a sentence, and its warnings in the log."""
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            yield
    except (DataSourceError, DataLayerError, CRSError, GEOSException, ValueError) as error:
        raise SourceFileError(
            "The file looks like outlines of areas and cannot be read as such: it is cut off, "
            "damaged or without one of its parts. A shapefile needs its .shp, .shx, .dbf and "
            ".prj together."
        ) from error
    for one in told:
        log.info("GDAL on a file of outlines: %s", one.message)


def _source(path: Path) -> Path | bytes:
    megabytes = path.stat().st_size / 1e6
    if megabytes > MOST_MEGABYTES:
        raise SourceFileError(
            f"The file of outlines has {megabytes:,.0f} MB; at most {MOST_MEGABYTES} MB are read, "
            "to keep the memory that it takes in bounds. Take the generalised boundaries of ONS "
            "(their names end in BGC or BSC), or cut the file down to your boroughs."
        )
    # GDAL goes by the extension, unless there is none: a GeoJSON file named .csv is a CSV to it.
    return path if path.suffix.lower() in EXTENSIONS else path.read_bytes()


def _within(bounds: Sequence[float], limits: Sequence[float]) -> bool:
    west, south, east, north = bounds
    return west >= limits[0] and south >= limits[1] and east <= limits[2] and north <= limits[3]
