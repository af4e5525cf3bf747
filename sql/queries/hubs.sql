-- The hubs that were open on a day.
-- Grain: one row per hub. Parameters: $day (date).
select area_code, area_name, opened_date
from dim_area
where area_type = 'hub'
    and $day between coalesce(opened_date, date '1900-01-01')
        and coalesce(closed_date, date '9999-12-31')
order by area_name, area_code
