-- What a load changes: figures that are new, differ from those held, or are gone from a file
-- that holds the whole of what it is about.
-- A file is the whole of an indicator and period for a type of area if it holds nine in ten of
-- the areas held, and does not say that it is a part (a region's file).
-- Grain: one row per indicator, area and period. `change`: added, changed, removed.
with

held_with_format as (

    select
        held.indicator_key, held.area_key, held.period_key, dim_area.area_type,
        files.format_id
    from int_held_values as held
    inner join dim_area on held.area_key = dim_area.area_key
    inner join parts on held.part_key = parts.part_key
    inner join files on parts.file_key = files.file_key
    where not held.is_removed

),

-- Of files that do not say that they are a part.
incoming as (

    select
        stg_values.indicator_key, stg_values.area_key, stg_values.period_key,
        files.format_id
    from stg_values
    inner join parts on stg_values.part_key = parts.part_key
    inner join files on parts.file_key = files.file_key
    where not files.is_part

),

added_or_changed as (

    select
        stg_values.indicator_key, stg_values.area_key, stg_values.period_key,
        stg_values.numerator, stg_values.denominator, stg_values.value,
        stg_values.lower_95, stg_values.upper_95,
        stg_values.lower_998, stg_values.upper_998,
        stg_values.category, stg_values.flag, stg_values.part_key,
        stg_values.row_number,
        case when held.area_key is null then 'added' else 'changed' end as change
    from stg_values
    left join int_held_values as held
        on stg_values.indicator_key = held.indicator_key
        and stg_values.area_key = held.area_key
        and stg_values.period_key = held.period_key
        and not held.is_removed
    where held.area_key is null
        or stg_values.numerator is distinct from held.numerator
        or stg_values.denominator is distinct from held.denominator
        or stg_values.value is distinct from held.value
        or stg_values.lower_95 is distinct from held.lower_95
        or stg_values.upper_95 is distinct from held.upper_95
        or stg_values.lower_998 is distinct from held.lower_998
        or stg_values.upper_998 is distinct from held.upper_998
        or stg_values.category is distinct from held.category
        or stg_values.flag is distinct from held.flag

),

held_with_incoming as (

    select
        held.indicator_key, held.period_key, held.area_key, held.area_type,
        held.format_id, incoming.area_key is not null as is_incoming
    from held_with_format as held
    left join incoming
        on held.indicator_key = incoming.indicator_key
        and held.area_key = incoming.area_key
        and held.period_key = incoming.period_key
        and held.format_id = incoming.format_id

),

whole as (

    select indicator_key, period_key, area_type, format_id
    from held_with_incoming
    group by indicator_key, period_key, area_type, format_id
    having count(*) filter (where is_incoming) >= 0.9 * count(*)

),

removed as (

    select
        held_with_incoming.indicator_key,
        held_with_incoming.area_key,
        held_with_incoming.period_key
    from held_with_incoming
    inner join whole
        on held_with_incoming.indicator_key = whole.indicator_key
        and held_with_incoming.period_key = whole.period_key
        and held_with_incoming.area_type = whole.area_type
        and held_with_incoming.format_id = whole.format_id
    -- another file of the load may hold it
    left join stg_values
        on held_with_incoming.indicator_key = stg_values.indicator_key
        and held_with_incoming.area_key = stg_values.area_key
        and held_with_incoming.period_key = stg_values.period_key
    where not held_with_incoming.is_incoming and stg_values.area_key is null

)

select
    indicator_key, area_key, period_key, numerator, denominator, value,
    lower_95, upper_95, lower_998, upper_998, category, flag,
    part_key, row_number, change
from added_or_changed
union all
select
    indicator_key, area_key, period_key, null, null, null,
    null, null, null, null, null, null,
    null, null, 'removed'
from removed
