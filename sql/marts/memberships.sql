-- Who belongs to whom, from when to when; no start means always, no end still.
-- Grain: one row per child, type of parent and interval.
select
    children.area_code as child_code,
    int_memberships.child_type,
    parents.area_code as parent_code,
    int_memberships.parent_type,
    nullif(int_memberships.start_date, date '1900-01-01') as start_date,
    int_memberships.end_date
from int_memberships
inner join keyed_areas as children on int_memberships.child_key = children.area_key
inner join keyed_areas as parents on int_memberships.parent_key = parents.area_key
