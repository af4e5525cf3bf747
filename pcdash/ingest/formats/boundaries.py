"""Reads outlines of areas: ONS boundaries by code, CCGs by ODS code, London boroughs by name.

Outlines are repaired and simplified once here, so that every map draws the same ones; a shared
border is simplified once for both sides and leaves no gap.
"""

import re
import tomllib
from dataclasses import replace
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from pcdash import paths
from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import and_more
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.geography import simplified, sound_polygons
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy

LONDON_BOROUGHS = paths.ROOT / "data" / "reference" / "london_boroughs.toml"

# Names of ONS code columns end in a year: WD13CD is of wards as in 2013.
CODE_COLUMN = re.compile(r"(LSOA|MSOA|WD|LAD)(\d\d)CD", re.IGNORECASE)
# The type and the form of code of each, from the smallest: a file of wards may also name the
# borough that each is in. Every local authority of England is a 'borough' here, whatever its rank.
KINDS = {
    "LSOA": ("lsoa", re.compile(r"E01\d{6}")),
    "MSOA": ("msoa", re.compile(r"E02\d{6}")),
    "WD": ("ward", re.compile(r"E05\d{6}")),
    "LAD": ("borough", re.compile(r"E0[6-9]\d{6}")),
}
ELSEWHERE = re.compile(r"[WSN]\d{8}")  # Wales, Scotland, Northern Ireland
CCG_CODE = re.compile(r"[A-Z0-9]{3}|[A-Z0-9]{5}")
GSS_COLUMNS = ("NAME", "GSS_CODE")  # the Greater London Authority's shapefiles
NOT_STATED = "not stated"
TITLE_WORDS = ("the", "royal", "london", "borough", "city", "of")
LISTED = 10  # areas named in one warning; the rest are counted


def _code_columns(peek: Peek) -> list[str]:
    return [name for name in peek.properties if CODE_COLUMN.fullmatch(name)]


def _recognises_ons(peek: Peek) -> bool:
    return peek.kind == "geography" and bool(_code_columns(peek))


def _recognises_gss(peek: Peek) -> bool:
    return peek.kind == "geography" and set(GSS_COLUMNS) <= {one.upper() for one in peek.properties}


def _recognises_ccgs(peek: Peek) -> bool:
    return peek.kind == "geography" and {"org_type", "code", "name"} <= set(peek.properties)


def _recognises_london(peek: Peek) -> bool:
    if peek.kind != "geography" or "name" not in peek.properties or _code_columns(peek):
        return False
    at = peek.properties.index("name")
    names = [_plain_name(outline[at]) for outline in peek.outlines]
    return bool(names) and any(name in london_borough_codes() for name in names)


@lru_cache(maxsize=1)
def london_borough_codes() -> dict[str, str]:
    """The ONS code of each London borough, by its name without 'of' and 'the'."""
    boroughs = tomllib.loads(LONDON_BOROUGHS.read_text(encoding="utf-8"))["boroughs"]
    return {_plain_name(name): code for code, name in boroughs.items()}


