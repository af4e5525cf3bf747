-- The periods that hold figures of an indicator, with how many practices and other areas.
-- Grain: one row per period and type of area, latest first. Parameters: $indicator_id (text).
select
    dim_period.period_label as period,
    dim_period.period_kind,
    dim_period.start_date,
    dim_period.end_date,
    holdings.area_type,
    holdings.areas,
    holdings.areas_with_value
from holdings
inner join indicator_definitions
    on holdings.indicator_key = indicator_definitions.indicator_key
inner join dim_period on holdings.period_key = dim_period.period_key
where indicator_definitions.indicator_id = $indicator_id
order by dim_period.end_date desc, dim_period.start_date desc, holdings.area_type
