-- Everything that was ever loaded of one figure: who, when, from which file, sheet and row, and
-- what became of it. A figure under the small-number rule is not said.
-- Grain: one row per load that gave, changed or removed the figure, latest first. Parameters:
-- $area_code, $indicator_id, $period (text).
with

said as (

    select
        loaded_values.load_key, loaded_values.part_key, loaded_values.row_number,
        loaded_values.is_removed, loaded_values.category, definitions.suppression,
        coalesce(
            loaded_values.value,
            definitions.multiplier * loaded_values.numerator
                / nullif(loaded_values.denominator, 0),
            loaded_values.numerator
        ) as value
    from loaded_values
    inner join indicator_definitions as definitions
        on loaded_values.indicator_key = definitions.indicator_key
    inner join dim_area on loaded_values.area_key = dim_area.area_key
    inner join dim_period on loaded_values.period_key = dim_period.period_key
    where dim_area.area_code = $area_code
        and definitions.indicator_id = $indicator_id
        and dim_period.period_label = $period

)

select
    said.load_key, loads.loaded_at, loads.loaded_by, loads.approved_by, loads.note,
    files.file_name, files.sha256, files.format_id, parts.sheet, said.row_number,
    said.is_removed, said.category,
    case when said.suppression <> 'hospital_counts' then said.value end as value,
    said.suppression = 'hospital_counts' as is_hidden,
    undone_loads.undone_by
from said
inner join loads on said.load_key = loads.load_key
left join parts on said.part_key = parts.part_key
left join files on parts.file_key = files.file_key
left join undone_loads on said.load_key = undone_loads.load_key
order by said.load_key desc
