-- Every group that a practice was in, at every level, directly or through another group, with
-- dates. England holds all practices.
-- Grain: one row per practice, group and interval (the same group may be reached by two ways).
with recursive

edges as (

    select child_key, parent_key, parent_type, start_date, end_date
    from int_memberships
    where (child_type, parent_type) in (
        ('practice', 'cluster'), ('practice', 'locality'), ('practice', 'pcn'),
        ('practice', 'federation'), ('practice', 'ccg'), ('practice', 'system'),
        ('cluster', 'locality'),
        ('ccg', 'region'), ('ccg', 'federation'), ('ccg', 'system'),
        ('borough', 'federation'), ('borough', 'system'), ('borough', 'region'),
        ('pcn', 'federation')
    )
    union all
    select practice_key, borough_key, 'borough', start_date, end_date
    from int_practice_boroughs

),

paths as (

    select
        edges.child_key as practice_key, edges.parent_key as group_key,
        edges.parent_type as group_type, edges.start_date, edges.end_date
    from edges
    inner join int_areas on edges.child_key = int_areas.area_key
    where int_areas.area_type = 'practice'
    union
    select
        paths.practice_key, edges.parent_key, edges.parent_type,
        greatest(paths.start_date, edges.start_date),
        least(paths.end_date, edges.end_date)
    from paths
    inner join edges on paths.group_key = edges.child_key
    where greatest(paths.start_date, edges.start_date)
        <= coalesce(least(paths.end_date, edges.end_date), date '9999-12-31')

)

select practice_key, group_key, group_type, start_date, end_date from paths
union all
select
    practices.area_key, england.area_key, 'england', date '1900-01-01', null
from int_areas as practices
cross join int_areas as england
where practices.area_type = 'practice' and england.area_type = 'england'
