-- Who belonged to whom, from when to when: statements made into intervals that do not overlap.
-- A history counts as it stands (the latest file's version of each start). An observation counts
-- where no history covers its date: it then starts a membership, on the day the parent opened if
-- that lies between, else on the day it was seen. If a history that was written later knows of
-- none on that day, the membership ends with the day it was seen.
-- What people wrote of a start (it has no `as_of`) stands alone: the last of it counts.
-- Grain: one row per child, type of parent and interval; end_date is inclusive, null = still so.
with

histories as (

    select
        child_key, parent_key, child_type, parent_type, start_date, end_date, as_of
    from stg_memberships
    where start_date is not null
    window same_start as (partition by child_key, parent_type, start_date)
    qualify case
        when bool_or(as_of is null) over same_start
            then row_number() over (
                same_start order by as_of desc nulls first, load_key desc, parent_key
            ) = 1
        else row_number() over (
            partition by child_key, parent_key, start_date
            order by as_of desc, end_date desc nulls first
        ) = 1
    end

),

histories_known_to as (

    select child_key, parent_type, max(as_of) as known_to
    from histories
    group by child_key, parent_type

),

observations as (

    select distinct
        stg_memberships.child_key, stg_memberships.parent_key, stg_memberships.child_type,
        stg_memberships.parent_type, stg_memberships.as_of
    from stg_memberships
    where stg_memberships.start_date is null

),

observations_that_count as (

    select
        observations.child_key, observations.parent_key, observations.child_type,
        observations.parent_type, observations.as_of,
        case
            when observations.as_of <= histories_known_to.known_to then observations.as_of
        end as end_date
    from observations
    left join histories_known_to
        on observations.child_key = histories_known_to.child_key
        and observations.parent_type = histories_known_to.parent_type
    left join histories as covering
        on observations.child_key = covering.child_key
        and observations.parent_type = covering.parent_type
        and observations.as_of
            between covering.start_date and coalesce(covering.end_date, covering.as_of)
    where covering.child_key is null

),

statements as (

    select
        child_key, parent_key, child_type, parent_type, start_date as seen_date,
        start_date, end_date
    from histories
    union all
    select
        child_key, parent_key, child_type, parent_type, as_of as seen_date,
        null as start_date, end_date
    from observations_that_count

),

statements_with_before as (

    select
        statements.child_key, statements.parent_key, statements.child_type,
        statements.parent_type, statements.seen_date, statements.start_date,
        statements.end_date,
        lag(statements.parent_key) over before_this as parent_before,
        lag(statements.end_date) over before_this as end_before,
        lag(statements.seen_date) over before_this as seen_before
    from statements
    window before_this as (
        partition by statements.child_key, statements.parent_type
        order by statements.seen_date, statements.start_date nulls last,
            statements.parent_key
    )

),

-- An observation of what was so already says nothing new.
starts as (

    select
        before.child_key, before.parent_key, before.child_type, before.parent_type,
        -- nobody is in a group that is no more
        least(before.end_date, int_areas.closed_date) as end_date,
        case
            when before.start_date is not null then before.start_date
            when before.parent_before is null
                then coalesce(int_areas.opened_date, date '1900-01-01')
            when int_areas.opened_date > before.seen_before
                and int_areas.opened_date <= before.seen_date
                then int_areas.opened_date
            when before.end_before >= before.seen_before
                and before.end_before < before.seen_date
                then before.end_before + 1
            else before.seen_date
        end as start_date
    from statements_with_before as before
    inner join int_areas on before.parent_key = int_areas.area_key
    where before.start_date is not null
        or before.parent_before is distinct from before.parent_key
        or before.end_before < before.seen_date

)

select
    child_key, parent_key, child_type, parent_type, start_date,
    least(
        end_date,
        lead(start_date) over (
            partition by child_key, parent_type order by start_date, parent_key
        ) - 1
    ) as end_date
from starts
qualify end_date is null or end_date >= start_date
