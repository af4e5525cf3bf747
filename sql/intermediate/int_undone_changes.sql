-- What an undo changes: the figures that count once it is done beside those that counted before.
-- Grain: one row per indicator, area and period. `change`: added, changed, removed.
with

before as (

    select
        indicator_key, area_key, period_key, numerator, denominator, value,
        lower_95, upper_95, lower_998, upper_998, category, flag
    from int_held_values
    where not is_removed

),

after as (

    select
        indicator_key, area_key, period_key, numerator, denominator, value,
        lower_95, upper_95, lower_998, upper_998, category, flag, part_key, row_number
    from int_returning_values
    where not is_removed

)

select
    coalesce(after.indicator_key, before.indicator_key) as indicator_key,
    coalesce(after.area_key, before.area_key) as area_key,
    coalesce(after.period_key, before.period_key) as period_key,
    after.numerator, after.denominator, after.value,
    after.lower_95, after.upper_95, after.lower_998, after.upper_998,
    after.category, after.flag, after.part_key, after.row_number,
    case
        when before.area_key is null then 'added'
        when after.area_key is null then 'removed'
        else 'changed'
    end as change
from before
full join after
    on before.indicator_key = after.indicator_key
    and before.area_key = after.area_key
    and before.period_key = after.period_key
where before.area_key is null or after.area_key is null
    or after.numerator is distinct from before.numerator
    or after.denominator is distinct from before.denominator
    or after.value is distinct from before.value
    or after.lower_95 is distinct from before.lower_95
    or after.upper_95 is distinct from before.upper_95
    or after.lower_998 is distinct from before.lower_998
    or after.upper_998 is distinct from before.upper_998
    or after.category is distinct from before.category
    or after.flag is distinct from before.flag
