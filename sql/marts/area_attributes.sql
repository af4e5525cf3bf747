-- What else is known of an area, by name: the latest statement of each.
-- Grain: one row per area and attribute.
select
    keyed_areas.area_key, loaded.attribute, loaded.content, loaded.as_of
from standing_attributes as loaded
inner join keyed_areas on loaded.area_code = keyed_areas.area_code
qualify row_number() over (
    partition by keyed_areas.area_key, loaded.attribute
    order by loaded.as_of desc nulls last, loaded.load_key desc, loaded.part_key desc
) = 1
