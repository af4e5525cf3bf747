-- The figures of the touched indicators as the latest standing load of each key gives them: what
-- is worked out from them is not among them.
-- Grain: one row per indicator, area and period, those that were removed among them.
select
    indicator_key, area_key, period_key, numerator, denominator, value,
    lower_95, upper_95, lower_998, upper_998, category, flag,
    part_key, row_number, load_key, is_removed
from standing_values
where indicator_key in (select indicator_key from touched_indicators)
qualify row_number() over (
    partition by indicator_key, area_key, period_key order by load_key desc
) = 1
