-- An indicator, area, period and basis has one figure.
-- Returns the keys that have more.
select
    area_values.basis, indicator_definitions.indicator_id, keyed_areas.area_code,
    keyed_periods.period_label, count(*) as figures
from area_values
inner join indicator_definitions
    on area_values.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on area_values.area_key = keyed_areas.area_key
inner join keyed_periods on area_values.period_key = keyed_periods.period_key
where area_values.indicator_key in (select indicator_key from touched_indicators)
group by
    area_values.basis, indicator_definitions.indicator_id, keyed_areas.area_code,
    keyed_periods.period_label
having count(*) > 1
