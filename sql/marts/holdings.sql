-- What is held of each indicator: per period and type of area, how many areas have a figure, and
-- the load that last changed one.
-- Grain: one row per indicator, period and type of area.
select
    int_current_values.indicator_key, int_current_values.period_key, int_areas.area_type,
    count(*) as areas,
    count(*) filter (
        where int_current_values.value is not null
            or int_current_values.category is not null
    ) as areas_with_value,
    max(files.load_key) as last_load_key
from int_current_values
inner join int_areas on int_current_values.area_key = int_areas.area_key
inner join parts on int_current_values.part_key = parts.part_key
inner join files on parts.file_key = files.file_key
group by
    int_current_values.indicator_key, int_current_values.period_key, int_areas.area_type
