-- A rating or state is one that its definition lists.
-- Returns the figures with another.
select
    indicator_definitions.indicator_id, keyed_areas.area_code,
    keyed_periods.period_label, area_values.category
from area_values
inner join indicator_definitions
    on area_values.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on area_values.area_key = keyed_areas.area_key
inner join keyed_periods on area_values.period_key = keyed_periods.period_key
where area_values.category is not null
    and not list_contains(indicator_definitions.categories, area_values.category)
