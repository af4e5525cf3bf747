-- The incoming figures of a load as their files give them, one a key: the same figure said by two
-- files counts once (contradictions are refused before this is read).
-- Grain: one row per indicator, area and period.
select
    indicator_key, area_key, period_key, numerator, denominator, value,
    lower_95, upper_95, lower_998, upper_998, category, flag, part_key, row_number
from incoming_values
qualify row_number() over (
    partition by indicator_key, area_key, period_key
    order by part_key, row_number
) = 1
