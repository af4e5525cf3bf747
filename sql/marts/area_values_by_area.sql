-- The same figures once more, sorted for one area at a time.
-- Grain: one row per basis, indicator, period and area.
select
    basis, indicator_key, period_key, area_key, numerator, denominator, value,
    lower_95, upper_95, lower_998, upper_998, category, flag, part_key, row_number,
    disclosure
from area_values
where indicator_key in (select indicator_key from touched_indicators)
order by area_key, indicator_key, period_key
