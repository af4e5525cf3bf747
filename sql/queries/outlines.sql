-- The outlines of all areas of a type, as well-known binary in degrees (WGS84).
-- Grain: one row per area. Parameters: $area_type (text).
select
    keyed_areas.area_code,
    coalesce(dim_area.area_name, boundaries.area_name) as area_name,
    boundaries.vintage,
    boundaries.geometry
from boundaries
inner join keyed_areas on boundaries.area_key = keyed_areas.area_key
left join dim_area on boundaries.area_key = dim_area.area_key
where boundaries.area_type = $area_type
order by keyed_areas.area_code
