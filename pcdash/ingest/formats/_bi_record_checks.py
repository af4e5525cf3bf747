"""What is checked of records beside the form of their cells: what their fields say together."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Framework
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.record_layouts import TO_BE_CONFIRMED
from pcdash.ingest.spellings import plain

# Who may belong to whom; groups of groups are found by way of these.
PAIRS = {
    ("practice", "cluster"), ("practice", "locality"), ("practice", "pcn"),
    ("practice", "federation"), ("practice", "ccg"), ("cluster", "locality"),
    ("pcn", "federation"), ("ccg", "federation"), ("ccg", "borough"), ("ccg", "system"),
    ("ccg", "region"), ("borough", "federation"), ("borough", "system"), ("borough", "region"),
}  # fmt: skip
SIDES = {"Latitude": (49.0, 61.0), "Longitude": (-9.0, 3.0)}  # of the British Isles, degrees


def _memberships(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    pairs = pd.Series(
        [*zip(made["child_type"], made["parent_type"], strict=True)], made.index, dtype="object"
    )
    inspection.refuse(
        made["parent_type"].notna() & ~pairs.isin(PAIRS), table["Kind of group"], table["row"],
        column="Kind of group", what="not a group that this kind of area belongs to",
        expected="a practice in a cluster, locality, network, federation or CCG; a cluster in a "
        "locality",
    )  # fmt: skip
    inspection.refuse(
        made["child_code"] == made["parent_code"], table["Group"], table["row"], column="Group",
        what="the area itself", expected="the group that it belongs to",
    )  # fmt: skip
    inspection.refuse(
        made["end"] < made["start"], table["To"], table["row"], column="To",
        what="before the first day", expected="a later day, or nothing",
    )  # fmt: skip


def _areas(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    inspection.refuse(
        made["closed"] < made["opened"], table["Closed"], table["row"], column="Closed",
        what="before the first day", expected="a later day, or nothing",
    )  # fmt: skip
    for column, (low, high) in SIDES.items():
        held = made[column.casefold()]
        inspection.refuse(
            (held < low) | (held > high), table[column], table["row"], column=column,
            what="outside of the British Isles", expected=f"{low:g} to {high:g} degrees",
        )  # fmt: skip


def _targets(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    _within(made, table, "level", "Target", catalogue, inspection)


def _trajectories(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    _within(made, table, "planned", "Planned", catalogue, inspection)


def _plans(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    for field, column in (("target", "Target"), ("baseline", "Baseline")):
        _within(made, table, field, column, catalogue, inspection)
        lacking = made[field].notna() & made["indicator_id"].isna()
        lacking &= ~table["row"].isin(inspection.told("Indicator"))
        inspection.refuse(
            lacking, table["Indicator"], table["row"], column="Indicator",
            what=f"no indicator for the {field}", expected="the id of what it is measured by",
        )  # fmt: skip


def _within(
    made: pd.DataFrame,
    table: pd.DataFrame,
    field: str,
    column: str,
    catalogue: Catalogue,
    inspection: Inspection,
) -> None:
    """A share is at most all, and neither it nor a count is below nothing."""
    known = catalogue.indicators
    most = {one.id: one.multiplier for one in known.values() if one.method == "proportion"}
    most |= {one.id: 100.0 for one in known.values() if one.aggregation == "share"}
    signed = {one.id for one in known.values() if one.minimum is None and one.id not in most}
    top = made["indicator_id"].map(most).astype("float64")
    inspection.refuse(
        made[field] > top, table[column], table["row"], column=column, what="more than all",
        expected="at most 100 for a percentage",
    )  # fmt: skip
    below = (made[field] < 0) & ~made["indicator_id"].isin(signed)
    inspection.refuse(
        below, table[column], table["row"], column=column, what="too small", expected="0 or more"
    )


def _assessments(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    for framework_id, part in made.groupby("framework", sort=False):
        framework = catalogue.frameworks[str(framework_id)]
        _check_themes(framework, part, table.loc[part.index], inspection)
        is_theme = part["theme"].isin([one.id for one in framework.themes])
        for theme_id, own in part[is_theme].groupby("theme", sort=False):
            _check_states(framework, str(theme_id), own, made, table, inspection)
    told = table["row"].isin(inspection.told("State"))
    inspection.refuse(
        made["state"].isna() & made["ambition"].isna() & ~made["is_removed"] & ~told,
        table["State"], table["row"], column="State", what="no state",
        expected="a state, or an ambition where nothing else is known",
    )  # fmt: skip
    _not_ahead(made["assessed_on"], table, "Assessed on", inspection)
    _not_ahead(made["evidence_date"], table, "Evidence of", inspection)


def _check_themes(
    framework: Framework, part: pd.DataFrame, table: pd.DataFrame, inspection: Inspection
) -> None:
    known = [one.id for one in framework.themes]
    inspection.refuse(
        part["theme"].notna() & ~part["theme"].isin(known), table["Theme"], table["row"],
        column="Theme", what=f"not a theme of {framework.title!r}",
        expected="; ".join(f"{one.id} {one.title}" for one in framework.themes),
    )  # fmt: skip


def _check_states(
    framework: Framework,
    theme_id: str,
    own: pd.DataFrame,
    made: pd.DataFrame,
    table: pd.DataFrame,
    inspection: Inspection,
) -> None:
    """States and ambitions as the framework writes them; those that it has not are told."""
    states = {plain(one): one for one in framework.states_of(theme_id)}
    text = table.loc[own.index]
    for field, column in (("state", "State"), ("ambition", "Ambition")):
        said = own[field].dropna()
        found = said.map(lambda one: states.get(plain(one)))
        inspection.refuse(
            found.isna().reindex(own.index, fill_value=False), text[column], text["row"],
            column=column, what=f"not a state of {framework.title!r}",
            expected=", ".join(states.values()),
        )  # fmt: skip
        kept = found.dropna()
        made.loc[kept.index, field] = kept


def _declarations(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    inspection.refuse(
        (made["coverage"] < 0) | (made["coverage"] > 100), table["Coverage %"], table["row"],
        column="Coverage %", what="not a share of the population", expected="0 to 100",
    )  # fmt: skip


def _premises(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    inspection.refuse(
        made["cost"] < 0, table["Cost"], table["row"], column="Cost", what="too small",
        expected="0 or more",
    )  # fmt: skip


def _events(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    known = catalogue.indicators
    said = made["indicators"].fillna("")
    unknown = said.map(lambda text: [one for one in ids_of(text) if not _is_known(one, known)])
    inspection.refuse(
        unknown.map(bool), table["Indicators"], table["row"], column="Indicators",
        what=unknown.map(lambda ids: f"no indicator has the id {', '.join(map(repr, ids))}"),
        expected="ids of definitions, with semicolons between",
    )  # fmt: skip


def ids_of(text: str) -> tuple[str, ...]:
    """The ids of a cell with semicolons or commas between them."""
    parts = text.replace(",", ";").split(";")
    return tuple(one.strip().casefold() for one in parts if one.strip())


def _is_known(named: str, known: dict[str, object]) -> bool:
    is_family = named.endswith("_") and any(one.startswith(named) for one in known)
    return named in known or is_family


def _milestones(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    _not_ahead(made["done_date"], table, "Done on", inspection)


def _funding(
    made: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    is_open = made["amount_state"].eq(TO_BE_CONFIRMED)
    told = table["row"].isin(inspection.told("Amount"))
    inspection.refuse(
        made["amount"].isna() & ~is_open & ~made["is_removed"] & ~told, table["Amount"],
        table["row"], column="Amount", what="no amount",
        expected=f"an amount, or {TO_BE_CONFIRMED!r} in the column 'Amount is'",
    )  # fmt: skip


def _not_ahead(dates: pd.Series, table: pd.DataFrame, column: str, inspection: Inspection) -> None:
    inspection.refuse(
        dates > pd.Timestamp(date.today()), table[column], table["row"], column=column,
        what="a day to come", expected="a day that was",
    )  # fmt: skip


CHECKS: dict[str, Callable[[pd.DataFrame, pd.DataFrame, Catalogue, Inspection], None]] = {
    "areas": _areas,
    "memberships": _memberships,
    "targets": _targets,
    "trajectories": _trajectories,
    "plans": _plans,
    "assessments": _assessments,
    "declarations": _declarations,
    "premises": _premises,
    "events": _events,
    "milestones": _milestones,
    "funding": _funding,
}
