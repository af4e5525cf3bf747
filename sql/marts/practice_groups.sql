-- Every group that a practice was in, with dates.
-- Grain: one row per practice, group and interval.
select distinct practice_key, group_key, group_type, start_date, end_date
from int_practice_groups
