-- Figures that a load gives as they are held already, counted by the load that holds them.
-- Grain: one row per holding load and indicator.
select
    held.load_key as held_load_key, held.indicator_key, count(*) as figures
from stg_values
inner join int_held_values as held
    on stg_values.indicator_key = held.indicator_key
    and stg_values.area_key = held.area_key
    and stg_values.period_key = held.period_key
left join int_value_changes as changes
    on stg_values.indicator_key = changes.indicator_key
    and stg_values.area_key = changes.area_key
    and stg_values.period_key = changes.period_key
where not held.is_removed and changes.area_key is null
group by held.load_key, held.indicator_key
