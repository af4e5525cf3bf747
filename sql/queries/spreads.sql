-- How the figures of a group's practices spread, of some indicators in every period.
-- Grain: one row per indicator and period. Parameters: $area_code (text: England's or the
-- system's), $indicator_ids (list of text).
select
    indicator_definitions.indicator_id,
    dim_period.period_label as period,
    dim_period.end_date,
    area_spreads.practices,
    area_spreads.lowest,
    area_spreads.highest,
    area_spreads.lower_quartile,
    area_spreads.upper_quartile,
    area_spreads.deciles
from area_spreads
inner join dim_area on area_spreads.area_key = dim_area.area_key
inner join indicator_definitions
    on area_spreads.indicator_key = indicator_definitions.indicator_key
inner join dim_period on area_spreads.period_key = dim_period.period_key
where dim_area.area_code = $area_code
    and list_contains($indicator_ids, indicator_definitions.indicator_id)
order by indicator_definitions.indicator_id, dim_period.end_date
