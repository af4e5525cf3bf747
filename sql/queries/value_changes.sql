-- The figures that a load or an undo changes, old beside new, for its preview.
-- Grain: one row per figure: categories that move first, then the changed numbers, the largest in
-- relation to what they were before the others, then the removed, then the added.
-- Parameters: $limit (int).
-- Figures under the small-number rule are left out: they may not leave the store as they are.
-- Reads what is being made, so it runs on a building, never on a snapshot.
with

compared as (

    select
        definitions.indicator_id, keyed_areas.area_code, dim_area.area_name,
        keyed_periods.period_label, changes.change,
        coalesce(
            held.value,
            definitions.multiplier * held.numerator / nullif(held.denominator, 0),
            held.numerator
        ) as old_value,
        coalesce(
            changes.value,
            definitions.multiplier * changes.numerator / nullif(changes.denominator, 0),
            changes.numerator
        ) as new_value,
        held.category as old_category,
        changes.category as new_category
    from int_value_changes as changes
    inner join indicator_definitions as definitions
        on changes.indicator_key = definitions.indicator_key
    inner join keyed_areas on changes.area_key = keyed_areas.area_key
    inner join keyed_periods on changes.period_key = keyed_periods.period_key
    left join dim_area on changes.area_key = dim_area.area_key
    left join int_held_values as held
        on changes.indicator_key = held.indicator_key
        and changes.area_key = held.area_key
        and changes.period_key = held.period_key
        and not held.is_removed
    where definitions.suppression <> 'hospital_counts'

)

select
    indicator_id, area_code, area_name, period_label, change,
    old_value, new_value, old_category, new_category
from compared
order by
    case change when 'changed' then 1 when 'removed' then 2 else 3 end,
    change = 'changed' and old_category <> new_category desc nulls last,
    abs(new_value - old_value) / nullif(abs(old_value), 0) desc nulls last,
    indicator_id, area_code, period_label
limit $limit
