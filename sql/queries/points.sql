-- Where places are, as the latest statement with a point says and which source made it; and the
-- LSOA that the postcode of each is in, for those that nothing gives a point of.
-- Grain: one row per area. Parameters: $area_codes (list of text).
with

chosen as (

    select area_code, area_name, area_type, postcode, latitude is not null as has_point
    from dim_area
    where area_code in (select unnest($area_codes))

),

stated as (

    select
        loaded_areas.area_code, loaded_areas.latitude, loaded_areas.longitude, files.source_id
    from loaded_areas
    inner join chosen on loaded_areas.area_code = chosen.area_code
    inner join parts on loaded_areas.part_key = parts.part_key
    inner join files on parts.file_key = files.file_key
    where chosen.has_point
        and loaded_areas.latitude is not null
        and loaded_areas.longitude is not null
        and loaded_areas.load_key not in (select load_key from undone_loads)
    qualify row_number() over (
        partition by loaded_areas.area_code
        order by
            coalesce(loaded_areas.as_of, date '1900-01-01') desc,
            loaded_areas.load_key desc, loaded_areas.part_key desc
    ) = 1

),

by_postcode as (

    select child_code as postcode, parent_code as lsoa_code
    from memberships
    where child_type = 'postcode'
        and parent_type = 'lsoa'
        and child_code in (select postcode from chosen)
    qualify row_number() over (
        partition by child_code order by end_date desc nulls first, parent_code
    ) = 1

)

select
    chosen.area_code, chosen.area_name, chosen.area_type, chosen.postcode,
    by_postcode.lsoa_code, stated.source_id, stated.latitude, stated.longitude
from chosen
left join stated on chosen.area_code = stated.area_code
left join by_postcode on chosen.postcode = by_postcode.postcode
order by chosen.area_code
