-- The periods of which it is held where the patients of practices live.
-- Grain: one row per period. No parameters.
select distinct period
from loaded_flows
where load_key not in (select load_key from undone_loads)
order by period
