-- The parent of each area of a type, as last seen: of LSOAs their ward or borough.
-- Grain: one row per child. Parameters: $child_type, $parent_type (text).
select child_code, parent_code
from memberships
where child_type = $child_type
    and parent_type = $parent_type
qualify row_number() over (
    partition by child_code order by end_date desc nulls first, start_date desc, parent_code
) = 1
order by child_code
