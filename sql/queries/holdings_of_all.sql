-- What is held of every indicator: periods, areas and the load that last changed it.
-- Grain: one row per indicator, period and type of area. No parameters.
select
    indicator_definitions.indicator_id,
    dim_period.period_label as period,
    dim_period.end_date,
    holdings.area_type,
    holdings.areas,
    holdings.areas_with_value,
    loads.load_key,
    loads.loaded_at,
    loads.loaded_by
from holdings
inner join indicator_definitions
    on holdings.indicator_key = indicator_definitions.indicator_key
inner join dim_period on holdings.period_key = dim_period.period_key
left join loads on holdings.last_load_key = loads.load_key
order by indicator_definitions.indicator_id, dim_period.end_date, holdings.area_type
