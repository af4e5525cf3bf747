-- The files and sheets that some rows were read from.
-- Grain: one row per part. Parameters: $part_keys (list of integer).
select parts.part_key, files.file_name, parts.sheet
from parts
inner join files on parts.file_key = files.file_key
where list_contains($part_keys, parts.part_key)
order by parts.part_key
