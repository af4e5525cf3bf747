-- The groups that the practices of a scope are or were in.
-- Grain: one row per group, smallest level first, by name. Parameters: $scope_code (text).
with

scope_practices as (

    select distinct practice_groups.practice_key
    from practice_groups
    inner join dim_area on practice_groups.group_key = dim_area.area_key
    where dim_area.area_code = $scope_code

),

groups as (

    select distinct practice_groups.group_key, practice_groups.group_type
    from practice_groups
    inner join scope_practices
        on practice_groups.practice_key = scope_practices.practice_key

)

select
    dim_area.area_code,
    dim_area.area_name,
    groups.group_type as area_type
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
