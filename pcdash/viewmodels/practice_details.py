"""What a practice is: status, address, list, rating, and the groups it is and was in."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pcdash.definitions.periods import ALWAYS
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import date_text, is_missing, number_text
from pcdash.viewmodels.sources import loaded_text
from pcdash.viewmodels.tables import Column, Table

# The groups that the line under a practice's name has, the smallest first.
NAMED_GROUPS = ("cluster", "locality", "pcn", "ccg")
LEFT_OUT = ("system", "england")
STATUS = {"open": "Open", "closed": "Closed", "dormant": "Dormant"}
YES_NO = {"y": "Yes", "n": "No", "yes": "Yes", "no": "No"}
# The day from which a store counts what always was.
SINCE_ALWAYS = pd.Timestamp(ALWAYS)
# Joined where one ends on the day before the next begins.
ONE_DAY = pd.Timedelta(days=1)


def status_of(area: pd.Series) -> str:
    """Open, or closed and since when."""
    if not is_missing(area["closed_date"]):
        return f"Closed on {date_text(area['closed_date'])}"
    status = STATUS.get(str(area["status"]), "Status not known")
    opened = date_text(area["opened_date"])
    return f"{status} since {opened}" if opened and status == "Open" else status


def summary_of(area: pd.Series, groups: pd.DataFrame, series: pd.DataFrame) -> str:
    """Status, list and the groups of today, in a line."""
    now = groups[groups["end_date"].isna()].drop_duplicates("group_type").set_index("group_type")
    parts = [
        status_of(area),
        _latest_number(series, "registered_patients", unit=" registered patients"),
        *(display_name(now.loc[kind, "group_name"]) for kind in NAMED_GROUPS if kind in now.index),
    ]
    return "; ".join(part for part in parts if part)


def details_of(
    snapshot: Snapshot, area: pd.Series, series: pd.DataFrame
) -> tuple[tuple[str, str], ...]:
    """Address, list, rating and other facts, each with its date where it has one."""
    facts = run_query(snapshot, "attributes_of_area", area_code=area["area_code"])
    lines = [
        ("Address", _text(area["address"])),
        ("Postcode", _text(area["postcode"])),
        ("Registered patients", _latest_number(series, "registered_patients")),
        ("CQC rating", _latest_category(series, "cqc_overall", facts)),
        *_attributes(facts),
    ]
    return tuple((label, text) for label, text in lines if text)


def memberships_of(groups: pd.DataFrame) -> Table:
    """The groups a practice is and was in, present ones first, intervals that touch joined."""
    shown = groups[~groups["group_type"].isin(LEFT_OUT)]
    rows = sorted(_joined(shown), key=lambda row: row["end"] is not None)
    cells = [
        (
            words.GROUP_TYPES[row["group_type"]],
            display_name(row["group_name"]),
            row["group_code"],
            date_text(row["start"]) if row["start"] > SINCE_ALWAYS else "always",
            date_text(row["end"]) if row["end"] else "today",
        )
        for row in rows
    ]
    columns = [Column("Kind"), Column("Group"), Column("Code"), Column("From"), Column("To")]
    return Table(tuple(columns), tuple(cells), tuple(row["group_code"] for row in rows))


def load_text(loads: pd.DataFrame) -> str:
    """When and by whom the last load was done."""
    return loaded_text(loads)


def _joined(groups: pd.DataFrame) -> list[dict[str, Any]]:
    """The intervals of each group, those that touch or overlap made one, latest first."""
    by_group: dict[str, list[dict[str, Any]]] = {}
    in_time = groups.sort_values("start_date", na_position="first")
    for row in in_time.to_dict("records"):
        made = by_group.setdefault(row["group_code"], [])
        start = SINCE_ALWAYS if is_missing(row["start_date"]) else row["start_date"]
        end = None if is_missing(row["end_date"]) else row["end_date"]
        before = made[-1] if made else None
        if before and (before["end"] is None or start - ONE_DAY <= before["end"]):
            open_ended = end is None or before["end"] is None
            before["end"] = None if open_ended else max(end, before["end"])
        else:
            made.append({**row, "start": start, "end": end})
    order = dict.fromkeys(groups["group_code"])
    return [interval for code in order for interval in reversed(by_group[code])]


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)


def _latest_number(own: pd.DataFrame, indicator_id: str, *, unit: str = "") -> str:
    held = own[(own["indicator_id"] == indicator_id) & own["value"].notna()]
    if held.empty:
        return ""
    last = held.iloc[-1]
    return f"{number_text(last['value'])}{unit} ({last['period']})"


def _latest_category(own: pd.DataFrame, indicator_id: str, facts: pd.DataFrame) -> str:
    held = own[(own["indicator_id"] == indicator_id) & own["category"].notna()]
    if held.empty:
        return ""
    published = facts.loc[facts["attribute"] == "cqc_rating_published", "content"]
    when = date_text(pd.Timestamp(published.iloc[0])) if len(published) else ""
    since = f", published {when}" if when else ""
    return f"{held.iloc[-1]['category']}{since} (as held {held.iloc[-1]['period']})"


def _attributes(facts: pd.DataFrame) -> Iterator[tuple[str, str]]:
    told = facts.set_index("attribute")
    for attribute, label in words.ATTRIBUTES.items():
        if attribute in told.index and attribute != "cqc_rating_published":
            content = str(told.loc[attribute, "content"])
            content = YES_NO.get(content.lower(), content)
            as_of = date_text(told.loc[attribute, "as_of"])
            yield label, f"{content} ({as_of})" if as_of else content
