-- A supplied interval contains its value and lies inside the wider one.
-- Returns the figures where it does not.
select
    indicator_definitions.indicator_id, keyed_areas.area_code,
    keyed_periods.period_label, area_values.value, area_values.lower_95,
    area_values.upper_95, area_values.lower_998, area_values.upper_998
from area_values
inner join indicator_definitions
    on area_values.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on area_values.area_key = keyed_areas.area_key
inner join keyed_periods on area_values.period_key = keyed_periods.period_key
-- published figures are rounded, some to one decimal
where area_values.value < area_values.lower_95 - 0.1
    or area_values.value > area_values.upper_95 + 0.1
    or area_values.lower_95 < area_values.lower_998 - 0.1
    or area_values.upper_95 > area_values.upper_998 + 0.1
