"""Every published file is known by what it holds, and by one format only."""

from pathlib import Path

import pytest

from pcdash.ingest.files import Document, find_documents, open_document, peek
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.recognition import recognise, unrecognised
from tests import damaged

pytestmark = pytest.mark.published


@pytest.fixture(scope="module")
def documents(published, tmp_path_factory) -> tuple[Document, ...]:
    found = find_documents([published], scratch=tmp_path_factory.mktemp("scratch"))
    assert found.problems == ()
    assert [name for name, _ in found.skipped] == [
        "README.md",
        "ods/epraccur__2019-11.zip › epraccur.pdf",
    ]
    return found.documents


def test_published_files_are_each_of_one_format(documents):
    assert len(documents) == 59
    claims = {
        one.name: [form.id for form in FORMATS if form.recognises(peek(one))] for one in documents
    }
    assert {name: ids for name, ids in claims.items() if len(ids) != 1} == {}


def test_published_tables_are_read_whole(documents):
    """Every line is a row: none is lost, and none is read as two."""
    for document in documents:
        if peek(document).kind == "table":
            frame = document.table(header=False)
            assert frame["row"].is_monotonic_increasing
            assert len(frame) == _filled_lines(document.path), document.name


def _filled_lines(path: Path) -> int:
    return sum(bool(line.strip(b" \r\n,")) for line in path.read_bytes().splitlines())


@pytest.mark.parametrize(
    ("name", "column", "nearest"),
    [
        ("qof/PREVALENCE_1819_v2.csv", b"GROUP_CODE", "QOF prevalence"),
        ("list-sizes/gp-reg-pat-prac-all__2026-03.csv", b"NUMBER_OF_PATIENTS", "list-sizes"),
    ],
)
def test_published_file_with_a_renamed_column_is_refused_by_name(
    published, tmp_path, name, column, nearest
):
    content = (published / name).read_bytes().replace(column, b"CHANGED", 1)
    document = open_document(damaged.write(tmp_path / "a.csv", content))
    seen = peek(document)
    found = recognise(seen, FORMATS)
    print(found, unrecognised(document, seen, FORMATS).sentence())
