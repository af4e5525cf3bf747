-- Figures for one key that two places of a load give differently.
-- Grain: one row per pair of files (or of places in one file), with the first example.
with

keyed as (

    select
        incoming.indicator_key, incoming.area_key, incoming.period_key,
        incoming.row_number, files.file_name, parts.sheet,
        {
            numerator: incoming.numerator, denominator: incoming.denominator,
            value: incoming.value, category: incoming.category
        } as figure
    from incoming_values as incoming
    inner join parts on incoming.part_key = parts.part_key
    inner join files on parts.file_key = files.file_key

),

repeated as (

    select indicator_key, area_key, period_key
    from keyed
    group by indicator_key, area_key, period_key
    having count(distinct figure) > 1

),

pairs as (

    select
        keyed.indicator_key, keyed.area_key, keyed.period_key,
        min_by(keyed.file_name, keyed.file_name) as first_file,
        max_by(keyed.file_name, keyed.file_name) as second_file,
        min(keyed.row_number) as first_row,
        first(keyed.figure order by keyed.file_name)::varchar as first_figure,
        last(keyed.figure order by keyed.file_name)::varchar as second_figure
    from keyed
    inner join repeated
        on keyed.indicator_key = repeated.indicator_key
        and keyed.area_key = repeated.area_key
        and keyed.period_key = repeated.period_key
    group by keyed.indicator_key, keyed.area_key, keyed.period_key

)

select
    pairs.first_file,
    pairs.second_file,
    count(*) as keys,
    first(indicator_definitions.indicator_id order by pairs.period_key, pairs.area_key)
        as indicator_id,
    first(keyed_areas.area_code order by pairs.period_key, pairs.area_key) as area_code,
    first(keyed_periods.period_label order by pairs.period_key, pairs.area_key)
        as period_label,
    first(pairs.first_figure order by pairs.period_key, pairs.area_key) as first_figure,
    first(pairs.second_figure order by pairs.period_key, pairs.area_key) as second_figure
from pairs
inner join indicator_definitions
    on pairs.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on pairs.area_key = keyed_areas.area_key
inner join keyed_periods on pairs.period_key = keyed_periods.period_key
group by pairs.first_file, pairs.second_file
