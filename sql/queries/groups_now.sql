-- The groups that hold open practices in the latest period of the registered lists (of any
-- figures, where no list is held), and how many each holds; the scope itself is among them.
-- Grain: one row per group. Parameters: $scope_code (text).
with

latest as (

    select holdings.period_key, dim_period.period_label as period
    from holdings
    inner join indicator_definitions
        on holdings.indicator_key = indicator_definitions.indicator_key
    inner join dim_period on holdings.period_key = dim_period.period_key
    where holdings.area_type = 'practice'
    order by
        indicator_definitions.indicator_id = 'registered_patients' desc,
        dim_period.end_date desc
    limit 1

),

members as (

    select group_members.group_key, group_members.group_type, group_members.practice_key
    from group_members
    inner join latest on group_members.period_key = latest.period_key
    where group_members.basis = 'as_was'
        and group_members.is_open

),

scope_practices as (

    select members.practice_key
    from members
    inner join dim_area on members.group_key = dim_area.area_key
    where dim_area.area_code = $scope_code

)

select
    dim_area.area_code, members.group_type, latest.period, count(*) as practices
from members
inner join scope_practices on members.practice_key = scope_practices.practice_key
inner join dim_area on members.group_key = dim_area.area_key
cross join latest
group by dim_area.area_code, members.group_type, latest.period
order by members.group_type, dim_area.area_code
