-- The figures that a load changes most, in relation to what they were: for its preview.
-- Grain: one row per changed figure, largest change first. Parameters: $limit (int).
-- Reads the load that is being made, so it runs on a building, never on a snapshot.
with

changed as (

    select
        int_value_changes.indicator_key, int_value_changes.area_key,
        int_value_changes.period_key, int_value_changes.value as new_value,
        int_value_changes.category as new_category
    from int_value_changes
    where int_value_changes.change = 'changed'

),

before_change as (

    select
        changed.indicator_key, changed.area_key, changed.period_key,
        changed.new_value, changed.new_category,
        loaded_values.value as old_value, loaded_values.category as old_category
    from changed
    inner join loaded_values
        on changed.indicator_key = loaded_values.indicator_key
        and changed.area_key = loaded_values.area_key
        and changed.period_key = loaded_values.period_key
    where loaded_values.load_key < (select max(load_key) from load_changes)
    qualify row_number() over (
        partition by changed.indicator_key, changed.area_key, changed.period_key
        order by loaded_values.load_key desc
    ) = 1

)

select
    indicator_definitions.indicator_id, keyed_areas.area_code,
    keyed_periods.period_label, before_change.old_value, before_change.new_value,
    before_change.old_category, before_change.new_category
from before_change
inner join indicator_definitions
    on before_change.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on before_change.area_key = keyed_areas.area_key
inner join keyed_periods on before_change.period_key = keyed_periods.period_key
order by
    abs(before_change.new_value - before_change.old_value)
        / nullif(abs(before_change.old_value), 0) desc nulls last,
    indicator_definitions.indicator_id, keyed_areas.area_code
limit $limit
