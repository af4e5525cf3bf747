-- What is known of one area.
-- Grain: one row, or none. Parameters: $area_code (text).
select
    area_code, area_name, area_type, status, address, postcode, opened_date, closed_date,
    latitude, longitude
from dim_area
where area_code = $area_code
