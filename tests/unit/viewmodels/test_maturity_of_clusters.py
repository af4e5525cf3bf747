"""A second system from a place file and a workbook alone: twenty clusters, eight of them named.

The source says how many clusters are at each step and not which, and which eight aim at Step 2
(Bedfordshire, Luton and Milton Keynes primary care update, December 2018).
"""

from dataclasses import replace
from datetime import date

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import Place
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.load import load
from pcdash.ingest.record_layouts import ASSESSMENTS
from pcdash.report.sheet_file import sheet_bytes
from pcdash.store.connection import open_snapshot
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.maturity import build_maturity, published_of
from pcdash.viewmodels.maturity_place import build_place
from pcdash.viewmodels.maturity_rounds import levels_of

MATRIX = "pcn_matrix_2018"
NAMED = {
    "Bedford": ("De Parys Group",),
    "Central Bedfordshire": ("West Mid Beds",),
    "Luton": ("SE Luton", "Medics", "Kingsway"),
    "Milton Keynes": ("Stony & Watling", "East MK", "Newport Pagnell Medical Centre"),
}
CLUSTERS = [name for names in NAMED.values() for name in names]
CLUSTERS += [f"Cluster not named in the source ({number})" for number in range(1, 13)]
CODES = {name: f"BLMK-C{number:02d}" for number, name in enumerate(CLUSTERS, start=1)}
BOROUGHS = {name: f"BLMK-B{number}" for number, name in enumerate(NAMED, start=1)}


def _place():
    areas = [{"code": "BLMK", "type": "system", "name": "Bedfordshire, Luton and Milton Keynes"}]
    areas += [{"code": code, "type": "borough", "name": name} for name, code in BOROUGHS.items()]
    areas += [{"code": code, "type": "cluster", "name": name} for name, code in CODES.items()]
    memberships = [{"parent": "BLMK", "children": [*BOROUGHS.values()]}]
    memberships += [
        {"parent": BOROUGHS[borough], "children": [CODES[one] for one in names]}
        for borough, names in NAMED.items()
    ]
    return Place.model_validate(
        {"id": "blmk", "name": "Bedfordshire, Luton and Milton Keynes", "system": "BLMK",
         "comparators": ["E92000001"], "areas": areas, "memberships": memberships,
         "source": "Primary care update, December 2018"}
    )  # fmt: skip


def _row(name, **more):
    return {
        "Area code": CODES[name], "Framework": MATRIX, "Theme": "overall",
        "Assessed on": date(2018, 8, 1),
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A report of a load, and the context of what it published."""
    folder, place, catalogue = tmp_path_factory.mktemp("blmk"), _place(), load_catalogue()
    catalogue = replace(catalogue, places=catalogue.places | {"blmk": place})
    rows = [_row(name, Ambition="Step 2", **{"Ambition by": "Mar 2019"}) for name in CLUSTERS[:8]]
    path = folder / "clusters.xlsx"
    path.write_bytes(sheet_bytes(ASSESSMENTS, rows))
    store = Store(folder / "store")
    report = load([path], store=store, place=place, catalogue=catalogue, formats=FORMATS,
                  publication=Publication("A tester", ""))  # fmt: skip
    assert report.snapshot == 1, report.files
    snapshot = open_snapshot(store)
    yield context_of(snapshot, catalogue)
    snapshot.close()


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
    path.write_bytes(sheet_bytes(ASSESSMENTS, [_row("Kingsway")]))
    catalogue = load_catalogue()
    report = load([path], store=Store(tmp_path / "store"), place=_place(), catalogue=catalogue,
                  formats=FORMATS, publication=None)  # fmt: skip

    told = [one.sentence() for one in report.files[0].errors]
    assert len(told) == 1
    assert "no state" in told[0]
    assert "row 2" in told[0]
