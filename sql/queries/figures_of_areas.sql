-- Every figure held of some areas, practices or groups, with those of the CCG of each at the end of
-- the period and of England beside it: as published, or as-was where nothing was published. The CCG
-- of a group is that of most of its practices; nothing stands beside itself.
-- Grain: one row per area, indicator and period. Parameters: $area_codes (list of text),
-- $indicator_ids (list of text, or null for every indicator).
with

chosen as (

    select area_key, area_code, area_type
    from dim_area
    where list_contains($area_codes, area_code)

),

wanted as (

    select indicator_key, indicator_id
    from indicator_definitions
    where $indicator_ids::varchar[] is null or list_contains($indicator_ids, indicator_id)

),

own as (

    select
        chosen.area_code as own_code, disclosed_values_by_area.area_key,
        disclosed_values_by_area.indicator_key,
        disclosed_values_by_area.period_key, disclosed_values_by_area.numerator,
        disclosed_values_by_area.denominator, disclosed_values_by_area.value,
        disclosed_values_by_area.lower_95, disclosed_values_by_area.upper_95,
        disclosed_values_by_area.lower_998, disclosed_values_by_area.upper_998,
        disclosed_values_by_area.category, disclosed_values_by_area.flag,
        disclosed_values_by_area.part_key, disclosed_values_by_area.row_number
    from disclosed_values_by_area
    inner join chosen on disclosed_values_by_area.area_key = chosen.area_key
    where disclosed_values_by_area.basis in ('published', 'as_was')
        and disclosed_values_by_area.indicator_key in (select indicator_key from wanted)
    qualify row_number() over (
        partition by
            disclosed_values_by_area.area_key, disclosed_values_by_area.indicator_key,
            disclosed_values_by_area.period_key
        order by disclosed_values_by_area.basis desc
    ) = 1

),

members as (

    select
        area_key as own_key, area_key as practice_key, date '1900-01-01' as start_date,
        date '9999-12-31' as end_date
    from chosen
    where area_type = 'practice'
    union all
    select
        chosen.area_key, practice_groups.practice_key, practice_groups.start_date,
        coalesce(practice_groups.end_date, date '9999-12-31')
    from practice_groups
    inner join chosen on practice_groups.group_key = chosen.area_key

),

groups as (

    select
        members.own_key, practice_groups.group_key, practice_groups.group_type,
        greatest(practice_groups.start_date, members.start_date) as start_date,
        least(coalesce(practice_groups.end_date, date '9999-12-31'), members.end_date) as end_date
    from practice_groups
    inner join members on practice_groups.practice_key = members.practice_key
    where practice_groups.group_type in ('ccg', 'england')
        and practice_groups.group_key <> members.own_key

),

-- The CCG of the end of each period; England is there always.
groups_in_periods as (

    select groups.own_key, dim_period.period_key, groups.group_type, groups.group_key
    from dim_period
    inner join groups
        on dim_period.end_date between groups.start_date and groups.end_date
    where dim_period.period_key in (select period_key from own)
    group by groups.own_key, dim_period.period_key, groups.group_type, groups.group_key
    qualify row_number() over (
        partition by groups.own_key, dim_period.period_key, groups.group_type
        order by count(*) desc, groups.group_key
    ) = 1

),

around as (

    select
        disclosed_values_by_area.area_key, disclosed_values_by_area.indicator_key,
        disclosed_values_by_area.period_key,
        arg_max_null(disclosed_values_by_area.value, disclosed_values_by_area.basis)
            as value
    from disclosed_values_by_area
    where disclosed_values_by_area.area_key in (select group_key from groups)
        and disclosed_values_by_area.basis in ('published', 'as_was')
        and disclosed_values_by_area.indicator_key in (select indicator_key from wanted)
    group by
        disclosed_values_by_area.area_key, disclosed_values_by_area.indicator_key,
        disclosed_values_by_area.period_key

)

select
    own.own_code as area_code,
    wanted.indicator_id,
    dim_period.period_label as period,
    dim_period.end_date,
    own.numerator,
    own.denominator,
    own.value,
    own.lower_95,
    own.upper_95,
    own.lower_998,
    own.upper_998,
    own.category,
    own.flag,
    ccgs.area_code as ccg_code,
    ccgs.area_name as ccg_name,
    of_ccg.value as ccg_value,
    of_england.value as england_value,
    files.file_name,
    parts.sheet,
    own.row_number
from own
inner join wanted on own.indicator_key = wanted.indicator_key
inner join dim_period on own.period_key = dim_period.period_key
left join groups_in_periods as in_ccg
    on own.area_key = in_ccg.own_key and own.period_key = in_ccg.period_key
    and in_ccg.group_type = 'ccg'
left join groups_in_periods as in_england
    on own.area_key = in_england.own_key and own.period_key = in_england.period_key
    and in_england.group_type = 'england'
left join dim_area as ccgs on in_ccg.group_key = ccgs.area_key
left join around as of_ccg
    on own.indicator_key = of_ccg.indicator_key
    and own.period_key = of_ccg.period_key
    and in_ccg.group_key = of_ccg.area_key
left join around as of_england
    on own.indicator_key = of_england.indicator_key
    and own.period_key = of_england.period_key
    and in_england.group_key = of_england.area_key
left join parts on own.part_key = parts.part_key
left join files on parts.file_key = files.file_key
order by own.own_code, wanted.indicator_id, dim_period.end_date
