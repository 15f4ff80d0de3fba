"""``legcurl log`` and ``legcurl analyze --log``: what is kept, shown, changed and taken back."""

import json
import os
import sqlite3
from datetime import datetime

import pytest
from curl_files import curl_csv

from legcurl.journal.store import Journal


@pytest.fixture
def journal(tmp_path, monkeypatch):
    """The path of the journal, which is not there yet."""
    path = tmp_path / "journal.db"
    monkeypatch.setenv("LEGCURL_JOURNAL", str(path))
    return path


def add(legcurl, *more, reps=12, athlete="Ann"):
    return legcurl("log", "add", "--athlete", athlete, "--reps", reps, "--at", "2026-05-01T18:30+02:00", *more)


def test_showing_makes_no_journal(legcurl, journal):
    for command in ("show", "history", "athletes", "machines", "changes"):
        ran = legcurl("log", command)
        assert ran.code == 0
        assert ran.out
    assert not journal.exists()


def test_analyze_keeps_a_set_once(legcurl, journal, curls):
    os.utime(curls, (1.7e9, 1.7e9))
    options = ("--variation", "seated", "--load-kg", 40, "--effort-borg", 15, "--rir", 2, "--pain", 1)
    ran = legcurl("analyze", curls, *options, "--log", "Ann")
    assert ran.code == 0
    assert "Ann is new in the journal.\nKept as set 1 of Ann" in ran.out
    assert "by the time of the file" in ran.out
    again = legcurl("analyze", curls, "--variation", "prone", "--log", " ann", "--json", "-")
    assert json.loads(again.out)["set"]["complete_reps"] == 5
    assert "already, as set 1 of Ann: nothing was added" in again.err
    with Journal(journal) as opened:
        ((stored, entry),) = opened.entries()
    done = stored.set
    assert (done.reps, done.load_kg, done.variation, done.borg, done.pain) == (5, 40.0, "seated", 15.0, 1.0)
    assert done.performed_at.timestamp() == 1.7e9
    assert done.concentric_s == pytest.approx(0.9, abs=0.02)
    assert len(entry.reps) == 5
    assert done.findings == tuple(finding.id for finding in entry.findings)
    analysis = json.loads(entry.analysis)
    assert analysis["provenance"]["input_sha256"] == done.source_id
    assert [rep["index"] for rep in analysis["reps"]] == [rep.number for rep in entry.reps]


def test_analyze_takes_the_time_and_the_machine_that_are_said(legcurl, journal, curls, tmp_path):
    machine = tmp_path / "machine.toml"
    machine.write_text('name = "By the window"\nlike = "seated"\n')
    ran = legcurl("analyze", curls, "--variation", "seated", "--machine", machine, "--log", "Ann", "--at",
                  "2026-05-01T18:30+02:00")  # fmt: skip
    assert "2026-05-01 18:30 +0200, in" in ran.out
    with Journal(journal) as opened:
        (done,) = opened.history("Ann")
    assert done.machine == "By the window"
    assert done.performed_at == datetime.fromisoformat("2026-05-01T18:30+02:00")


def test_what_is_no_leg_curl_is_not_kept(legcurl, journal, tmp_path):
    still = tmp_path / "still.csv"
    still.write_text("time_s,knee_flexion_deg\n" + "\n".join(f"{k / 50},10" for k in range(500)))
    assert legcurl("analyze", still, "--log", "Ann").code == 1
    with Journal(journal) as opened:
        assert opened.count() == 0


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--at", "2026-05-01"), 2, "--log NAME"),
        (("--log", "Ann", "--at", "01.05.2026"), 2, "--at 01.05.2026: expected"),
        (("--log", "Ann", "--at", "2126-05-01"), 1, "in the future"),
        (("--log", ""), 1, "name of the athlete is empty"),
        (("--log", "Ann", "--journal", "."), 1, "is a folder"),
        (("--log", "Ann", "--journal", "set.csv"), 1, "is no journal"),
    ],
)
def test_analyze_refuses_what_cannot_be_kept(legcurl, journal, curls, options, code, words):
    before = curls.read_bytes()
    ran = legcurl("analyze", curls, "--variation", "seated", *options)
    assert ran.code == code
    assert words in ran.err
    assert len(ran.err.splitlines()) <= 2
    assert curls.read_bytes() == before


def test_a_set_entered_is_shown_edited_deleted_and_brought_back(legcurl, journal):
    ran = add(legcurl, "--load-kg", 30, "--variation", "seated", "--borg", 14, "--notes", "=1+1 [bold]x")
    assert "Ann is new" in ran.out
    assert "Set 1: seated, 12 repetitions with 30 kg, effort Borg 14, 2026-05-01 18:30" in ran.out
    shown = legcurl("log", "show", 1).out
    assert "=1+1 [bold]x" in shown
    assert "entered by hand" in shown
    edited = legcurl("log", "edit", 1, "--reps", 11, "--rir", 2, "--forget", "borg", "--athlete", "Ben")
    assert edited.code == 0
    (one,) = json.loads(legcurl("log", "show", "--json", "-").out)
    assert (one["id"], one["athlete"], one["reps"], one["borg"], one["repetitions_in_reserve"]) == (
        1,
        "Ben",
        11,
        None,
        2,
    )
    assert one["performed_at"] == "2026-05-01T18:30:00+02:00"
    assert "log undo" in legcurl("log", "delete", 1).out
    assert json.loads(legcurl("log", "show", "--json", "-").out) == []
    assert "Undone: delete set 1 of Ben (1 set)" in legcurl("log", "undo").out
    assert "Undone: edit set 1 of Ann (1 set)" in legcurl("log", "undo").out
    assert json.loads(legcurl("log", "show", "--json", "-").out)[0]["reps"] == 12
    assert "Done again: edit set 1" in legcurl("log", "redo").out
    assert legcurl("log", "changes").out.count("undone") == 1


