-- The figures that count now: of each key the latest load's, unless that load removed it. QOF
-- points get the most that could be earned from the mapping of their year, where the file that
-- held the points does not say it.
-- Grain: one row per indicator, area and period.
with

latest as (

    select
        indicator_key, area_key, period_key, numerator, denominator, value,
        lower_95, upper_95, lower_998, upper_998, category, flag,
        part_key, row_number, is_removed
    from loaded_values
    where indicator_key in (select indicator_key from touched_indicators)
    qualify row_number() over (
        partition by indicator_key, area_key, period_key order by load_key desc
    ) = 1

),

most_points as (

    select
        keyed_periods.period_key,
        indicator_definitions.indicator_key,
        sum(points.points) as points
    from loaded_qof_points as points
    inner join keyed_periods on points.period = keyed_periods.period_label
    inner join indicator_definitions
        on indicator_definitions.indicator_id
            in ('qof_points', 'qof_achievement_' || lower(points.qof_group))
    where points.load_key = (
        select max(others.load_key)
        from loaded_qof_points as others
        where others.period = points.period
    )
    group by keyed_periods.period_key, indicator_definitions.indicator_key

),

with_points as (

    select
        latest.indicator_key, latest.area_key, latest.period_key, latest.numerator,
        coalesce(latest.denominator, most_points.points) as denominator, latest.value,
        latest.lower_95, latest.upper_95, latest.lower_998, latest.upper_998,
        latest.category, latest.flag, latest.part_key, latest.row_number,
        indicator_definitions.multiplier
    from latest
    inner join indicator_definitions
        on latest.indicator_key = indicator_definitions.indicator_key
    left join most_points
        on latest.indicator_key = most_points.indicator_key
        and latest.period_key = most_points.period_key
    where not latest.is_removed

)

select
    indicator_key, area_key, period_key, numerator, denominator,
    coalesce(value, multiplier * numerator / nullif(denominator, 0)) as value,
    lower_95, upper_95, lower_998, upper_998, category, flag, part_key, row_number
from with_points
