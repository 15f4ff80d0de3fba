"""The journal keeps what it is given, once, and takes back what is undone."""

import math
import sqlite3
import threading
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from made_sets import ENTRY, FULL, MAY, plain

from legcurl.coach.history import LoggedSet
from legcurl.errors import InputError, LegcurlError, OutputError
from legcurl.journal import database
from legcurl.journal.entry import Entry, LoggedMachine
from legcurl.journal.place import default_place
from legcurl.journal.sessions import sessions_of
from legcurl.journal.store import Journal
from legcurl.plan import BOUNDS
from legcurl.vocabulary import GOALS, LEGS, VARIATIONS


@pytest.fixture
def journal():
    with Journal("sqlite://") as made:
        yield made


def everything(journal):
    return [(one.id, one.athlete, entry) for one, entry in journal.entries()]


def test_a_set_comes_back_as_it_was(tmp_path):
    assert all(getattr(FULL, field.name) not in (None, "") for field in fields(LoggedSet))
    with Journal(tmp_path / "new" / "folder" / "journal.db") as journal:
        number = journal.add_sets("Ann", [ENTRY]).ids[0]
    with Journal(tmp_path / "new" / "folder" / "journal.db") as journal:
        stored, entry = journal.entry(number)
        assert (stored.athlete, stored.set, entry) == ("Ann", FULL, ENTRY)
        assert journal.history("Ann") == [FULL]
        assert stored.set.performed_at.utcoffset() == timedelta(hours=2)


def measure(name):
    low, high = BOUNDS.get(name, (0.0, 1e4))
    return st.none() | st.floats(low, high)


@settings(max_examples=15, deadline=None)
@given(
    st.builds(
        LoggedSet,
        performed_at=st.datetimes(datetime(1960, 1, 1), datetime(2025, 1, 1), timezones=st.sampled_from(
            [UTC, timezone(timedelta(hours=-9, minutes=-30)), timezone(timedelta(hours=14))])),
        reps=st.integers(0, 1000), load_kg=measure("load_kg"), borg=measure("borg"), pain=measure("pain"),
        repetitions_in_reserve=measure("repetitions_in_reserve"), variation=st.none() | st.sampled_from(VARIATIONS),
        leg=st.none() | st.sampled_from(LEGS), goal=st.none() | st.sampled_from(GOALS),
        findings=st.lists(st.sampled_from(["pain", "momentum", "short_range"]), unique=True).map(tuple),
        notes=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=50),
    )
)  # fmt: skip
def test_any_set_that_can_be_comes_back_equal(done):
    with Journal("sqlite://") as journal:
        number = journal.add_set("Ann", done)
        assert journal.history("Ann") == [done]
        assert journal.entry(number)[0].set.performed_at.date() == done.performed_at.date()
        journal.delete(number)
        journal.undo()
        assert journal.history("Ann") == [done]


def test_the_same_set_is_stored_once(journal):
    first = journal.add_sets("Ann", [FULL, FULL])
    assert (len(first.ids), first.duplicates, first.new_athlete) == (1, first.ids, True)
    again = journal.add_sets("  ann ", [replace(FULL, reps=3), replace(FULL, source_id="new")])
    assert (len(again.ids), again.duplicates, again.new_athlete) == (1, first.ids, False)
    assert journal.add_sets("Ben", [FULL]).ids  # of somebody else it may well be
    with pytest.raises(InputError, match=f"as set {first.ids[0]}"):
        journal.add_set("Ann", FULL)
    assert len(journal.add_sets("Ann", [plain(), plain()]).ids) == 2  # nothing tells them apart


def test_a_dry_run_counts_and_leaves_no_trace(journal):
    counted = journal.add_sets("Ann", [FULL, FULL], dry_run=True)
    assert (len(counted.ids), len(counted.duplicates)) == (1, 1)
    assert (journal.athletes(), journal.changes(), journal.count()) == ([], [], 0)


def test_where_there_is_no_file_an_empty_journal_stands_in(tmp_path):
    with Journal(tmp_path / "journal.db", create=False) as journal:
        assert journal.sets() == []
    assert list(tmp_path.iterdir()) == []


