-- How many figures of a load each later load that stands gave again, unchanged: they go with the
-- load when it is undone.
-- Grain: one row per later load. Parameters: $load_key (int).
select restatements.load_key, sum(restatements.figures)::bigint as figures
from restatements
where restatements.held_load_key = $load_key
    and restatements.load_key not in (select undone_loads.load_key from undone_loads)
group by restatements.load_key
order by restatements.load_key
