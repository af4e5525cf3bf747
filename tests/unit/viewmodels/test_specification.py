"""The grid of the specification, declarations beside markers, and what is unknown."""

from dataclasses import replace

import pytest

from pcdash.errors import NoDataError
from pcdash.viewmodels.declarations import build_aspect, build_enquiries
from pcdash.viewmodels.delivery import letters_of, quarter_of, quarters
from pcdash.viewmodels.records import inside_of, practices_of
from pcdash.viewmodels.specification import build_specification, is_held, usual_area
from tests import programme_store as store
from tests.builders import NORTH, SOUTH
from tests.programme_store import LOCALITY, NOW, SYSTEM, A, B, C


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    made = store.context(tmp_path_factory.mktemp("specification") / "store")
    yield made
    made.snapshot.close()


@pytest.fixture(scope="module")
def view(context):
    return build_specification(context, NORTH)


def row_of(table, code):
    labels = [column.label for column in table.columns]
    return dict(zip(labels, table.rows[table.codes.index(code)], strict=True))


def cell(view, row, column):
    found = view.cells[(view.cells["row"] == row) & (view.cells["column"] == column)]
    return found.iloc[0] if len(found) else None


def test_the_grid_is_of_17_aspects_and_24_quarters(view):
    assert len(view.rows) == 17
    assert (view.columns[0], view.columns[-1], len(view.columns)) == (
        "Q1 2015/16", "Q4 2020/21", 24,
    )  # fmt: skip
    assert [row.split()[0] for row in view.groups] == ["P1", "A1", "C1"]
    assert set(view.cells["row"]) <= set(view.rows)


def test_a_cell_has_its_letter_coverage_and_basis(view):
    found = cell(view, "A3 Routine opening hours", "Q2 2018/19")

    assert (found["letter"], found["coverage_text"], found["stage"]) == ("Ac", "40", 2)
    assert found["said"] == "Active, 40% (Q2 2018/19, self-declared)"


def test_what_is_not_declared_is_blank_and_said_to_be_unknown(view):
    assert cell(view, "A1 Patient choice", NOW) is None
    assert cell(view, "A3 Routine opening hours", "Q4 2018/19") is None
    assert row_of(view.aspects, "A1")["Where it stands"] == "Unknown: nothing declared"
    assert "13 unknown, since nothing is declared" in view.sentence


def test_an_aspect_stands_where_it_was_last_active_with_what_is_to_come(view):
    found = row_of(view.aspects, "A3")

    assert (found["Where it stands"], found["Covered, %"], found["Quarter"]) == (
        "Active",
        "70",
        NOW,
    )
    assert found["To come, or to ask"] == "Then anticipated, Q2 2020/21"


def test_a_plan_that_has_passed_without_a_report_is_said(view):
    found = row_of(view.aspects, "A5")

    assert found["Where it stands"] == "Planned"
    assert found["To come, or to ask"] == "Planned for Q1 2018/19; nothing is reported since"
    assert view.today == NOW


def test_what_was_assured_counts_and_the_difference_is_said(view):
    assert cell(view, "C1 Case finding and review", NOW)["said"] == (
        f"Active, 60% ({NOW}, assured)"
    )
    assert any("C1 in Q3 2019/20, declared delivered, assured active" in one for one in view.notes)


def test_records_outside_the_grid_are_counted(view):
    assert any("1 record of quarters outside the grid: P1 Planned" in one for one in view.notes)


def test_the_finding_counts_what_is_delivered(view):
    assert view.finding == "0 of 17 aspects are delivered in Northam CCG"
    assert view.sentence == (
        "The others: 2 active, 2 planned and 13 unknown, since nothing is declared."
    )


def test_the_table_has_the_cells_of_the_chart(view):
    found = row_of(view.grid, "A3")

    assert found["Q2 2018/19"] == "Active, 40%"
    assert found["Q4 2018/19"] == ""
    written = sum(cell != "" for row in view.grid.rows for cell in row[1:])
    assert written == sum(view.cells["column"].isin(view.columns))


def test_a_place_without_declarations_names_those_that_have_some(context):
    view = build_specification(context, SYSTEM)

    assert view.finding == "What Northam and Southam has delivered is not declared"
    assert any("Declared by: Northam CCG" in note for note in view.notes)
    assert usual_area(context) == NORTH


def test_an_aspect_that_no_definition_has_is_said(context):
    known = context.catalogue
    one = known.frameworks["service_specification"]
    less = one.model_copy(update={"themes": one.themes[:-5]})
    frameworks = known.frameworks | {"service_specification": less}
    view = build_specification(replace(context, catalogue=replace(known, frameworks=frameworks)),
                               NORTH)  # fmt: skip

    assert len(view.rows) == 12
    assert any("aspects that no definition has: C1" in note for note in view.notes)


def test_without_the_definition_it_is_said(context):
    bare = replace(context, catalogue=replace(context.catalogue, frameworks={}))

    with pytest.raises(NoDataError, match="is not defined"):
        build_specification(bare, NORTH)


