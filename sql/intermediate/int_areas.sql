-- What is now known of each area: for each fact the latest statement that gives it.
-- Grain: one row per area.
select
    keyed_areas.area_key,
    keyed_areas.area_code,
    arg_max(stg_areas.area_type, stg_areas.as_of) as area_type,
    arg_max(stg_areas.area_name, stg_areas.as_of) as area_name,
    arg_max(stg_areas.status, stg_areas.as_of) as status,
    arg_max(stg_areas.opened, stg_areas.as_of) as opened_date,
    -- a close date may be taken back, so it stands or falls with the latest status
    arg_max(
        {closed: stg_areas.closed}, stg_areas.as_of
    ) filter (where stg_areas.status is not null or stg_areas.closed is not null)['closed']
        as closed_date,
    arg_max(stg_areas.address, stg_areas.as_of) as address,
    arg_max(stg_areas.postcode, stg_areas.as_of) as postcode,
    arg_max(stg_areas.latitude, stg_areas.as_of) as latitude,
    arg_max(stg_areas.longitude, stg_areas.as_of) as longitude
from keyed_areas
inner join stg_areas on keyed_areas.area_code = stg_areas.area_code
group by keyed_areas.area_key, keyed_areas.area_code
