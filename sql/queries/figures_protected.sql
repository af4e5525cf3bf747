-- The loaded figures of one indicator under the small-number rule, as they may be shown, with the
-- file, sheet, row and load of each. Of an indicator without the rule there are none.
-- Grain: one row per period and area, in the order of periods. Parameters: $indicator_id (text),
-- $levels, $periods (lists of text, or null for all).
select
    dim_area.area_code, dim_area.area_name, dim_period.period_label as period,
    disclosed_values.numerator, disclosed_values.denominator, disclosed_values.value,
    disclosed_values.lower_95, disclosed_values.upper_95,
    disclosed_values.lower_998, disclosed_values.upper_998,
    disclosed_values.category, disclosed_values.flag,
    files.file_name, parts.sheet, disclosed_values.row_number,
    loads.load_key, loads.loaded_by, loads.approved_by, loads.loaded_at
from disclosed_values
inner join indicator_definitions
    on disclosed_values.indicator_key = indicator_definitions.indicator_key
inner join dim_area on disclosed_values.area_key = dim_area.area_key
inner join dim_period on disclosed_values.period_key = dim_period.period_key
left join parts on disclosed_values.part_key = parts.part_key
left join files on parts.file_key = files.file_key
left join loads on files.load_key = loads.load_key
where indicator_definitions.indicator_id = $indicator_id
    and indicator_definitions.suppression = 'hospital_counts'
    and disclosed_values.basis = 'published'
    and ($levels::varchar[] is null or list_contains($levels, dim_area.area_type))
    and ($periods::varchar[] is null or list_contains($periods, dim_period.period_label))
order by
    dim_period.end_date, dim_period.start_date, dim_area.area_type, dim_area.area_code
