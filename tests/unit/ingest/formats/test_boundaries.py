"""Outlines are told by code or name, repaired, simplified, and missing ones are spoken of."""

import json
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box

from pcdash.errors import SourceFileError
from pcdash.ingest import geography
from pcdash.ingest.files import find_documents, open_document, peek
from pcdash.ingest.formats import boundaries
from pcdash.ingest.reading import Reading
from pcdash.ingest.recognition import recognise
from tests import damaged
from tests.large_outlines import write_large_outlines

LEFT = box(0.10, 51.50, 0.15, 51.60)
RIGHT = box(0.15, 51.50, 0.20, 51.60)
BOW_TIE = Polygon([(0.1, 51.5), (0.2, 51.6), (0.2, 51.5), (0.1, 51.6)])


def wards(*geometries, codes=("E05999991", "E05999992"), **more) -> gpd.GeoDataFrame:
    names = ["North", "South", "East"][: len(geometries)]
    columns = {"WD13CD": list(codes), "WD13NM": names, **more}
    return gpd.GeoDataFrame(columns, geometry=list(geometries), crs=4326)


def read(tmp_path, frame: gpd.GeoDataFrame, name: str = "a.geojson") -> Reading:
    frame.to_file(tmp_path / name)
    return read_path(tmp_path / name)


def read_path(path) -> Reading:
    document = open_document(path)
    found = recognise(peek(document), boundaries.FORMATS)
    assert found is not None
    return found.read(document, None)


def shapes(reading: Reading) -> list[shapely.Geometry]:
    return list(shapely.from_wkb(reading.boundaries["geometry"].to_list()))


def problems(reading: Reading, severity: str) -> list[str]:
    return [one.sentence() for one in reading.problems if one.severity == severity]


def test_read_wards(tmp_path):
    reading = read(tmp_path, wards(LEFT, RIGHT))
    facts = reading.boundaries.drop(columns=["geometry", "sheet"])
    assert facts.to_dict("list") == {
        "area_code": ["E05999991", "E05999992"],
        "area_type": ["ward", "ward"],
        "area_name": ["North", "South"],
        "vintage": ["2013", "2013"],
        "row": [1.0, 2.0],
    }
    assert reading.areas["area_name"].tolist() == ["North", "South"]
    assert reading.areas["as_of"].isna().all()
    assert shapes(reading)[0].normalize().equals_exact(LEFT.normalize(), 1e-7)
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("column", "code", "area_type", "vintage"),
    [
        ("LSOA11CD", "E01999991", "lsoa", "2011"),
        ("LSOA21CD", "E01999991", "lsoa", "2021"),
        ("MSOA11CD", "E02999991", "msoa", "2011"),
        ("wd22cd", "E05999991", "ward", "2022"),
        ("LAD21CD", "E09999991", "borough", "2021"),
    ],
)
def test_read_each_kind_of_area(tmp_path, column, code, area_type, vintage):
    frame = gpd.GeoDataFrame({column: [code]}, geometry=[LEFT], crs=4326)
    row = read(tmp_path, frame).boundaries.iloc[0]
    assert (row["area_code"], row["area_type"], row["vintage"]) == (code, area_type, vintage)


def test_read_takes_the_smallest_area_that_is_named(tmp_path):
    reading = read(tmp_path, wards(LEFT, RIGHT, LAD13CD=["E09999991"] * 2))
    assert reading.boundaries["area_code"].tolist() == ["E05999991", "E05999992"]


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp"])
def test_read_other_kinds_of_file(tmp_path, name):
    reading = read(tmp_path, wards(LEFT, RIGHT), name)
    assert reading.boundaries["area_name"].tolist() == ["North", "South"]


def test_read_zipped_shapefile(tmp_path):
    (tmp_path / "parts").mkdir()
    wards(LEFT, RIGHT).to_crs(27700).to_file(tmp_path / "parts/wards.shp")
    members = {path.name: path.read_bytes() for path in (tmp_path / "parts").iterdir()}
    zipped = damaged.zipped(tmp_path / "wards.zip", members)
    (document,) = find_documents([zipped], scratch=tmp_path / "scratch").documents
    reading = boundaries.FORMATS[0].read(document, None)
    assert shapes(reading)[0].centroid.distance(LEFT.centroid) < 1e-4


@pytest.mark.parametrize("stated", [27700, None])
def test_read_british_national_grid(tmp_path, stated):
    frame = wards(LEFT, RIGHT).to_crs(27700)
    content = json.loads(frame.to_json(to_wgs84=False))
    content.pop("crs", None)
    if stated:
        name = f"urn:ogc:def:crs:EPSG::{stated}"
        content["crs"] = {"type": "name", "properties": {"name": name}}
    path = damaged.write(tmp_path / "a.geojson", json.dumps(content).encode())
    assert shapes(read_path(path))[0].centroid.distance(LEFT.centroid) < 1e-4


