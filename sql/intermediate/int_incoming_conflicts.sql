-- Figures for one key that two places of a load give differently: parts that both give, the value
-- (or what follows from its parts) beyond a billionth of it, the category, or a figure that one
-- gives and the other does not. `held_by` says which of the two gives what is held until now.
-- A row that gives only parts is no conflict with one that gives the same parts and a value.
-- Grain: one row per pair of files (or for places in one file), with the first example.
with

keyed as (

    select
        incoming.indicator_key, incoming.area_key, incoming.period_key,
        incoming.part_key, incoming.row_number, parts.file_key, parts.sheet,
        incoming.numerator, incoming.denominator, incoming.category,
        incoming.value is not null as is_given,
        case
            when incoming.value is not null then incoming.value
            when indicators.method = 'count'
                or (indicators.method = 'score' and indicators.multiplier = 1)
                then incoming.numerator
            else indicators.multiplier * incoming.numerator / nullif(incoming.denominator, 0)
        end as figure
    from incoming_values as incoming
    inner join parts on incoming.part_key = parts.part_key
    inner join indicator_definitions as indicators
        on incoming.indicator_key = indicators.indicator_key

),

repeated as (

    select indicator_key, area_key, period_key
    from keyed
    group by indicator_key, area_key, period_key
    having count(*) > 1
        and (
            min(figure) < max(figure) or min(numerator) < max(numerator)
            or min(denominator) < max(denominator) or min(category) < max(category)
            or count(figure) not in (0, count(*)) or count(category) not in (0, count(*))
        )

),

suspects as (

    select
        keyed.indicator_key, keyed.area_key, keyed.period_key,
        keyed.part_key, keyed.row_number, keyed.file_key, keyed.sheet,
        keyed.numerator, keyed.denominator, keyed.category, keyed.is_given, keyed.figure
    from keyed
    inner join repeated
        on keyed.indicator_key = repeated.indicator_key
        and keyed.area_key = repeated.area_key
        and keyed.period_key = repeated.period_key

),

pairs as (

    select
        first_said.indicator_key, first_said.area_key, first_said.period_key,
        first_said.file_key as first_file_key, second_said.file_key as second_file_key,
        first_said.sheet as first_sheet, second_said.sheet as second_sheet,
        first_said.row_number as first_row, second_said.row_number as second_row,
        first_said.figure as first_value, second_said.figure as second_value,
        first_said.category as first_category, second_said.category as second_category,
        first_said.numerator as first_numerator,
        second_said.numerator as second_numerator,
        first_said.denominator as first_denominator,
        second_said.denominator as second_denominator,
        coalesce(
            abs(first_said.numerator - second_said.numerator)
                > 1e-9 * greatest(abs(first_said.numerator), abs(second_said.numerator)),
            false
        ) or coalesce(
            abs(first_said.denominator - second_said.denominator)
                > 1e-9 * greatest(abs(first_said.denominator), abs(second_said.denominator)),
            false
        ) as has_other_parts,
        coalesce(
            abs(first_said.figure - second_said.figure)
                > 1e-9 * greatest(abs(first_said.figure), abs(second_said.figure)),
            (first_said.figure is null) <> (second_said.figure is null)
        ) and not coalesce(
            first_said.is_given <> second_said.is_given
                and first_said.numerator = second_said.numerator
                and first_said.denominator = second_said.denominator,
            false
        ) as has_other_value,
        first_said.category is distinct from second_said.category as has_other_category
    from suspects as first_said
    inner join suspects as second_said
        on first_said.indicator_key = second_said.indicator_key
        and first_said.area_key = second_said.area_key
        and first_said.period_key = second_said.period_key
        and (first_said.part_key, first_said.row_number)
            < (second_said.part_key, second_said.row_number)

),

conflicts as (

    select
        pairs.indicator_key, pairs.area_key, pairs.period_key,
        pairs.first_file_key, pairs.second_file_key, pairs.first_sheet, pairs.second_sheet,
        pairs.first_row, pairs.second_row, pairs.first_value, pairs.second_value,
        pairs.first_category, pairs.second_category,
        pairs.first_numerator, pairs.second_numerator,
        pairs.first_denominator, pairs.second_denominator,
        count(*) over (partition by pairs.first_file_key, pairs.second_file_key) as figures
    from pairs
    where pairs.has_other_parts or pairs.has_other_value or pairs.has_other_category
    qualify row_number() over (
        partition by pairs.first_file_key, pairs.second_file_key
        order by pairs.period_key, pairs.area_key, pairs.indicator_key, pairs.first_row
    ) = 1

)

select
    first_files.file_name as first_file,
    second_files.file_name as second_file,
    conflicts.first_sheet, conflicts.second_sheet,
    conflicts.first_row, conflicts.second_row,
    conflicts.first_value, conflicts.second_value,
    conflicts.first_category, conflicts.second_category,
    conflicts.first_numerator, conflicts.second_numerator,
    conflicts.first_denominator, conflicts.second_denominator,
    conflicts.figures,
    case
        when held.basis is null then null
        when held.numerator is not distinct from conflicts.first_numerator
            and held.denominator is not distinct from conflicts.first_denominator
            and held.category is not distinct from conflicts.first_category
            and coalesce(
                abs(held.value - conflicts.first_value) <= 1e-9 * abs(held.value),
                held.value is null and conflicts.first_value is null
            )
            then 'first'
        when held.numerator is not distinct from conflicts.second_numerator
            and held.denominator is not distinct from conflicts.second_denominator
            and held.category is not distinct from conflicts.second_category
            and coalesce(
                abs(held.value - conflicts.second_value) <= 1e-9 * abs(held.value),
                held.value is null and conflicts.second_value is null
            )
            then 'second'
    end as held_by,
    indicator_definitions.indicator_id, indicator_definitions.suppression,
    keyed_areas.area_code, keyed_periods.period_label
from conflicts
inner join files as first_files on conflicts.first_file_key = first_files.file_key
inner join files as second_files on conflicts.second_file_key = second_files.file_key
inner join indicator_definitions
    on conflicts.indicator_key = indicator_definitions.indicator_key
inner join keyed_areas on conflicts.area_key = keyed_areas.area_key
inner join keyed_periods on conflicts.period_key = keyed_periods.period_key
left join area_values as held
    on conflicts.indicator_key = held.indicator_key
    and conflicts.area_key = held.area_key
    and conflicts.period_key = held.period_key
    and held.basis = 'published'
order by conflicts.first_file_key, conflicts.second_file_key
