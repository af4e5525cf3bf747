"""The rules of the SQL house: one SELECT a file, layers, one way to a figure, named parameters."""

import re

import pytest

from pcdash import paths

FILES = sorted(paths.SQL.rglob("*.sql"))
# What each layer may read. Base tables have no prefix; marts are tables without one, too.
PREFIXES = {"staging": "stg_", "intermediate": "int_"}
MARTS = {path.stem for path in (paths.SQL / "marts").glob("*.sql")}
MAY_READ = {
    "staging": set(),
    "intermediate": {"stg_", "int_"},
    "marts": {"stg_", "int_"},
    "queries": set(),
    "checks": {"int_"},
}
# A load is compared with what is held, so these read marts from below; a preview reads a building.
COMPARES = {
    "int_value_changes": {"area_values", "dim_area"},
    "int_incoming_conflicts": {"area_values"},
    "value_changes": {"int_"},
}
UNDISCLOSED = {"area_values", "area_values_by_area", "loaded_values", "standing_values"}
ids = [f"{path.parent.name}/{path.stem}" for path in FILES]


def _code(path):
    return re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))


def _relations(path):
    code = _code(path)
    own = set(re.findall(r"(?:with|,|recursive)\s+(\w+) as \(", code))
    read = set(re.findall(r"\b(?:from|join)\s+([a-z_]\w*)", code))
    return read - own


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_a_file_says_its_purpose_and_is_one_select(path):
    text = path.read_text(encoding="utf-8")

    assert text.startswith("-- "), "it begins with a comment that says what it is"
    assert "Grain:" in text or path.parent.name == "checks"
    assert _code(path).count(";") == 0
    assert re.match(r"\s*(with|select)\b", _code(path))
    assert "select *" not in _code(path)
    assert all(len(line) <= 100 for line in text.splitlines())


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_a_file_reads_only_what_its_layer_may(path):
    layer, allowed = path.parent.name, MAY_READ[path.parent.name]
    extra = COMPARES.get(path.stem, set())

    for relation in _relations(path):
        prefix = next((one for one in ("stg_", "int_") if relation.startswith(one)), "")
        if prefix:
            assert prefix in allowed | extra, f"{layer} must not read {relation}"
        elif relation in MARTS and layer in ("staging", "intermediate"):
            assert relation in extra, f"{layer} must not read the mart {relation}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name == "queries"], ids=lambda path: path.stem
)
def test_a_query_reaches_figures_only_as_they_may_be_disclosed(path):
    assert not _relations(path) & UNDISCLOSED or (
        # a load that is being made, for who loads; a count; and ones that leave out what is hidden
        path.stem
        in (
            "value_changes",
            "superseded_by_later_loads",
            "lineage",
            "figures_as_loaded",
            "figures_typed",
        )
    )  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_only_queries_have_parameters_and_they_are_named_in_the_comment(path):
    text = path.read_text(encoding="utf-8")
    parameters = set(re.findall(r"\$(\w+)", _code(path)))

    if path.parent.name != "queries":
        assert not parameters
    header = "".join(re.findall(r"^--[^\n]*\n", text, flags=re.MULTILINE))
    assert all(f"${name}" in header for name in parameters)
