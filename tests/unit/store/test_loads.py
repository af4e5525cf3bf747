"""What a load adds, changes and removes; lineage; definitions and places as they were."""

import pytest

from pcdash.definitions.models import Indicator
from pcdash.errors import UserFacingError
from pcdash.ingest.load import publish_readings
from pcdash.store.connection import open_snapshot
from pcdash.store.history import history
from pcdash.store.publications import Publication
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store
from tests import builders as b

ASTHMA = b.indicator("asthma")
CATALOGUE = b.catalogue(ASTHMA)
CODES = [f"Z99{number:03d}" for number in range(1, 11)]


def _figures(codes, numerator=10, **more):
    return b.reading(
        values=[
            {"indicator_id": "asthma", "area_code": code, "period": "2014/15",
             "numerator": numerator, "denominator": 100, **more} for code in codes
        ],
        memberships=[b.in_ccg(code, b.NORTH) for code in codes],
    )  # fmt: skip


def _held(store):
    snapshot = open_snapshot(store)
    rows = run_query(snapshot, "figures_of_areas", area_codes=CODES, indicator_ids=None)
    snapshot.close()
    return rows.set_index("area_code")["numerator"].to_dict()


def _last(folder):
    entry = history(Store(folder))[-1]
    return (entry.added, entry.changed, entry.removed)


def test_the_same_file_again_changes_nothing(tmp_path):
    b.publish(tmp_path, _figures(CODES), of=CATALOGUE)
    b.publish(tmp_path, _figures(CODES), of=CATALOGUE)

    assert _last(tmp_path) == (0, 0, 0)


def test_a_revised_file_changes_adds_and_removes(tmp_path):
    b.publish(tmp_path, _figures(CODES[:9]), of=CATALOGUE)
    revised = b.reading(
        values=[
            {"indicator_id": "asthma", "area_code": code, "period": "2014/15",
             "numerator": 11 if code == CODES[2] else 10, "denominator": 100}
            for code in CODES[1:]
        ]
    )  # fmt: skip
    b.publish(tmp_path, revised, of=CATALOGUE, names=["revised.csv"])

    # eight of nine practices held are in the file: less than nine in ten, so it is a part
    assert _last(tmp_path) == (1, 1, 0)
    b.publish(tmp_path, _figures(CODES[:9]), of=CATALOGUE, names=["whole.csv"])
    assert _last(tmp_path) == (0, 1, 1)
    assert sorted(_held(Store(tmp_path))) == CODES[:9]


def test_a_file_of_a_region_removes_nothing(tmp_path):
    b.publish(tmp_path, _figures(CODES), of=CATALOGUE)
    publish_readings(
        [(b.source("north.csv", is_part=True), _figures(CODES[:9]))],
        store=Store(tmp_path), place=b.place(), catalogue=CATALOGUE,
        publication=Publication("A tester"),
    )  # fmt: skip

    assert _last(tmp_path) == (0, 0, 0)
    assert len(_held(Store(tmp_path))) == 10


def test_what_a_later_load_brings_back_is_there_again(tmp_path):
    b.publish(tmp_path, _figures(CODES), of=CATALOGUE)
    b.publish(tmp_path, _figures(CODES[:9]), of=CATALOGUE, names=["less.csv"])
    assert _last(tmp_path) == (0, 0, 1)

    b.publish(tmp_path, _figures(CODES), of=CATALOGUE, names=["more.csv"])

    assert _last(tmp_path) == (1, 0, 0)
    assert len(_held(Store(tmp_path))) == 10


def test_every_figure_leads_back_to_file_sheet_and_row(tmp_path):
    row = {"indicator_id": "asthma", "area_code": "Z99001", "period": "2014/15",
           "numerator": 10, "denominator": 100, "sheet": "AST", "row": 17}  # fmt: skip
    reading = b.reading(values=[row])
    b.publish(tmp_path, reading, of=CATALOGUE, names=["asthma.xlsx"])

    found = run_query(
        open_snapshot(Store(tmp_path)),
        "figures_of_areas",
        area_codes=["Z99001"],
        indicator_ids=None,
    ).iloc[0]

    assert (found["file_name"], found["sheet"], found["row_number"]) == ("asthma.xlsx", "AST", 17)


def test_a_figure_of_an_undefined_indicator_is_refused(tmp_path):
    row = {"indicator_id": "unheard_of", "area_code": "Z99001", "period": "2014/15"}

    with pytest.raises(UserFacingError, match="'unheard_of'"):
        b.publish(tmp_path, b.reading(values=[row]), of=CATALOGUE)


def test_a_snapshot_keeps_the_definitions_that_it_was_made_with(tmp_path):
    b.publish(tmp_path, _figures(CODES), of=CATALOGUE)
    renamed = b.catalogue(b.indicator("asthma", title="Asthma, reworded"))
    b.publish(tmp_path, _figures(CODES, numerator=12), of=renamed)
    store = Store(tmp_path)

    titles = []
    for number in (1, 2):
        rows = run_query(open_snapshot(store, number), "definitions").set_index("indicator_id")
        titles.append(Indicator.model_validate_json(rows.loc["asthma", "definition"]).title)
    wordings = run_query(open_snapshot(store), "definition_history", indicator_id="asthma")

    assert titles == ["Asthma", "Asthma, reworded"]
    assert wordings["load_key"].tolist() == [1, 2]


def test_a_place_file_that_changed_moves_the_groups_of_all_figures(tmp_path):
    b.publish(tmp_path, _figures(CODES), of=CATALOGUE)
    moved = b.place(
        memberships=tuple(
            one.model_copy(update={"children": ("Z99001", "Z99002", "Z99004")})
            if one.parent == "ZC1" else one
            for one in b.place().memberships
        )
    )  # fmt: skip
    b.publish(
        tmp_path,
        b.reading(values=[{"indicator_id": "asthma", "area_code": "Z99020", "period": "2015/16",
                           "numerator": 1, "denominator": 100}]),
        of=b.catalogue(ASTHMA, of_place=moved), names=["another.csv"],
    )  # fmt: skip

    figures = b.values_at_level(
        open_snapshot(Store(tmp_path)), indicator_id="asthma",
        level="cluster", period="2014/15", scope_code="ZSYS", basis="as_was",
    ).set_index("area_code")  # fmt: skip

    assert figures.loc["ZC1", "numerator"] == 30


def test_qof_points_get_their_maximum_from_the_mapping_of_the_year(tmp_path):
    points = b.indicator("qof_achievement_ast", method="score", aggregation="mean")
    reading = b.reading(
        values=[{"indicator_id": "qof_achievement_ast", "area_code": "Z99001",
                 "period": "2018/19", "numerator": 40.5}],
        qof_points=[
            {"period": "2018/19", "qof_indicator": "AST001", "qof_group": "AST", "points": 4},
            {"period": "2018/19", "qof_indicator": "AST002", "qof_group": "AST", "points": 41},
            {"period": "2018/19", "qof_indicator": "AF001", "qof_group": "AF", "points": 5},
        ],
    )  # fmt: skip
    snapshot = b.snapshot_of(tmp_path, reading, of=b.catalogue(points))

    figure = run_query(
        snapshot, "figures_of_areas", area_codes=["Z99001"], indicator_ids=None
    ).iloc[0]

    assert (figure["numerator"], figure["denominator"], figure["value"]) == (40.5, 45, 90)
