-- What is now known of each area: for each fact the latest statement that gives it; of several
-- of one date, the one that was loaded last.
-- Grain: one row per area.
with

said as (

    select
        area_code, area_type, area_name, status, opened, closed, address, postcode,
        latitude, longitude, (as_of, load_key, part_key) as said_at
    from stg_areas

)

select
    keyed_areas.area_key,
    keyed_areas.area_code,
    arg_max(said.area_type, said.said_at) as area_type,
    arg_max(said.area_name, said.said_at) as area_name,
    arg_max(said.status, said.said_at) as status,
    arg_max(said.opened, said.said_at) as opened_date,
    -- a close date may be taken back, so it stands or falls with the latest status
    arg_max(
        {closed: said.closed}, said.said_at
    ) filter (where said.status is not null or said.closed is not null)['closed']
        as closed_date,
    arg_max(said.address, said.said_at) as address,
    arg_max(said.postcode, said.said_at) as postcode,
    arg_max(said.latitude, said.said_at) as latitude,
    arg_max(said.longitude, said.said_at) as longitude
from keyed_areas
inner join said on keyed_areas.area_code = said.area_code
group by keyed_areas.area_key, keyed_areas.area_code
