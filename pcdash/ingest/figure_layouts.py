"""The sheets of figures beside the long one: triggers with their levels, and a column an indicator.

Ratings, workforce and digitisation are pleasant to fill in with a row a practice; their columns
say which part of which indicator they are.
"""

from pcdash.ingest.workbook_layout import (
    CATEGORY,
    CODE,
    INDICATOR,
    NAME,
    PERIOD,
    VALUE,
    Column,
    Layout,
)

LEVEL_1, LEVEL_2, AVERAGE, RAISED = "Level 1", "Level 2", "Average", "Trigger raised"
RAISED_STATES = ("None", "Level 1", "Level 2")
PUBLISHED_ON, INSPECTED_ON = "Published on", "Inspected on"
TRIGGER_FAMILY = "gpos_"  # how the ids of the outcome standards begin
CATEGORY_OF_PRACTICE = "gpos_category"
# The dates beside a rating, by the attribute that they are kept as.
RATING_DATES = {PUBLISHED_ON: "cqc_rating_published", INSPECTED_ON: "cqc_last_inspected"}

_CODE = Column(CODE, ("Code", "ODS code", "Practice code"), 12, "The ODS code of a practice.",
          kind="code", is_needed=True)  # fmt: skip
_NAME = Column(
    NAME, ("Name", "Practice", "Practice name"), 36, "Looked up from the code. Not read."
)


def _period(example: str) -> Column:
    return Column(PERIOD, ("Month", "Quarter"), 14, f"For example {example}.", kind="period",
             is_needed=True)  # fmt: skip


def _rating(name: str, indicator: str, *others: str) -> Column:
    return Column(name, others, 20, "The rating: choose from the list.", kind="choice",
             field="category", choices="ratings", indicator=indicator)  # fmt: skip


TRIGGERS = Layout(
    "Trigger results",
    (
        _CODE,
        _NAME,
        Column(INDICATOR, ("Standard", "Indicator ID"), 18, "The id of an outcome standard.",
          kind="indicator", is_needed=True),
        _period("Q4 2015/16"),
        Column(VALUE, ("Result",), 12, "The practice's figure, in the unit of the definition.",
          kind="number"),
        Column(AVERAGE, ("National average", "England average"), 12, "The national average.",
          kind="number", field="average"),
        Column(LEVEL_1, ("Level 1 value", "Level 1 trigger"), 12,
          "From which figure on level 1 is raised; the same for all practices.", kind="number",
          field="level_1", is_needed=True),
        Column(LEVEL_2, ("Level 2 value", "Level 2 trigger"), 12,
          "From which figure on level 2 is raised; the same for all practices.", kind="number",
          field="level_2", is_needed=True),
        Column(RAISED, ("Trigger",), 16, "None, Level 1 or Level 2, as the tool has it.",
          kind="choice", field="raised", choices=RAISED_STATES),
        Column(CATEGORY, ("Practice category",), 22,
          "The category of the practice; once is enough, on any of its rows.", kind="choice",
          choices="trigger_categories"),
    ),
    gives="triggers",
    about="Results of the outcome standards (GPOS): a row a practice and standard.",
)  # fmt: skip

RATINGS = Layout(
    "Ratings",
    (
        _CODE,
        _NAME,
        _period("Oct 2019: the month in which the ratings stand"),
        _rating("Overall", "cqc_overall", "Overall rating"),
        _rating("Safe", "cqc_safe"),
        _rating("Effective", "cqc_effective"),
        _rating("Caring", "cqc_caring"),
        _rating("Responsive", "cqc_responsive"),
        _rating("Well-led", "cqc_well_led", "Well led"),
        Column(PUBLISHED_ON, ("Publication date",), 14, "The day that it was published.",
          kind="date"),
        Column(INSPECTED_ON, ("Inspection date",), 14, "When the practice was last inspected.",
          kind="date"),
    ),
    gives="wide",
    about="Ratings of the Care Quality Commission (CQC) with their five key questions.",
)  # fmt: skip

_GP, _NURSE = "GPs FTE", "Nurses FTE"
_LIST = "Registered patients"
WORKFORCE = Layout(
    "Workforce",
    (
        _CODE,
        _NAME,
        _period("Sep 2019"),
        Column(_GP, ("GP FTE",), 12, "Full-time equivalents (37.5 hours) of GPs without trainees.",
          kind="number", field="numerator", indicator="gp_fte", is_needed=True),
        Column(_NURSE, ("Nurse FTE", "Practice nurses FTE"), 12,
          "Full-time equivalents (37.5 hours) of nurses.", kind="number", field="numerator",
          indicator="nurse_fte"),
        Column(_LIST, ("Patients", "List size"), 14, "On the list at that time.", kind="number",
          field="denominator", indicator="gp_fte nurse_fte", is_needed=True),
    ),
    gives="wide",
    about="Staff of practices in full-time equivalents, with the registered patients.",
)  # fmt: skip

DIGITISATION = Layout(
    "Digitisation",
    (
        _CODE,
        _NAME,
        _period("Q3 2019/20"),
        Column("Records digitised", ("Digitised",), 14, "Paper records that are digitised.",
          kind="number", field="numerator", indicator="records_digitised", is_needed=True),
        Column("Records in all", ("Records",), 14, "Paper records that there were.", kind="number",
          field="denominator", indicator="records_digitised", is_needed=True),
    ),
    gives="wide",
    about="How far the digitisation of patient records is, by practice.",
)  # fmt: skip
WIDE = (RATINGS, WORKFORCE, DIGITISATION)
