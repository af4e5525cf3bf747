-- The types of group that practices were in, in a period.
-- Grain: one row per type of group. Parameters: $period, $basis (text: as_was or as_is).
select distinct group_members.group_type
from group_members
inner join dim_period on group_members.period_key = dim_period.period_key
where dim_period.period_label = $period
    and group_members.basis = $basis
order by group_members.group_type
