"""`python -m pcdash report`: files, status, and every bad input in a sentence."""

import io
import shutil

import pytest
from click.testing import CliRunner
from docx import Document

from pcdash.cli import main, reporting
from pcdash.store import papers
from pcdash.store.folder import Store
from tests import dashboard_store


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return dashboard_store.build(tmp_path_factory.mktemp("cli") / "store", revised=True)


@pytest.fixture
def store(built, tmp_path):
    return shutil.copytree(built, tmp_path / "store")


@pytest.fixture
def run(store, monkeypatch):
    monkeypatch.setattr(reporting, "load_catalogue", dashboard_store.definitions)

    def run(*words):
        return CliRunner().invoke(main, ["report", *map(str, words), "--store", str(store)])

    return run


def test_a_report_is_written_and_its_account_kept(run, store, tmp_path):
    done = run("paper", "--out", tmp_path / "F.docx", "--out", tmp_path / "F.html")

    assert done.exit_code == 0, done.output
    assert "F.docx: 3 figures in 2 sections of snapshot 2." in done.output
    assert "Nothing: Nothing is held of Northam and Southam on this." in done.output
    assert Document(tmp_path / "F.docx").core_properties.title == "An update: Northam and Southam"
    assert (tmp_path / "F.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    (account,) = papers.accounts(Store(store))
    assert (account["report"], account["snapshot"], len(account["figures"])) == ("paper", 2, 3)


def test_the_next_report_says_what_has_moved(run, tmp_path):
    run("paper", "--snapshot", 1, "--out", tmp_path / "first.docx")
    run("paper", "--out", tmp_path / "second.docx")

    texts = [one.text for one in Document(tmp_path / "second.docx").paragraphs]
    assert any("have moved since the report of" in one or "Nothing has moved" in one
               for one in texts)  # fmt: skip


def test_a_draft_of_the_page_is_in_the_report(run, store, tmp_path):
    papers.keep_draft(Store(store), "paper", "ZSYS", {"commentary": {"condition": "By hand."}})
    run("paper", "--out", tmp_path / "F.docx")

    assert "By hand." in [one.text for one in Document(tmp_path / "F.docx").paragraphs]


def test_a_folder_takes_the_report_under_its_own_name(run, tmp_path):
    done = run("paper", "--out", tmp_path)

    assert done.exit_code == 0, done.output
    assert (tmp_path / "paper-northam-and-southam-latest.docx").exists()


def test_each_borough_has_a_report_beside_the_others(run, tmp_path):
    done = run("paper", "--each-borough", "--out", tmp_path / "F.html")

    assert done.exit_code == 0, done.output
    assert len(list(tmp_path.glob("F_paper-*-latest.html"))) == 2


def test_links_lead_to_the_address_that_is_given(run, tmp_path):
    run("paper", "--out", tmp_path / "F.html", "--address", "https://pc.example/")

    page = (tmp_path / "F.html").read_text(encoding="utf-8")
    assert "https://pc.example/variation?indicator=condition_a" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "There is no report 'nothing'; there are paper."),
        (("paper", "--place", "bhr"), "The store is about 'tests' and not about 'bhr'."),
        (("paper", "--area", "Z99001"), "No report is made of 'Z99001'; there are ZSYS"),
        (("paper", "--section", "cqc"), "has no section 'cqc'; there are condition, empty, rating"),
        (("paper", "--period", "soon"), "'soon' is not a period."),
        (("paper", "--snapshot", "9"), "Snapshot 9 is not in the store 'store'; it keeps 1, 2."),
        (("paper", "--area", "Z1BN", "--each-borough"), "give one."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, tmp_path, words, said):
    done = run(*words, "--out", tmp_path / "F.docx")

    assert done.exit_code == 1
    assert said in done.output
    assert not (tmp_path / "F.docx").exists()


def test_a_format_that_does_not_exist_is_refused_before_anything_is_built(run, tmp_path):
    done = run("paper", "--out", tmp_path / "F.odt")

    assert done.exit_code == 1
    assert "No report is written as '.odt'" in done.output


def test_a_file_that_cannot_be_written_is_named(run, tmp_path):
    done = run("paper", "--out", tmp_path / "nowhere" / "F.html")

    assert done.exit_code == 1
    assert "cannot be written: No such file or directory." in done.output


def test_a_snapshot_that_was_deleted_is_said_to_be(run, store, tmp_path):
    (store / "snapshots" / "000001.duckdb").unlink()
    done = run("paper", "--snapshot", 1, "--out", tmp_path / "F.docx")

    assert done.exit_code == 1
    assert "Snapshot 1 is not in the store 'store'; it keeps 2." in done.output


def test_the_file_is_one_that_word_can_open_again(run, tmp_path):
    run("paper", "--out", tmp_path / "F.docx")
    held = io.BytesIO((tmp_path / "F.docx").read_bytes())

    assert len(Document(held).tables) > 5
