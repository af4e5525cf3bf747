"""A second system from a place file and a workbook alone: twenty clusters, eight of them named.

The source says how many clusters are at each step and not which, and which eight aim at Step 2
(Bedfordshire, Luton and Milton Keynes primary care update, December 2018).
"""

import pytest

from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.load import load
from pcdash.ingest.record_layouts import ASSESSMENTS
from pcdash.report.sheet_file import sheet_bytes
from pcdash.store.snapshots import Store
from pcdash.viewmodels.funding import build_funding
from pcdash.viewmodels.maturity import build_maturity, published_of
from pcdash.viewmodels.maturity_place import build_place
from pcdash.viewmodels.maturity_rounds import levels_of
from pcdash.viewmodels.workforce_plans import build_workforce_plans
from tests import second_system
from tests.second_system import BOROUGHS, CLUSTERS, CODES, MATRIX, SYSTEM, assessment


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    made = second_system.build(tmp_path_factory.mktemp("blmk"))
    yield made
    made.snapshot.close()


@pytest.fixture(scope="module")
def view(loaded):
    return build_maturity(loaded, MATRIX, "cluster", "BLMK", "all", "name")


def test_twenty_clusters_are_shown_eight_with_their_ambition(loaded, view):
    assert levels_of(loaded, MATRIX).labels == {"cluster": "Clusters"}
    assert len(view.labels) == 20
    assert sum("not named in the source" in name for name in view.labels.values()) == 12
    assert view.finding == "8 clusters with an ambition, and no state recorded"
    cells = view.cells[view.cells["theme_id"] == "overall"].set_index("area_name")
    named = cells.loc[CLUSTERS[:8]]
    assert set(named["short"]) == {"(2)"}
    assert set(named["aim"]) == {"only"}
    assert "state not said" in named["description"].iloc[0]
    assert "ambition (Step 2)" in named["description"].iloc[0]
    assert set(cells.loc[CLUSTERS[8:], "state"]) == {"not assessed"}


def test_a_cluster_says_its_ambition_and_that_its_state_is_not_known(loaded):
    facts = dict(build_place(loaded, MATRIX, CODES["Kingsway"], "overall").facts)

    assert facts["State"].startswith("state not said")
    assert facts["Ambition"] == "Step 2 by Mar 2019: ambition"


def test_levels_are_counts_from_the_source(loaded, view):
    panel = published_of(loaded, MATRIX)
    cells = [(row[2], row[3], row[4]) for row in panel.table.rows]

    assert cells == [
        ("State", "Foundation", "19"), ("State", "Step 1", "1"), ("Ambition", "Step 2", "8"),
    ]  # fmt: skip
    assert panel.table.rows[1][5] == "not named in the source"
    assert panel.table.rows[2][5].startswith("De Parys Group, West Mid Beds, SE Luton")
    assert view.counts.rows[0][-2:] == ("8", "12")  # state not said, not assessed
    assert published_of(loaded, "larger_scale_general_practice") is None


def test_clusters_are_narrowed_to_a_borough_by_the_place_file(loaded):
    luton = build_maturity(loaded, MATRIX, "cluster", BOROUGHS["Luton"], "all", "name")

    assert [*luton.labels.values()] == ["Kingsway", "Medics", "SE Luton"]


def test_a_row_with_neither_state_nor_ambition_is_refused(tmp_path):
    path = tmp_path / "empty.xlsx"
    path.write_bytes(sheet_bytes(ASSESSMENTS, [assessment("Kingsway")]))
    known = second_system.definitions(tmp_path)
    report = load([path], store=Store(tmp_path / "store"), place=known.places["blmk"],
                  catalogue=known, formats=FORMATS, publication=None)  # fmt: skip

    told = [one.sentence() for one in report.files[0].errors]
    assert len(told) == 1
    assert "no state" in told[0]
    assert "row 2" in told[0]


@pytest.mark.parametrize(
    ("place", "target", "planned", "variance", "last"),
    [(0, "537.5", "538.4", "+0.9", "429.0"), (1, "1,499.4", "1,542.1", "+42.7", "1,495.0")],
    ids=["GPs", "wider workforce"],
)
def test_table_1_comes_out_of_the_workbook(loaded, place, target, planned, variance, last):
    form = build_workforce_plans(loaded, SYSTEM)[place]
    heads = [one.label for one in form.table.columns]
    rows = {row[0]: dict(zip(heads, row, strict=True)) for row in form.table.rows}

    assert len(rows) == 13
    assert rows["Jun 2018"]["Actual"] == last
    assert rows["Sep 2018"]["Actual"] == "[z]"
    assert (rows["Sep 2020"]["Planned"], rows["Sep 2020"]["Target"]) == (planned, target)
    assert rows["Sep 2020"][heads[-1]] == variance
    # The variance is that of the planned value, and of no actual one.
    assert f"{planned} are planned for Sep 2020" in form.finding
    earlier = [
        rows[f"{month} 20{year}"]["Submitted May 2018"]
        for month, year in (("Jun", 19), ("Sep", 19), ("Dec", 19), ("Mar", 20), ("Jun", 20))
    ]
    assert earlier == ["[x]"] * 5
    points = form.drawn["points"]
    gaps = points[points["value"].isna()]["series"].unique().tolist()
    assert gaps == ["Submitted May 2018"]


def test_table_2_comes_out_of_the_workbook(loaded):
    view = build_funding(loaded, SYSTEM)
    rows = {row[0]: row for row in view.table.rows}

    assert view.finding == "Known lines of 2018/19 total £1,785,000"
    assert "to be confirmed" in f"{view.sentence} {' '.join(view.notes)}".lower()
    assert len(rows) == 9
    assert "To be confirmed" in rows["International recruitment"]
    assert "£0" not in rows["International recruitment"]
    assert "NHS England, BLMK transformation funding, half and half" in rows["NAPC programme"]
