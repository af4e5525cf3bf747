-- Every area that anything names, and whether it is a practice of the place, now or once.
-- Grain: one row per area. No parameters.
with

of_place as (

    select distinct practice_groups.practice_key as area_key
    from practice_groups
    inner join dim_area on practice_groups.group_key = dim_area.area_key
    inner join place on dim_area.area_code = place.system_code

)

select
    dim_area.area_code, dim_area.area_name, dim_area.area_type, dim_area.status,
    dim_area.closed_date,
    of_place.area_key is not null as in_place
from dim_area
left join of_place on dim_area.area_key = of_place.area_key
