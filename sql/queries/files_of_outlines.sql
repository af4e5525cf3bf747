-- The files that the outlines of a type of area came in.
-- Grain: one row per file and vintage, as loaded. Parameters: $area_type (text).
select distinct files.source_id, files.file_name, loaded_boundaries.vintage
from loaded_boundaries
inner join parts on loaded_boundaries.part_key = parts.part_key
inner join files on parts.file_key = files.file_key
where loaded_boundaries.area_type = $area_type
    and loaded_boundaries.load_key not in (select load_key from undone_loads)
order by files.file_name, loaded_boundaries.vintage
