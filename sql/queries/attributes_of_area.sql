-- What else is known of one area, by name.
-- Grain: one row per attribute. Parameters: $area_code (text).
select area_attributes.attribute, area_attributes.content, area_attributes.as_of
from area_attributes
inner join dim_area on area_attributes.area_key = dim_area.area_key
where dim_area.area_code = $area_code
order by area_attributes.attribute
