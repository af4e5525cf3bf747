-- Where the figures that were held (int_held_values) and other figures beside them, those of a
-- load or those that count after an undo (int_other_values), are not the same.
-- Grain: one row per indicator, area and period, with the other figure. `change`: added where only
-- the other is there, removed where only the held one is, changed.
with

held as (

    select
        indicator_key, area_key, period_key, numerator, denominator, value,
        lower_95, upper_95, lower_998, upper_998, category, flag
    from int_held_values
    where not is_removed

)

select
    coalesce(other.indicator_key, held.indicator_key) as indicator_key,
    coalesce(other.area_key, held.area_key) as area_key,
    coalesce(other.period_key, held.period_key) as period_key,
    other.numerator, other.denominator, other.value,
    other.lower_95, other.upper_95, other.lower_998, other.upper_998,
    other.category, other.flag, other.part_key, other.row_number,
    case
        when held.area_key is null then 'added'
        when other.area_key is null then 'removed'
        else 'changed'
    end as change
from held
full join int_other_values as other
    on held.indicator_key = other.indicator_key
    and held.area_key = other.area_key
    and held.period_key = other.period_key
where held.area_key is null or other.area_key is null
    or other.numerator is distinct from held.numerator
    or other.denominator is distinct from held.denominator
    or other.value is distinct from held.value
    or other.lower_95 is distinct from held.lower_95
    or other.upper_95 is distinct from held.upper_95
    or other.lower_998 is distinct from held.lower_998
    or other.upper_998 is distinct from held.upper_998
    or other.category is distinct from held.category
    or other.flag is distinct from held.flag
