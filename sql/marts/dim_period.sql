-- The periods that the store has met.
-- Grain: one row per period.
select period_key, period_label, period_kind, start_date, end_date
from stg_periods
