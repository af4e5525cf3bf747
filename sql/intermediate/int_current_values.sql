-- The figures that count now: of each key the latest load's, unless that load removed it, with the
-- value that follows from its parts. QOF points get the most that could be earned from the mapping
-- of their year, where the file that held the points does not say it. `is_ruled` says that the
-- small-number rule holds for the figure, `is_small` that its count is 1 to 7.
-- Grain: one row per indicator, area and period.
with

points_of_indicators as (

    select period, qof_group, points
    from standing_qof_points
    qualify row_number() over (
        partition by period, qof_indicator
        order by load_key desc, part_key desc, row_number desc
    ) = 1

),

most_points as (

    select
        keyed_periods.period_key,
        indicator_definitions.indicator_key,
        sum(points.points) as points
    from points_of_indicators as points
    inner join keyed_periods on points.period = keyed_periods.period_label
    inner join indicator_definitions
        on indicator_definitions.indicator_id
            in ('qof_points', 'qof_achievement_' || lower(points.qof_group))
    group by keyed_periods.period_key, indicator_definitions.indicator_key

),

with_points as (

    select
        latest.indicator_key, latest.area_key, latest.period_key, latest.numerator,
        coalesce(latest.denominator, most_points.points) as denominator, latest.value,
        latest.lower_95, latest.upper_95, latest.lower_998, latest.upper_998,
        latest.category, latest.flag, latest.part_key, latest.row_number,
        indicator_definitions.method, indicator_definitions.multiplier,
        indicator_definitions.suppression = 'hospital_counts' as is_ruled
    from int_latest_values as latest
    inner join indicator_definitions
        on latest.indicator_key = indicator_definitions.indicator_key
    left join most_points
        on latest.indicator_key = most_points.indicator_key
        and latest.period_key = most_points.period_key
    where not latest.is_removed

),

with_value as (

    select
        indicator_key, area_key, period_key, numerator, denominator,
        case
            when value is not null then value
            when method = 'count' or (method = 'score' and multiplier = 1) then numerator
            else multiplier * numerator / nullif(denominator, 0)
        end as value,
        lower_95, upper_95, lower_998, upper_998, category, flag, part_key, row_number,
        is_ruled,
        case
            when numerator is not null then numerator
            when method = 'count' then value
            else value * denominator / multiplier
        end as event_count
    from with_points

)

select
    indicator_key, area_key, period_key, numerator, denominator, value,
    lower_95, upper_95, lower_998, upper_998, category, flag, part_key, row_number,
    is_ruled,
    -- a rate that cannot be traced to a count cannot be shown to be of a large one
    is_ruled and (
        (event_count > 0 and event_count < 7.5) or (event_count is null and value > 0)
    ) as is_small,
    event_count
from with_value
