-- Every area of a level inside (or around) a scope in a period, with the groups that it is in; a
-- group is in the CCG, region … of most of its practices in the scope. Practices of the scope that
-- stand in no group of the level, where others of their CCG do, are there too (is_outside).
-- Grain: one row per area. Parameters: $level, $period, $scope_code (text), $basis (text: as_was
-- or as_is).
with

chosen_period as (

    select period_key
    from dim_period
    where period_label = $period

),

members as (

    select
        group_members.practice_key, group_members.group_type, group_members.is_open,
        dim_area.area_code as group_code
    from group_members
    inner join chosen_period on group_members.period_key = chosen_period.period_key
    inner join dim_area on group_members.group_key = dim_area.area_key
    where group_members.basis = $basis

),

-- A practice is in one group of a kind at a time.
practices as (

    select
        dim_area.area_code as practice_code,
        bool_or(members.is_open) as is_open,
        max(members.group_code) filter (where members.group_type = 'ccg') as ccg_code,
        max(members.group_code) filter (where members.group_type = 'region') as region_code,
        max(members.group_code) filter (where members.group_type = 'england')
            as england_code,
        max(members.group_code) filter (where members.group_type = 'locality')
            as locality_code,
        max(members.group_code) filter (where members.group_type = 'pcn') as pcn_code,
        max(members.group_code) filter (where members.group_type = $level) as own_code
    from members
    inner join dim_area on members.practice_key = dim_area.area_key
    group by dim_area.area_code
    having bool_or(members.group_code = $scope_code) or dim_area.area_code = $scope_code

),

areas as (

    select
        practice_code as area_code, is_open, false as is_outside, ccg_code, region_code,
        england_code, locality_code, pcn_code
    from practices
    where $level = 'practice'
    union all
    -- without a figure there is nothing to be seen outside
    select practice_code, false, true, null, null, null, null, null
    from practices
    where $level in ('cluster', 'locality', 'pcn')
        and own_code is null
        and ccg_code in (select ccg_code from practices where own_code is not null)
    union all
    select
        own_code, bool_or(is_open), false, mode(ccg_code), mode(region_code),
        mode(england_code), mode(locality_code), mode(pcn_code)
    from practices
    where own_code is not null
    group by own_code

)

select
    areas.area_code, dim_area.area_name, dim_area.area_type, areas.ccg_code,
    areas.region_code, areas.england_code, areas.locality_code, areas.pcn_code,
    areas.is_open, areas.is_outside
from areas
inner join dim_area on areas.area_code = dim_area.area_code
order by areas.area_code
