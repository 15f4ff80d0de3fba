"""What the importers take from the logs of the apps: sets, identities, units, dates."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from logs import FIT_START, FITNOTES, HEVY, LIFTLOG, STRONG_1, STRONG_2, STRONG_3, STRONG_4, fit_log

from legcurl.errors import InputError, UnknownFormatError, UsageError
from legcurl.journal.importers import Refused, formats, read_log

VIENNA = ZoneInfo("Europe/Vienna")
LEGS = [(20, 12, "warm-up"), (40, 10, "work"), (40, 10, "work"), (42.5, 8, "drop"), (42.5, 6, "failure")]
HEADERLESS = [STRONG_1.split("\n", 1)[1], STRONG_2.split("\n", 1)[1], STRONG_3.split("\n", 1)[1]]


@pytest.fixture
def read(tmp_path):
    """Reads a text or bytes as a log, in Vienna and in kg unless told otherwise."""

    def call(content, **options):
        file = tmp_path / "log"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_log(file, **{"time_zone": "Europe/Vienna", "unit": "kg", **options})

    return call


def figures(log):
    return [(done.load_kg, done.reps, done.kind) for done in log.sets]


@pytest.mark.parametrize("text", [STRONG_1, STRONG_2, STRONG_3, STRONG_4, *HEADERLESS])
def test_strong_in_every_layout_is_the_same_log(read, text):
    log = read(text)
    assert log.format == "strong"
    assert figures(log) == LEGS
    assert [done.variation for done in log.sets] == ["prone"] * 3 + ["seated"] * 2
    assert [done.source_id for done in log.sets] == [done.source_id for done in read(STRONG_1).sets]
    assert log.sets[0].performed_at == datetime(2024, 1, 15, 17, 30, tzinfo=UTC)
    assert log.sets[-1].performed_at == datetime(2024, 7, 17, 5, 5, tzinfo=UTC)  # in summer time
    assert (log.leg_curl_rows, log.refused) == (5, ())


def test_strong_keeps_notes_and_effort(read):
    assert read(STRONG_1).sets[1].notes == 'said "slow",\ntwo lines'
    assert read(STRONG_3).sets[0].notes == "seat 4"
    assert [done.repetitions_in_reserve for done in read(STRONG_2).sets] == [None, 1.5, 0.0, None, None]
    assert (read(STRONG_1).rows, read(STRONG_2).rows, read(STRONG_3).rows) == (7, 6, 8)


def test_a_set_of_an_unknown_sort_is_refused_rather_than_passed_over(read):
    log = read(STRONG_1.replace(",F,", ",Myo,").replace('(Barbell)",1,', '(Barbell)",Myo,'))
    assert log.refused == (Refused(8, "set order 'Myo'; expected a number, W, D or F"),)
    assert (len(log.entries), log.leg_curl_rows) == (4, 5)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_and_line_ends(read, encoding, end):
    text = STRONG_2.replace("slow", "größer").replace("\n", end)
    log = read(text.encode(encoding))
    assert figures(log) == LEGS
    assert log.sets[1].notes == "größer"


def test_hevy(read):
    log = read(HEVY)
    assert figures(log) == [(20, 15, "warm-up"), (45, 10, "work"), (35, 12, "drop"), (None, 6, "failure")]
    assert [done.variation for done in log.sets] == ["seated"] * 3 + ["nordic"]
    assert [done.notes for done in log.sets] == ["pad low", "", "", ""]
    assert len({done.source_id for done in log.sets}) == 4  # set_index begins anew in a second run
    pounds = read(HEVY.replace("weight_kg", "weight_lbs"), unit=None)
    assert pounds.sets[1].load_kg == pytest.approx(45 * 0.45359237)


DATES = [
    "21 Feb 2025, 07:17", "21.02.2025, 07:17", "21/02/2025 07:17", "Feb 21, 2025, 7:17 AM",
    "Feb 21, 2025, 7:17\u202fAM", "21. Feb. 2025, 07:17", "21 feb 2025, 7:17", "21 févr. 2025, 07:17",
    "21 de fev. de 2025, 07:17", "21 февр. 2025 г., 07:17", "21 lut 2025, 07:17", "21 Şub 2025 07:17",
    "2025-02-21 07:17:00", "2025年2月21日 7:17", "2025. 2. 21. 오전 7:17", "2/21/2025, 7:17 a. m.",
    "21 feb. 2025 07.17", "2025/2/21 午前7:17",
]  # fmt: skip


@pytest.mark.parametrize("date", DATES)
def test_hevy_dates_of_any_language(read, date):
    (done, *_), identity = read(HEVY.replace("21 Feb 2025, 07:17", date)).sets, read(HEVY).sets[0].source_id
    assert done.performed_at == datetime(2025, 2, 21, 7, 17, tzinfo=VIENNA)
    assert done.source_id == identity


def test_afternoons_and_midnight(read):
    for text, hour in (("May 15, 2026, 7:26 PM", 19), ("May 15, 2026, 12:26 AM", 0), ("May 15, 2026, 12:26 PM", 12)):
        done = read(HEVY.replace("21 Feb 2025, 07:17", text)).sets[0]
        assert done.performed_at == datetime(2026, 5, 15, hour, 26, tzinfo=VIENNA)


def test_fitnotes_old_and_new(read):
    log = read(FITNOTES, unit=None)
    assert [done.load_kg for done in log.sets] == [40, 40, pytest.approx(39.916, abs=1e-3)]
    assert log.sets[0].performed_at == datetime(2024, 3, 4, 12, tzinfo=VIENNA)
    assert len({done.source_id for done in log.sets}) == 3  # equal twins stay two
    assert any("noon" in note for note in log.notes)
    old = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n2024-03-04,Leg Curl,Legs,40.0,10,,,\n"
    assert figures(read(old, unit=None)) == [(40, 10, "work")]
    phone = (
        "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Notes,Kind\n2024-03-04,Leg Curl,Legs,40.0,88.2,10,,wr\n"
    )
    assert figures(read(phone, unit=None)) == [(40, 10, "work")]


def fitnotes_on(*dates):
    rows = "".join(f"{date},Lying Leg Curl,Legs,40,kgs,10,,,,\n" for date in dates)
    return FITNOTES.split("\n", 1)[0] + "\n" + rows


def test_the_order_of_dates_is_decided_by_any_row_or_asked_for(read):
    def day_of(text, **options):
        return read(text, **options).sets[0].performed_at.date().isoformat()

    assert day_of(fitnotes_on("05/06/2024", "13/06/2024")) == "2024-06-05"
    assert day_of(fitnotes_on("05/06/2024", "06/13/2024")) == "2024-05-06"
    assert day_of(fitnotes_on("05/05/2024")) == "2024-05-05"
    assert day_of(fitnotes_on("05/06/2024"), date_order="dmy") == "2024-06-05"
    assert day_of(fitnotes_on("05/06/2024"), date_order="mdy") == "2024-05-06"
    assert "--date-order" in read(fitnotes_on("05.06.2024")).notes[-1]
    with pytest.raises(InputError, match=r"05/06/2024 can be read .*\n.*--date-order dmy"):
        read(fitnotes_on("05/06/2024", "07/08/2024"))
    with pytest.raises(InputError, match=r"begin with the day \(13/06/2024\).* the month \(06/13/2024\)"):
        read(fitnotes_on("13/06/2024", "06/13/2024"))
    told = read(fitnotes_on("13/06/2024", "05/06/2024"), date_order="mdy")
    assert told.refused == (Refused(2, "no date with the month first: '13/06/2024'"),)


def test_liftlog(read):
    log = read(LIFTLOG, unit=None)
    assert figures(log) == [(20, 12, "work")] * 3
    assert len({done.source_id for done in log.sets}) == 3
    assert log.sets[0].performed_at == datetime(2024, 10, 16, 10, 44, 39, tzinfo=VIENNA)
    later = LIFTLOG.replace("\n8b92", "\n0000-new,2024-10-18T10:00:00,Standing Leg Curl,20,kg,12,12,\n8b92", 1)
    assert [done.source_id for done in read(later).sets][1:] == [done.source_id for done in log.sets]


FIT_SETS = [
    {"set_type": "active", "start_time": FIT_START, "repetitions": 12, "weight": 40.0, "category": ["leg_curl"],
     "category_subtype": [1], "duration": 45.0},
    {"set_type": "rest", "start_time": FIT_START + timedelta(seconds=45), "duration": 90.0},
    {"set_type": "active", "start_time": FIT_START + timedelta(seconds=135), "repetitions": 10, "weight": 42.5,
     "category": ["unknown", "leg_curl"], "category_subtype": [65535, 6]},
    {"set_type": "active", "start_time": FIT_START + timedelta(seconds=200), "repetitions": 10, "weight": 60.0,
     "category": ["leg_curl"], "category_subtype": [13]},
    {"set_type": "active", "start_time": FIT_START + timedelta(seconds=300), "repetitions": 10, "weight": 60.0,
     "category": ["squat"], "category_subtype": [0]},
    {"set_type": "active", "start_time": FIT_START + timedelta(seconds=400), "category": ["leg_curl"]},
]  # fmt: skip


def test_fit(read):
    log = read(fit_log(FIT_SETS), unit=None, time_zone="UTC")
    assert figures(log) == [(40, 12, "work"), (42.5, 10, "work")]
    assert [done.variation for done in log.sets] == [None, "slider"]  # a bar good morning is no leg curl
    assert log.sets[0].performed_at.utcoffset() == timedelta(hours=2)
    assert log.sets[0].performed_at == FIT_START
    assert (log.rows, log.leg_curl_rows) == (6, 3)
    assert log.refused == (Refused(6, "no repetitions were entered"),)


def test_fit_without_a_local_clock_and_with_a_named_exercise(read):
    titles = [{"exercise_category": "leg_curl", "exercise_name": 1, "wkt_step_name": ["Seated Leg Curl"]}]
    log = read(fit_log(FIT_SETS[:1], ahead_s=None, titles=titles))
    assert log.sets[0].variation == "seated"
    assert log.sets[0].performed_at.utcoffset() == timedelta(hours=2)  # Vienna in May
    assert log.notes


def test_an_independent_decoder_reads_the_same_from_our_fit_file(tmp_path, read):
    fitdecode = pytest.importorskip("fitdecode")
    (tmp_path / "set.fit").write_bytes(fit_log(FIT_SETS))
    with fitdecode.FitReader(tmp_path / "set.fit") as frames:
        sets = [each for each in frames if isinstance(each, fitdecode.FitDataMessage) and each.name == "set"]
        seen = [tuple(each.get_value(name, fallback=None) for name in ("weight", "repetitions")) for each in sets]
    assert [seen[0], seen[2]] == [(done.load_kg, done.reps) for done in read(fit_log(FIT_SETS)).sets]


def test_the_unit_is_asked_for_where_a_load_needs_one(read):
    with pytest.raises(InputError, match=r"row 2: the load 20.0 has no unit.*\n.*legcurl log import .*/log --unit kg"):
        read(STRONG_1, unit=None)
    assert read(STRONG_1, unit="lb").sets[1].load_kg == pytest.approx(18.144, abs=1e-3)
    blank = STRONG_2.replace(";kg;", ";;")
    with pytest.raises(InputError, match="--unit"):
        read(blank, unit=None)
    assert figures(read(blank, unit="kg")) == LEGS
    assert figures(read(STRONG_2, unit="lb")) == LEGS  # the file's own word holds
    unloaded = STRONG_1.replace(",20.0,", ",0,").replace(",40.0,", ",0,").replace(",42.5,", ",,")
    assert {done.load_kg for done in read(unloaded, unit=None).sets} == {None}


def test_impossible_values_are_refused_row_by_row(read):
    rows = [
        "40,1000", "40,0", "40,7.5", "-5,10", "1200,10", "40,ten", "1e3,10", "40,-3", "NaN,5", "40,10",
    ]  # fmt: skip
    text = STRONG_1.split("\n", 1)[0] + "\n"
    text += "".join(f"2024-01-15 18:30:00,Legs,1h,Leg Curl,{n},{row},0,0,,,\n" for n, row in enumerate(rows, start=1))
    text += "2024-02-30 18:30:00,Legs,1h,Leg Curl,1,40,10,0,0,,,\n2099-01-01 18:30:00,Legs,1h,Leg Curl,1,40,10,0,0,,,\n"
    text += (
        "2024-01-15 25:30:00,Legs,1h,Leg Curl,1,40,10,0,0,,,\n2024-01-15 18:30:00,Legs,1h,Leg Curl,1,40,10,0,0,,,11\n"
    )
    log = read(text)
    assert [done.reps for done in log.sets] == [10]
    assert [(refused.row, refused.why.split("; ")[0]) for refused in log.refused] == [
        (2, "1000 repetitions"), (3, "no repetitions were entered"), (4, "7.5 repetitions"), (5, "load -5 kg"),
        (6, "load 1200 kg"), (7, "repetitions 'ten' is no number"), (8, "load '1e3' is no number"),
        (9, "-3 repetitions"), (10, "load 'NaN' is no number"), (12, "no date: '2024-02-30 18:30:00'"),
        (13, "2099-01-01 is in the future: is it another order of day, month and year?"),
        (14, "no time of day: '2024-01-15 25:30:00'"), (15, "effort (RPE) 11"),
    ]  # fmt: skip
    assert log.leg_curl_rows == 14


def test_a_person_can_say_that_an_exercise_is_a_leg_curl(read):
    text = STRONG_1.replace("Lying Leg Curl (Machine)", "Hamstrings")
    log = read(text)
    assert {(seen.name, seen.rows, seen.taken) for seen in log.exercises} == {
        ("Hamstrings", 3, False), ("Seated Leg Curl (Machine)", 2, True),
    }  # fmt: skip
    assert figures(read(text, exercises={"hamstrings": "prone"})) == LEGS
    assert read(text, exercises={"hamstrings": "prone"}).sets[0].variation == "prone"


def test_identities_do_not_depend_on_the_readers_zone_unit_or_later_rows(read):
    here = [done.source_id for done in read(STRONG_1).sets]
    assert [done.source_id for done in read(STRONG_1, time_zone="Asia/Tokyo", unit="lb").sets] == here
    longer = STRONG_1 + "2024-08-01 07:05:00,Legs,45m,Seated Leg Curl (Machine),1,42.5,6,0,0,,,\n"
    assert [done.source_id for done in read(longer).sets][:-1] == here
    corrected = STRONG_1.replace(",W,20.0,12,", ",W,20.0,1000,")
    assert [done.source_id for done in read(corrected).sets] == here[1:]


def test_without_a_zone_the_machines_own_holds(tmp_path):
    file = tmp_path / "log.csv"
    file.write_text(STRONG_1)
    ask = "import sys; from legcurl.journal.importers import read_log as read"
    ask += "; print(read(sys.argv[1], unit='kg').sets[0].performed_at)"
    own = os.environ | {"TZ": "EST5EDT,M3.2.0,M11.1.0"}  # New York, without asking for a table of zones
    done = subprocess.run([sys.executable, "-c", ask, str(file)], env=own, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2024-01-15 18:30:00-05:00"


def test_a_zone_that_is_none(read):
    with pytest.raises(UsageError, match="Europe/Nowhere: there is no such zone"):
        read(STRONG_1, time_zone="Europe/Nowhere")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("a,b,c\n1,2,3\n", "begins with 'a,b,c'"),
        ("Date,Workout Name\n2024-01-01,x\n", "no training log that Legcurl knows"),
        ("PK\x03\x04 xl/workbook", "an archive or a workbook"),
        (bytes(range(256)) * 9, "is no text"),
        (b"PAR1" + b"x" * 99, "damaged or incomplete Parquet"),
        ('{"schema": "legcurl.log/2", "sets": []}', "expected 'legcurl.log/1'"),
        ('{"schema": "legcurl.log/1", "sets": [', "JSON that is damaged"),
        (fit_log(FIT_SETS)[:-20], "damaged or cut off"),
        (STRONG_1[: STRONG_1.index("two lines")], "a quote is missing, or the file is cut off"),
        (STRONG_2.replace("slow", "größer").encode() + b"\xe4", None),
        (STRONG_2.replace("slow", "größer").encode().replace("ö".encode(), b"\xf6\x81", 1), "neither UTF-8"),
        ("", "the file is empty"),
    ],
)
def test_refused_at_once(read, content, why):
    if why is None:
        assert figures(read(content)) == LEGS
        return
    with pytest.raises(InputError) as refusal:
        read(content)
    assert why in str(refusal.value)
    assert str(refusal.value).count("\n") <= 1


def test_an_unknown_log_says_what_can_be_read(read):
    with pytest.raises(UnknownFormatError, match="Legcurl reads") as refusal:
        read("a,b\n1,2\n")
    assert all(each.what in str(refusal.value) for each in formats())


def test_half_a_file_gives_its_whole_rows_and_names_the_cut_one(read):
    cut = STRONG_2[: STRONG_2.index("D;42,5") + 6]
    log = read(cut)
    assert figures(log) == LEGS[:3]
    assert log.refused == (Refused(6, "5 cells; expected 14: the row is cut off"),)


def test_a_file_that_is_too_large(tmp_path):
    with (tmp_path / "log").open("wb") as file:
        file.write(STRONG_1.encode())
        file.truncate(60_000_000)
    with pytest.raises(InputError, match="60 MB; expected a training log of at most 50 MB"):
        read_log(tmp_path / "log")
    with pytest.raises(InputError, match="a folder"):
        read_log(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        read_log(tmp_path / "none")
