-- Every statement that a child belongs to a parent, in keys. A statement with a start is a
-- history; one without is an observation, true on `as_of`. The place file's are histories that
-- hold from always where it gives no date. A history without `as_of` is what people wrote: it
-- stands above files and is not all that was ever so.
-- Grain: one row per child, parent and statement.
with

said as (

    select
        child_code, child_type, parent_code, parent_type, start_date, end_date, as_of, load_key
    from standing_memberships
    union all
    select
        child_code, child_type, parent_code, parent_type,
        coalesce(start_date, date '1900-01-01'), end_date, date '9999-12-31', 0
    from place_memberships

)

select
    children.area_key as child_key,
    parents.area_key as parent_key,
    said.child_type,
    said.parent_type,
    said.start_date,
    said.end_date,
    said.as_of,
    said.load_key
from said
inner join keyed_areas as children on said.child_code = children.area_code
inner join keyed_areas as parents on said.parent_code = parents.area_code