def test_read_degrees_that_are_said_to_be_metres(tmp_path):
    content = json.loads(wards(LEFT, RIGHT).to_json())
    name = "urn:ogc:def:crs:EPSG::27700"
    content["crs"] = {"type": "name", "properties": {"name": name}}
    path = damaged.write(tmp_path / "a.geojson", json.dumps(content).encode())
    assert shapes(read_path(path))[0].centroid.distance(LEFT.centroid) < 1e-4


def test_read_outlines_elsewhere(tmp_path):
    reading = read(tmp_path, wards(box(30, 10, 31, 11), box(31, 10, 32, 11)))
    assert "do not lie in the British Isles: found coordinates from 30, 10" in str(
        problems(reading, "error")
    )


def test_read_repairs_and_says_so(tmp_path):
    reading = read(tmp_path, wards(LEFT, BOW_TIE))
    assert all(shapely.is_valid(one) for one in shapes(reading))
    assert isinstance(shapes(reading)[1], MultiPolygon)
    assert problems(reading, "warning") == [
        "1 of 2 areas had an outline that crosses itself; it was repaired: E05999992."
    ]


def test_read_without_an_outline_keeps_the_area(tmp_path):
    reading = read(tmp_path, wards(LEFT, None))
    assert reading.boundaries["area_code"].tolist() == ["E05999991"]
    assert reading.areas["area_code"].tolist() == ["E05999991", "E05999992"]
    assert problems(reading, "warning") == [
        "1 of 2 areas have no outline and are not on maps: E05999992."
    ]


def test_read_points_are_no_outlines(tmp_path):
    reading = read(tmp_path, wards(Point(0.1, 51.5), Point(0.2, 51.5)))
    assert problems(reading, "error") == ["no area has an outline; expected polygons."]
    assert reading.boundaries.empty


def test_read_same_code_twice(tmp_path):
    reading = read(tmp_path, wards(LEFT, RIGHT, codes=["E05999991"] * 2))
    (error,) = problems(reading, "error")
    assert "same key (E05999991)" in error
    assert "rows 1 and 2" in error


def test_read_wrong_codes(tmp_path):
    reading = read(tmp_path, wards(LEFT, RIGHT, codes=["E05999991", "ABC"]))
    (error,) = problems(reading, "error")
    assert "row 2, column WD13CD" in error
    assert "found 'ABC'; expected an ONS code" in error


def test_read_leaves_out_what_is_not_in_england(tmp_path):
    reading = read(tmp_path, wards(LEFT, RIGHT, codes=["E05999991", "W05999991"]))
    assert reading.boundaries["area_code"].tolist() == ["E05999991"]
    assert reading.notes == ("1 of 2 areas, outside of England, were left out.",)
    assert reading.problems == ()


def test_read_simplifies_and_keeps_shared_borders(tmp_path):
    # A border of steps of a metre: the left has it whole, two on the right have half of it each,
    # and where they meet there is a corner that only the left might do without.
    steps = [(0.15 + (number % 2) * 2e-5, 51.5 + number * 1e-4) for number in range(1002)]
    left = Polygon([*steps, (0.10, 51.6), (0.10, 51.5)])
    upper = Polygon([*steps[501:], (0.20, 51.6001), (0.20, 51.55)])
    lower = Polygon([*steps[:502], (0.20, 51.55), (0.20, 51.5)])
    frame = wards(left, upper, lower, codes=["E05999991", "E05999992", "E05999993"])
    simple = shapes(read(tmp_path, frame))
    assert shapely.get_num_coordinates(simple).sum() < 30
    assert shapely.coverage_is_valid(simple)
    assert shapely.union_all(simple).area == pytest.approx(
        shapely.union_all([left, upper, lower]).area
    )


def test_read_ccgs(tmp_path):
    columns = {"org_type": ["CCG", "STP"], "code": ["99z", "QZZ"], "name": ["Test CCG", "Test STP"]}
    reading = read(tmp_path, gpd.GeoDataFrame(columns, geometry=[LEFT, RIGHT], crs=4326))
    row = reading.boundaries.iloc[0]
    assert (row["area_code"], row["area_type"], row["vintage"]) == ("99Z", "ccg", "not stated")
    assert len(reading.boundaries) == 1
    assert "found 'STP'" in str(problems(reading, "error"))


