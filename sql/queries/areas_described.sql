-- What is known of each area.
-- Grain: one row per area. No parameters.
select
    area_code, area_type, area_name, opened_date as opened, closed_date as closed, postcode,
    latitude, longitude
from dim_area
order by area_code
