"""What the documents print, aim at and describe, walked through the view-models of a real place.

Each figure stands with its place, period and source; a definition that is deleted is missed.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.maturity import EVERY, about_of, published_of
from pcdash.viewmodels.milestones import build_milestones
from pcdash.viewmodels.printed import facts_panel, printed_plans
from pcdash.viewmodels.published import published_panel
from pcdash.viewmodels.subject_parts import PRINTED
from pcdash.viewmodels.target_list import build_targets
from tests import programme_store
from tests import workbook_sheets as sheets
from tests.workbook_sheets import PLACE

BOROUGH = "Barking and Dagenham"
PLACE_NAME = "Barking and Dagenham, Havering and Redbridge"
# Of an indicator: place, period as its panel has it, and what is printed.
FIGURES = {
    ("qof_points", BOROUGH, "2014/15"): ("530", "458", "559"),
    ("qof_points", "Havering", "2014/15"): ("516", "282", "559"),
    ("qof_points", "Redbridge", "2014/15"): ("522", "443", "559"),
    ("qof_points", "London", "2014/15"): ("521", "139", "559"),
    ("qof_points", "England", "2014/15"): ("530", "139", "559"),
    ("gpos_category", BOROUGH, "Q4 2015/16"): ("45", "18 practices"),
    ("gpos_category", "London", "Q4 2015/16"): ("46",),
    ("ae_attendances", BOROUGH, "2013/14"): ("426", "320", "680"),
    ("ae_attendances", "London", "2012/13"): ("312", "population", "no benchmark"),
    ("gp_fte", BOROUGH, "Not dated, about 2015"): ("0.44", "Without registrars"),
    ("gp_fte", "London", "Not dated, about 2015"): ("0.55",),
    ("nurse_fte", BOROUGH, "Not dated, about 2015"): ("0.22",),
    ("nurse_fte", "London", "Not dated, about 2015"): ("0.2",),
    ("core_hours_open", BOROUGH, "Not dated, about 2015"): ("80", "8.30 to 18.30"),
    ("qof_prevalence_dm", BOROUGH, "2013"): ("6.4", "10,625"),
    ("qof_prevalence_dm", BOROUGH, "2014"): ("6.8", "11,418"),
}
# Of a subject: what, where, and the figure.
FACTS = {
    ("workforce", "GPs over 60", BOROUGH): "30",
    ("workforce", "GPs over 60", "London"): "15",
    ("workforce", "GPs over 60", "England"): "9",
    ("access", "Urgent appointments that the hubs added",
     "Barking and Dagenham, with Havering and Redbridge"): "5,000",
    ("access", "Patients satisfied with the hubs",
     "Barking and Dagenham, with Havering and Redbridge"): "90",
    ("population", "Residents, projected", BOROUGH): "229,300",
    ("population", "Children", BOROUGH): "30",
    ("population", "Population churn", BOROUGH): "189",
    ("population", "Population churn", "London"): "9",
    ("population", "Place among the boroughs of London, the most deprived first", BOROUGH): "7",
    ("population", "Place in England, the most deprived first", BOROUGH): "22",
}  # fmt: skip
RESIDENTS = {"2011 census": "185,911", "2012": "190,600"}
# Of an indicator: the level, and by when.
TARGETS = {
    "CQC: overall rating": ("95.0%", "Mar 2021"),
    "Patients with access to online consultation": ("75.0%", "Mar 2020"),
    "Open in all core hours": ("100.0%", "Oct 2019"),
    "Networks with a clinical director": ("100%", "Mar 2020"),
    "Networks with a quality improvement expert": ("100%", "Mar 2021"),
    "Care pathways standardised across North East London": ("5", "Mar 2021"),
}
# Aims without a number: words that the workstreams of 2019 must have.
AIMS = (
    "federations mature", "enhanced service by April 2020", "not attended", "digital tools",
    "CQC registration and viability", "dictation", "save staff time", "new roles from 2020/21",
    "portfolio posts", "training hub", "model of the future workforce", "professional development",
)  # fmt: skip
THEMES = {
    "larger_scale_general_practice": tuple(f"{n}{part}" for n in range(1, 8) for part in "abc"),
    "pcn_matrix_2018": 1 + 4 + 7 + 6 + 6,
}
COUNTED = {"Foundation": "19", "Step 1": "1", "Step 2": "8"}


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    store = sheets.begin(tmp_path_factory.mktemp("printed"))
    made = context_of(open_snapshot(Store(store)), load_catalogue())
    yield made
    made.snapshot.close()


def missing(context) -> Iterator[str]:
    """What the documents have and no view-model shows."""
    yield from _figures(context)
    yield from _facts(context)
    yield from _targets(context)
    streams = " ".join(row[2] for row in build_milestones(context, PLACE).workstreams.rows)
    yield from (f"aim {one!r}" for one in AIMS if one not in streams)
    if not any("537.5" in str(form.table.rows) for form in printed_plans(context)):
        yield "GP trajectory"
    if not any("1,499.4" in str(form.table.rows) for form in printed_plans(context)):
        yield "wider workforce trajectory"
    yield from _frameworks(context)


def _figures(context) -> Iterator[str]:
    for (indicator_id, place, period), printed in FIGURES.items():
        panel = published_panel(context.catalogue, context.catalogue.indicator(indicator_id))
        rows = [row for row in (panel.table.rows if panel else ()) if row[:2] == (place, period)]
        said = " ".join(rows[0]) if rows else ""
        if not all(one in said for one in printed) or not panel.sources:
            yield f"figure {indicator_id} {place} {period}"


def _facts(context) -> Iterator[str]:
    panels = {one: facts_panel(context, one, *PRINTED[one]) for one in PRINTED}
    rows = {one: panel.table.rows if panel else () for one, panel in panels.items()}
    for (subject, title, place), value in FACTS.items():
        if not any(row[:2] == (title, place) and row[3] == value for row in rows[subject]):
            yield f"fact {title} {place}"
    residents = {row[2]: row[3] for row in rows["population"] if row[0] == "Residents"}
    yield from (f"residents {one}" for one in RESIDENTS.items() if one not in residents.items())


def _targets(context) -> Iterator[str]:
    view = build_targets(context)
    rows = view.table.rows if view else ()
    known = {row[1]: row for row in rows if PLACE_NAME in row[2]}
    for title, (level, by) in TARGETS.items():
        row = known.get(title)
        if row is None or row[4:6] != (level, by) or "JHOSC" not in row[14] or not row[13]:
            yield f"target {title!r}"


def _frameworks(context) -> Iterator[str]:
    frameworks = context.catalogue.frameworks
    london, matrix = THEMES
    found = [name.split()[0] for name, _ in about_of(context, london, EVERY)[1]]
    yield from (f"theme {one}" for one in THEMES[london] if one not in found)
    if len(about_of(context, matrix, EVERY)[1]) != THEMES[matrix]:
        yield "attribute of the matrix of 2018"
    yield from (f"framework {one}" for one in ("pcn_matrix_2019",) if one not in frameworks)
    panel = published_of(context, matrix)
    counted = {row[3]: row[4] for row in panel.table.rows} if panel else {}
    yield from (f"clusters at {one}" for one in COUNTED.items() if one not in counted.items())


def test_all_that_the_documents_print_is_there(context):
    assert [*missing(context)] == []


# What is defined beyond the list, and may go without being missed here.
EXTRA = {
    "young_children_growth", "ethnicity_2020", "most_deprived_fifth", "carers",
    "over_75_alone_long_term_condition", "over_75_alone_dementia",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["published", "facts", "targets", "trajectories"])
def test_a_definition_that_is_deleted_is_missed(context, kind):
    defined = getattr(context.catalogue, kind)
    ours = {
        name for name, one in defined.items()
        if name not in EXTRA and not name.startswith("illustrative")
        and (kind != "targets" or one.areas)
    }  # fmt: skip

    assert ours
    for name in ours:
        less = {one: held for one, held in defined.items() if one != name}
        poorer = replace(context, catalogue=replace(context.catalogue, **{kind: less}))
        assert [*missing(poorer)], name


@pytest.mark.parametrize("name", [*THEMES])
def test_a_theme_of_maturity_that_is_deleted_is_missed(context, name):
    for theme_id, poorer in programme_store.without_each_theme(context, name):
        assert [*missing(poorer)], theme_id
