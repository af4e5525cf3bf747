-- The figures that a load changes most, in relation to what they were: for its preview.
-- Grain: one row per changed figure, largest change first. Parameters: $limit (int).
-- Figures under the small-number rule are left out: they may not leave the store as they are.
-- Reads the load that is being made, so it runs on a building, never on a snapshot.
with

changed as (

    select
        changes.indicator_key, changes.area_key, changes.period_key,
        coalesce(
            changes.value,
            definitions.multiplier * changes.numerator / nullif(changes.denominator, 0)
        ) as new_value,
        changes.category as new_category,
        definitions.indicator_id, definitions.multiplier
    from int_value_changes as changes
    inner join indicator_definitions as definitions
        on changes.indicator_key = definitions.indicator_key
    where changes.change = 'changed' and definitions.suppression <> 'hospital_counts'

),

with_old as (

    select
        changed.indicator_id, changed.area_key, changed.period_key, changed.new_value,
        changed.new_category,
        coalesce(
            held.value,
            changed.multiplier * held.numerator / nullif(held.denominator, 0)
        ) as old_value,
        held.category as old_category
    from changed
    inner join loaded_values as held
        on changed.indicator_key = held.indicator_key
        and changed.area_key = held.area_key
        and changed.period_key = held.period_key
    where held.load_key < (select max(load_key) from load_changes)
    qualify row_number() over (
        partition by changed.indicator_key, changed.area_key, changed.period_key
        order by held.load_key desc
    ) = 1

)

select
    with_old.indicator_id, keyed_areas.area_code, keyed_periods.period_label,
    with_old.old_value, with_old.new_value, with_old.old_category, with_old.new_category
from with_old
inner join keyed_areas on with_old.area_key = keyed_areas.area_key
inner join keyed_periods on with_old.period_key = keyed_periods.period_key
order by
    abs(with_old.new_value - with_old.old_value)
        / nullif(abs(with_old.old_value), 0) desc nulls last,
    with_old.indicator_id, keyed_areas.area_code
limit $limit
