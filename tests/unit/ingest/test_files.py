"""Files, folders and zips are opened by what they hold, and every fault is told at once."""

import hashlib
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from pcdash.errors import SourceFileError
from pcdash.ingest import archives, files
from pcdash.ingest.files import Peek, find_documents, open_document, peek
from tests import damaged

TABLE = b"CODE,NAME\nZ99001,Test Surgery\n"
SQUARE = (
    b'{"type": "FeatureCollection", "features": [{"type": "Feature", '
    b'"properties": {"WD13CD": "E05999991", "WD13NM": "Test Ward"}, "geometry": {"type": '
    b'"Polygon", "coordinates": [[[0.1, 51.5], [0.2, 51.5], [0.2, 51.6], [0.1, 51.5]]]}}]}'
)


def found_in(tmp_path: Path, *paths: Path) -> files.Found:
    return find_documents(paths or [tmp_path / "in"], scratch=tmp_path / "scratch")


def sentences(found: files.Found) -> dict[str, str]:
    return {name: problem.sentence() for name, problem in found.problems}


def test_open_document_says_what_the_file_is(tmp_path):
    document = open_document(damaged.write(tmp_path / "a.csv", TABLE))
    assert document.name == "a.csv"
    assert document.size == len(TABLE)
    assert document.sha256 == hashlib.sha256(TABLE).hexdigest()
    assert document.table()["NAME"].tolist() == ["Test Surgery"]


def test_open_document_missing(tmp_path):
    with pytest.raises(SourceFileError, match=r"There is no file '.*nowhere\.csv'"):
        open_document(tmp_path / "nowhere.csv")


def test_open_document_empty(tmp_path):
    with pytest.raises(SourceFileError, match="The file is empty; expected data"):
        open_document(damaged.write(tmp_path / "a.csv", b""))


def test_open_document_folder(tmp_path):
    with pytest.raises(SourceFileError, match="is not a file"):
        open_document(tmp_path)


def test_open_document_without_permission(tmp_path, monkeypatch):
    def refuse(parts):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "_sha256", refuse)
    with pytest.raises(SourceFileError, match=r"cannot be read \(Permission denied\)"):
        open_document(damaged.write(tmp_path / "a.csv", TABLE))


def test_peek_table(tmp_path):
    content = b"\xef\xbb\xbf CODE ,NAME\n" + b"Z99001,Test Surgery\n" * 9
    seen = peek(open_document(damaged.write(tmp_path / "a.xlsx", content)))
    assert seen.kind == "table"
    assert seen.header == ("CODE", "NAME")
    assert seen.first_rows == (("CODE", "NAME"), *[("Z99001", "Test Surgery")] * 4)
    assert seen.has("code", "Name")
    assert not seen.has("CODE", "OTHER")


def test_peek_workbook_by_content_not_by_name(tmp_path):
    rows = [[number, "x"] for number in range(50)]
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": rows, "Two": []}).rename(
        tmp_path / "a.csv"
    )
    seen = peek(open_document(path))
    assert seen.kind == "workbook"
    assert list(seen.sheets) == ["One", "Two"]
    assert len(seen.sheets["One"]) == files.FIRST_SHEET_ROWS
    assert seen.sheets["One"][3] == (3, "x")


@pytest.mark.parametrize("name", ["a.json", "a.csv"])
def test_peek_geography(tmp_path, name):
    seen = peek(open_document(damaged.write(tmp_path / name, SQUARE)))
    assert seen.kind == "geography"
    assert seen.properties == ("WD13CD", "WD13NM")
    assert seen.outlines == (("E05999991", "Test Ward"),)


def test_peek_geography_cut_off(tmp_path):
    with pytest.raises(SourceFileError, match="cut off, damaged"):
        peek(open_document(damaged.write(tmp_path / "a.json", SQUARE[:150])))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (damaged.PDF, "a PDF document"),
        (damaged.PNG, "a PNG picture"),
        (damaged.GARBAGE, "a binary file of no known kind"),
        (b"CODE,NAME\nZ99001,\0\n", "a binary file of no known kind"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "a web page"),
        (b'{"error": "not found"}', "a JSON file"),
    ],
)
def test_peek_what_is_no_data(tmp_path, content, what):
    seen = peek(open_document(damaged.write(tmp_path / "a.csv", content)))
    assert (seen.kind, seen.what) == ("other", what)


def test_peek_word_document_is_no_workbook(tmp_path):
    path = damaged.zipped(
        tmp_path / "a.xlsx", {"[Content_Types].xml": b"", "word/document.xml": b""}
    )
    assert peek(open_document(path)).what == "a Word document"
    old = damaged.ole(tmp_path / "a.xls", {"WordDocument": b"text"})
    assert peek(open_document(old)).what == "a Word document"


