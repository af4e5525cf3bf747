-- Every figure with a number of some areas over all periods, as it may leave the store: as
-- published, or as-was where nothing was published. For looking at all of them at once.
-- Grain: one row per area, indicator and period. Parameters: $area_codes (list of text).
with

chosen as (

    select area_key, area_code
    from dim_area
    where list_contains($area_codes, area_code)

),

figures as (

    select
        disclosed_values_by_area.indicator_key, disclosed_values_by_area.period_key,
        chosen.area_code, disclosed_values_by_area.numerator,
        disclosed_values_by_area.denominator, disclosed_values_by_area.value,
        disclosed_values_by_area.lower_95, disclosed_values_by_area.upper_95,
        disclosed_values_by_area.lower_998, disclosed_values_by_area.upper_998
    from disclosed_values_by_area
    inner join chosen on disclosed_values_by_area.area_key = chosen.area_key
    where disclosed_values_by_area.basis in ('published', 'as_was')
    qualify row_number() over (
        partition by
            disclosed_values_by_area.area_key, disclosed_values_by_area.indicator_key,
            disclosed_values_by_area.period_key
        order by disclosed_values_by_area.basis desc
    ) = 1

)

select
    indicator_definitions.indicator_id,
    figures.area_code,
    dim_period.period_label as period,
    dim_period.end_date,
    figures.numerator,
    figures.denominator,
    figures.value,
    figures.lower_95,
    figures.upper_95,
    figures.lower_998,
    figures.upper_998
from figures
inner join indicator_definitions on figures.indicator_key = indicator_definitions.indicator_key
inner join dim_period on figures.period_key = dim_period.period_key
where figures.value is not null
order by indicator_definitions.indicator_id, figures.area_code, dim_period.end_date
