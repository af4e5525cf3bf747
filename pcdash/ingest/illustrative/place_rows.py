"""The fictional system as tidy rows: its areas, who belongs to whom since when, its outlines."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from pcdash.ingest.illustrative import geography
from pcdash.ingest.illustrative.draws import Draws
from pcdash.ingest.illustrative.places import (
    CCGS_BEGAN,
    NETWORKS_BEGAN,
    PRACTICES_BEGAN,
    System,
    networks,
)
from pcdash.ingest.reading import Reading, tidy

HUBS_BEGAN = date(2018, 10, 1)
ATTRIBUTES = {"contract_type": "contract", "clinical_system": "supplier"}
# Inspections lie between these days; a practice in so many has no date, as a new one has none.
FIRST_INSPECTED, LAST_INSPECTED = date(2014, 10, 1), date(2019, 7, 31)
DAYS_TO_PUBLISH, UNDATED = 56, 30


def place_reading(system: System) -> Reading:
    """Areas, memberships, attributes, outlines and where patients live."""
    as_of = system.settings["as_of"]
    named = {
        borough["letter"]: (borough["code"], borough["ccg"], borough["name"])
        for borough in system.boroughs
    }
    outlines = geography.boundaries(named)
    return Reading(
        areas=tidy(
            "areas",
            pd.concat([_practice_areas(system), _other_areas(system, outlines), _hubs(system)]),
        ),
        memberships=tidy("memberships", _memberships(system).assign(as_of=as_of)),
        attributes=tidy("attributes", _attributes(system).assign(as_of=as_of)),
        boundaries=outlines,
    )


def _practice_areas(system: System) -> pd.DataFrame:
    practices = system.practices
    closed = [system.closed_on(code) for code in practices["code"]]
    return pd.DataFrame(
        {
            "area_code": practices["code"],
            "area_type": "practice",
            "area_name": practices["name"],
            "status": ["open" if when is None else "closed" for when in closed],
            "opened": pd.Timestamp(PRACTICES_BEGAN),
            "closed": pd.to_datetime(pd.Series(closed)),
            "address": practices["address"],
            "postcode": practices["postcode"],
            "latitude": practices["latitude"],
            "longitude": practices["longitude"],
            "as_of": pd.Timestamp(system.settings["as_of"]),
        }
    )


def _other_areas(system: System, outlines: pd.DataFrame) -> pd.DataFrame:
    postcodes = system.practices["postcode"].unique()
    settings = system.settings
    listed = [
        (settings["england"], "england", settings["england_name"]),
        (settings["region"], "region", settings["region_name"]),
        *zip(outlines["area_code"], outlines["area_type"], outlines["area_name"], strict=True),
        *((code, "pcn", name) for code, (name, _) in networks(system).items()),
        *((code, "postcode", code) for code in postcodes),
    ]
    frame = pd.DataFrame(listed, columns=["area_code", "area_type", "area_name"])
    began = {"ccg": CCGS_BEGAN, "pcn": NETWORKS_BEGAN}
    return frame.assign(
        opened=pd.to_datetime(frame["area_type"].map(began)),
        status="open",
        as_of=pd.Timestamp(settings["as_of"]),
    )


def _hubs(system: System) -> pd.DataFrame:
    """A hub for extended access in the middle of each borough."""
    sites = [geography.sites(borough["letter"], 1)[0] for borough in system.boroughs]
    return pd.DataFrame(
        {
            "area_code": [f"ZZH{number:02d}" for number in range(1, len(sites) + 1)],
            "area_type": "hub",
            "area_name": [f"{borough['name']} access hub" for borough in system.boroughs],
            "status": "open",
            "opened": pd.Timestamp(HUBS_BEGAN),
            "latitude": [site.latitude for site in sites],
            "longitude": [site.longitude for site in sites],
            "as_of": pd.Timestamp(system.settings["as_of"]),
        }
    )


def _memberships(system: System) -> pd.DataFrame:
    practices, settings = system.practices, system.settings
    rows: list[tuple[object, ...]] = []
    for practice in practices.itertuples():
        end = system.closed_on(practice.code)
        rows += _history(
            (practice.code, "practice", practice.ccg, "ccg"), CCGS_BEGAN, end,
            settings["moved"], "from_ccg",
        )  # fmt: skip
        if end is None:
            rows += _history(
                (practice.code, "practice", practice.network, "pcn"), NETWORKS_BEGAN, end,
                settings["changed_network"], "from_network",
            )  # fmt: skip
    rows += [
        (row.postcode, "postcode", row.lsoa, "lsoa", CCGS_BEGAN, None)
        for row in practices.drop_duplicates("postcode").itertuples()
    ]
    for borough in system.boroughs:
        rows.append((borough["ccg"], "ccg", settings["region"], "region", CCGS_BEGAN, None))
        rows += [
            (code, "lsoa", borough["code"], "borough", CCGS_BEGAN, None)
            for code in geography.lsoas(borough["letter"])
        ]
    columns = ["child_code", "child_type", "parent_code", "parent_type", "start", "end"]
    return pd.DataFrame(rows, columns=columns)


def _history(
    now: tuple[str, str, str, str],
    start: date,
    end: date | None,
    changes: list[dict[str, Any]],
    before: str,
) -> list[tuple[object, ...]]:
    child, child_type, _, parent_type = now
    for change in changes:
        if change["practice"] == child:
            last = change["last_day"]
            return [
                (child, child_type, change[before], parent_type, start, last),
                (*now, last + timedelta(days=1), end),
            ]
    return [(*now, start, end)]


def _attributes(system: System) -> pd.DataFrame:
    told = [
        pd.DataFrame(
            {
                "area_code": system.practices["code"],
                "attribute": attribute,
                "content": system.practices[column],
            }
        )
        for attribute, column in ATTRIBUTES.items()
    ]
    return pd.concat([*told, *_inspections(system)])


def _inspections(system: System) -> Iterator[pd.DataFrame]:
    """When the regulator was at a practice, and when it said what it found; most of it lately."""
    drawn = Draws("inspections").uniform(len(system.codes))
    span = (LAST_INSPECTED - FIRST_INSPECTED).days
    for attribute, days in (("cqc_last_inspected", 0), ("cqc_rating_published", DAYS_TO_PUBLISH)):
        dates = [
            LAST_INSPECTED + timedelta(days=days - int(span * share * share)) for share in drawn
        ]
        rows = pd.DataFrame(
            {
                "area_code": system.practices["code"],
                "attribute": attribute,
                "content": [one.isoformat() for one in dates],
            }
        )
        yield rows[[at % UNDATED != UNDATED - 1 for at in range(len(rows))]]
