-- The definitions that the snapshot was made with, as JSON.
-- Grain: one row per indicator. No parameters.
select indicator_id, definition
from indicator_definitions
order by indicator_id
