-- Every figure that a page may show: as published (practices, and groups where a publisher gave
-- them), and for groups as made from their practices, as-was and as-is.
-- `disclosure` is what the small-number rule asks of the count where it holds: hidden for 1 to 7,
-- and for every total that has such a part, but for England's, and that only if several parts of
-- more than 7 together stand in it: a hidden count can then not be worked out from any two totals
-- (docs/decisions/0008). Else rounded (to the nearest 5). No rule: null.
-- Queries read disclosed_values.
-- Grain: one row per basis, indicator, period and area; sorted for one indicator at a time.
with

figures as (

    select
        'published' as basis, indicator_key, period_key, area_key, numerator, denominator,
        value, lower_95, upper_95, lower_998, upper_998, category, flag,
        null::double as lowest, null::double as highest,
        null::integer as practices_with_data, null::integer as practices,
        null::double as coverage_share, part_key, row_number, is_ruled,
        is_small as is_hidden
    from int_current_values
    union all
    select
        groups.basis, groups.indicator_key, groups.period_key, groups.area_key,
        groups.numerator, groups.denominator, groups.value, null, null, null, null, null,
        groups.flag, groups.lowest, groups.highest, groups.practices_with_data,
        groups.practices, groups.coverage_share, null, null, groups.is_ruled,
        groups.is_ruled and groups.small_parts > 0 and not (
            int_areas.area_type = 'england'
            and groups.small_parts > 1
            and groups.small_total > 7
        )
    from int_group_values as groups
    inner join int_areas on groups.area_key = int_areas.area_key

)

select
    basis, indicator_key, period_key, area_key, numerator, denominator, value, lower_95,
    upper_95, lower_998, upper_998, category, flag, lowest, highest, practices_with_data,
    practices, coverage_share, part_key, row_number,
    case
        when not is_ruled then null
        when is_hidden then 'hidden'
        else 'rounded'
    end as disclosure
from figures
order by indicator_key, period_key, basis, area_key
