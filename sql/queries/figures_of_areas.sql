-- One indicator over all its periods for a few areas, each on the basis asked for: published
-- where there is a published figure and the basis is as-was.
-- Grain: one row per area and period. Parameters: $indicator_id, $basis (text),
-- $area_codes (list of text).
with

chosen_indicator as (

    select indicator_key
    from indicator_definitions
    where indicator_id = $indicator_id

)

select
    dim_area.area_code,
    dim_period.period_label as period,
    dim_period.end_date,
    disclosed_values.basis,
    disclosed_values.numerator,
    disclosed_values.denominator,
    disclosed_values.value,
    disclosed_values.lower_95,
    disclosed_values.upper_95,
    disclosed_values.lower_998,
    disclosed_values.upper_998,
    disclosed_values.category,
    disclosed_values.flag
from disclosed_values
inner join chosen_indicator on disclosed_values.indicator_key = chosen_indicator.indicator_key
inner join dim_area on disclosed_values.area_key = dim_area.area_key
inner join dim_period on disclosed_values.period_key = dim_period.period_key
where list_contains($area_codes, dim_area.area_code)
    and (
        disclosed_values.basis = $basis
        or (
            disclosed_values.basis = 'published'
            and ($basis = 'as_was' or dim_area.area_type = 'practice')
        )
    )
qualify row_number() over (
    partition by disclosed_values.area_key, disclosed_values.period_key
    order by disclosed_values.basis desc
) = 1
order by dim_area.area_code, dim_period.end_date
