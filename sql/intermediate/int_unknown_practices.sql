-- Practice codes of a load that nothing names: no file of practices, no membership, no figure
-- that is held. Only where ODS practices are held at all; else every code would be unknown.
-- Grain: one row per file, with how many codes, and the first of them with its row.
with

named as (

    select area_code from standing_areas
    union
    select child_code from standing_memberships
    union
    select child_code from place_memberships
    union
    select keyed_areas.area_code
    from standing_values
    inner join keyed_areas on standing_values.area_key = keyed_areas.area_key

),

unknown as (

    select
        files.file_name, keyed_areas.area_code,
        min(incoming.row_number) as row_number
    from incoming_values as incoming
    inner join keyed_areas on incoming.area_key = keyed_areas.area_key
    inner join parts on incoming.part_key = parts.part_key
    inner join files on parts.file_key = files.file_key
    where regexp_full_match(keyed_areas.area_code, '[A-Z][0-9]{5}')
        and keyed_areas.area_code not in (select area_code from named)
        and exists (
            select standing_areas.area_code
            from standing_areas
            where standing_areas.area_type = 'practice' and standing_areas.status is not null
        )
    group by files.file_name, keyed_areas.area_code

)

select
    file_name,
    count(*) as codes,
    first(area_code order by row_number, area_code) as area_code,
    min(row_number) as row_number
from unknown
group by file_name