def test_activities_are_rows_below_their_aspect(context):
    view = build_specification(context, NORTH, True)

    at = view.rows.index("A3 Routine opening hours")
    assert view.rows[at + 1 : at + 3] == ("· Saturdays (Locality 1)", "· Longer hours")
    assert cell(view, "· Longer hours", "Q1 2018/19")["letter"] == "Ac"
    assert cell(view, "· Longer hours", "Q4 2019/20")["letter"] == ""
    assert cell(view, "· Longer hours", "Q1 2020/21") is None


def test_a_stopped_activity_has_no_stage_and_one_without_an_end_lasts_to_today(context):
    view = build_specification(context, NORTH, True)

    last = cell(view, "· Saturdays (Locality 1)", NOW)
    assert last["stage"] == -1
    assert last["said"] == "Stopped, from Q1 2017/18 to an end that is not said"
    assert cell(view, "· Saturdays (Locality 1)", "Q4 2019/20") is None


def test_every_aspect_has_its_activities_or_none_known(view):
    rows = [row[:5] for row in view.activities.rows]

    assert ("A3 Routine opening hours", "Longer hours", "Northam CCG", "Q1 2018/19",
            "Q4 2019/20") in rows  # fmt: skip
    assert ("C1 Case finding and review", "Lists", "Northam CCG", "not said", "not said") in rows
    assert ("A1 Patient choice", "None known", "", "", "") in rows


def test_declarations_of_an_aspect_stand_beside_the_markers(context):
    view = build_aspect(context, NORTH, "A3")
    found = row_of(view.declared, A)

    assert found["Self-declared"] == f"Delivered ({NOW})"
    assert found["Assured"] == f"Active ({NOW})"
    assert found["Evidence"] == "Opening hours; Visit"
    assert found[f"Open in core hours, {NOW}"] == "Not open"
    assert found["To ask"] == "Declared and assured differ: what was seen, and when? What of hours?"
    assert row_of(view.declared, B)["To ask"] == ""
    assert view.notes == ("Markers of which no practice has a figure: Nothing held.",)


def test_a_practice_that_declared_nothing_is_unknown(context):
    view = build_aspect(context, SYSTEM, "A3")

    assert row_of(view.declared, C)["Self-declared"] == "Unknown: nothing declared"
    assert view.declared_said == (
        "Of 3 practices, by their own declaration: 2 delivered; 1 declared nothing, which is "
        "unknown."
    )


def test_an_aspect_without_markers_or_activities_says_so(context):
    view = build_aspect(context, SOUTH, "P1")

    assert view.notes == ("No other collection is known that tells of P1: there is no marker.",)
    assert view.activities_said.startswith("No local activity is recorded")
    assert "None of 1 practice has declared anything" in view.declared_said


def test_an_aspect_that_does_not_exist_is_told_with_those_that_do(context):
    with pytest.raises(NoDataError, match=r"no aspect 'Z9'\. It has P1, P2"):
        build_aspect(context, NORTH, "Z9")


def test_what_does_not_go_together_is_a_question(context):
    view = build_enquiries(context, SYSTEM)

    assert [(row[0], row[1][:2], row[5]) for row in view.table.rows] == [
        (f"Ash Surgery ({A})", "A3", "What of hours?"),
        (f"Birch Surgery ({B})", "A5", "What of care?"),
    ]
    assert view.finding == "2 practices have declarations worth asking about"
    assert "We checked 4 pairs" in view.sentence
    assert "Each is a question, not a finding" in view.sentence
    assert row_of(view.table, A)["Declared"] == f"Delivered ({NOW}); assured active"


def test_where_nobody_declares_there_is_nothing_to_compare(context):
    view = build_enquiries(context, SOUTH)

    assert view.finding == "There is nothing to compare yet"
    assert view.table.rows == ()


def test_what_is_in_a_place(context):
    assert inside_of(context, LOCALITY) == (LOCALITY, "ZC2", "ZC1", A, B, C)
    assert set(practices_of(context, NORTH)) == {A, B}
    assert inside_of(context, "ZBN")[1] == NORTH
    assert is_held(context)


@pytest.mark.parametrize(
    ("written", "label"),
    [("Q2 2018/19", "Q2 2018/19"), ("Jan 2019", "Q4 2018/19"), ("2018/19", "Q4 2018/19"),
     ("30 Jun 2018", "Q1 2018/19"), ("2018", "Q3 2018/19")],
)  # fmt: skip
def test_a_period_counts_in_the_quarter_that_it_ends_in(written, label):
    assert quarter_of(written).label == label


def test_quarters_run_from_april_2015_to_march_2021():
    assert len(quarters()) == 24


def test_states_that_begin_alike_have_two_letters():
    letters = letters_of(("Planned", "Anticipated", "Active", "Delivered"))

    assert [*letters.values()] == ["P", "An", "Ac", "D"]