def test_one_impossible_set_among_many_stores_none(journal):
    with pytest.raises(InputError, match="load_kg"):
        journal.add_sets("Ann", [plain(), plain(load_kg=-1.0)])
    assert journal.count() == 0


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"performed_at": datetime(2026, 5, 1)}, "no time zone"),
        ({"performed_at": datetime(1926, 5, 1, tzinfo=UTC)}, "before 1950"),
        ({"performed_at": datetime.now(UTC) + timedelta(days=40)}, "in the future"),
        ({"reps": -1}, "repetitions"),
        ({"reps": 2.5}, "whole number"),
        ({"load_kg": math.nan}, "not a number"),
        ({"borg": 5.0}, "6 to 20"),
        ({"pain": 11.0}, "0 to 10"),
        ({"hold_s": -1.0}, "0 or more"),
        ({"variation": "leg press"}, "prone"),
        ({"kind": None}, "warm-up"),
        ({"notes": "a\0b"}, "zero byte"),
        ({"notes": "\ud800"}, "half a character"),
        ({"exercise_name": "x" * 201}, "at most 200"),
        ({"source": ""}, "source"),
    ],
)
def test_what_cannot_be_is_refused_by_name(journal, fault, words):
    with pytest.raises(InputError, match=words):
        journal.add_set("Ann", replace(FULL, **fault))


def test_an_edit_changes_what_it_names_and_nothing_else(journal):
    number = journal.add_sets("Ann", [ENTRY]).ids[0]
    edited = journal.edit(number, reps=11, pain=None, machine="Another", athlete="Ben")
    assert edited.athlete == "Ben"
    assert edited.set == replace(FULL, reps=11, pain=None, machine="Another")
    assert journal.entry(number)[1] == replace(ENTRY, set=edited.set)
    for wrong in ({"borg": 40.0}, {"source": "x"}, {"nothing": 1}, {"findings": ()}):
        with pytest.raises(InputError):
            journal.edit(number, **wrong)
    with pytest.raises(InputError, match="no set 99"):
        journal.edit(99, reps=1)


def test_an_edit_that_changes_nothing_is_no_change(journal):
    number = journal.add_set("Ann", plain())
    journal.edit(number, reps=10)
    assert len(journal.changes()) == 1


def test_undo_and_redo_walk_through_every_state(journal):
    states = [everything(journal)]
    number = journal.add_sets("Ann", [ENTRY]).ids[0]
    states.append(everything(journal))
    journal.edit(number, notes="other", load_kg=None)
    states.append(everything(journal))
    journal.add_sets("Ben", [replace(FULL, source_id=str(n)) for n in range(700)], why="import log.csv")
    states.append(everything(journal))
    journal.delete(number, number + 5)
    states.append(everything(journal))
    for state in states[-2::-1]:
        journal.undo()
        assert everything(journal) == state
    with pytest.raises(InputError, match="nothing to undo"):
        journal.undo()
    for state in states[1:]:
        journal.redo()
        assert everything(journal) == state
    with pytest.raises(InputError, match="nothing to do again"):
        journal.redo()
    assert [change.what for change in journal.changes()][1] == "import log.csv"


def test_what_was_undone_is_gone_for_redo_after_the_next_change(journal):
    journal.add_set("Ann", plain(reps=1))
    journal.undo()
    journal.add_set("Ann", plain(reps=2))
    with pytest.raises(InputError):
        journal.redo()
    journal.undo()
    assert journal.redo().sets == 1
    assert [done.reps for done in journal.history("Ann")] == [2]


def test_an_undone_import_can_be_imported_again(journal):
    journal.add_sets("Ann", [FULL])
    journal.undo()
    assert len(journal.add_sets("Ann", [FULL]).ids) == 1


def test_numbers_are_never_given_twice(journal):
    first = journal.add_set("Ann", plain())
    journal.delete(first)
    assert journal.add_set("Ann", plain()) > first
    journal.undo()
    journal.undo()
    assert [one.id for one in journal.sets()] == [first]


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(st.sampled_from(["add", "edit", "delete", "undo", "redo"]), st.integers(0, 9)), max_size=12))
def test_whatever_is_done_undoing_all_of_it_leaves_nothing(steps):
    with Journal("sqlite://") as journal:
        for what, value in steps:
            there = [one.id for one in journal.sets()]
            if what == "add":
                journal.add_sets("Ann", [replace(ENTRY, set=replace(FULL, source_id=str(value)))])
            elif what in ("undo", "redo"):
                with suppress(InputError):  # nothing to undo or redo
                    getattr(journal, what)()
            elif there:
                number = there[value % len(there)]
                journal.edit(number, reps=value) if what == "edit" else journal.delete(number)
        reached, standing = everything(journal), sum(not change.undone for change in journal.changes())
        for _ in range(standing):
            journal.undo()
        assert journal.count() == 0
        for _ in range(standing):
            journal.redo()
        assert everything(journal) == reached


