"""Packs: two pages a practice, in one document or a zip, and actions that come back."""

import io
import shutil
import zipfile
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn

from pcdash.cli import main, packing
from pcdash.definitions.papers import agreed_of
from pcdash.errors import UnknownAreaError, UserFacingError
from pcdash.report.names import safe_name
from pcdash.report.pack import draw_pack, pack_document, pack_name, pack_zip
from pcdash.store import papers
from pcdash.store.connection import open_snapshot
from pcdash.store.folder import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.packs import NO_ACTION, actions_table, build_pack, places_of
from pcdash.viewmodels.practice import build_practice
from tests import dashboard_store
from tests.builders import SOUTH
from tests.conftest import required
from tests.offices import as_pdf

TODAY = date(2026, 12, 1)
ODD = "<b>Call</b> =1+1 😀 & visit"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return dashboard_store.build(tmp_path_factory.mktemp("packs") / "store", revised=True)


@pytest.fixture(scope="module")
def context(built):
    snapshot = open_snapshot(Store(built))
    yield context_of(snapshot, dashboard_store.definitions())
    snapshot.close()


@pytest.fixture(scope="module")
def pack(context):
    agreed = [
        _action("1", "Z99003", action="First", is_done=True),
        _action("2", "Z99003", action=ODD),
        _action("3", SOUTH, action="Meet again"),
    ]
    return build_pack(context, SOUTH, agreed, today=TODAY)


@pytest.fixture(scope="module")
def drawn(pack):
    return draw_pack(pack)


@pytest.fixture(scope="module")
def document(pack, drawn):
    return pack_document(pack, drawn, "http://dashboard.example")


def _action(number, area, **facts):
    return agreed_of({"id": number, "area": area, "action": "Something"} | facts)


def test_a_pack_has_every_open_practice_of_the_group_with_what_its_page_says(context, pack):
    assert [one.code for one in pack.profiles] == ["Z99002", "Z99003", "Z99004"]
    for one in pack.profiles:
        page = build_practice(context, one.code)
        assert (one.heading, one.finding, one.summary) == (page.heading, page.finding, page.summary)


def test_actions_come_back_those_still_open_first(pack):
    own = next(one for one in pack.profiles if one.code == "Z99003").actions

    assert [(row[1], row[4]) for row in own.rows] == [(ODD, "Open"), ("First", "Done")]
    assert [row[1] for row in pack.actions.rows] == ["Meet again"]


def test_the_document_has_a_heading_a_practice_and_alt_texts(document, pack):
    made = Document(io.BytesIO(document))
    headings = [one.text for one in made.paragraphs if one.style.name == "Heading 1"]
    texts = [cell.text for table in made.tables for row in table.rows for cell in row.cells]

    assert headings[2:] == [one.heading for one in pack.profiles]
    assert all(one.get("descr") for one in made.element.iter(qn("wp:docPr")))
    assert ODD in texts
    assert NO_ACTION in [one.text for one in made.paragraphs]


def test_the_zip_has_a_document_a_practice_under_a_name_that_breaks_nothing(pack, drawn):
    with zipfile.ZipFile(io.BytesIO(pack_zip(pack, drawn, "http://x.example"))) as archive:
        names = archive.namelist()
        made = Document(io.BytesIO(archive.read(names[1])))

    assert len(names) == 3
    assert all(one.removesuffix(".docx").replace("-", "").isalnum() for one in names)
    assert made.core_properties.title == pack.profiles[1].heading


def test_each_practice_is_two_pages_in_libreoffice(document, pack, tmp_path):
    required("LibreOffice", shutil.which("soffice") is not None)
    path = tmp_path / "pack.docx"
    path.write_bytes(document)
    made = pypdfium2.PdfDocument(as_pdf(path, tmp_path))
    try:
        texts = [made[at].get_textpage().get_text_range() for at in range(len(made))]
    finally:
        made.close()

    firsts = [at for at, one in enumerate(texts) if "Three signals" in one]
    seconds = [at for at, one in enumerate(texts) if "Questions to ask" in one]
    assert seconds == [at + 1 for at in firsts]
    assert firsts == list(range(firsts[0], len(texts), 2))
    assert len(firsts) == len(pack.profiles)


def test_a_pack_of_nothing_that_is_a_group_says_what_is(context):
    with pytest.raises(UnknownAreaError, match="not of a group"):
        build_pack(context, "Z99001", (), today=TODAY)


def test_actions_can_be_agreed_with_the_group_and_its_practices(context):
    assert set(places_of(context, SOUTH).codes) == {SOUTH, "Z99002", "Z99003", "Z99004"}


def test_an_action_without_words_or_place_is_refused_with_all_faults():
    with pytest.raises(UserFacingError) as error:
        agreed_of({"action": "", "due": "x" * 501})

    assert all(name in str(error.value) for name in ("area", "action", "due"))


def test_no_more_actions_are_shown_than_a_page_holds():
    agreed = [_action(f"{number:02d}", "A") for number in range(20)]

    assert [one for one in actions_table(agreed, "A", 3).codes] == ["19", "18", "17"]


def test_an_action_that_is_done_takes_the_place_of_the_open_one(tmp_path):
    store = Store(tmp_path / "store")
    papers.keep_action(store, {"area": "A", "action": "Call"})
    (held,) = papers.actions_agreed(store)
    papers.keep_action(store, held | {"is_done": True})

    (now,) = papers.actions_agreed(store)
    assert (now["id"], now["is_done"]) == (held["id"], True)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Dr A/B: “C”", "dr-a-b-c"), ("../..", "else"), ("x" * 200, "x" * 80), ("区", "else")],
)
def test_a_name_never_breaks_that_of_a_file(text, name):
    assert safe_name(text, "else") == name


def test_the_name_of_an_illustrative_pack_says_so(pack):
    assert pack_name(replace(pack, is_illustrative=True), ".zip").startswith("illustrative-pack-")


def test_the_command_writes_a_pack_and_says_what_it_cannot(built, tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "load_catalogue", dashboard_store.definitions)

    def run(*words):
        return CliRunner().invoke(main, ["pack", *map(str, words), "--store", str(built)])

    done = run("--locality", SOUTH, "--out", tmp_path / "F.docx", "--out", tmp_path / "F.zip")
    assert done.exit_code == 0, done.output
    assert "F.docx: 3 practices of " in done.output
    assert zipfile.is_zipfile(tmp_path / "F.zip")
    assert "there are .docx and .zip" in run("--locality", SOUTH, "--out", "F.pdf").output
    assert "has the code 'X'" in run("--locality", "X", "--out", tmp_path / "G.zip").output
