-- The figures sorted by area, as they may leave the store: counts that the small-number rule
-- hides are gone with all that is worked out from them, other counts under that rule are rounded
-- to the nearest 5. A rate keeps its unrounded value where its count may be shown. The only way
-- to a figure.
-- Grain: one row per basis, indicator, period and area.
select
    basis, indicator_key, period_key, area_key,
    case disclosure
        when 'hidden' then null
        when 'rounded' then 5 * round(numerator / 5)
        else numerator
    end as numerator,
    denominator,
    case
        when disclosure = 'hidden' then null
        -- a figure without a denominator is the count itself
        when disclosure = 'rounded' and denominator is null then 5 * round(value / 5)
        else value
    end as value,
    case when disclosure = 'hidden' then null else lower_95 end as lower_95,
    case when disclosure = 'hidden' then null else upper_95 end as upper_95,
    case when disclosure = 'hidden' then null else lower_998 end as lower_998,
    case when disclosure = 'hidden' then null else upper_998 end as upper_998,
    category,
    case when disclosure = 'hidden' then 'suppressed' else flag end as flag,
    part_key, row_number
from area_values_by_area
