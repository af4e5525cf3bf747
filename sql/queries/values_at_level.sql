-- One indicator in one period for every area of a level inside (or around) a scope: the published
-- figure, or for a group on today's membership or without one, that made from its practices.
-- A practice that was open and has no figure is there too, with none; so is a practice that
-- stands in no group of the level, where others of its CCG do (flag: outside_group).
-- Grain: one row per area. Parameters: $indicator_id, $level, $period, $scope_code (text),
-- $basis (text: as_was or as_is).
with

chosen_indicator as (

    select indicator_key
    from indicator_definitions
    where indicator_id = $indicator_id

),

chosen_period as (

    select period_key
    from dim_period
    where period_label = $period

),

scope_practices as (

    select members.practice_key, bool_or(members.is_open) as is_open
    from group_members as members
    inner join chosen_period on members.period_key = chosen_period.period_key
    inner join dim_area on dim_area.area_key in (members.group_key, members.practice_key)
    where members.basis = $basis and dim_area.area_code = $scope_code
    group by members.practice_key

),

members as (

    select
        group_members.group_type, group_members.group_key, group_members.practice_key,
        group_members.is_open
    from group_members
    inner join chosen_period on group_members.period_key = chosen_period.period_key
    inner join scope_practices
        on group_members.practice_key = scope_practices.practice_key
    where group_members.basis = $basis

),

ccgs_of_practices as (

    select practice_key, group_key as ccg_key
    from members
    where group_type = 'ccg'

),

practices_in_groups as (

    select members.practice_key, ccgs_of_practices.ccg_key
    from members
    left join ccgs_of_practices
        on members.practice_key = ccgs_of_practices.practice_key
    where members.group_type = $level

),

outside as (

    select scope_practices.practice_key
    from scope_practices
    inner join ccgs_of_practices
        on scope_practices.practice_key = ccgs_of_practices.practice_key
    where $level in ('cluster', 'locality', 'pcn')
        and ccgs_of_practices.ccg_key in (select ccg_key from practices_in_groups)
        and scope_practices.practice_key
            not in (select practice_key from practices_in_groups)

),

areas as (

    select practice_key as area_key, is_open
    from scope_practices
    where $level = 'practice'
    union all
    -- without a figure there is nothing to be seen outside
    select practice_key, false
    from outside
    union all
    select group_key, bool_or(is_open)
    from members
    where group_type = $level
    group by group_key

),

-- The CCG, region … of each area: of a group, where most of its practices in the scope are.
parents as (

    select
        case when $level = 'practice' then own.practice_key else own.group_key end as area_key,
        mode(dim_area.area_code) filter (where around.group_type = 'ccg') as ccg_code,
        mode(dim_area.area_code) filter (where around.group_type = 'region') as region_code,
        mode(dim_area.area_code) filter (where around.group_type = 'england')
            as england_code,
        mode(dim_area.area_code) filter (where around.group_type = 'locality')
            as locality_code,
        mode(dim_area.area_code) filter (where around.group_type = 'pcn') as pcn_code
    from members as own
    inner join members as around on own.practice_key = around.practice_key
    inner join dim_area on around.group_key = dim_area.area_key
    where own.group_type = case when $level = 'practice' then 'england' else $level end
    group by 1

),

figures as (

    select
        disclosed_values.area_key, disclosed_values.basis, disclosed_values.numerator,
        disclosed_values.denominator, disclosed_values.value, disclosed_values.lower_95,
        disclosed_values.upper_95, disclosed_values.lower_998, disclosed_values.upper_998,
        disclosed_values.category, disclosed_values.flag, disclosed_values.lowest,
        disclosed_values.highest,
        disclosed_values.practices_with_data, disclosed_values.practices,
        disclosed_values.coverage_share, disclosed_values.part_key, disclosed_values.row_number
    from disclosed_values
    inner join chosen_indicator
        on disclosed_values.indicator_key = chosen_indicator.indicator_key
    inner join chosen_period on disclosed_values.period_key = chosen_period.period_key
    where disclosed_values.basis = $basis
        or (
            disclosed_values.basis = 'published'
            and (
                $basis = 'as_was'
                or disclosed_values.area_key in (select practice_key from scope_practices)
            )
        )
    qualify row_number() over (
        partition by disclosed_values.area_key order by disclosed_values.basis desc
    ) = 1

)

select
    dim_area.area_code,
    dim_area.area_name,
    dim_area.area_type,
    parents.ccg_code,
    parents.region_code,
    parents.england_code,
    parents.locality_code,
    parents.pcn_code,
    figures.basis,
    figures.numerator,
    figures.denominator,
    figures.value,
    figures.lower_95,
    figures.upper_95,
    figures.lower_998,
    figures.upper_998,
    figures.category,
    case
        when dim_area.area_type = 'practice' and $level <> 'practice' then 'outside_group'
        when figures.area_key is null then 'not_available'
        else figures.flag
    end as flag,
    figures.lowest,
    figures.highest,
    figures.practices_with_data,
    figures.practices,
    figures.coverage_share,
    files.file_name,
    parts.sheet,
    figures.row_number
from areas
inner join dim_area on areas.area_key = dim_area.area_key
left join figures on areas.area_key = figures.area_key
left join parents on areas.area_key = parents.area_key
left join parts on figures.part_key = parts.part_key
left join files on parts.file_key = files.file_key
where figures.area_key is not null or areas.is_open
order by dim_area.area_code
