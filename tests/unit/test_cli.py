"""The command line as a scheduler and a person meet it: output, exit status, store untouched."""

import getpass
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from pcdash.cli import main
from pcdash.printing import print_figures
from pcdash.store.connection import open_snapshot
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store

LIST_SIZES = (
    "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "GP_PRAC_PAT_LIST,01{month}2020,GP,07L,E38000004,Z99001,ZZ1 1AA,ALL,ALL,{first}\n"
    "GP_PRAC_PAT_LIST,01{month}2020,GP,07L,E38000004,Z99002,ZZ1 1AB,ALL,ALL,5000\n"
    "GP_PRAC_PAT_LIST,01{month}2020,GP,08F,E38000077,Z99003,ZZ1 1AC,ALL,ALL,7000\n"
)


@pytest.fixture
def files(tmp_path):
    """Writes small files of fictional practices into a folder of input."""
    folder = tmp_path / "input"
    folder.mkdir()

    def write(name="lists.csv", month="JAN", first=4000, text=None) -> Path:
        path = folder / name
        path.write_text(text or LIST_SIZES.format(month=month, first=first), encoding="utf-8")
        return path

    return write


@pytest.fixture
def run(tmp_path):
    """Runs a command on a store of this test."""

    def invoke(*words):
        store = ["--store", str(tmp_path / "store")] if words[0] != "formats" else []
        return CliRunner().invoke(main, [str(word) for word in words] + store)

    return invoke


def _store(tmp_path):
    return Store(tmp_path / "store")


def test_a_load_says_what_it_did_and_ends_with_status_0(run, files, tmp_path):
    done = run("load", files(), "--by", "A tester", "--note", "The first")

    assert done.exit_code == 0, done.output
    assert "3 added, 0 changed, 0 removed" in done.output
    assert "Published as snapshot 1." in done.output
    assert _store(tmp_path).journal()[0]["note"] == "The first"


def test_the_same_file_again_publishes_nothing(run, files, tmp_path):
    run("load", files())
    done = run("load", files())

    assert (done.exit_code, _store(tmp_path).numbers()) == (0, (1,))
    assert "Nothing is new" in done.output


def test_a_revised_file_shows_old_and_new(run, files):
    run("load", files())
    done = run("load", files(first=4400))

    assert "0 added, 1 changed, 0 removed" in done.output
    assert "registered_patients of Z99001 in Jan 2020: 4,000 to 4,400" in done.output


def test_a_dry_run_changes_nothing(run, files, tmp_path):
    run("load", files())
    done = run("load", files(first=4400), "--dry-run")

    assert done.exit_code == 0
    assert "1 changed" in done.output
    assert "dry run" in done.output
    assert _store(tmp_path).current() == 1


def test_one_bad_file_among_several_stops_the_publish(run, files, tmp_path):
    good, bad = files(), files("bad.csv", text="what,is,this\n1,2,3\n")
    done = run("load", good, bad)

    assert done.exit_code == 1
    assert "bad.csv" in done.output
    assert "--skip-bad" in done.output
    assert not _store(tmp_path).exists()


def test_skip_bad_loads_the_others_and_still_ends_with_status_1(run, files, tmp_path):
    done = run("load", files(), files("bad.csv", text="what,is,this\n1,2,3\n"), "--skip-bad")

    assert done.exit_code == 1
    assert _store(tmp_path).current() == 1


def test_every_problem_of_a_file_is_told_at_once_with_its_place(run, files):
    text = LIST_SIZES.format(month="JAN", first="many")
    text = text.replace("Z99002", "99002").replace("7000", "-7")
    done = run("load", files(text=text))

    assert done.exit_code == 1
    assert "row 2, column NUMBER_OF_PATIENTS" in done.output
    assert "row 3, column CODE" in done.output
    assert "row 4, column NUMBER_OF_PATIENTS" in done.output


def test_two_files_that_contradict_each_other_are_refused(run, files, tmp_path):
    done = run("load", files("one.csv"), files("two.csv", first=4400))

    assert done.exit_code == 1
    assert "'one.csv' row 2 says 4,000 and 'two.csv' row 2 says 4,400 for" in done.output
    assert not _store(tmp_path).exists()


def test_a_missing_file_is_named(run):
    done = run("load", "nowhere.csv")

    assert done.exit_code == 1
    assert "nowhere.csv" in done.output


def test_the_account_as_json(run, files):
    done = run("load", files(), "--json")
    account = json.loads(done.stdout)

    assert (account["snapshot"], account["failed"]) == (1, False)
    assert account["changes"] == [
        {"indicator_id": "registered_patients", "change": "added", "figures": 3}
    ]
    assert account["files"][0]["outcome"] == "loaded"


