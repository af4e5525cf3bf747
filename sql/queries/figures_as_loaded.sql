-- The figures of one indicator as the files that count gave them, with the file, sheet, row and
-- load of each: to be edited and loaded back. What is worked out is not there, nor are figures
-- under the small-number rule, which never leave the store as they are.
-- Grain: one row per period and area, in the order of periods. Parameters: $indicator_id (text),
-- $levels, $periods (lists of text, or null for all).
with

standing as (

    select
        loaded_values.load_key, loaded_values.part_key, loaded_values.row_number,
        loaded_values.area_key, loaded_values.period_key, loaded_values.is_removed,
        loaded_values.numerator, loaded_values.denominator, loaded_values.value,
        loaded_values.lower_95, loaded_values.upper_95,
        loaded_values.lower_998, loaded_values.upper_998,
        loaded_values.category, loaded_values.flag
    from loaded_values
    inner join indicator_definitions
        on loaded_values.indicator_key = indicator_definitions.indicator_key
    where indicator_definitions.indicator_id = $indicator_id
        and indicator_definitions.suppression <> 'hospital_counts'
        and loaded_values.load_key not in (select undone_loads.load_key from undone_loads)
    qualify row_number() over (
        partition by loaded_values.area_key, loaded_values.period_key
        order by loaded_values.load_key desc
    ) = 1

)

select
    dim_area.area_code, dim_area.area_name, dim_period.period_label as period,
    standing.numerator, standing.denominator, standing.value,
    standing.lower_95, standing.upper_95, standing.lower_998, standing.upper_998,
    standing.category, standing.flag,
    files.file_name, parts.sheet, standing.row_number,
    standing.load_key, loads.loaded_by, loads.approved_by, loads.loaded_at
from standing
inner join dim_area on standing.area_key = dim_area.area_key
inner join dim_period on standing.period_key = dim_period.period_key
inner join loads on standing.load_key = loads.load_key
left join parts on standing.part_key = parts.part_key
left join files on parts.file_key = files.file_key
where not standing.is_removed
    and ($levels::varchar[] is null or list_contains($levels, dim_area.area_type))
    and ($periods::varchar[] is null or list_contains($periods, dim_period.period_label))
order by
    dim_period.end_date, dim_period.start_date, dim_area.area_type, dim_area.area_code
