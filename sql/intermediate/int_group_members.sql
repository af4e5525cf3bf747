-- Which practices make a group in each period, as-was (membership on the period's last day) and
-- as-is (each practice's latest membership, taking a group that existed in the period if there
-- is one, so that a later merger of CCGs does not empty the CCGs of earlier years).
-- Grain: one row per basis, period, group and practice.
with

as_was as (

    select distinct
        stg_periods.period_key, groups.practice_key, groups.group_key, groups.group_type
    from int_practice_groups as groups
    inner join stg_periods
        on stg_periods.end_date
            between groups.start_date and coalesce(groups.end_date, date '9999-12-31')

),

as_is as (

    select
        stg_periods.period_key, groups.practice_key, groups.group_key, groups.group_type
    from int_practice_groups as groups
    inner join int_areas on groups.group_key = int_areas.area_key
    cross join stg_periods
    qualify row_number() over (
        partition by stg_periods.period_key, groups.practice_key, groups.group_type
        order by
            stg_periods.end_date between
                coalesce(int_areas.opened_date, date '1900-01-01')
                and coalesce(int_areas.closed_date, date '9999-12-31') desc,
            coalesce(groups.end_date, date '9999-12-31') desc,
            groups.start_date desc,
            groups.group_key
    ) = 1

)

select 'as_was' as basis, period_key, group_key, group_type, practice_key from as_was
union all
select 'as_is', period_key, group_key, group_type, practice_key from as_is