def test_history_by_day_variation_and_athlete(journal):
    late = datetime(2026, 5, 3, 23, 30, tzinfo=timezone(timedelta(hours=-5)))  # already the 4th in Vienna
    journal.add_sets(
        "Ann", [plain(3, variation="prone"), plain(0, variation="seated"), replace(plain(), performed_at=late)]
    )
    journal.add_sets("Ben", [plain(1)])
    assert [done.performed_at for done in journal.history("Ann")] == [MAY, late, MAY + timedelta(days=3)]
    assert len(journal.history("Ann", since=date(2026, 5, 3), until=date(2026, 5, 3))) == 1
    assert len(journal.history("ANN", variation="prone")) == 1
    assert [one.athlete for one in journal.sets(limit=3)] == ["Ben", "Ann", "Ann"]
    assert journal.count() == 4
    assert journal.count("Ben") == 1
    with pytest.raises(InputError, match=r"Ann, Ben"):
        journal.history("Bob")


def test_sessions_are_days_variations_and_legs(journal):
    warm_up, work = plain(0, 15, kind="warm-up", load_kg=10.0), plain(0.01, 8, load_kg=40.0, repetitions_in_reserve=0.0)
    journal.add_sets("Ann", [work, warm_up, plain(0.02, leg="left"), plain(2), plain(4)])
    sessions = journal.sessions("Ann")
    assert [(one.day.day, one.leg, len(one.sets)) for one in sessions] == [
        (1, None, 2), (1, "left", 1), (3, None, 1), (5, None, 1),
    ]  # fmt: skip
    assert [one.set for one in sessions[0].work] == [work]
    assert sessions[0].one_rm_kg == pytest.approx(40 * 8**0.1)
    assert journal.sessions("Ann", days=2) == sessions[2:]
    assert sessions_of([]) == []


def test_machines_remember_their_settings_for_each_athlete(journal):
    journal.add_athlete("Ann")
    journal.add_machine(LoggedMachine("By the window", "seated", 5.0, settings={"seat": "4", "pad": "B"}))
    journal.add_machine(LoggedMachine("by  the WINDOW", lightest_kg=2.5, settings={"seat": "6"}), "ann")
    assert journal.machines() == [LoggedMachine("By the window", "seated", 5.0, 2.5, {"seat": "4", "pad": "B"})]
    assert journal.machine("By The Window", "Ann").settings == {"seat": "6", "pad": "B"}
    journal.add_machine(LoggedMachine("By the window", settings={"pad": ""}))
    assert journal.machine("By the window").settings == {"seat": "4"}
    assert journal.machine("another") is None
    with pytest.raises(InputError, match="plate_step_kg"):
        journal.add_machine(LoggedMachine("x", plate_step_kg=-5.0))


@pytest.mark.parametrize("name", ["", "  ", "a\x1bb", "x" * 201])
def test_a_name_that_is_none_is_refused(journal, name):
    with pytest.raises(InputError, match="name of the athlete"):
        journal.add_set(name, plain())


def test_two_at_once_lose_nothing(tmp_path):
    path = tmp_path / "journal.db"
    with Journal(path):
        pass
    failed = []

    def write(name):
        try:
            with Journal(path) as mine:
                for number in range(25):
                    mine.add_set(name, plain(source_id=str(number)))
        except LegcurlError as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("Ann", "Ben", "Cem")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Journal(path) as journal:
        assert failed == []
        assert [one.sets for one in journal.athletes()] == [25, 25, 25]


