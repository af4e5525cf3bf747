-- A numerator or a denominator counts people, events or points and cannot be below zero. (That
-- of a ratio may be money, which is taken back now and then.)
-- Returns the figures where one is.
select
    indicator_definitions.indicator_id, keyed_areas.area_code,
    keyed_periods.period_label, area_values.numerator, area_values.denominator
from area_values
inner join indicator_definitions
    on area_values.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on area_values.area_key = keyed_areas.area_key
inner join keyed_periods on area_values.period_key = keyed_periods.period_key
where (area_values.numerator < 0 and indicator_definitions.method <> 'ratio')
    or area_values.denominator < 0
