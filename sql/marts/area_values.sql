-- Every figure that a page may show: as published (practices, and groups where a publisher gave
-- them), and for groups as made from their practices, as-was and as-is.
-- `disclosure` is what the small-number rule of the indicator asks of the count: hidden for 1 to
-- 7, and for a total from which a single hidden part, or parts of 7 or fewer together, could be
-- worked out; else rounded (to the nearest 5). No rule: null. Queries read disclosed_values.
-- Grain: one row per basis, indicator, period and area; sorted for one indicator at a time.
with

figures as (

    select
        'published' as basis, indicator_key, period_key, area_key, numerator, denominator,
        value, lower_95, upper_95, lower_998, upper_998, category, flag,
        null::double as lowest, null::double as highest,
        null::integer as practices_with_data, null::integer as practices,
        null::double as coverage_share, 0 as small_parts, null::double as small_total,
        part_key, row_number
    from int_current_values
    union all
    select
        basis, indicator_key, period_key, area_key, numerator, denominator,
        value, null, null, null, null, null, flag,
        lowest, highest, practices_with_data, practices, coverage_share, small_parts,
        small_total, null, null
    from int_group_values

)

select
    figures.basis, figures.indicator_key, figures.period_key, figures.area_key,
    figures.numerator, figures.denominator, figures.value, figures.lower_95,
    figures.upper_95, figures.lower_998, figures.upper_998, figures.category,
    figures.flag, figures.lowest, figures.highest, figures.practices_with_data,
    figures.practices, figures.coverage_share, figures.part_key, figures.row_number,
    case
        when indicator_definitions.suppression <> 'hospital_counts' then null
        when figures.numerator between 1 and 7
            or figures.small_parts = 1
            or (figures.small_parts > 1 and figures.small_total <= 7) then 'hidden'
        else 'rounded'
    end as disclosure
from figures
inner join indicator_definitions
    on figures.indicator_key = indicator_definitions.indicator_key
order by figures.indicator_key, figures.period_key, figures.basis, figures.area_key
