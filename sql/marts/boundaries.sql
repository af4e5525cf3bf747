-- The outline of each area as last loaded.
-- Grain: one row per area.
select
    keyed_areas.area_key, loaded.area_type, loaded.area_name, loaded.vintage, loaded.geometry
from standing_boundaries as loaded
inner join keyed_areas on loaded.area_code = keyed_areas.area_code
qualify row_number() over (
    partition by keyed_areas.area_key order by loaded.load_key desc, loaded.part_key desc
) = 1
