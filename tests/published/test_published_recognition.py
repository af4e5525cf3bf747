"""Every published file is known by what it holds, and by one format only."""

import csv
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
    seen = {one.name: peek(one) for one in documents}
    claims = {
        name: [form.id for form in FORMATS if form.recognises(one)] for name, one in seen.items()
    }
    assert {name: ids for name, ids in claims.items() if len(ids) != 1} == {}


def test_published_tables_are_read_whole(documents):
    """As the standard library reads them: no row is lost, and each begins on the line told."""
    for document in documents:
        if peek(document).kind == "table":
            frame = document.table(header=False)
            assert frame["row"].tolist() == _first_lines(document.path), document.name


def _first_lines(path: Path) -> list[int]:
    lines = []
    with path.open(newline="", encoding="latin-1") as file:  # any byte is a character
        reader = csv.reader(file)
        before = 0
        for row in reader:
            if any(cell.strip() for cell in row):
                lines.append(before + 1)
            before = reader.line_num
    return lines


def test_published_tables_with_a_column_renamed_are_not_mistaken(documents, tmp_path):
    """Whichever column it is, the file is still known or is told what it comes nearest to."""
    tables = [one for one in documents if one.name.endswith(".csv") and "ods/" not in one.name]
    assert len(tables) > 15
    for document in tables:
        header, *rows = document.path.read_bytes().splitlines()[:30]
        own = recognise(peek(document), FORMATS)
        names = header.split(b",")
        for number in range(len(names)):
            changed = [*names[:number], b'"Changed"', *names[number + 1 :]]
            content = b"\n".join([b",".join(changed), *rows])
            renamed = open_document(damaged.write(tmp_path / "a.csv", content))
            seen = peek(renamed)
            found = recognise(seen, FORMATS)
            if found is None:
                sentence = unrecognised(renamed, seen, FORMATS).sentence()
                assert f"the nearest is {own.title} (" in sentence, (document.name, names[number])
            else:
                assert found is own, (document.name, names[number])
