"""A row or two for every sheet of the BI team's workbook, and the means to write and load them."""

from datetime import date

import openpyxl
from click.testing import CliRunner

from pcdash.cli import main

LISTS_OF_PATIENTS = (
    "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "GP_PRAC_PAT_LIST,01JAN2020,GP,07L,E38000004,Z99001,ZZ1 1AA,ALL,ALL,4000\n"
    "GP_PRAC_PAT_LIST,01JAN2020,GP,07L,E38000004,Z99002,ZZ1 1AB,ALL,ALL,5000\n"
)
A, B, CLUSTER, PLACE = "Z99001", "Z99002", "07L-C1", "BHR"
FRAMEWORK = "Larger-scale general practice (London)"
# A row or two for each sheet, under its headings.
FILLED = {
    "Figures": [
        {"Area code": A, "Indicator": "ld_health_checks", "Period": "2018/19", "Numerator": 30,
         "Denominator": 40},
        {"Area code": A, "Indicator": "core_hours_open", "Period": "Q4 2018/19",
         "Category": "Open"},
    ],
    "Trigger results": [
        {"Area code": A, "Indicator": "gpos_3", "Period": "Q4 2015/16", "Value": 70.5,
         "Average": 80, "Level 1": 75, "Level 2": 65, "Trigger raised": "Level 1",
         "Category": "Approaching review"},
        {"Area code": B, "Indicator": "gpos_3", "Period": "Q4 2015/16", "Value": 81,
         "Average": 80, "Level 1": 75, "Level 2": 65, "Trigger raised": "None",
         "Category": "Achieving"},
    ],
    "Ratings": [
        {"Area code": A, "Period": "Oct 2019", "Overall": "Good", "Safe": "Requires improvement",
         "Published on": date(2019, 3, 4), "Inspected on": date(2019, 1, 15)},
    ],
    "Workforce": [
        {"Area code": A, "Period": "Sep 2019", "GPs FTE": 2.5, "Nurses FTE": 1.25,
         "Registered patients": 4000},
    ],
    "Digitisation": [
        {"Area code": A, "Period": "Q3 2019/20", "Records digitised": 900, "Records in all": 4000},
    ],
    "Areas": [
        {"Area code": "07L-C9", "Area name": "A new cluster", "Kind of area": "Cluster",
         "Opened": date(2019, 4, 1)},
        {"Area code": "BHR-H1", "Area name": "A hub", "Kind of area": "Hub", "Latitude": 51.55,
         "Longitude": 0.13},
    ],
    "Memberships": [
        {"Area code": A, "Kind of group": "Cluster", "Group": CLUSTER},
        {"Area code": B, "Kind of group": "Cluster", "Group": "07L-C9", "From": date(2019, 4, 1)},
        {"Area code": "07L-C9", "Kind of area": "Cluster", "Kind of group": "Locality",
         "Group": "07L-L1"},
    ],
    "Targets": [
        {"Area code": PLACE, "Indicator": "cqc_overall", "Target": 90, "By": "Mar 2025",
         "In words": "Nine in ten.", "Owner": "Quality team", "Source": "A paper"},
    ],
    "Trajectories": [
        {"Area code": PLACE, "Indicator": "cqc_overall", "Trajectory": "Planned",
         "Period": "Mar 2024", "Planned": 85},
        {"Area code": PLACE, "Indicator": "cqc_overall", "Trajectory": "Planned",
         "Period": "Sep 2031", "Planned": 90},
    ],
    "Locality plans": [
        {"Area code": "07L-L1", "Priority": "Diabetes", "Indicator": "ld_health_checks",
         "Baseline": 40, "Baseline period": "2017/18", "Target": 60, "By": "2020/21",
         "Owner": "Locality lead", "Actions": "Recall", "Status": "On course"},
    ],
    "Maturity": [
        {"Area code": CLUSTER, "Framework": FRAMEWORK, "Theme": "1a", "Assessed on":
         date(2018, 8, 1), "State": "a/b", "Basis": "Moderated", "Ambition": "C",
         "Ambition by": "Mar 2019", "Evidence": "Minutes", "Evidence of": date(2018, 7, 1)},
        {"Area code": CLUSTER, "Framework": "PCN maturity matrix, 2018", "Theme": "Step reached",
         "Assessed on": date(2018, 8, 1), "State": "Foundation"},
    ],
    "Specification": [
        {"Area code": A, "Aspect": "A3", "Period": "Q3 2015/16", "Basis": "Self-declared",
         "State": "Active", "Coverage %": 50, "Evidence": "Opening hours"},
        {"Area code": A, "Aspect": "Social prescribing", "Period": "Q3 2018/19",
         "Basis": "Assured", "State": "Delivered"},
    ],
    "Local activities": [
        {"Area code": "07L", "Aspect": "C1 Case finding and review", "Activity":
         "Risk stratification", "Starts": "Q1 2015/16", "Ends": "Q4 2016/17", "Status": "Active",
         "How locality working helps": "It shares the lists."},
    ],
    "Estates": [
        {"Area code": A, "Premises type": "Health centre", "Condition": "B"},
        {"Area code": A, "Scheme": "Extension", "Premises type": "Health centre",
         "Stage": "Business case", "Stage date": date(2020, 1, 1), "Cost": 250000.5},
    ],
    "Events": [
        {"Event date": date(2019, 6, 1), "Event": "A hub opens", "Kind": "Opening"},
        {"Area code": "07L", "Event date": date(2019, 7, 9), "Event": "Committee meets",
         "Kind": "Meeting", "Indicators": "qof_; cqc_overall", "Source": "Agenda"},
    ],
    "Milestones": [
        {"Area code": PLACE, "Workstream": "Workforce", "Milestone": "Training hub open",
         "Phase": "Phase 2", "Planned for": date(2020, 4, 1), "Now expected": date(2020, 9, 1),
         "Status": "Late", "Owner": "Workforce team"},
    ],
    "Funding": [
        {"Area code": PLACE, "Funding line": "Digital", "Period": "2018/19", "Amount": 100000},
        {"Area code": PLACE, "Funding line": "Estates", "Period": "2018/19",
         "Amount is": "To be confirmed", "Sources": "Two, half and half"},
    ],
    "Risks": [
        {"Area code": PLACE, "Risk": "Too few nurses", "Kind": "Risk", "Mitigation": "Training",
         "Status": "Open"},
    ],
}  # fmt: skip


def run(store, *words):
    return CliRunner().invoke(
        main, [*map(str, words), "--store", str(store)], catch_exceptions=False
    )


def write(path, filled):
    book = openpyxl.load_workbook(path)
    for name, rows in filled.items():
        sheet = book[name]
        places = {cell.value: cell.column for cell in sheet[1]}
        for number, row in enumerate(rows, start=2):
            for heading, held in row.items():
                sheet.cell(number, places[heading], held)
    book.save(path)


def begin(folder):
    """A store with two practices in a folder; gives where it is."""
    lists = folder / "lists.csv"
    lists.write_text(LISTS_OF_PATIENTS, encoding="utf-8")
    assert run(folder / "store", "load", lists, "--by", "A tester").exit_code == 0
    return folder / "store"


def template(store, *words):
    """A template made for a store, beside it."""
    made = store.parent / "template.xlsx"
    assert run(store, "template", made, *words).exit_code == 0
    return made


def bytes_of(folder):
    """Every file below a folder, byte for byte."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
