"""What import-linter cannot see: pages and app.py, relative imports, Streamlit out of the core."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))
MODULES = sorted((ROOT / "pcdash").rglob("*.py"))
# Standard library modules that a file of this name in the project's folder would hide.
HIDING = {"copy", "profile", "statistics", "calendar", "queue", "secrets", "platform", "types"}


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", [*PAGES, ROOT / "app.py"], ids=lambda path: path.stem)
def test_a_page_imports_only_what_a_page_may(path):
    allowed = ("streamlit", "pcdash.ui", "pcdash.charts", "pcdash.viewmodels", "pcdash.definitions")

    for name in _imported(path):
        assert name.startswith(allowed), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_thin(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 60, "a page is 20 to 60 lines; logic belongs to a view-model"


def test_there_are_pages():
    assert {path.stem for path in PAGES} >= {"overview", "variation", "practice", "catalogue"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_has_a_docstring_is_short_and_asserts_nothing(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert ast.get_docstring(tree)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    assert not [
        node for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]  # fmt: skip


def test_no_module_hides_one_of_the_standard_library():
    assert not {path.stem for path in ROOT.glob("*.py")} & HIDING


def test_the_core_runs_where_streamlit_does_not_exist():
    code = (
        "import sys; sys.modules['streamlit'] = None\n"
        "import pcdash.cli, pcdash.viewmodels.figures, pcdash.charts.theme, pcdash.stats.intervals"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
