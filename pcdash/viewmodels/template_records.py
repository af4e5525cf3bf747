"""What a template holds that is no figure: records, groups and memberships, as they are held."""

from collections.abc import Collection, Mapping

import pandas as pd

from pcdash.store.queries import run_query
from pcdash.store.record_kinds import RECORDS
from pcdash.store.records import held_records
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import display_name

# Groups that a place may make and name itself.
OWN_GROUPS = ("cluster", "locality", "pcn", "federation")
OF_PRACTICES = ("cluster", "locality", "pcn", "federation", "ccg")


def held_frames(context: Context, practices: Collection[str]) -> dict[str, pd.DataFrame]:
    """Everything that is held of a place, by kind, in the columns of `pcdash.store.schema`."""
    frames = {
        kind: held_records(context.snapshot, kind)[[*one.columns]] for kind, one in RECORDS.items()
    }
    groups = [*own_groups(context)]
    attributes = run_query(context.snapshot, "attributes_stated")
    areas = run_query(context.snapshot, "areas_described")
    held = run_query(context.snapshot, "memberships_held")
    held = held.rename(columns={"start_date": "start", "end_date": "end"})
    is_of_practice = held["child_code"].isin(practices) & held["parent_type"].isin(OF_PRACTICES)
    is_of_cluster = held["child_code"].isin(groups) & held["child_type"].eq("cluster")
    is_now = held["end"].isna()
    # Hubs are in no group, and nobody but the BI team names them.
    is_own = areas["area_code"].isin(groups) | areas["area_type"].eq("hub")
    return {
        **frames,
        "attributes": attributes[attributes["area_code"].isin(practices)].reset_index(drop=True),
        "areas": areas[is_own].reset_index(drop=True),
        "memberships": held[(is_of_practice | is_of_cluster) & is_now].reset_index(drop=True),
    }


def own_groups(context: Context) -> Mapping[str, str]:
    """The clusters, localities, networks and federations of the place, by code."""
    found = run_query(context.snapshot, "groups_inside", scope_code=context.inside.system_code)
    own = found[found["area_type"].isin(OWN_GROUPS)]
    return dict(zip(own["area_code"], own["area_name"].map(display_name), strict=True))


def other_places(context: Context) -> Mapping[str, str]:
    """The system and its commissioners and boroughs, by code."""
    own = own_groups(context)
    return {code: name for code, name in context.inside.names.items() if code not in own}
