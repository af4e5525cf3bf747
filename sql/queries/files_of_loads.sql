-- Every file that was loaded: name, checksum, format, size, warnings.
-- Grain: one row per file, latest load first. No parameters.
select
    files.load_key, files.file_name, files.format_title, files.source_id, files.sha256,
    files.size_bytes,
    count(file_warnings.warning) as warnings,
    coalesce(string_agg(file_warnings.warning, ' '), '') as warning_text
from files
left join file_warnings on files.file_key = file_warnings.file_key
group by
    files.file_key, files.load_key, files.file_name, files.format_title,
    files.source_id, files.sha256, files.size_bytes
order by files.load_key desc, files.file_name
