-- How many patients of each practice live in each of some LSOAs, as loaded last.
-- Grain: one row per practice and LSOA. Parameters: $period (text), $lsoa_codes (list of text).
select loaded_flows.practice_code, loaded_flows.lsoa_code, loaded_flows.patients
from loaded_flows
where loaded_flows.period = $period
    and loaded_flows.lsoa_code in (select unnest($lsoa_codes))
    and loaded_flows.load_key not in (select load_key from undone_loads)
qualify row_number() over (
    partition by loaded_flows.practice_code, loaded_flows.lsoa_code
    order by loaded_flows.load_key desc, loaded_flows.part_key desc
) = 1
order by loaded_flows.lsoa_code, loaded_flows.practice_code
