-- The areas of a type inside a scope, whenever they were in it, by name.
-- Grain: one row per area. Parameters: $area_type, $scope_code (text).
with

scope_practices as (

    select distinct practice_groups.practice_key
    from practice_groups
    inner join dim_area on practice_groups.group_key = dim_area.area_key
    where dim_area.area_code = $scope_code

),

wanted as (

    select practice_key as area_key
    from scope_practices
    where $area_type = 'practice'
    union
    select practice_groups.group_key
    from practice_groups
    inner join scope_practices
        on practice_groups.practice_key = scope_practices.practice_key
    where practice_groups.group_type = $area_type

)

select
    dim_area.area_code, dim_area.area_name, dim_area.area_type, dim_area.status,
    dim_area.opened_date, dim_area.closed_date
from dim_area
inner join wanted on dim_area.area_key = wanted.area_key
order by dim_area.area_name, dim_area.area_code
