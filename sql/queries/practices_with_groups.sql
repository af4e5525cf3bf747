-- The practices of a scope in a period with their lists, their borough, and their group of a kind.
-- Grain: one row per practice. Parameters: $group_type, $period, $scope_code (text), $basis (text:
-- as_was or as_is).
with

members as (

    select
        practices.area_code as practice_code, group_members.group_type,
        groups.area_code as group_code, group_members.patients, group_members.is_open
    from group_members
    inner join dim_period on group_members.period_key = dim_period.period_key
    inner join dim_area as practices on group_members.practice_key = practices.area_key
    inner join dim_area as groups on group_members.group_key = groups.area_key
    where dim_period.period_label = $period
        and group_members.basis = $basis

)

select
    practice_code,
    max(group_code) filter (where group_type = $group_type) as group_code,
    max(group_code) filter (where group_type = 'borough') as borough_code,
    max(patients) as patients,
    bool_or(is_open) as is_open
from members
group by practice_code
having bool_or(group_code = $scope_code)
order by practice_code
