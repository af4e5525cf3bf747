-- The group of a type that each practice was in, in a period.
-- Grain: one row per practice. Parameters: $group_type, $period, $basis (text: as_was or as_is).
select
    practices.area_code as practice_code,
    min(groups.area_code) as group_code
from group_members
inner join dim_period on group_members.period_key = dim_period.period_key
inner join dim_area as practices on group_members.practice_key = practices.area_key
inner join dim_area as groups on group_members.group_key = groups.area_key
where group_members.group_type = $group_type
    and dim_period.period_label = $period
    and group_members.basis = $basis
group by practices.area_code
order by practices.area_code