def test_history_shows_days_with_every_set(legcurl, journal):
    for reps, load, kind in ((15, 10, "warm-up"), (8, 40, "work"), (7, 42.5, "failure")):
        add(legcurl, "--load-kg", load, "--kind", kind, "--variation", "prone", "--rir", 1, reps=reps)
    add(legcurl, athlete="Ben", reps=9)
    out = legcurl("log", "history", "--athlete", "ann").out
    assert out.split("\n")[1].split() == ["2026-05-01", "prone", "40–42.5", "8", "7", "1", "52"]
    assert "±5.8 %" in out
    sessions = json.loads(legcurl("log", "history", "--json", "-").out)
    assert [(one["athlete"], len(one["sets"])) for one in sessions] == [("Ann", 3), ("Ben", 1)]
    assert "Ben" in legcurl("log", "history").out
    assert "No such sets" in legcurl("log", "show", "--since", "2026-06-01").out


def test_machines_keep_their_settings(legcurl, journal):
    add(legcurl)
    legcurl("log", "machine", "By the window", "--plate-step-kg", 5, "--seat", 4, "--setting", "foot plate=2")
    legcurl("log", "machine", "by the window", "--athlete", "Ann", "--seat", 6)
    (machine,) = json.loads(legcurl("log", "machines", "--athlete", "Ann", "--json", "-").out)
    assert machine["plate_step_kg"] == 5
    assert machine["settings"] == {"seat": "6", "foot plate": "2"}
    assert "seat 4" in legcurl("log", "machine", "By the window").out
    (athlete,) = json.loads(legcurl("log", "athletes", "--json", "-").out)
    assert athlete == {"name": "Ann", "sets": 1, "first": "2026-05-01", "last": "2026-05-01"}


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (("add", "--athlete", "Ann"), 2, "--reps"),
        (("add", "--athlete", "Ann", "--reps", "5000"), 1, "5000 repetitions"),
        (("add", "--athlete", "Ann", "--reps", "5", "--load-kg", "-3"), 1, "load_kg -3"),
        (("edit", "1"), 2, "say what to change"),
        (("edit", "1", "--pain", "3", "--forget", "pain"), 2, "contradict"),
        (("edit", "99", "--reps", "3"), 1, "no set 99"),
        (("show", "99"), 1, "no set 99"),
        (("show", "--athlete", "Zoe"), 1, "In it are Ann."),
        (("show", "--limit", "0"), 2, "1 or more"),
        (("show", "--json", "x.json"), 2, "expected -"),
        (("delete", "1", "99"), 1, "no set 99"),
        (("redo",), 1, "nothing to do again"),
        (("machine", "nowhere"), 1, "no machine"),
        (("machine", "x", "--setting", "seat"), 2, "NAME=VALUE"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line_or_two(legcurl, journal, command, code, words):
    add(legcurl)
    ran = legcurl("log", *command)
    assert ran.code == code
    assert words in ran.err
    assert len(ran.err.splitlines()) <= 2
    assert [one["reps"] for one in json.loads(legcurl("log", "show", "--json", "-").out)] == [12]


def test_a_journal_that_is_none_or_newer_is_said(legcurl, journal):
    journal.write_text("notes")
    ran = legcurl("log", "show")
    assert ran.code == 1
    assert "is no journal of Legcurl" in ran.err
    journal.unlink()
    add(legcurl)
    connection = sqlite3.connect(journal)
    connection.execute("UPDATE legcurl_schema SET version_num = '9999'")
    connection.commit()
    connection.close()
    ran = legcurl("log", "show")
    assert ran.code == 1
    assert "newer version (9999)" in ran.err
    assert "pip install --upgrade" in ran.err


def test_every_part_of_the_log_has_help(legcurl):
    commands = (
        "show",
        "history",
        "add",
        "edit",
        "delete",
        "undo",
        "redo",
        "changes",
        "athletes",
        "machines",
        "machine",
    )
    for command in (*commands, "import", "export"):
        ran = legcurl("log", command, "--help")
        assert ran.code == 0
        assert max(map(len, ran.out.splitlines())) <= 80


def test_several_athletes_on_one_screen_are_told_apart(legcurl, journal, tmp_path):
    curls = curl_csv(tmp_path / "other.csv", reps=6)
    legcurl("analyze", curls, "--variation", "prone", "--log", "Ben", "--at", "2026-05-02")
    assert "athlete" not in legcurl("log", "show").out
    add(legcurl)
    out = legcurl("log", "show").out
    assert "athlete" in out
    assert out.index("Ann") < out.index("Ben")
