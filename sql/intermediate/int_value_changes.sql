-- What a load changes: figures that are new, differ from those held, or are gone from a file
-- that holds the whole of what it is about. What else is held and not given stays.
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

left_out as (

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
    where not held_with_incoming.is_incoming

)

-- what another file of the load holds is not among those removed, though this one leaves it out
select
    differences.indicator_key, differences.area_key, differences.period_key,
    differences.numerator, differences.denominator, differences.value,
    differences.lower_95, differences.upper_95,
    differences.lower_998, differences.upper_998,
    differences.category, differences.flag, differences.part_key, differences.row_number,
    differences.change
from int_differences as differences
left join left_out
    on differences.indicator_key = left_out.indicator_key
    and differences.area_key = left_out.area_key
    and differences.period_key = left_out.period_key
where differences.change <> 'removed' or left_out.area_key is not null
