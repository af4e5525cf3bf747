"""A small store with a map: two boroughs of two wards and four LSOAs each, practices and a hub.

51.6  +-----+-----+
      | ZBN | ZBS |     each borough is cut into an upper and a lower ward,
51.5  +-----+-----+     and each ward into two LSOAs
     0.0   0.1   0.2
"""

from pathlib import Path

import shapely

from pcdash.ingest.reading import Reading
from tests import dashboard_store
from tests.builders import publish, reading

BOROUGHS = {"ZBN": (0.0, 0.1), "ZBS": (0.1, 0.2)}
# Z99002 counts in the south by its CCG, and stands in the north; Z99004 has its postcode alone.
POINTS = {"Z99001": (0.02, 51.57), "Z99002": (0.08, 51.52), "Z99003": (0.13, 51.56)}
HUB = "ZHUB1"
PERIOD = "2016/17"


def outlines() -> list[dict[str, object]]:
    """Rows of boundaries of boroughs, wards and LSOAs."""
    rows = [_outline(code, "borough", (west, 51.5, east, 51.6)) for code, (west, east) in
            BOROUGHS.items()]  # fmt: skip
    number = 0
    for code, (west, east) in BOROUGHS.items():
        for level, (south, north) in (("U", (51.55, 51.6)), ("L", (51.5, 51.55))):
            rows.append(_outline(f"ZW{code[-1]}{level}", "ward", (west, south, east, north)))
            middle = (west + east) / 2
            for left, right in ((west, middle), (middle, east)):
                number += 1
                rows.append(_outline(f"ZLS{number}", "lsoa", (left, south, right, north)))
    return rows


def places(*, with_postcode: bool = True) -> Reading:
    """Points, a hub, outlines, and the LSOA of the one postcode."""
    areas = [
        {"area_code": code, "area_type": "practice", "longitude": x, "latitude": y,
         "postcode": "ZZ2 2BB", "as_of": "2020-01-01"}
        for code, (x, y) in POINTS.items()
    ]  # fmt: skip
    areas.append(
        {"area_code": HUB, "area_type": "hub", "area_name": "NORTHAM HUB", "longitude": 0.05,
         "latitude": 51.55, "opened": "2015-01-01", "as_of": "2020-01-01"}
    )  # fmt: skip
    # As the readers of outlines do, name what is drawn.
    areas += [
        {name: row[name] for name in ("area_code", "area_type", "area_name")} for row in outlines()
    ]
    memberships = [
        {"child_code": "ZZ1 1AA", "child_type": "postcode", "parent_code": "ZLS8",
         "parent_type": "lsoa", "as_of": "2019-09-26"}
    ]  # fmt: skip
    return reading(
        areas=areas,
        boundaries=outlines(),
        **({"memberships": memberships} if with_postcode else {}),
    )


def flows() -> Reading:
    """Where patients live: those of Z99001 next door, those of Z99003 in all of the south."""
    rows = [("Z99001", "ZLS1", 800), ("Z99001", "ZLS2", 100), ("Z99003", "ZLS5", 400),
            ("Z99003", "ZLS6", 300), ("Z99003", "ZLS2", 90), ("Z99004", "ZLS8", 50)]  # fmt: skip
    return reading(
        flows=[
            {"practice_code": code, "lsoa_code": lsoa, "period": "Jan 2017", "patients": count}
            for code, lsoa, count in rows
        ]
    )


def build(folder: Path, *more: Reading, with_postcode: bool = True) -> Path:
    """The store in a folder."""
    known = dashboard_store.definitions()
    publish(folder, dashboard_store.figures(), places(with_postcode=with_postcode), *more, of=known)
    return folder


def _outline(code: str, area_type: str, bounds: tuple[float, ...]) -> dict[str, object]:
    return {
        "area_code": code, "area_type": area_type, "area_name": f"{area_type} {code}",
        "vintage": "2013", "geometry": shapely.to_wkb(shapely.box(*bounds)),
    }  # fmt: skip
