-- The figures of groups, made from those of their practices: numerators and denominators summed,
-- scores averaged, or categories counted, as the indicator's definition says. Withheld where the
-- practices with data hold less than 90% of the group's registered patients; unknown coverage
-- (no list within twelve months) is flagged and shown: an average by patients, if at least 90% of
-- the practices have a list within three years to be weighted by.
-- Grain: one row per basis, indicator, period and group.
with

practice_values as (

    select
        int_current_values.indicator_key, int_current_values.period_key,
        int_current_values.area_key as practice_key, int_current_values.numerator,
        int_current_values.denominator, int_current_values.value,
        indicator_definitions.aggregation, indicator_definitions.multiplier,
        int_current_values.is_ruled, int_current_values.is_small,
        int_current_values.event_count,
        list_contains(indicator_definitions.favourable, int_current_values.category)
            as is_favourable,
        list_contains(indicator_definitions.rated, int_current_values.category)
            as is_rated,
        case
            when indicator_definitions.aggregation = 'share'
                then int_current_values.category is not null
            when indicator_definitions.aggregation = 'sum'
                and indicator_definitions.method <> 'count'
                then int_current_values.numerator is not null
                    and int_current_values.denominator is not null
                    -- publishers do slip with a practice now and then
                    and not (
                        indicator_definitions.method = 'proportion'
                        and int_current_values.numerator > int_current_values.denominator
                    )
            else int_current_values.value is not null
        end as has_data
    from int_current_values
    inner join indicator_definitions
        on int_current_values.indicator_key = indicator_definitions.indicator_key
    inner join int_areas on int_current_values.area_key = int_areas.area_key
    where int_areas.area_type = 'practice'
        and indicator_definitions.aggregation <> 'none'

),

group_sizes as (

    select
        members.basis, members.period_key, members.group_key,
        count(*) filter (where int_lists.is_open) as practices,
        sum(int_lists.patients) as patients
    from int_group_members as members
    inner join int_lists
        on members.practice_key = int_lists.practice_key
        and members.period_key = int_lists.period_key
    group by members.basis, members.period_key, members.group_key

),

sums as (

    select
        members.basis, practice_values.indicator_key, practice_values.period_key,
        members.group_key,
        any_value(practice_values.aggregation) as aggregation,
        any_value(practice_values.multiplier) as multiplier,
        count(*) as practices_with_data,
        sum(int_lists.patients) as patients_with_data,
        sum(practice_values.numerator) as numerator,
        sum(practice_values.denominator) as denominator,
        sum(practice_values.value) as total,
        avg(practice_values.value) as mean,
        min(practice_values.value) as lowest,
        max(practice_values.value) as highest,
        sum(practice_values.value * int_lists.weight)
            / nullif(sum(int_lists.weight), 0) as weighted_mean,
        count(int_lists.weight) >= 0.9 * count(*) as has_weights,
        count(*) filter (where practice_values.is_small) as small_parts,
        sum(practice_values.event_count) filter (where practice_values.is_small)
            as small_total,
        bool_or(practice_values.is_ruled) as is_ruled,
        count(*) filter (where practice_values.is_favourable) as favourable,
        count(*) filter (where practice_values.is_rated) as rated
    from practice_values
    inner join int_group_members as members
        on practice_values.practice_key = members.practice_key
        and practice_values.period_key = members.period_key
    left join int_lists
        on practice_values.practice_key = int_lists.practice_key
        and practice_values.period_key = int_lists.period_key
    where practice_values.has_data
        -- a rating stays published after its practice has closed
        and (
            practice_values.aggregation <> 'share'
            or int_lists.is_open
            or int_lists.has_lists is distinct from true
        )
    group by
        members.basis, practice_values.indicator_key, practice_values.period_key,
        members.group_key

),

figures as (

    select
        sums.basis, sums.indicator_key, sums.period_key, sums.group_key,
        case sums.aggregation
            when 'sum' then sums.numerator
            when 'share' then sums.favourable
        end as numerator,
        case sums.aggregation
            when 'sum' then sums.denominator
            when 'share' then sums.rated
        end as denominator,
        case
            when sums.aggregation = 'sum' and sums.denominator is null then sums.total
            when sums.aggregation = 'sum'
                then sums.multiplier * sums.numerator / nullif(sums.denominator, 0)
            when sums.aggregation = 'share'
                then 100.0 * sums.favourable / nullif(sums.rated, 0)
            when sums.aggregation = 'mean' then sums.mean
            when sums.has_weights or group_sizes.patients is not null then sums.weighted_mean
        end as value,
        case when sums.aggregation = 'mean' then sums.lowest end as lowest,
        case when sums.aggregation = 'mean' then sums.highest end as highest,
        sums.practices_with_data, sums.small_parts, sums.small_total, sums.is_ruled,
        greatest(group_sizes.practices, sums.practices_with_data) as practices,
        sums.patients_with_data / nullif(group_sizes.patients, 0) as coverage_share
    from sums
    inner join group_sizes
        on sums.basis = group_sizes.basis
        and sums.period_key = group_sizes.period_key
        and sums.group_key = group_sizes.group_key

)

select
    basis, indicator_key, period_key, group_key as area_key,
    case when coverage_share < 0.9 then null else numerator end as numerator,
    case when coverage_share < 0.9 then null else denominator end as denominator,
    case when coverage_share < 0.9 then null else value end as value,
    case when coverage_share < 0.9 then null else lowest end as lowest,
    case when coverage_share < 0.9 then null else highest end as highest,
    practices_with_data,
    practices,
    coverage_share,
    small_parts,
    small_total,
    is_ruled,
    case
        when coverage_share < 0.9 then 'withheld_coverage'
        when coverage_share is null then 'coverage_unknown'
    end as flag
from figures
