"""What goes out comes back the same, opens safely in a spreadsheet, and replaces nothing half."""

import csv
import io
import json
import tempfile
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl.coach.history import LoggedSet
from legcurl.errors import OutputError
from legcurl.form.findings import Finding
from legcurl.journal.entry import Entry, LoggedRep
from legcurl.journal.export import EXPORTERS, FORMULA, guarded, unguarded, write_log
from legcurl.journal.importers import read_log
from legcurl.journal.importers.registry import Refused
from legcurl.vocabulary import GOALS, LEGS, VARIATIONS

AT = datetime(2024, 5, 3, 18, 30, tzinfo=timezone(timedelta(hours=2)))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20) | st.sampled_from(
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\ttab",
        "\rreturn",
        "'=quoted",
        "''",
        'a "b"',
        "two\r\nlines",
        "a,b;c",
        " blanks ",
        "ü🦵",
    ]
)
WORDS = st.lists(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), max_size=3).map(tuple)


def figure(low, high):
    return st.none() | st.floats(low, high, allow_nan=False)


ZONES = st.integers(-48, 56).map(lambda quarters: timezone(quarters * timedelta(minutes=15)))
LOGGED = st.builds(
    LoggedSet,
    performed_at=st.datetimes(datetime(2000, 1, 1), datetime(2024, 1, 1), timezones=ZONES),
    reps=st.integers(0, 100),
    load_kg=figure(0, 1000),
    variation=st.none() | st.sampled_from(VARIATIONS),
    leg=st.none() | st.sampled_from(LEGS),
    goal=st.none() | st.sampled_from(GOALS),
    kind=st.sampled_from(["work", "warm-up", "drop", "failure"]),
    borg=figure(6, 20),
    repetitions_in_reserve=figure(0, 10),
    pain=figure(0, 10),
    rom_deg=figure(0, 150),
    concentric_s=figure(0, 10),
    hold_s=figure(0, 10),
    eccentric_s=figure(0, 10),
    velocity_loss_pct=figure(-50, 100),
    side_difference_pct=figure(-100, 100),
    time_under_tension_s=figure(0, 1e3),
    findings=WORDS,
    machine=st.none() | TEXT.filter(bool),
    exercise_name=TEXT,
    notes=TEXT,
    source=st.sampled_from(["entered", "analysis", "strong"]),
    source_id=TEXT,
)  # fmt: skip


def back(content):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log"
        file.write_bytes(content)
        return read_log(file)


@pytest.mark.parametrize("kind", EXPORTERS)
@settings(max_examples=40, deadline=None)
@given(sets=st.lists(LOGGED, max_size=4))
def test_round_trip(kind, sets):
    log = back(EXPORTERS[kind]([Entry(done) for done in sets], "Ann"))
    assert list(log.sets) == sets
    assert [done.performed_at.utcoffset() for done in log.sets] == [done.performed_at.utcoffset() for done in sets]
    assert (log.rows, log.leg_curl_rows, log.refused) == (len(sets), len(sets), ())


WHOLE = Entry(
    LoggedSet(AT, 2, 40.0, "prone", findings=("short_range",), source="analysis", source_id="abc"),
    (LoggedRep(1, rom_deg=90.0, work_j=51.25), LoggedRep(2, "partial", corrected=True)),
    (Finding("short_range", "fault", 0.9, (2,), 60.0, None, "deg", "Bend further.", "design choice"),),
    ("a video.mp4",),
    '{"schema": "legcurl.analysis/1"}',
)


def test_json_keeps_everything():
    assert back(EXPORTERS["json"]([WHOLE, Entry(WHOLE.set)], "Ann")).entries == (WHOLE, Entry(WHOLE.set))


def test_the_columns_are_the_fields_of_a_set():
    done = LoggedSet(AT, 12, 40.0, findings=("pain",))
    header, row = csv.reader(io.StringIO(EXPORTERS["csv"]([Entry(done)], "").decode("utf-8-sig")))
    assert header == [field.name for field in fields(LoggedSet)]
    assert row[:3] == ["2024-05-03T18:30:00+02:00", "12", "40.0"]


@settings(max_examples=60, deadline=None)
@given(done=LOGGED)
def test_no_cell_is_a_formula(done):
    text = EXPORTERS["csv"]([Entry(done)], "").decode("utf-8-sig")
    for cells in csv.reader(io.StringIO(text, newline="")):
        for cell in cells:
            if cell.startswith(tuple(FORMULA)):
                float(cell)  # a negative figure is no formula


@given(text=TEXT)
def test_the_guard_is_taken_away_again(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("kind", EXPORTERS)
def test_unknown_figures_come_back_as_unknown(kind):
    done = LoggedSet(AT, 12, float("nan"), rom_deg=float("inf"))
    assert back(EXPORTERS[kind]([Entry(done)], "")).sets == (replace(done, load_kg=None, rom_deg=None),)


WRONG = [
    {"reps": "many"}, {"variation": "sideways"}, {"repetitions": [3]}, {"repetitions": [{"number": 1}] * 2},
    {"load_kg": -1}, {"findings_in_full": [{"id": "pain"}]}, {"notes": 5}, {"performed_at": None},
    {"performed_at": "2024-05-03T18:30:00"}, {"videos": "a.mp4"}, {"findings": "pain"},
]  # fmt: skip


def test_a_row_that_cannot_be_is_refused_and_named():
    lines = EXPORTERS["csv"]([Entry(LoggedSet(AT, reps)) for reps in (8, 9, 10)], "").decode().splitlines()
    lines[2] = lines[2].replace("2024-05-03T18:30:00+02:00", "03/05/24")
    lines[3] = lines[3].replace(",10,", ",ten,")
    log = back("\n".join(lines).encode() + b"\n")
    assert [done.reps for done in log.sets] == [8]
    assert [refused.row for refused in log.refused] == [3, 4]
    assert log.refused[1] == Refused(4, "reps 'ten' is no whole number")
    content = json.loads(EXPORTERS["json"]([WHOLE], ""))
    for wrong in WRONG:
        damaged = content | {"sets": [content["sets"][0] | wrong]}
        assert [refused.row for refused in back(json.dumps(damaged).encode()).refused] == [1]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    write_log([WHOLE], tmp_path / "log.csv", "csv")
    assert read_log(tmp_path / "log.csv").sets == (WHOLE.set,)
    with pytest.raises(OutputError, match="cannot be written"):
        write_log([WHOLE], tmp_path / "none" / "log.csv", "csv")
    assert [file.name for file in tmp_path.iterdir()] == ["log.csv"]
    assert EXPORTERS["csv"]([WHOLE], "") == EXPORTERS["csv"]([WHOLE], "")


def test_moments_keep_their_offset():
    done = LoggedSet(datetime(2024, 1, 1, 23, 30, 0, 250, tzinfo=UTC), 8)
    assert (
        back(EXPORTERS["csv"]([Entry(done)], "")).sets[0].performed_at.isoformat() == "2024-01-01T23:30:00.000250+00:00"
    )