def test_a_file_that_is_no_database_stays_as_it_is(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("my notes\n" * 200)
    with pytest.raises(InputError, match=r"notes\.txt: is no journal"):
        Journal(path)
    assert path.read_text() == "my notes\n" * 200


@pytest.mark.parametrize("create", [True, False])
def test_a_file_of_one_byte_is_no_empty_database(tmp_path, create):
    path = tmp_path / "journal.db"
    path.write_text("x")
    with pytest.raises(InputError, match="nor any database"):
        Journal(path, create=create)
    assert path.read_text() == "x"


def test_looking_into_an_empty_file_leaves_it_empty(tmp_path):
    path = tmp_path / "journal.db"
    path.touch()
    with Journal(path, create=False) as journal:
        assert journal.count() == 0
    assert path.stat().st_size == 0


def test_a_database_of_another_program_stays_as_it_is(tmp_path):
    path = tmp_path / "places.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (id INTEGER)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="bookmarks"):
        Journal(path)
    assert path.read_bytes() == before


def test_half_a_file_is_refused(tmp_path):
    path = tmp_path / "journal.db"
    with Journal(path) as journal:
        journal.add_sets("Ann", [replace(ENTRY, set=replace(FULL, source_id=str(n))) for n in range(300)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LegcurlError, match=r"journal\.db"), Journal(path) as journal:
        everything(journal)


def test_a_locked_file_is_waited_for_and_then_said(tmp_path, monkeypatch):
    path = tmp_path / "journal.db"
    with Journal(path) as journal:
        journal.add_set("Ann", plain())
    monkeypatch.setattr(database, "BUSY_S", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OutputError, match="holds it locked"):
        Journal(path)
    other.execute("ROLLBACK")
    with Journal(path) as journal:
        other.execute("BEGIN IMMEDIATE")
        assert journal.count() == 1  # reading goes on
        with pytest.raises(OutputError, match="holds it locked"):
            journal.add_set("Ann", plain())
        other.execute("ROLLBACK")
        journal.add_set("Ann", plain())
        assert journal.count() == 2
    other.close()


def test_a_full_disk_loses_nothing(tmp_path):
    path = tmp_path / "journal.db"
    with Journal(path) as journal:
        journal.add_sets("Ann", [ENTRY])
        with journal._database.engine.connect() as connection:  # as SQLite meets a disk with no room
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
        many = [replace(ENTRY, set=replace(FULL, source_id=str(n))) for n in range(500)]
        with pytest.raises(OutputError, match="disk is full"):
            journal.add_sets("Ann", many)
        assert everything(journal) == [(1, "Ann", ENTRY)]
    with Journal(path) as journal:
        assert journal.history("Ann") == [FULL]


@pytest.mark.skipif(not hasattr(sqlite3, "SQLITE_READONLY"), reason="needs Python's names of SQLite's errors")
def test_a_journal_that_may_not_be_written_to_can_be_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "journal.db"
    with Journal(path) as journal:
        journal.add_set("Ann", plain())
    with Journal(f"sqlite:///file:{path}?mode=ro&uri=true") as journal:
        assert journal.count() == 1
        with pytest.raises(OutputError, match="cannot be written to"):
            journal.add_set("Ann", plain())
    assert [one.name for one in tmp_path.iterdir()] == ["journal.db"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("nosuch://x", "no address"),
        ("sqlite+nosuch:///x", "no address"),
        ("mysql+pymysql://me:secret@nowhere/x", "pymysql"),
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(place, words):
    with pytest.raises(InputError, match=words) as refused:
        Journal(place)
    assert "secret" not in str(refused.value)


def test_a_folder_is_no_journal(tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        Journal(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="folder cannot be made"):
        Journal(tmp_path / "file" / "journal.db")


def test_the_place_is_the_users_own_unless_said(monkeypatch, tmp_path):
    monkeypatch.setenv("LEGCURL_JOURNAL", str(tmp_path / "mine.db"))
    with Journal() as journal:
        assert journal.place == str(tmp_path / "mine.db")
    monkeypatch.delenv("LEGCURL_JOURNAL")
    assert default_place().endswith("journal.db")
    assert "legcurl" in default_place()


def test_findings_known_by_name_alone_come_back(journal):
    number = journal.add_set("Ann", plain(findings=("pain", "momentum")))
    stored, entry = journal.entry(number)
    assert entry == Entry(stored.set)
    assert stored.set.findings == ("pain", "momentum")
