-- The figures of one indicator in one period of some areas: as published, or for a group on
-- today's membership or without a published figure, as made from its practices.
-- Grain: one row per area that has one. Parameters: $indicator_id, $period (text), $basis (text:
-- as_was or as_is), $area_codes (list of text).
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

areas as (

    select area_key, area_code, area_type
    from dim_area
    where area_code in (select unnest($area_codes))

)

select
    areas.area_code,
    disclosed_values.basis,
    disclosed_values.numerator,
    disclosed_values.denominator,
    disclosed_values.value,
    disclosed_values.lower_95,
    disclosed_values.upper_95,
    disclosed_values.lower_998,
    disclosed_values.upper_998,
    disclosed_values.category,
    disclosed_values.flag,
    disclosed_values.lowest,
    disclosed_values.highest,
    disclosed_values.practices_with_data,
    disclosed_values.practices,
    disclosed_values.coverage_share,
    files.file_name,
    parts.sheet,
    disclosed_values.row_number
from disclosed_values
inner join chosen_indicator
    on disclosed_values.indicator_key = chosen_indicator.indicator_key
inner join chosen_period on disclosed_values.period_key = chosen_period.period_key
inner join areas on disclosed_values.area_key = areas.area_key
left join parts on disclosed_values.part_key = parts.part_key
left join files on parts.file_key = files.file_key
where disclosed_values.basis = $basis
    or (
        disclosed_values.basis = 'published'
        and ($basis = 'as_was' or areas.area_type = 'practice')
    )
qualify row_number() over (
    partition by disclosed_values.area_key order by disclosed_values.basis desc
) = 1
