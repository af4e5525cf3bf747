-- Groups around the place's practices whose published figure differs from the one made from
-- their practices: a matter of data quality, for the BI team.
-- Grain: one row per indicator, period and area. No parameters.
with

place_practices as (

    select practice_groups.practice_key
    from practice_groups
    inner join dim_area on practice_groups.group_key = dim_area.area_key
    inner join place on dim_area.area_code = place.system_code

),

place_groups as (

    select distinct practice_groups.group_key
    from practice_groups
    inner join place_practices
        on practice_groups.practice_key = place_practices.practice_key

),

published as (

    select indicator_key, period_key, area_key, numerator, denominator, value
    from disclosed_values
    where basis = 'published'

),

computed as (

    select
        indicator_key, period_key, area_key, numerator, denominator, value,
        practices_with_data, practices
    from disclosed_values
    where basis = 'as_was'

)

select
    indicator_definitions.indicator_id,
    dim_period.period_label as period,
    dim_area.area_code,
    dim_area.area_name,
    published.value as published_value,
    computed.value as computed_value,
    published.numerator as published_numerator,
    computed.numerator as computed_numerator,
    published.denominator as published_denominator,
    computed.denominator as computed_denominator,
    computed.practices_with_data,
    computed.practices
from published
inner join computed
    on published.indicator_key = computed.indicator_key
    and published.period_key = computed.period_key
    and published.area_key = computed.area_key
inner join indicator_definitions
    on published.indicator_key = indicator_definitions.indicator_key
inner join dim_period on published.period_key = dim_period.period_key
inner join dim_area on published.area_key = dim_area.area_key
where published.area_key in (select group_key from place_groups)
    and published.numerator is distinct from computed.numerator
    and abs(published.value - computed.value) > 0.0005 * abs(published.value)
order by
    indicator_definitions.indicator_id, dim_period.end_date, dim_area.area_code
