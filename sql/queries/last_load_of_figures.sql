-- The load that last changed a figure of an indicator in a period.
-- Grain: one row, or none. Parameters: $indicator_id, $period (text).
select loads.load_key, loads.loaded_at, loads.loaded_by
from holdings
inner join indicator_definitions
    on holdings.indicator_key = indicator_definitions.indicator_key
inner join dim_period on holdings.period_key = dim_period.period_key
inner join loads on holdings.last_load_key = loads.load_key
where indicator_definitions.indicator_id = $indicator_id
    and dim_period.period_label = $period
order by loads.load_key desc
limit 1