def test_read_london_boroughs_by_name(tmp_path):
    names = ["Barking & Dagenham", "City of Westminster", "City of London", "Atlantis"]
    outlines = [box(0.1 * number, 51.5, 0.1 * number + 0.1, 51.6) for number in range(4)]
    reading = read(tmp_path, gpd.GeoDataFrame({"name": names}, geometry=outlines, crs=4326))
    assert reading.boundaries["area_code"].tolist() == ["E09000002", "E09000033", "E09000001"]
    assert reading.boundaries["area_type"].unique().tolist() == ["borough"]
    (error,) = problems(reading, "error")
    assert "row 4, column name" in error
    assert "found 'Atlantis'" in error


def test_london_borough_codes_are_33():
    codes = boundaries.london_borough_codes()
    assert len(codes) == len(set(codes.values())) == 33


def test_read_ring_that_is_not_closed(tmp_path):
    content = json.loads(wards(LEFT, RIGHT).to_json())
    content["features"][0]["geometry"]["coordinates"][0].pop()
    path = damaged.write(tmp_path / "a.geojson", json.dumps(content).encode())
    assert "cut off, damaged" in str(problems(read_path(path), "error"))


def test_unknown_outlines_are_not_recognised(tmp_path):
    frame = gpd.GeoDataFrame({"name": ["Parish"], "area": [1]}, geometry=[LEFT], crs=4326)
    frame.to_file(tmp_path / "a.geojson")
    seen = peek(open_document(tmp_path / "a.geojson"))
    assert recognise(seen, boundaries.FORMATS) is None


def test_a_table_with_the_same_names_is_not_recognised(tmp_path):
    frame = pd.DataFrame({"WD13CD": ["E05999991"], "WD13NM": ["North"]})
    frame.to_csv(tmp_path / "a.csv", index=False)
    seen = peek(open_document(tmp_path / "a.csv"))
    assert recognise(seen, boundaries.FORMATS) is None


def test_read_london_wards_as_a_zipped_shapefile_in_national_grid(tmp_path):
    columns = {
        "NAME": ["North", "South", "Nowhere"],
        "GSS_CODE": ["E05999991", "E05999992", "E05999993"],
        "HECTARES": [12.5, 11.0, 9.0], "NONLD_AREA": [0.0, 0.0, 0.0],
        "LB_GSS_CD": ["E09000002"] * 3, "BOROUGH": ["Somewhere"] * 3,
    }  # fmt: skip
    frame = gpd.GeoDataFrame(columns, geometry=[LEFT, RIGHT, None], crs=4326).to_crs(27700)
    frame.to_file(tmp_path / "London_Ward.shp")
    with zipfile.ZipFile(tmp_path / "wards.zip", "w") as packed:
        for part in tmp_path.glob("London_Ward.*"):
            packed.write(part, f"ESRI/{part.name}")
    (document,) = find_documents([tmp_path / "wards.zip"], scratch=tmp_path / "unpacked").documents
    reading = recognise(peek(document), boundaries.FORMATS).read(document, None)

    assert reading.areas["area_name"].tolist() == ["North", "South", "Nowhere"]
    assert set(reading.areas["area_type"]) == {"ward"}
    assert shapes(reading)[0].centroid.distance(LEFT.centroid) < 1e-4
    assert problems(reading, "warning") == [
        "1 of 3 areas have no outline and are not on maps: E05999993."
    ]


def test_read_boroughs_by_gss_code(tmp_path):
    columns = {"NAME": ["North", "South"], "GSS_CODE": ["E09000002", "E09000016"]}
    reading = read(tmp_path, gpd.GeoDataFrame(columns, geometry=[LEFT, RIGHT], crs=4326))

    assert set(reading.areas["area_type"]) == {"borough"}


def test_read_thirty_megabytes_of_outlines(tmp_path):
    count = write_large_outlines(tmp_path / "wards.geojson", megabytes=30)
    reading = read_path(tmp_path / "wards.geojson")
    drawn = np.array(shapes(reading), dtype=object)

    assert len(drawn) == count > 900
    assert shapely.is_valid(drawn).all()
    assert not reading.problems
    # A thirtieth of it is kept, and no gap has come between two neighbours.
    assert sum(map(len, reading.boundaries["geometry"])) < 3e6
    assert drawn[0].intersection(drawn[1]).length > 0.01
    assert drawn[0].intersection(drawn[1]).area < 1e-9


def test_outlines_beyond_the_limit_are_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(geography, "MOST_MEGABYTES", 0.0001)
    wards(LEFT, RIGHT).to_file(tmp_path / "a.geojson")

    with pytest.raises(SourceFileError, match=r"at most 0.0001 MB are read, to keep the memory"):
        open_document(tmp_path / "a.geojson").geography()


def test_a_file_without_a_single_outline_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "a.geojson").write_text('{"type": "FeatureCollection", "features": []}')

    with pytest.raises(SourceFileError, match=r"cannot be read as such|holds no outlines"):
        open_document(tmp_path / "a.geojson").geography()
