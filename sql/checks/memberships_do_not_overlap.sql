-- Nobody is in two groups of one type at once.
-- Returns the overlapping pairs.
with

numbered as (

    select
        child_key, parent_key, parent_type, start_date, end_date,
        lead(parent_key) over in_order as next_parent_key,
        lead(start_date) over in_order as next_start_date
    from int_memberships
    window in_order as (
        partition by child_key, parent_type order by start_date, parent_key
    )

)

select
    children.area_code as child_code, parents.area_code as parent_code,
    next_parents.area_code as next_parent_code, numbered.next_start_date
from numbered
inner join keyed_areas as children on numbered.child_key = children.area_key
inner join keyed_areas as parents on numbered.parent_key = parents.area_key
inner join keyed_areas as next_parents
    on numbered.next_parent_key = next_parents.area_key
where numbered.next_start_date <= coalesce(numbered.end_date, date '9999-12-31')
