-- Which of some areas hold figures of an indicator, as published or as-was, in how many periods.
-- Grain: one row per area that does. Parameters: $indicator_id (text), $area_codes (list of text).
select dim_area.area_code, count(distinct disclosed_values_by_area.period_key) as periods
from disclosed_values_by_area
inner join dim_area on disclosed_values_by_area.area_key = dim_area.area_key
inner join indicator_definitions
    on disclosed_values_by_area.indicator_key = indicator_definitions.indicator_key
where indicator_definitions.indicator_id = $indicator_id
    and dim_area.area_code in (select unnest($area_codes))
    and disclosed_values_by_area.basis in ('published', 'as_was')
    and disclosed_values_by_area.value is not null
group by dim_area.area_code
order by dim_area.area_code