def _read_ons(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    outlines = _with_rows(document.geography())
    columns = [name for name in outlines.columns if CODE_COLUMN.fullmatch(name)]
    column = min(columns, key=lambda name: list(KINDS).index(_kind(name)))
    area_type, form = KINDS[_kind(column)]
    elsewhere = outlines[column].fillna("").str.fullmatch(ELSEWHERE)
    outlines = outlines[~elsewhere]
    codes = inspection.codes(
        outlines[column].fillna(""),
        outlines["row"],
        column=column,
        pattern=form,
        kind="an ONS code such as E05000026",
    )
    named = {name.upper(): name for name in outlines.columns}
    name_column = named.get(f"{column[:-2]}NM".upper())
    reading = _reading(
        outlines,
        codes=codes,
        names=outlines[name_column] if name_column else None,
        area_type=area_type,
        vintage=f"20{CODE_COLUMN.fullmatch(column)[2]}",
        inspection=inspection,
    )
    left_out = (
        f"{int(elsewhere.sum()):,} of {len(elsewhere):,} areas, outside of England, were left out."
    )
    return replace(reading, notes=(left_out,)) if elsewhere.any() else reading


def _read_gss(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    outlines = _with_rows(document.geography())
    name, code = (next(c for c in outlines.columns if c.upper() == one) for one in GSS_COLUMNS)
    codes = outlines[code].fillna("")
    area_type, form = next(
        (kind for kind in KINDS.values() if codes.str.fullmatch(kind[1]).any()), KINDS["WD"]
    )
    codes = inspection.codes(
        codes, outlines["row"], column=code, pattern=form, kind="an ONS code such as E05000026"
    )
    return _reading(
        outlines,
        codes=codes,
        names=outlines[name],
        area_type=area_type,
        vintage=NOT_STATED,
        inspection=inspection,
    )


def _read_ccgs(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    outlines = _with_rows(document.geography())
    rows = outlines["row"]
    types = outlines["org_type"].fillna("")
    inspection.known(types, rows, ["CCG"], column="org_type", kind="the type of organisation")
    codes = inspection.codes(
        outlines["code"].fillna(""),
        rows,
        column="code",
        pattern=CCG_CODE,
        kind="the ODS code of a CCG, such as 07L",
    ).where(types == "CCG")
    return _reading(
        outlines,
        codes=codes,
        names=outlines["name"],
        area_type="ccg",
        vintage=NOT_STATED,
        inspection=inspection,
    )


def _read_london(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    outlines = _with_rows(document.geography())
    known = london_borough_codes()
    names = outlines["name"].fillna("").astype("str")
    codes = names.map(_plain_name).map(known)
    for row, name in zip(outlines["row"][codes.isna()], names[codes.isna()], strict=True):
        inspection.error(
            "not the name of a London borough",
            where=inspection.place(row, "name"),
            found=repr(name),
            expected="one of the 33 in data/reference/london_boroughs.toml",
        )
    return _reading(
        outlines,
        codes=codes,
        names=names,
        area_type="borough",
        vintage=NOT_STATED,
        inspection=inspection,
    )


def _with_rows(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The outlines with their number in the file, which is the only place they have."""
    return outlines.assign(row=range(1, len(outlines) + 1))


def _kind(column: str) -> str:
    return CODE_COLUMN.fullmatch(column)[1].upper()


def _reading(
    outlines: gpd.GeoDataFrame,
    *,
    codes: pd.Series,
    names: pd.Series | None,
    area_type: str,
    vintage: str,
    inspection: Inspection,
) -> Reading:
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "area_type": area_type,
            "area_name": None if names is None else names,
            "vintage": vintage,
            "geometry": _sound(outlines, codes, inspection),
            "row": outlines["row"],
        }
    ).dropna(subset="area_code")
    areas = frame[["area_code", "area_type", "area_name", "row"]]
    areas = areas.drop_duplicates("area_code")  # the outlines tell of those that differ
    drawn = frame.dropna(subset="geometry")
    if drawn.empty:
        inspection.error("no area has an outline", expected="polygons")
        return Reading()
    drawn = drawn.assign(geometry=list(shapely.to_wkb(drawn["geometry"].to_numpy())))
    drawn = inspection.unique(drawn, ["area_code"])
    simple = simplified(shapely.from_wkb(drawn["geometry"].to_numpy()))
    drawn = drawn.assign(geometry=list(shapely.to_wkb(simple)))
    return Reading(areas=tidy("areas", areas), boundaries=tidy("boundaries", drawn))


def _sound(outlines: gpd.GeoDataFrame, codes: pd.Series, inspection: Inspection) -> pd.Series:
    """Valid polygons, None where there is no outline; both are told as warnings."""
    given = outlines.geometry.to_numpy()
    broken = ~shapely.is_valid(given) & ~shapely.is_missing(given)
    polygons = [sound_polygons(one) for one in given]
    missing = np.array([one is None for one in polygons])
    _warn(missing, codes, "have no outline and are not on maps", inspection)
    broken &= ~missing
    _warn(broken, codes, "had an outline that crosses itself; it was repaired", inspection)
    return pd.Series(polygons, outlines.index, dtype=object)


def _warn(where: np.ndarray, codes: pd.Series, what: str, inspection: Inspection) -> None:
    count = int(where.sum())
    if count:
        listed = ", ".join(codes[where].fillna("(no code)").head(LISTED))
        more = and_more(count - LISTED)
        inspection.warn(f"{count:,} of {len(where):,} areas {what}: {listed}{more}")


def _plain_name(name: str) -> str:
    """A borough's name as it is compared: 'City of Westminster' and 'Westminster' are one."""
    words = re.findall(r"[a-z]+", name.casefold().replace("&", " and "))
    kept = [word for word in words if word not in TITLE_WORDS]
    return " ".join(kept or words)  # of the City of London nothing else would be left


FORMATS = (
    Format(
        id="boundaries_ons",
        title="Boundaries of wards, MSOAs, LSOAs or local authorities",
        source="ons_geography",
        layout="GeoJSON, GeoPackage or shapefile with a code and a name by year: WD13CD and "
        "WD13NM, MSOA11CD, LSOA11CD, LAD21CD",
        recognises=_recognises_ons,
        read=inspected(_read_ons),
    ),
    Format(
        id="boundaries_gss",
        title="Boundaries of London wards or boroughs by GSS code",
        source="ons_geography",
        layout="GeoJSON, GeoPackage or shapefile with NAME and GSS_CODE, as the Greater London "
        "Authority publishes them",
        recognises=_recognises_gss,
        read=inspected(_read_gss),
    ),
    Format(
        id="boundaries_ccg",
        title="Boundaries of CCGs",
        source="ons_geography",
        layout="GeoJSON, GeoPackage or shapefile with org_type, code (ODS) and name",
        recognises=_recognises_ccgs,
        read=inspected(_read_ccgs),
    ),
    Format(
        id="boundaries_london",
        title="Boundaries of London boroughs by name",
        source="ons_geography",
        layout="GeoJSON, GeoPackage or shapefile with the name of each borough and no code",
        recognises=_recognises_london,
        read=inspected(_read_london),
    ),
)
