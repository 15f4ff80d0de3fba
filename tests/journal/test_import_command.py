"""legcurl log import and export, as a person runs them."""

import json

import pytest
from logs import STRONG_1, STRONG_3

from legcurl.cli import run
from legcurl.journal.store import Journal


@pytest.fixture
def legcurl(tmp_path, monkeypatch, capsys):
    """Runs ``legcurl log`` in a folder of its own, with a journal of its own; returns code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEGCURL_JOURNAL", str(tmp_path / "journal.db"))
    monkeypatch.delenv("LEGCURL_DEBUG", raising=False)
    (tmp_path / "strong.csv").write_text(STRONG_1)

    def call(*arguments):
        code = run(["log", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_a_dry_run_counts_and_stores_nothing(legcurl, tmp_path):
    code, out, _ = legcurl("import", "strong.csv", "--unit", "kg", "--dry-run", "--json", "-")
    assert code == 0
    assert json.loads(out) == {"rows": 7, "leg_curl_rows": 5, "duplicates": 0, "refused": []}
    assert not (tmp_path / "journal.db").exists()


def test_a_second_import_and_a_longer_log_add_nothing_twice(legcurl, tmp_path):
    assert "Stored: 5 sets for Ann." in legcurl("import", "strong.csv", "--unit", "kg", "--athlete", "Ann")[1]
    assert "Stored: 0 sets for Ann; 5 were there already." in legcurl("import", "strong.csv", "--unit", "kg")[1]
    longer = STRONG_3 + '"3";"2024-08-01 07:05:00";"Legs";"27";"Leg Curl";"1";"42.5";"9";"";"";"";"";""\n'
    (tmp_path / "new.csv").write_text(longer)
    assert "Stored: 1 set for Ann; 5 were there already." in legcurl("import", "new.csv")[1]
    counts = json.loads(legcurl("import", "new.csv", "--dry-run", "--json", "-")[1])
    assert counts == {"rows": 9, "leg_curl_rows": 6, "duplicates": 6, "refused": []}
    assert legcurl("undo")[0] == 0
    assert "Stored: 1 set" in legcurl("import", "new.csv")[1]


@pytest.mark.parametrize("kind", ["csv", "json", "parquet"])
def test_out_of_one_journal_into_another_and_both_are_equal(kind, legcurl, tmp_path):
    legcurl("import", "strong.csv", "--unit", "lb", "--athlete", "Ann")
    for _ in range(2):  # twins that nothing identifies
        assert legcurl("add", "--athlete", "Ann", "--reps", "9", "--notes", "=1+1", "--at", "2024-05-01T18:00")[0] == 0
    assert legcurl("export", f"out.{kind}")[0] == 0
    there = ["--athlete", "Ann", "--journal", tmp_path / "other.db"]
    assert "Stored: 7 sets" in legcurl("import", f"out.{kind}", *there)[1]
    assert "Stored: 0 sets for Ann; 7 were there already." in legcurl("import", f"out.{kind}", *there)[1]
    with Journal(tmp_path / "journal.db") as one, Journal(tmp_path / "other.db") as other:
        assert [entry for _, entry in one.entries("Ann")] == [entry for _, entry in other.entries("Ann")]


def test_what_is_refused_names_row_and_reason(legcurl, tmp_path):
    (tmp_path / "strong.csv").write_text(STRONG_1.replace(",10,0,0", ",1000,0,0"))
    code, out, _ = legcurl("import", "strong.csv", "--unit", "kg", "--dry-run", "--json", "-")
    why = "1000 repetitions; expected a whole number from 1 to 300"
    assert (code, json.loads(out)["refused"]) == (0, [{"row": 4, "why": why}, {"row": 5, "why": why}])
    assert f"row 4: {why}" in legcurl("import", "strong.csv", "--unit", "kg", "--athlete", "Ann")[1]


def test_nothing_is_stored_when_every_set_is_refused(legcurl, tmp_path):
    (tmp_path / "strong.csv").write_text(STRONG_1.replace("2024-", "2099-"))
    code, _, err = legcurl("import", "strong.csv", "--unit", "kg", "--athlete", "Ann")
    assert code == 1
    assert "every leg curl in it was refused" in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["import", "strong.csv", "--dry-run"], 1, "Say which: legcurl log import strong.csv --unit kg"),
        (["import", "strong.csv", "--unit", "kg"], 2, "--athlete NAME"),
        (["import", "nowhere.csv"], 1, "no such file"),
        (["import", "strong.csv", "--exercise", "Hams=sideways"], 2, "NAME=VARIATION"),
        (["import", "strong.csv", "--time-zone", "Mars"], 2, "no such zone"),
        (["export", "out.csv"], 1, "the journal is empty"),
        (["export", "out.xls"], 2, "expected a file that ends in .csv"),
        (["export", "strong.csv"], 1, "--overwrite"),
    ],
)
def test_refusals_say_what_to_do(arguments, code, said, legcurl):
    ended, _, err = legcurl(*arguments)
    assert ended == code
    assert said in err
    assert err.count("\n") <= 2


def test_whose_sets_is_asked_where_there_are_several(legcurl):
    for name in ("Ann", "Bob"):
        legcurl("import", "strong.csv", "--unit", "kg", "--athlete", name)  # the same log of two people is no duplicate
    code, _, err = legcurl("export", "-")
    assert (code, "Ann, Bob" in err) == (2, True)
    assert legcurl("export", "-", "--athlete", "bob", "--format", "json")[1].count('"performed_at"') == 5
