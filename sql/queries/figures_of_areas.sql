-- Every figure held of a few areas, over all indicators and periods: as published, or as-was
-- where nothing was published.
-- Grain: one row per area, indicator and period. Parameters: $area_codes (list of text).
with

chosen_areas as (

    select area_key, area_code
    from dim_area
    where list_contains($area_codes, area_code)

)

select
    chosen_areas.area_code,
    indicator_definitions.indicator_id,
    dim_period.period_label as period,
    dim_period.end_date,
    disclosed_values_by_area.basis,
    disclosed_values_by_area.numerator,
    disclosed_values_by_area.denominator,
    disclosed_values_by_area.value,
    disclosed_values_by_area.lower_95,
    disclosed_values_by_area.upper_95,
    disclosed_values_by_area.lower_998,
    disclosed_values_by_area.upper_998,
    disclosed_values_by_area.category,
    disclosed_values_by_area.flag,
    files.file_name,
    parts.sheet,
    disclosed_values_by_area.row_number
from disclosed_values_by_area
inner join chosen_areas on disclosed_values_by_area.area_key = chosen_areas.area_key
inner join indicator_definitions
    on disclosed_values_by_area.indicator_key = indicator_definitions.indicator_key
inner join dim_period on disclosed_values_by_area.period_key = dim_period.period_key
left join parts on disclosed_values_by_area.part_key = parts.part_key
left join files on parts.file_key = files.file_key
where disclosed_values_by_area.basis in ('published', 'as_was')
qualify row_number() over (
    partition by disclosed_values_by_area.area_key, disclosed_values_by_area.indicator_key,
        disclosed_values_by_area.period_key
    order by disclosed_values_by_area.basis desc
) = 1
order by chosen_areas.area_code, indicator_definitions.indicator_id, dim_period.end_date
