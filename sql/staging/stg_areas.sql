-- Everything that was said of an area, by files and by the place file, with its date.
-- What the place file says stands above all files: it names areas for the people who use them.
-- The membership history of ODS covers every prescriber; a code is a practice only if a file of
-- practices or a figure names it.
-- Grain: one row per area per statement.
with

said_by_files as (

    select
        area_code, area_type, area_name, status, opened, closed, address, postcode,
        latitude, longitude, coalesce(as_of, date '1900-01-01') as as_of, load_key, part_key
    from standing_areas

),

said_by_memberships as (

    select
        child_code as area_code,
        case when child_type = 'practice' then 'prescriber' else child_type end as area_type
    from standing_memberships
    union
    select parent_code, parent_type
    from standing_memberships

),

practices_with_values as (

    select area_code
    from keyed_areas
    where regexp_full_match(area_code, '[A-Z][0-9]{5}')
        and area_key in (select area_key from standing_values)

)

select
    area_code, area_type, area_name, status, opened, closed, address, postcode,
    latitude, longitude, as_of, load_key, part_key
from said_by_files
union all
select
    area_code, area_type, null, null, null, null, null, null, null, null,
    date '1899-01-01', 0, 0
from said_by_memberships
union all
select
    area_code, 'practice', null, null, null, null, null, null, null, null,
    date '1899-01-02', 0, 0
from practices_with_values
union all
select
    area_code, area_type, area_name, null, null, null, null, null, null, null,
    date '9999-12-31', 0, 0
from place_areas
