-- The figures that people gave in files of one format, as these gave them, of the latest period of
-- each indicator. Figures under the small-number rule never leave the store as they are.
-- Grain: one row per indicator and area. Parameters: $format_id (text).
with

standing as (

    select
        loaded_values.indicator_key, loaded_values.area_key, loaded_values.period_key,
        loaded_values.part_key, loaded_values.numerator, loaded_values.denominator,
        loaded_values.value, loaded_values.category, loaded_values.is_removed
    from loaded_values
    inner join indicator_definitions
        on loaded_values.indicator_key = indicator_definitions.indicator_key
    where indicator_definitions.suppression <> 'hospital_counts'
        and loaded_values.load_key not in (select undone_loads.load_key from undone_loads)
        and loaded_values.indicator_key in (
            select typed.indicator_key
            from loaded_values as typed
            inner join parts on typed.part_key = parts.part_key
            inner join files on parts.file_key = files.file_key
            where files.format_id = $format_id
        )
    qualify row_number() over (
        partition by
            loaded_values.indicator_key, loaded_values.area_key, loaded_values.period_key
        order by loaded_values.load_key desc
    ) = 1

)

select
    indicator_definitions.indicator_id, dim_area.area_code, dim_period.period_label as period,
    standing.numerator, standing.denominator, standing.value, standing.category
from standing
inner join indicator_definitions
    on standing.indicator_key = indicator_definitions.indicator_key
inner join dim_area on standing.area_key = dim_area.area_key
inner join dim_period on standing.period_key = dim_period.period_key
inner join parts on standing.part_key = parts.part_key
inner join files on parts.file_key = files.file_key
where not standing.is_removed
    and files.format_id = $format_id
qualify dense_rank() over (
    partition by standing.indicator_key order by dim_period.end_date desc
) = 1
order by indicator_definitions.indicator_id, dim_area.area_code
