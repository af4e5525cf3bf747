-- The figures of a family of indicators in one period, of some practices.
-- Grain: one row per area and indicator. Parameters: $family (text: how their ids begin), $period
-- (text), $area_codes (list of text).
select
    dim_area.area_code,
    indicator_definitions.indicator_id,
    disclosed_values.numerator,
    disclosed_values.denominator,
    disclosed_values.value,
    disclosed_values.category,
    disclosed_values.flag,
    files.file_name,
    parts.sheet
from disclosed_values
inner join indicator_definitions
    on disclosed_values.indicator_key = indicator_definitions.indicator_key
inner join dim_period on disclosed_values.period_key = dim_period.period_key
inner join dim_area on disclosed_values.area_key = dim_area.area_key
left join parts on disclosed_values.part_key = parts.part_key
left join files on parts.file_key = files.file_key
where starts_with(indicator_definitions.indicator_id, $family)
    and dim_period.period_label = $period
    and disclosed_values.basis = 'published'
    and dim_area.area_code in (select unnest($area_codes))
order by dim_area.area_code, indicator_definitions.indicator_id
