-- Each wording that an indicator's definition has had, with the load that first saw it.
-- Grain: one row per wording, oldest first. Parameters: $indicator_id (text).
select
    definition_history.load_key, loads.loaded_at, loads.loaded_by,
    definition_history.definition
from definition_history
inner join loads on definition_history.load_key = loads.load_key
where definition_history.indicator_id = $indicator_id
order by definition_history.load_key
