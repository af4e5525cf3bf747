-- No figure may be infinite or not a number: a chart would draw it.
-- Returns the figures that are.
select
    indicator_definitions.indicator_id, keyed_areas.area_code,
    keyed_periods.period_label, area_values.value
from area_values
inner join indicator_definitions
    on area_values.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on area_values.area_key = keyed_areas.area_key
inner join keyed_periods on area_values.period_key = keyed_periods.period_key
where not isfinite(coalesce(area_values.value, 0))
    or not isfinite(coalesce(area_values.numerator, 0))
    or not isfinite(coalesce(area_values.denominator, 0))
    or not isfinite(coalesce(area_values.lower_95, 0))
    or not isfinite(coalesce(area_values.upper_95, 0))
