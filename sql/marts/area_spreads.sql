-- How the figures of practices spread, over England's and the system's practices of the time: the
-- lowest and highest, deciles and quartiles by linear interpolation. Hidden figures take no part.
-- Grain: one row per indicator, period and group that has a figure of one of its practices.
select
    area_values.indicator_key, area_values.period_key, group_members.group_key as area_key,
    count(*) as practices,
    min(area_values.value) as lowest,
    max(area_values.value) as highest,
    quantile_cont(area_values.value, 0.25) as lower_quartile,
    quantile_cont(area_values.value, 0.75) as upper_quartile,
    quantile_cont(area_values.value, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) as deciles
from area_values
inner join group_members
    on area_values.area_key = group_members.practice_key
    and area_values.period_key = group_members.period_key
where area_values.basis = 'published'
    and area_values.value is not null
    and area_values.disclosure is distinct from 'hidden'
    and group_members.basis = 'as_was'
    and group_members.group_type in ('england', 'system')
    and area_values.indicator_key in (select indicator_key from touched_indicators)
group by area_values.indicator_key, area_values.period_key, group_members.group_key
