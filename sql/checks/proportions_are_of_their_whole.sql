-- The numerator of a group's proportion is part of its denominator. (Publishers do slip with a
-- practice now and then: its reader warns of that, and it has no interval.)
-- Returns the figures where it is larger.
select
    indicator_definitions.indicator_id, keyed_areas.area_code,
    keyed_periods.period_label, area_values.numerator, area_values.denominator
from area_values
inner join indicator_definitions
    on area_values.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on area_values.area_key = keyed_areas.area_key
inner join keyed_periods on area_values.period_key = keyed_periods.period_key
where area_values.basis <> 'published'
    and indicator_definitions.method = 'proportion'
    and area_values.numerator > area_values.denominator
