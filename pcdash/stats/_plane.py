"""Degrees on a plane of kilometres, for what is as small as a system of some boroughs.

An equirectangular plane around a middle point: within 25 km of it, distances are right to about
half a per cent, which is finer than where people live is known. Not for anything larger.
"""

from dataclasses import dataclass

import numpy as np
import shapely

EARTH_KM = 6371.0088  # the mean radius, IUGG 1980
KM_IN_DEGREE = np.pi * EARTH_KM / 180


@dataclass(frozen=True)
class Plane:
    """A plane around a longitude and latitude, in degrees, that becomes its origin."""

    longitude: float
    latitude: float

    @property
    def _scale(self) -> np.ndarray:
        return np.array([np.cos(np.radians(self.latitude)), 1.0]) * KM_IN_DEGREE

    def points(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """Points in kilometres east and north of the origin, a row a point."""
        return (np.column_stack([longitude, latitude]) - self._origin) * self._scale

    def to_plane(self, shapes: np.ndarray) -> np.ndarray:
        """Shapes in degrees as shapes in kilometres."""
        return shapely.transform(shapes, lambda xy: (xy - self._origin) * self._scale)

    def to_degrees(self, shapes: np.ndarray) -> np.ndarray:
        """Shapes in kilometres as shapes in degrees."""
        return shapely.transform(shapes, lambda xy: xy / self._scale + self._origin)

    @property
    def _origin(self) -> np.ndarray:
        return np.array([self.longitude, self.latitude])


def plane_around(longitude: np.ndarray, latitude: np.ndarray) -> Plane:
    """The plane around the middle of some points; there must be one at least."""
    known = np.isfinite(longitude) & np.isfinite(latitude)
    return Plane(float(np.mean(longitude[known])), float(np.mean(latitude[known])))
