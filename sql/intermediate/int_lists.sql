-- The registered list of each practice nearest to the end of each period, at most twelve months
-- away, and whether the practice was open then: by its dates, and where lists of that time are
-- held at all, by having one, since ODS files do not reach to every period. Else it is what ODS
-- says; a code that no ODS file of GP practices lists is of some other prescriber.
-- Where a period has no list as near as that, averages are weighted by the nearest within three
-- years: how large practices are beside each other changes slowly, how many patients are covered
-- is not known.
-- Grain: one row per practice and period; patients is null where no list is near.
with

lists as (

    select
        int_current_values.area_key as practice_key,
        stg_periods.end_date as list_date,
        int_current_values.value as patients
    from int_current_values
    inner join indicator_definitions
        on int_current_values.indicator_key = indicator_definitions.indicator_key
    inner join stg_periods on int_current_values.period_key = stg_periods.period_key
    where indicator_definitions.indicator_id = 'registered_patients'
        and int_current_values.value is not null

),

list_dates as (

    select distinct list_date
    from lists

),

nearest as (

    select
        stg_periods.period_key,
        lists.practice_key,
        arg_min(
            lists.patients,
            (abs(lists.list_date - stg_periods.end_date), lists.list_date)
        ) filter (
            where lists.list_date between stg_periods.end_date - interval 12 month
                and stg_periods.end_date + interval 12 month
        ) as patients,
        arg_min(
            lists.patients,
            (abs(lists.list_date - stg_periods.end_date), lists.list_date)
        ) as weight
    from stg_periods
    inner join lists
        on lists.list_date between stg_periods.end_date - interval 36 month
            and stg_periods.end_date + interval 36 month
    group by stg_periods.period_key, lists.practice_key

),

periods_with_lists as (

    select distinct period_key
    from nearest
    where patients is not null

)

select
    practices.area_key as practice_key,
    stg_periods.period_key,
    case when open_then.is_within then nearest.patients end as patients,
    case
        when not open_then.is_within then null
        when periods_with_lists.period_key is not null then nearest.patients
        else nearest.weight
    end as weight,
    open_then.is_within and case
        when periods_with_lists.period_key is not null then nearest.patients is not null
        else practices.status is not null
    end as is_open,
    periods_with_lists.period_key is not null as has_lists
from int_areas as practices
cross join stg_periods
cross join lateral (
    select
        stg_periods.end_date between
            coalesce(practices.opened_date, date '1900-01-01')
            and coalesce(practices.closed_date, date '9999-12-31') as is_within
) as open_then
left join nearest
    on practices.area_key = nearest.practice_key
    and stg_periods.period_key = nearest.period_key
left join periods_with_lists on stg_periods.period_key = periods_with_lists.period_key
where practices.area_type = 'practice'
