-- Every load that this snapshot holds, with what it changed. Records are null where a load was
-- published before they were counted.
-- Grain: one row per load, latest first. No parameters.
with

changes as (

    select
        load_key,
        coalesce(sum(figures) filter (where change = 'added'), 0) as added,
        coalesce(sum(figures) filter (where change = 'changed'), 0) as changed,
        coalesce(sum(figures) filter (where change = 'removed'), 0) as removed,
        max(figures) filter (where change = 'records added') as records_added,
        max(figures) filter (where change = 'record fields changed') as record_fields_changed,
        max(figures) filter (where change = 'records removed') as records_removed
    from load_changes
    group by load_key

),

files_of_load as (

    select
        files.load_key,
        count(distinct files.file_key) as files,
        count(file_warnings.file_key) as warnings
    from files
    left join file_warnings on files.file_key = file_warnings.file_key
    group by files.load_key

)

-- a load may bring areas and memberships only: it then changed no figure
select
    loads.load_key, loads.loaded_at, loads.loaded_by, loads.approved_by, loads.note,
    coalesce(files_of_load.files, 0) as files,
    coalesce(changes.added, 0) as added,
    coalesce(changes.changed, 0) as changed,
    coalesce(changes.removed, 0) as removed,
    changes.records_added, changes.record_fields_changed, changes.records_removed,
    undoings.undone_load_key as undoes,
    undone_loads.undone_by
from loads
left join changes on loads.load_key = changes.load_key
left join files_of_load on loads.load_key = files_of_load.load_key
left join undoings on loads.load_key = undoings.load_key
left join undone_loads on loads.load_key = undone_loads.load_key
order by loads.load_key desc
