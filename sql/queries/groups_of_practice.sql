-- The groups that a practice is and was in.
-- Grain: one row per group and interval, smallest level first. Parameters: $area_code (text).
select
    groups.area_code as group_code,
    groups.area_name as group_name,
    practice_groups.group_type,
    practice_groups.start_date,
    practice_groups.end_date
from practice_groups
inner join dim_area as practices on practice_groups.practice_key = practices.area_key
inner join dim_area as groups on practice_groups.group_key = groups.area_key
where practices.area_code = $area_code
order by
    list_position(
        ['cluster', 'locality', 'pcn', 'federation', 'ccg', 'borough', 'system', 'region',
         'england'],
        practice_groups.group_type
    ),
    practice_groups.start_date desc