def test_peek_old_workbook_cut_off(tmp_path):
    path = damaged.ole(tmp_path / "a.xls", {"Workbook": b"cells"})
    assert path.stat().st_size > 1024
    for size in (9, 600, 1024):
        damaged.write(tmp_path / "b.xls", path.read_bytes()[:size])
        with pytest.raises(SourceFileError, match="2003 or before and is cut off"):
            peek(open_document(tmp_path / "b.xls"))


def test_peek_blank_file(tmp_path):
    with pytest.raises(SourceFileError, match="nothing but blanks"):
        peek(open_document(damaged.write(tmp_path / "a.csv", b"\r\n  \r\n")))


def test_peek_has_nothing_of_what_is_no_table():
    assert not Peek("workbook").has("CODE")


def test_find_documents_searches_folders_in_order(tmp_path):
    for name in ("b.csv", "a/z.csv", "a/y.csv", "a/.hidden.csv", ".git/x.csv", "~$b.xlsx"):
        damaged.write(tmp_path / "in" / name, TABLE)
    damaged.write(tmp_path / "in/Thumbs.db", b"x")
    found = found_in(tmp_path)
    assert [document.name for document in found.documents] == ["b.csv", "a/y.csv", "a/z.csv"]
    assert (found.problems, found.skipped) == ((), ())


def test_find_documents_names_what_it_skips(tmp_path):
    damaged.write(tmp_path / "in/README.md", b"# Notes")
    damaged.write(tmp_path / "in/readme.txt", b"Notes")
    damaged.write(tmp_path / "in/guide.pdf", damaged.PDF)
    damaged.write(tmp_path / "in/a.csv", TABLE)
    found = found_in(tmp_path)
    assert [document.name for document in found.documents] == ["a.csv"]
    assert found.skipped == (
        ("README.md", "Notes about files, which hold no figures to load."),
        ("guide.pdf", "A PDF document, which holds no figures to load."),
        ("readme.txt", "Notes about files, which hold no figures to load."),
    )


def test_find_documents_keeps_a_paper_under_a_name_of_data(tmp_path):
    damaged.write(tmp_path / "in/a.csv", damaged.PDF)
    assert [document.name for document in found_in(tmp_path).documents] == ["a.csv"]


def test_find_documents_keeps_whatever_somebody_named(tmp_path):
    paper = damaged.write(tmp_path / "guide.pdf", damaged.PDF)
    assert [document.name for document in found_in(tmp_path, paper).documents] == ["guide.pdf"]


def test_find_documents_collects_every_problem(tmp_path):
    damaged.write(tmp_path / "in/empty.csv", b"")
    damaged.truncated(damaged.zipped(tmp_path / "in/cut.zip", {"a.csv": damaged.GARBAGE}))
    damaged.write(tmp_path / "in/good.csv", TABLE)
    found = found_in(tmp_path, tmp_path / "in", tmp_path / "missing.csv")
    assert [document.name for document in found.documents] == ["good.csv"]
    told = sentences(found)
    assert list(told) == ["cut.zip", "empty.csv", "missing.csv"]
    assert "cut off or damaged" in told["cut.zip"]
    assert "empty" in told["empty.csv"]
    assert "There is no file" in told["missing.csv"]


def test_find_documents_empty_folder(tmp_path):
    (tmp_path / "in").mkdir()
    assert sentences(found_in(tmp_path)) == {"in": "the folder holds no files."}


def test_find_documents_takes_a_file_once(tmp_path):
    path = damaged.write(tmp_path / "in/a.csv", TABLE)
    assert len(found_in(tmp_path, tmp_path / "in", path, path).documents) == 1


def test_find_documents_tells_files_of_one_name_apart(tmp_path):
    first = damaged.write(tmp_path / "2019/a.csv", TABLE)
    second = damaged.write(tmp_path / "2020/a.csv", TABLE)
    names = [document.name for document in found_in(tmp_path, first, second).documents]
    assert names == [str(first), str(second)]


def test_find_documents_opens_zips(tmp_path):
    members = {"inner/a.csv": TABLE, "b.csv": TABLE, "guide.pdf": damaged.PDF, "__MACOSX/x": b"x"}
    (tmp_path / "in").mkdir()
    damaged.zipped(tmp_path / "in/year.zip", members)
    found = found_in(tmp_path)
    assert [one.name for one in found.documents] == ["year.zip › b.csv", "year.zip › inner/a.csv"]
    assert found.documents[0].sha256 == hashlib.sha256(TABLE).hexdigest()
    assert found.documents[0].path.is_relative_to(tmp_path / "scratch")
    assert [name for name, _ in found.skipped] == ["year.zip › guide.pdf"]
    assert found.problems == ()


def test_find_documents_does_not_open_workbooks_as_zips(tmp_path):
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [["x"]]})
    assert [document.path for document in found_in(tmp_path, path).documents] == [path]


