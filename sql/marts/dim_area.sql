-- Areas with what is now known of them; one without a name is known by its code.
-- Grain: one row per area.
select
    area_key, area_code, area_type,
    coalesce(area_name, area_code) as area_name,
    status, address, postcode, opened_date, closed_date, latitude, longitude
from int_areas
