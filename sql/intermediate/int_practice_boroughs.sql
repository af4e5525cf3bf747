-- The borough of each practice with dates. Its CCG's, where the place file maps CCGs to
-- boroughs; when a CCG was merged away its practices stay in their borough. A practice that came
-- to the merged CCG later, and so was never in a CCG of a borough, is in its postcode's.
-- Grain: one row per practice and interval.
with

boroughs_of_ccgs as (

    select child_key as ccg_key, parent_key as borough_key
    from int_memberships
    where child_type = 'ccg' and parent_type = 'borough'

),

by_ccg as (

    select
        int_memberships.child_key as practice_key,
        boroughs_of_ccgs.borough_key,
        int_memberships.start_date,
        case
            when int_memberships.end_date >= ccgs.closed_date then null
            else int_memberships.end_date
        end as end_date
    from int_memberships
    inner join boroughs_of_ccgs on int_memberships.parent_key = boroughs_of_ccgs.ccg_key
    inner join int_areas as ccgs on int_memberships.parent_key = ccgs.area_key
    where int_memberships.child_type = 'practice'

),

-- The CCGs that took over the practices of those that were merged away.
merged_ccgs as (

    select distinct later.parent_key as ccg_key
    from by_ccg
    inner join int_memberships as earlier
        on by_ccg.practice_key = earlier.child_key
        and by_ccg.start_date = earlier.start_date
        and earlier.parent_type = 'ccg'
    inner join int_memberships as later
        on earlier.child_key = later.child_key
        and later.parent_type = 'ccg'
        and later.start_date = earlier.end_date + 1
    where by_ccg.end_date is null

),

by_postcode as (

    select
        practices.area_key as practice_key,
        lsoa_boroughs.parent_key as borough_key,
        memberships.start_date,
        memberships.end_date
    from int_areas as practices
    inner join int_memberships as memberships
        on practices.area_key = memberships.child_key
        and memberships.parent_key in (select ccg_key from merged_ccgs)
    inner join int_areas as postcodes
        on practices.postcode = postcodes.area_code and postcodes.area_type = 'postcode'
    inner join int_memberships as postcode_lsoas
        on postcodes.area_key = postcode_lsoas.child_key
        and postcode_lsoas.parent_type = 'lsoa'
    inner join int_memberships as lsoa_boroughs
        on postcode_lsoas.parent_key = lsoa_boroughs.child_key
        and lsoa_boroughs.parent_type = 'borough'
    inner join boroughs_of_ccgs
        on lsoa_boroughs.parent_key = boroughs_of_ccgs.borough_key
    where practices.area_type = 'practice'
        and practices.area_key not in (select practice_key from by_ccg)

)

select practice_key, borough_key, start_date, end_date from by_ccg
union all
select practice_key, borough_key, start_date, end_date from by_postcode
