-- What else is known of each area, by name, in codes.
-- Grain: one row per area and attribute. No parameters.
select keyed_areas.area_code, area_attributes.attribute, area_attributes.content
from area_attributes
inner join keyed_areas on area_attributes.area_key = keyed_areas.area_key
