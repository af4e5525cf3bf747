"""The published boundaries and look-ups are read whole and mean what their publishers say."""

import tomllib

import pytest
import shapely

from pcdash.ingest.files import find_documents, open_document, peek
from pcdash.ingest.formats import boundaries, lookups
from pcdash.ingest.reading import Reading
from pcdash.ingest.recognition import recognise

pytestmark = pytest.mark.published
FORMATS = (*boundaries.FORMATS, *lookups.FORMATS)
HOME = ("E09000002", "E09000016", "E09000026")


@pytest.fixture(scope="module")
def geography(published, tmp_path_factory) -> dict[str, Reading]:
    """What every file of the folder says, by its name."""
    scratch = tmp_path_factory.mktemp("scratch")
    readings = {}
    for document in find_documents([published / "geography"], scratch=scratch).documents:
        found = recognise(peek(document), FORMATS)
        assert found is not None, document.name
        readings[document.name] = found.read(document, None)
    return readings


def errors(reading: Reading) -> list[str]:
    return [one.sentence() for one in reading.problems if one.severity == "error"]


def test_published_geography_has_no_errors(geography):
    assert len(geography) == 13
    assert {name: errors(reading) for name, reading in geography.items() if errors(reading)} == {}


@pytest.mark.parametrize(
    ("kind", "counts", "vintage"),
    [
        ("lsoa", (110, 150, 161), "2011"),
        ("msoa", (22, 30, 31), "2011"),
        ("wards", (17, 18, 21), "2013"),
    ],
)
def test_published_small_areas(geography, kind, counts, vintage):
    for borough, count in zip(HOME, counts, strict=True):
        drawn = geography[f"{kind}_by_lad__{borough}.json"].boundaries
        assert len(drawn) == drawn["area_code"].nunique() == count
        assert drawn["vintage"].unique().tolist() == [vintage]


def test_published_outlines_are_valid_and_where_they_should_be(geography):
    for name, reading in geography.items():
        shapes = shapely.from_wkb(reading.boundaries["geometry"].to_list())
        assert shapely.is_valid(shapes).all(), name
        assert not len(shapes) or shapely.box(-6.5, 49.8, 2, 56).contains(shapely.union_all(shapes))


def test_published_small_areas_fill_their_borough(geography):
    boroughs = geography["london_boroughs.geojson"].boundaries.set_index("area_code")["geometry"]
    for code in HOME:
        outline = shapely.from_wkb(boroughs[code])
        for kind in ("lsoa", "msoa", "wards"):
            parts = geography[f"{kind}_by_lad__{code}.json"].boundaries["geometry"].to_list()
            whole = shapely.union_all(shapely.from_wkb(parts))
            # Boroughs reach to the middle of the Thames, small areas to its bank.
            assert outline.intersection(whole).area == pytest.approx(whole.area, rel=0.01)
            assert 0.94 * outline.area < whole.area < 1.01 * outline.area


def test_published_ccgs(geography):
    reading = geography["ccgs_2020.json"]
    assert len(reading.boundaries) == 191
    assert {"07L", "08F", "08N"} <= set(reading.boundaries["area_code"])
    assert [one.sentence() for one in reading.problems] == [
        "1 of 191 areas had an outline that crosses itself; it was repaired: 10V."
    ]


def test_published_london_boroughs_are_those_of_the_reference(geography):
    lookup = geography["lsoa11_ccg21_lad21_lookup.csv"].areas
    london = lookup[lookup["area_code"].str.startswith("E09")]
    names = london.set_index("area_code")["area_name"].to_dict()
    text = boundaries.LONDON_BOROUGHS.read_text(encoding="utf-8")
    assert tomllib.loads(text)["boroughs"] == names
    assert set(geography["london_boroughs.geojson"].boundaries["area_code"]) == set(names)


def test_published_lsoa_lookup(geography):
    reading = geography["lsoa11_ccg21_lad21_lookup.csv"]
    assert len(reading.memberships) == 2 * 32_844
    borough = reading.memberships[reading.memberships["parent_type"] == "borough"]
    counts = borough.groupby("parent_code").size()
    assert counts[list(HOME)].tolist() == [110, 150, 161]
    for code in HOME:
        drawn = geography[f"lsoa_by_lad__{code}.json"].boundaries["area_code"]
        assert set(drawn) == set(borough.loc[borough["parent_code"] == code, "child_code"])


def test_published_postcodes(geography):
    reading = geography["2019_deprivation_postcode.csv"]
    assert reading.notes[0].startswith("964 rows were left out")
    assert len(reading.memberships) == reading.memberships["child_code"].nunique() == 9_351
    deciles = reading.attributes[reading.attributes["attribute"] == "imd_decile"]
    assert set(deciles["content"]) == {str(number) for number in range(1, 11)}
    lookup = geography["lsoa11_ccg21_lad21_lookup.csv"].areas
    assert set(deciles["area_code"]) <= set(lookup["area_code"])


def test_published_files_of_other_kinds_are_not_taken_for_geography(published, tmp_path):
    names = [path for path in published.glob("*/*") if path.suffix == ".csv"]
    others = [path for path in names if path.parent.name != "geography"]
    assert len(others) > 10
    claimed = [path.name for path in others if recognise(peek(open_document(path)), FORMATS)]
    assert claimed == []
