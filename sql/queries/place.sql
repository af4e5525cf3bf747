-- The place that the store is about.
-- Grain: one row. No parameters.
select place_id, place_name, system_code, is_illustrative
from place
