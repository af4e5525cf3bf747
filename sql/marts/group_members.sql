-- The practices of every group and their lists in each period, on both bases: what a page needs
-- to say which practices are in a count and which are missing from it.
-- Grain: one row per basis, period, group and practice.
select
    members.basis, members.period_key, members.group_type, members.group_key,
    members.practice_key, int_lists.patients, int_lists.is_open
from int_group_members as members
inner join int_lists
    on members.practice_key = int_lists.practice_key
    and members.period_key = int_lists.period_key
order by members.basis, members.period_key, members.group_type, members.group_key
