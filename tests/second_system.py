"""A second system, BLMK, from a place file and a workbook alone.

The source says how many clusters are at each step and not which, and names the eight that aim at
Step 2 (Bedfordshire, Luton and Milton Keynes primary care update, December 2018, tables 1 and 2).
"""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl

from pcdash import paths
from pcdash.definitions.catalogue import Catalogue, load_catalogue
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.load import load
from pcdash.ingest.record_layouts import ASSESSMENTS, FUNDING, TARGETS, TRAJECTORIES
from pcdash.ingest.workbook_layout import FIGURES, Layout
from pcdash.store.connection import open_snapshot
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import Context, context_of

SYSTEM, NAME = "BLMK", "Bedfordshire, Luton and Milton Keynes"
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
STAFF = {"gp_fte_total": "blmk_gp_fte", "wider_workforce_fte": "blmk_wider_workforce_fte"}
TO_BE_CONFIRMED = "To be confirmed"


def place_file() -> str:
    """The place as a file in data/definitions/places has it."""
    areas = [_area(SYSTEM, "system", NAME)]
    areas += [_area(code, "borough", name) for name, code in BOROUGHS.items()]
    areas += [_area(code, "cluster", name) for name, code in CODES.items()]
    members = [_members(SYSTEM, [*BOROUGHS.values()])]
    members += [_members(BOROUGHS[one], [CODES[c] for c in names]) for one, names in NAMED.items()]
    return (
        f'id = "blmk"\nname = "{NAME}"\nsystem = "{SYSTEM}"\ncomparators = ["E92000001"]\n'
        'source = "Primary care update, December 2018"\n'
        f"areas = [\n{''.join(areas)}]\nmemberships = [\n{''.join(members)}]\n"
    )


def definitions(folder: Path) -> Catalogue:
    """The shipped definitions with the place file beside those of other places."""
    shutil.copytree(paths.DEFINITIONS, folder / "definitions")
    shutil.copytree(paths.DEFINITIONS.parent / "published", folder / "published")
    (folder / "definitions" / "places" / "blmk.toml").write_text(place_file(), encoding="utf-8")
    return load_catalogue(folder / "definitions")


def assessment(name: str, **more: object) -> dict[str, object]:
    """A row of the sheet Maturity on a cluster."""
    return {
        "Area code": CODES[name], "Framework": MATRIX, "Theme": "overall",
        "Assessed on": date(2018, 8, 1), **more,
    }  # fmt: skip


def workbook(path: Path, known: Catalogue) -> Path:
    """What the paper prints, on the sheets that it belongs on."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    clusters = [assessment(name, Ambition="Step 2", **{"Ambition by": "Mar 2019"})
                for name in CLUSTERS[:8]]  # fmt: skip
    for layout, rows in (
        (FIGURES, _actual(known)), (TRAJECTORIES, _planned(known)), (TARGETS, _targets(known)),
        (FUNDING, _funding(known)), (ASSESSMENTS, clusters),
    ):  # fmt: skip
        _fill(book.create_sheet(layout.sheet), layout, rows)
    book.save(path)
    return path


def build(folder: Path) -> Context:
    """The store that a load of the workbook makes, and its context."""
    known = definitions(folder)
    store = Store(folder / "store")
    report = load(
        [workbook(folder / "blmk.xlsx", known)], store=store, place=known.places["blmk"],
        catalogue=known, formats=FORMATS, publication=Publication("A tester", ""),
    )  # fmt: skip
    if report.snapshot is None:
        raise AssertionError([one.sentence() for file in report.files for one in file.errors])
    return context_of(open_snapshot(store), known)


def _area(code: str, kind: str, name: str) -> str:
    return f'  {{ code = "{code}", type = "{kind}", name = "{name}" }},\n'


def _members(parent: str, children: Sequence[str]) -> str:
    listed = ", ".join(f'"{one}"' for one in children)
    return f'  {{ parent = "{parent}", children = [{listed}] }},\n'


def _actual(known: Catalogue) -> list[dict[str, object]]:
    return [
        {"Area code": SYSTEM, "Indicator": indicator_id, "Period": period, "Value": value}
        for indicator_id, printed in STAFF.items()
        for period, value in known.trajectories[printed].actual
    ]


def _planned(known: Catalogue) -> list[dict[str, object]]:
    return [
        {"Area code": SYSTEM, "Indicator": indicator_id, "Trajectory": name, "Period": period,
         "Planned": value, "Source": "Table 1"}
        for indicator_id, printed in STAFF.items()
        for name, points in (("Planned", known.trajectories[printed].planned),
                             ("Submitted May 2018", known.trajectories[printed].earlier))
        for period, value in points
    ]  # fmt: skip


def _targets(known: Catalogue) -> list[dict[str, object]]:
    return [
        {"Area code": SYSTEM, "Indicator": indicator_id, "By": "Sep 2020",
         "Target": known.trajectories[printed].target, "Source": "Table 1"}
        for indicator_id, printed in STAFF.items()
    ]  # fmt: skip


def _funding(known: Catalogue) -> list[dict[str, object]]:
    return [
        {"Area code": SYSTEM, "Funding line": one.title, "Period": "2018/19",
         "Amount": one.amount_gbp,
         "Amount is": TO_BE_CONFIRMED if one.amount_gbp is None else "Confirmed",
         "Sources": ", ".join(one.funders) + (f", {one.shared}" if one.shared else "")}
        for one in known.published_lines.values()
    ]  # fmt: skip


def _fill(sheet, layout: Layout, rows: Sequence[dict[str, object]]) -> None:
    sheet.append(list(layout.names))
    for row in rows:
        sheet.append([row.get(name) for name in layout.names])
