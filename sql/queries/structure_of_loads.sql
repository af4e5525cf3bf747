-- How many rows some loads brought that are not figures, by kind; a kind of which they brought
-- none is left out.
-- Grain: one row per kind. Parameters: $load_keys (int[]).
with

rows_of_loads as (

    select 'areas' as kind, load_key from loaded_areas
    union all
    select 'memberships' as kind, load_key from loaded_memberships
    union all
    select 'attributes' as kind, load_key from loaded_attributes
    union all
    select 'boundaries' as kind, load_key from loaded_boundaries
    union all
    select 'qof_points' as kind, load_key from loaded_qof_points
    union all
    select 'flows' as kind, load_key from loaded_flows

)

select kind, count(*) as row_count
from rows_of_loads
where list_contains($load_keys, load_key)
group by kind
order by kind
