-- How many figures of a load later loads that stand gave otherwise, or removed: they stay as those
-- give them when the load is undone.
-- Grain: one row. Parameters: $load_key (int).
-- Reads what is being made, so it runs on a building, never on a snapshot; it tells no figure.
select count(*) as figures
from standing_values as own
where own.load_key = $load_key
    and exists (
        select 1
        from standing_values as later
        where later.load_key > own.load_key
            and later.indicator_key = own.indicator_key
            and later.area_key = own.area_key
            and later.period_key = own.period_key
    )
