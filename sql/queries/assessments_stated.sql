-- Everything that was loaded of the maturity of places on a framework: who loaded it, from which
-- file, sheet and row, and whether the load was undone since.
-- Grain: one row per statement, by place, theme and day, the latest load first. Parameters:
-- $framework (text).
select
    loaded.area_code, loaded.theme, loaded.assessed_on,
    loaded.state, loaded.basis, loaded.assessed_by, loaded.ambition, loaded.ambition_due,
    loaded.evidence, loaded.evidence_date, loaded.note, loaded.is_removed,
    loaded.load_key, loaded.part_key, loaded.row_number,
    loads.loaded_at, loads.loaded_by, loads.approved_by,
    files.file_name, parts.sheet,
    undone_loads.undone_by
from loaded_assessments as loaded
inner join loads on loaded.load_key = loads.load_key
left join parts on loaded.part_key = parts.part_key
left join files on parts.file_key = files.file_key
left join undone_loads on loaded.load_key = undone_loads.load_key
where loaded.framework = $framework
order by
    loaded.area_code, loaded.theme, loaded.assessed_on,
    loaded.load_key desc, loaded.part_key desc, loaded.row_number desc
