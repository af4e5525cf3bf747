-- The groups that the practices of a scope are or were in, with how many are in them now.
-- Grain: one row per group, smallest level first, by name. Parameters: $scope_code (text).
with

scope_practices as (

    select distinct practice_groups.practice_key
    from practice_groups
    inner join dim_area on practice_groups.group_key = dim_area.area_key
    where dim_area.area_code = $scope_code

),

groups as (

    select
        practice_groups.group_key, practice_groups.group_type,
        count(distinct practice_groups.practice_key) filter (
            where practice_groups.end_date is null and practices.closed_date is null
        ) as practices_now
    from practice_groups
    inner join scope_practices
        on practice_groups.practice_key = scope_practices.practice_key
    inner join dim_area as practices
        on practice_groups.practice_key = practices.area_key
    group by practice_groups.group_key, practice_groups.group_type

)

select
    dim_area.area_code,
    dim_area.area_name,
    groups.group_type as area_type,
    dim_area.closed_date,
    groups.practices_now
from groups
inner join dim_area on groups.group_key = dim_area.area_key
order by
    list_position(
        ['cluster', 'locality', 'pcn', 'federation', 'ccg', 'borough', 'system', 'region',
         'england'],
        groups.group_type
    ),
    dim_area.area_name,
    dim_area.area_code
