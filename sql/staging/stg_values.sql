-- The incoming figures of a load with the value that follows from their parts, one a key: the
-- same figure said by two files counts once (contradictions are refused before this is read).
-- Grain: one row per indicator, area and period.
select
    incoming.indicator_key,
    incoming.area_key,
    incoming.period_key,
    incoming.numerator,
    incoming.denominator,
    case
        when incoming.value is not null then incoming.value
        when indicators.method = 'count'
            or (indicators.method = 'score' and indicators.multiplier = 1)
            then incoming.numerator
        else indicators.multiplier * incoming.numerator / nullif(incoming.denominator, 0)
    end as value,
    incoming.lower_95,
    incoming.upper_95,
    incoming.lower_998,
    incoming.upper_998,
    incoming.category,
    incoming.flag,
    incoming.part_key,
    incoming.row_number
from incoming_values as incoming
inner join indicator_definitions as indicators
    on incoming.indicator_key = indicators.indicator_key
qualify row_number() over (
    partition by incoming.indicator_key, incoming.area_key, incoming.period_key
    order by incoming.part_key, incoming.row_number
) = 1