def test_an_unknown_place_is_told_with_those_that_exist(run, files):
    done = run("load", files(), "--place", "narnia")

    assert done.exit_code == 1
    assert "'narnia'" in done.output
    assert "bhr" in done.output


def test_real_files_are_refused_for_the_illustrative_place(run, files):
    assert run("load", files(), "--place", "illustrative").exit_code == 1


def test_history_and_rollback(run, files):
    run("load", files(), "--by", "Ann")
    run("load", files(first=4400), "--by", "Bob")
    back = run("rollback", 1, "--by", "Cat", "--note", "Too many")
    told = run("history")

    assert back.exit_code == 0
    lines = told.output.splitlines()
    assert [name in line for name, line in zip(("Ann", "Bob", "Cat"), lines, strict=True)] == [
        True, True, True,
    ]  # fmt: skip
    assert "back to snapshot 1 (current)" in lines[2]
    assert run("rollback", 9).exit_code == 1


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_values_print_what_a_page_would_show(run, files, form):
    run("load", files())
    done = run("values", "--indicator", "registered_patients", "--level", "ccg", "--format", form)

    read = {
        "csv": lambda: pd.read_csv(io.BytesIO(done.stdout_bytes)),
        "json": lambda: pd.read_json(io.BytesIO(done.stdout_bytes), dtype={"area_code": str}),
        "parquet": lambda: pd.read_parquet(io.BytesIO(done.stdout_bytes)),
    }
    figures = read[form]()
    assert figures["area_code"].tolist() == ["07L", "08F"]
    assert figures["value"].tolist() == [9000, 7000]
    assert list(figures.columns)[:5] == [
        "indicator_id", "area_code", "area_name", "area_type", "period",
    ]  # fmt: skip
    assert set(figures["period"]) == {"Jan 2020"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--indicator", "registered_patient"], "Did you mean 'registered_patients'"),
        (["--indicator", "registered_patients", "--area", "NOPE"], "No area has the code 'NOPE'"),
        (["--indicator", "registered_patients", "--period", "2014-15"], "is not a period"),
        (["--indicator", "registered_patients", "--period", "Jan 1999"], "Held are Jan 2020"),
        (["--indicator", "registered_patients", "--snapshot", "7"], "keeps 1"),
        (["--indicator", "cqc_overall"], "no file with its figures has been loaded"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(run, files, words, told):
    run("load", files())
    done = run("values", *words)

    assert done.exit_code == 1
    assert told in done.output
    assert "Traceback" not in done.output


def test_a_store_that_is_not_there_says_how_to_make_one(run):
    done = run("history")

    assert done.exit_code == 1
    assert "python -m pcdash load" in done.output


def test_formats_lists_every_format_with_its_layout(run):
    done = run("formats")

    assert done.exit_code == 0
    assert "ODS, GP practices (epraccur)" in done.output


def test_the_doctor_says_that_all_is_well(run, files):
    run("load", files())
    done = run("doctor")

    assert done.exit_code == 0
    assert "Nothing was left over." in done.output


def test_the_doctor_sweeps_after_a_killed_first_load_and_still_ends_with_status_1(run, tmp_path):
    building = _store(tmp_path).building
    building.mkdir(parents=True)
    (building / "99999.duckdb").write_bytes(b"half a snapshot")

    done = run("doctor")

    assert done.exit_code == 1
    assert "There is no store" in done.output
    assert "Swept what dead loads left: 99999.duckdb." in done.output


def _is_a_sentence(done, told):
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit), done.exception
    assert told in done.stderr + done.stdout


def test_a_store_under_a_file_is_a_sentence_for_every_command(files, tmp_path):
    (tmp_path / "file").write_text("")
    store = ["--store", str(tmp_path / "file" / "store")]

    for words, told in (
        (["load", str(files())], "cannot be written to"),
        (["illustrate"], "cannot be written to"),
        (["history"], "There is no store"),
        (["rollback", "1"], "There is no store"),
        (["doctor"], "There is no store"),
        (["values", "--indicator", "registered_patients"], "There is no store"),
    ):
        _is_a_sentence(CliRunner().invoke(main, words + store), told)


def test_a_damaged_pointer_is_a_sentence_for_every_command_and_rollback_mends_it(
    run, files, tmp_path
):
    run("load", files())
    _store(tmp_path).pointer.write_text("{")

    _is_a_sentence(run("load", files(first=4400)), "is damaged")
    _is_a_sentence(run("history"), "is damaged")
    _is_a_sentence(run("doctor"), "is damaged")
    _is_a_sentence(run("values", "--indicator", "registered_patients"), "is damaged")
    assert run("rollback", 1).exit_code == 0
    assert run("history").exit_code == 0


def test_a_damaged_snapshot_is_a_sentence(run, files, tmp_path):
    run("load", files())
    _store(tmp_path).file(1).write_bytes(b"not a database")

    _is_a_sentence(run("values", "--indicator", "registered_patients"), "cannot be read")
    _is_a_sentence(run("doctor"), "cannot be read")
    told = run("history")
    assert told.exit_code == 0
    assert "cannot be read" in told.output


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_a_machine_that_tells_no_name_is_asked_for_one(run, files, monkeypatch, error):
    def nobody():
        raise error("no name")

    monkeypatch.setattr(getpass, "getuser", nobody)

    _is_a_sentence(run("load", files()), "--by NAME")
    assert run("load", files(), "--by", "A tester").exit_code == 0


def test_an_error_is_told_as_json_too(run, files):
    for words in (["load", files(), "--place", "narnia", "--json"], ["history", "--json"]):
        done = run(*words)

        assert done.exit_code == 1
        account = json.loads(done.stdout)
        assert account["failed"] is True
        assert account["error"] in done.stderr.replace("Error: ", "")


def test_a_console_without_an_arrow_stops_nothing(files, tmp_path):
    store = ["--store", str(tmp_path / "store"), "--by", "A tester"]

    done = subprocess.run(
        [sys.executable, "-m", "pcdash", "load", str(files("old → new.csv")), *store],
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert b"old ? new.csv" in done.stdout


def test_csv_ends_its_lines_once_and_runs_no_formula(capsysbinary):
    figures = pd.DataFrame(
        {
            "area_name": ["=1+1", "+1", "-1", "@A1", "A=B", None],
            "numerator": [1.0, 2.0, 3.0, 4.0, 5.0, None],
            "denominator": [1.0] * 6,
            "value": [-0.5, -1.0, 1.0, 2.0, 3.0, None],
        }
    )

    print_figures(figures, "csv")

    assert capsysbinary.readouterr().out.decode().split("\n")[1:] == [
        "'=1+1,1,1,-0.5", "'+1,2,1,-1.0", "'-1,3,1,1.0", "'@A1,4,1,2.0", "A=B,5,1,3.0", ",,1,", "",
    ]  # fmt: skip


def test_csv_ends_lines_as_python_does_wherever_it_runs(run, files, monkeypatch):
    monkeypatch.setattr(os, "linesep", "\r\n")  # as on Windows, where "\n" is turned into it once
    run("load", files())
    done = run("values", "--indicator", "registered_patients")

    assert b"\r" not in done.stdout_bytes


def test_the_code_of_an_area_may_be_typed_in_lower_case(run, files):
    run("load", files())
    words = ["values", "--indicator", "registered_patients"]

    as_held = run(*words, "--area", "07L", "--against", "07L")
    typed = run(*words, "--area", "07l", "--against", "07l")

    assert (typed.exit_code, typed.stdout) == (0, as_held.stdout)
    assert "No area has the code 'nope'" in run(*words, "--area", "nope").output


def test_rollback_to_the_current_snapshot_says_so(run, files, tmp_path):
    run("load", files())
    done = run("rollback", 1)

    assert done.exit_code == 0
    assert "already; nothing was changed" in done.output
    assert len(_store(tmp_path).journal()) == 1


def test_the_calendar_says_what_is_overdue_for_people_and_programs(run, files):
    run("load", files(), "--by", "A tester")

    told = run("calendar")
    assert told.exit_code == 0, told.output
    assert "Last held: Jan 2020; the next, Feb 2020, was due in Feb 2020." in told.output

    entries = json.loads(run("calendar", "--json").output)
    lists = next(one for one in entries if one["source"] == "nhsd_list_sizes")
    assert (lists["state"], lists["last_file"], lists["loaded_by"]) == (
        "Overdue", "lists.csv", "A tester",
    )  # fmt: skip
    assert lists["layouts"]
    assert {one["state"] for one in entries} == {"Overdue", "Never loaded"}


def test_the_history_names_the_files(run, files):
    run("load", files("one.csv"))

    assert "1 file: one.csv; 3 added" in run("history").output


EPRACCUR = (
    '"{code}","TEST SURGERY","Y56","QMF","1 TEST STREET","","TESTHAM","","","ZZ1 1AA","19740401",'
    '"","A","B","07L","20130401","","","","","","0","","07L","","4",""\n'
)


def test_a_practice_code_that_nothing_names_is_refused(run, files, tmp_path):
    practices = "".join(EPRACCUR.format(code=code) for code in ("Z99001", "Z99002"))
    registers = (
        "PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PATIENT_LIST_SIZE\n"
        "Z99001,AST,10,TOTAL,100\nZ99777,AST,10,TOTAL,100\n"
    )
    done = run(
        "load",
        files("epraccur.csv", text=practices),
        files("PREVALENCE_1920.csv", text=registers),
    )

    assert done.exit_code == 1
    assert "'PREVALENCE_1920.csv' row 3 has the practice code 'Z99777'" in done.output
    assert not _store(tmp_path).exists()


@pytest.mark.parametrize("words", [("load", "FILE"), ("undo", 1)], ids=["load", "undo"])
def test_where_a_second_person_approves_one_is_asked_for(run, files, tmp_path, monkeypatch, words):
    run("load", files())
    words = [files(first=4400) if one == "FILE" else one for one in words]
    monkeypatch.setenv("PCDASH_APPROVAL", "yes")

    alone = run(*words, "--by", "A. Analyst")
    own = run(*words, "--by", "A. Analyst", "--approved-by", "a.  analyst")
    seen = run(*words, "--by", "A. Analyst", "--dry-run")

    assert alone.exit_code != 0
    assert "A second person approves" in alone.output
    assert "Hand it in on the page" in alone.output
    assert "--approved-by NAME" in alone.output
    assert own.exit_code != 0
    assert "another person approves it" in own.output
    assert seen.exit_code == 0, seen.output
    assert len(_store(tmp_path).journal()) == 1

    done = run(*words, "--by", "A. Analyst", "--approved-by", "B. Checker")

    assert done.exit_code == 0, done.output
    snapshot = open_snapshot(_store(tmp_path))
    last = run_query(snapshot, "load_history").iloc[0]
    snapshot.close()
    assert (last["loaded_by"], last["approved_by"]) == ("A. Analyst", "B. Checker")


def test_programs_are_told_that_approval_is_missing(run, files, monkeypatch):
    monkeypatch.setenv("PCDASH_APPROVAL", "yes")

    told = json.loads(run("load", files(), "--json", "--by", "A. Analyst").stdout)

    assert told["failed"]
    assert "A second person approves" in told["error"]


def test_nobody_approves_their_own_load(run, files, tmp_path):
    done = run("load", files(), "--by", "A. Analyst", "--approved-by", "A. Analyst")

    assert "another person approves it" in done.output
    assert not _store(tmp_path).exists()


def test_where_a_second_person_approves_a_rollback_names_one(run, files, tmp_path, monkeypatch):
    run("load", files())
    run("load", files(first=4400))
    monkeypatch.setenv("PCDASH_APPROVAL", "yes")

    assert "A second person approves" in run("rollback", 1, "--by", "A. Analyst").output
    assert _store(tmp_path).current() == 2

    done = run("rollback", 1, "--by", "A. Analyst", "--approved-by", "B. Checker")

    assert done.exit_code == 0, done.output
    assert _store(tmp_path).current() == 1
    assert "approved by B. Checker" in str(_store(tmp_path).journal()[-1])


def test_a_digest_says_what_moved_since_a_snapshot_in_every_form(run, files):
    run("load", files())
    run("load", files(month="FEB", first=4400))

    text, html, made = (run("digest", "--since", "1", "--format", form) for form in FORMS)

    assert text.exit_code == html.exit_code == made.exit_code == 0
    assert "snapshot 2 since snapshot 1" in text.output
    assert html.output.startswith("<!DOCTYPE html>")
    assert json.loads(made.output)["since"] == 1


FORMS = ("text", "html", "json")


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("9", "Snapshot 9 is not in the store"),
        ("yesterday", "neither the number of a snapshot nor a day"),
        ("2001-01-01", "No snapshot was published until 1 Jan 2001"),
    ],
    ids=["a number that is not kept", "no day", "a day before everything"],
)
def test_a_digest_since_what_is_not_there_is_told_in_a_sentence(run, files, since, told):
    run("load", files())

    done = run("digest", "--since", since)

    assert done.exit_code != 0
    assert told in done.output
    assert "Traceback" not in done.output


def test_a_digest_of_an_unknown_place_is_told_in_a_sentence(run, files):
    run("load", files())

    done = run("digest", "--since", "1", "--place", "Z9Z")

    assert done.exit_code != 0
    assert "'Z9Z'" in done.output


def test_a_load_keeps_the_signals_of_its_snapshot(run, files, tmp_path):
    run("load", files())

    assert _store(tmp_path).file(1).with_suffix(".signals.json").is_file()
