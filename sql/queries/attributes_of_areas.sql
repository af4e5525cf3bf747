-- What is known of some areas, of some attributes: the latest statement of each.
-- Grain: one row per area and attribute. Parameters: $area_codes, $attributes (lists of text).
select
    dim_area.area_code, area_attributes.attribute, area_attributes.content, area_attributes.as_of
from area_attributes
inner join dim_area on area_attributes.area_key = dim_area.area_key
where list_contains($area_codes, dim_area.area_code)
    and list_contains($attributes, area_attributes.attribute)
order by dim_area.area_code, area_attributes.attribute
