-- The copy sorted by area holds the same figures as the one sorted by indicator.
-- Returns the indicators where they differ in number or sum.
with

by_indicator as (

    select indicator_key, count(*) as figures, sum(value) as total
    from area_values
    group by indicator_key

),

by_area as (

    select indicator_key, count(*) as figures, sum(value) as total
    from area_values_by_area
    group by indicator_key

)

select
    indicator_definitions.indicator_id, by_indicator.figures, by_area.figures as copied
from by_indicator
full join by_area on by_indicator.indicator_key = by_area.indicator_key
inner join indicator_definitions
    on coalesce(by_indicator.indicator_key, by_area.indicator_key)
        = indicator_definitions.indicator_key
where by_indicator.figures is distinct from by_area.figures
    or abs(by_indicator.total - by_area.total) > 1e-6 * abs(by_indicator.total)
