-- Who belongs to whom, from when to when, with names.
-- Grain: one row per child, type of parent and interval. No parameters.
select
    memberships.child_code, memberships.child_type, memberships.parent_code,
    memberships.parent_type, memberships.start_date, memberships.end_date,
    children.area_name as child_name,
    parents.area_name as parent_name
from memberships
left join dim_area as children on memberships.child_code = children.area_code
left join dim_area as parents on memberships.parent_code = parents.area_code
order by memberships.child_code, memberships.parent_type, memberships.start_date nulls first
