-- Every published figure leads back to the file that it came from.
-- Returns the figures that do not.
select
    indicator_definitions.indicator_id, keyed_areas.area_code, keyed_periods.period_label
from area_values
inner join indicator_definitions
    on area_values.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on area_values.area_key = keyed_areas.area_key
inner join keyed_periods on area_values.period_key = keyed_periods.period_key
left join parts on area_values.part_key = parts.part_key
left join files on parts.file_key = files.file_key
where area_values.basis = 'published' and files.file_key is null
