-- What files say of some areas and indicators in every period, with the file: to set what is typed
-- beside it.
-- Grain: one row per area, indicator and period. Parameters: $area_codes, $indicator_ids (lists of
-- text).
select
    indicator_definitions.indicator_id, dim_area.area_code,
    dim_period.period_label as period, dim_period.end_date,
    held.value, held.category, files.format_id, files.file_name
from disclosed_values_by_area as held
inner join indicator_definitions
    on held.indicator_key = indicator_definitions.indicator_key
inner join dim_area on held.area_key = dim_area.area_key
inner join dim_period on held.period_key = dim_period.period_key
inner join parts on held.part_key = parts.part_key
inner join files on parts.file_key = files.file_key
where list_contains($area_codes, dim_area.area_code)
    and list_contains($indicator_ids, indicator_definitions.indicator_id)