def test_find_documents_never_leaves_the_scratch_folder(tmp_path):
    names = ["../../evil.csv", "/evil.csv", "C:\\evil.csv", "a\\..\\..\\evil.csv"]
    path = damaged.zipped(tmp_path / "slip.zip", dict.fromkeys(names, TABLE) | {"ok.csv": TABLE})
    found = found_in(tmp_path, path)
    assert [document.name for document in found.documents] == ["slip.zip › ok.csv"]
    assert len(found.problems) == len(names)
    assert all("leads out of the zip" in told for told in sentences(found).values())
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"slip.zip", "ok.csv"}


def test_find_documents_zip_in_zip(tmp_path):
    inner = damaged.zipped(tmp_path / "inner.zip", {"a.csv": TABLE}).read_bytes()
    path = damaged.zipped(tmp_path / "outer.zip", {"inner.zip": inner})
    found = found_in(tmp_path, path)
    assert found.documents == ()
    assert "a zip inside a zip is not opened" in sentences(found)["outer.zip › inner.zip"]


def test_find_documents_protected_member(tmp_path):
    path = damaged.encrypted_zip(tmp_path / "a.zip", {"a.csv": TABLE})
    assert "password" in sentences(found_in(tmp_path, path))["a.zip › a.csv"]


def test_find_documents_damaged_member(tmp_path):
    path = damaged.zipped(tmp_path / "a.zip", {"a.csv": damaged.GARBAGE, "b.csv": TABLE})
    content = bytearray(path.read_bytes())
    content[40:60] = bytes(20)  # within the compressed a.csv
    damaged.write(path, bytes(content))
    found = found_in(tmp_path, path)
    assert [document.name for document in found.documents] == ["a.zip › b.csv"]
    assert "cut off or damaged" in sentences(found)["a.zip › a.csv"]


def test_find_documents_zip_bomb(tmp_path):
    path = damaged.bomb(tmp_path / "bomb.zip")
    found = found_in(tmp_path, path)
    assert found.documents == ()
    assert "unpack to more than" in sentences(found)["bomb.zip"]
    assert not [path for path in (tmp_path / "scratch").rglob("*") if path.is_file()]


def test_find_documents_zip_of_more_than_is_allowed(tmp_path, monkeypatch):
    path = damaged.zipped(tmp_path / "a.zip", {"a.csv": TABLE, "b.csv": damaged.GARBAGE})
    monkeypatch.setattr(archives, "UNPACKED_BYTES", 2000)
    assert "unpack to more than" in sentences(found_in(tmp_path, path))["a.zip"]
    monkeypatch.setattr(archives, "UNPACKED_BYTES", 10_000)
    assert len(found_in(tmp_path, path).documents) == 2


def test_find_documents_zip_of_too_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MEMBERS", 2)
    path = damaged.zipped(tmp_path / "a.zip", {f"{number}.csv": TABLE for number in range(3)})
    assert "holds 3 files; expected 2 at most" in sentences(found_in(tmp_path, path))["a.zip"]


def test_find_documents_takes_a_shapefile_as_one(tmp_path):
    frame = gpd.GeoDataFrame({"WD13CD": ["E05999991"]}, geometry=[box(0, 51, 1, 52)], crs=4326)
    (tmp_path / "in").mkdir()
    frame.to_file(tmp_path / "in/wards.shp")
    found = found_in(tmp_path)
    assert [document.name for document in found.documents] == ["wards.shp"]
    before = found.documents[0].sha256
    damaged.write(tmp_path / "in/wards.prj", b"another")
    assert found_in(tmp_path).documents[0].sha256 != before
    members = {path.name: path.read_bytes() for path in (tmp_path / "in").iterdir()}
    zipped = damaged.zipped(tmp_path / "wards.zip", members)
    assert [one.name for one in found_in(tmp_path, zipped).documents] == ["wards.zip › wards.shp"]


def test_find_documents_tells_files_of_one_name_in_two_folders_apart(tmp_path):
    damaged.write(tmp_path / "one" / "a.csv", TABLE)
    damaged.write(tmp_path / "two" / "a.csv", TABLE)
    damaged.write(tmp_path / "two" / "b.csv", TABLE)
    found = found_in(tmp_path, tmp_path / "one", tmp_path / "two")
    assert [one.name for one in found.documents] == ["one/a.csv", "two/a.csv", "b.csv"]


def test_find_documents_tells_folders_of_one_name_apart(tmp_path):
    folders = [tmp_path / "x" / "in", tmp_path / "y" / "in"]
    for folder in folders:
        damaged.write(folder / "a.csv", TABLE)
    names = [one.name for one in found_in(tmp_path, *folders).documents]
    assert names == [str(folder / "a.csv") for folder in folders]
