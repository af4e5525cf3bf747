-- The last file of each source that was loaded and counts: its name, and who loaded it when.
-- Grain: one row per source of which a file stands. No parameters.
select
    files.source_id, files.file_name, files.format_title, files.load_key,
    loads.loaded_at, loads.loaded_by, loads.approved_by
from files
inner join loads on files.load_key = loads.load_key
left join undone_loads on files.load_key = undone_loads.load_key
where undone_loads.undone_by is null
qualify row_number() over (
    partition by files.source_id order by files.load_key desc, files.file_key desc
) = 1
order by files.source_id
