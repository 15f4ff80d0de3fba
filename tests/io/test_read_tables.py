"""Text and Parquet tables: separators, headers, units and times, against a set whose angle is known."""

import io

import numpy as np
import pytest
from recorded import ANGLE_DEG, TIME_S, curl_csv, table

from legcurl.errors import AmbiguousColumnError, InputError, UsageError
from legcurl.io import read_recording

MS = TIME_S * 1000


@pytest.fixture
def write(tmp_path):
    def to_file(content, name="set.csv"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return to_file


def assert_known(recording, channel="knee_flexion_deg"):
    assert recording.time_s == pytest.approx(TIME_S, abs=1e-6)
    assert recording.channels[channel] == pytest.approx(ANGLE_DEG, abs=1e-6)


TABLES = {
    "own names": curl_csv(),
    "brackets": curl_csv("Time (s),Knee angle (deg)"),
    "square brackets": curl_csv("Time [s],Knee Flexion [°]"),
    "camel case": curl_csv("time,kneeAngle"),
    "joined words": curl_csv("time,kneeangle"),
    "unit inside": curl_csv("time_s,knee_angle_deg_filtered"),
    "Spanish": curl_csv("tiempo (s),Ángulo rodilla (grados)"),
    "German, decimal commas": table("Zeit [ms];Kniewinkel [Grad]", (MS, ANGLE_DEG), sep=";", decimal=","),
    "tabs, decimal commas": table("t_ms\tknee angle", (MS, ANGLE_DEG), sep="\t", decimal=","),
    "bars": table("t_ms|knee angle", (MS, ANGLE_DEG), sep="|"),
    "blanks": table("  t_ms    knee_angle", (MS, ANGLE_DEG), sep="   "),
    "blanks round commas": curl_csv().replace(b",", b" , "),
    "radians stated": curl_csv("time_s,knee_angle_rad", np.radians(ANGLE_DEG)),
    "radians by size": curl_csv("time_s,knee angle", np.radians(ANGLE_DEG)),
    "ms by size": table("timestamp,knee angle (deg)", (MS, ANGLE_DEG)),
    "us by size": table("timestamp,knee angle (deg)", (MS * 1000, ANGLE_DEG)),
    "unit row": curl_csv("Time,Knee Flexion\ns,deg"),
    "unit row in brackets": curl_csv("Time,Knee Flexion\n[s],[°]"),
    "lines above": b"Subject: A\nDate, 2024-01-01, 12:30\n\n" + curl_csv(),
    "comment signs": b"# exported\n# " + curl_csv(),
    "separator at the end": curl_csv().replace(b"\n", b",\n"),
    "separator at the end of rows": curl_csv().replace(b"\n", b",\n").replace(b",\n", b"\n", 1),
    "CRLF": curl_csv().replace(b"\n", b"\r\n"),
    "CR": curl_csv().replace(b"\n", b"\r"),
    "blank lines": curl_csv().replace(b"\n0.4,", b"\n\n\n0.4,"),
    "no line end": curl_csv().rstrip(),
    "BOM": b"\xef\xbb\xbf" + curl_csv("Zeit (s),Kniewinkel (°)"),
    "cp1252": curl_csv("Zeit (s),Kniewinkel (°)").decode().encode("cp1252"),
    "UTF-16": curl_csv("Zeit (s),Kniewinkel (°)").decode().encode("utf-16"),
    "UTF-16 without BOM": curl_csv().decode().encode("utf-16-le"),
    "quoted": "\n".join(
        ['"Time (s)","Knee angle (deg)"', *(f'"{t:.6f}","{a:.9f}"' for t, a in zip(TIME_S, ANGLE_DEG, strict=True))]
    ).encode(),
    "quoted decimal commas": "\n".join(
        ['"Time (s)","Knee angle (deg)"']
        + [f'"{t:.6f}";"{a:.9f}"'.replace(".", ",").replace(";", ",") for t, a in zip(TIME_S, ANGLE_DEG, strict=True)]
    ).encode(),
    "other columns": table("index,time_s,label 1,knee angle (deg),torque", (MS, TIME_S, MS, ANGLE_DEG, MS)),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_same_set_comes_out_of_every_table(name, write):
    assert_known(read_recording(write(TABLES[name])))


@pytest.mark.parametrize("decimal", [".", ","])
def test_decimals_may_begin_late(decimal, write):
    resting = np.concatenate((np.zeros(150), ANGLE_DEG))
    content = table("t_ms;knee angle", (np.arange(resting.size) * 20, resting), sep=";", decimal=decimal)
    assert read_recording(write(content)).channels["knee_flexion_deg"] == pytest.approx(resting, abs=1e-6)


def test_a_suffix_means_nothing(write):
    assert_known(read_recording(write(curl_csv(), "set.mp4")))


def test_absolute_times_are_seconds_since_1970(write):
    rows = [f"{1_700_000_000_000 + round(t)},{a:.9g}" for t, a in zip(MS, ANGLE_DEG, strict=True)]
    recording = read_recording(write("\n".join(["timestamp,knee angle", *rows])))
    assert recording.time_s[0] == 1.7e9
    assert recording.duration_s == pytest.approx(TIME_S[-1])


@pytest.mark.parametrize("form", ["2024-05-01T10:00:{:09.6f}Z", "2024-05-01 10:00:{:06.3f}", "10:00:{:06.3f}"])
def test_dates_and_times_of_day(form, write):
    rows = [f"{form.format(t)},{a:.9g},word" for t, a in zip(TIME_S, ANGLE_DEG, strict=True)]
    recording = read_recording(write("\n".join(["time,knee angle,what", *rows])))
    assert recording.time_s - recording.time_s[0] == pytest.approx(TIME_S, abs=1e-5)


def test_parquet(tmp_path):
    import polars as pl

    frame = pl.DataFrame({"name": ["x"] * TIME_S.size, "Time (ms)": MS, "Knee angle": np.radians(ANGLE_DEG)})
    frame.write_parquet(tmp_path / "set.txt")
    recording = read_recording(tmp_path / "set.txt")
    assert recording.format == "parquet"
    assert_known(recording)
    dates = pl.Series("when", (TIME_S * 1e6).round().astype("int64")).cast(pl.Datetime("us"))
    frame.select(dates.alias("time"), "Knee angle").write_parquet(tmp_path / "dates")
    assert_known(read_recording(tmp_path / "dates"))


def test_a_force_named_after_knee_flexion_is_no_angle(write):
    header = "t_s,knee_flexion_force,emg_vl,emg_bf,emg_ta,emg_gl"
    recording = read_recording(write(table(header, (TIME_S, ANGLE_DEG, *[ANGLE_DEG - 45] * 4))))
    assert list(recording.channels) == ["force_n", "emg_vasti_mv", "emg_bflh_mv", "emg_tibant_mv", "emg_gasmed_mv"]
    assert [issue.id for issue in recording.issues] == ["unit_unknown"]
    assert "µV" in " ".join(recording.notes)
    assert recording.channels["emg_bflh_mv"].max() == pytest.approx(0.045, abs=1e-4)
    told = read_recording(write(table("t_s,knee_flexion_force[kgf]", (TIME_S, ANGLE_DEG))))
    assert told.channels["force_n"] == pytest.approx(ANGLE_DEG * 9.80665)
    assert not told.issues


def test_a_machine_encoder_in_any_units(write):
    header = "time_ms,Lever angle (rad),cable [mm],stack height (cm),force (kg),stack_kg"
    columns = (MS, np.radians(ANGLE_DEG), ANGLE_DEG * 4, ANGLE_DEG / 2, ANGLE_DEG, np.full(TIME_S.size, 40.0))
    channels = read_recording(write(table(header, columns))).channels
    assert channels["lever_angle_deg"] == pytest.approx(ANGLE_DEG, abs=1e-6)
    assert channels["cable_m"] == pytest.approx(ANGLE_DEG * 0.004, abs=1e-6)
    assert channels["stack_m"] == pytest.approx(ANGLE_DEG * 0.005, abs=1e-6)
    assert channels["force_n"] == pytest.approx(ANGLE_DEG * 9.80665, abs=1e-6)
    assert set(channels["stack_kg"]) == {40.0}


def test_left_and_right(write):
    both = read_recording(write(table("time_s,Left knee (deg),Right knee (deg)", (TIME_S, ANGLE_DEG, ANGLE_DEG / 60))))
    assert list(both.channels) == ["knee_flexion_l_deg", "knee_flexion_r_deg"]
    assert both.leg is None
    assert both.channels["knee_flexion_r_deg"].max() == pytest.approx(
        1.5, abs=1e-3
    )  # the leg at rest does not look like radians
    one = read_recording(write(curl_csv("time_s,knee_angle_r (deg)")))
    assert list(one.channels) == ["knee_flexion_deg"]
    assert one.leg == "right"


def test_small_angles_of_other_joints_are_no_radians(write):
    header = "time_s,knee_flexion_deg,hip_flexion_deg,trunk tilt (deg)"
    channels = read_recording(write(table(header, (TIME_S, ANGLE_DEG, ANGLE_DEG / 30, ANGLE_DEG / 90)))).channels
    assert channels["hip_flexion_deg"].max() == pytest.approx(3.0, abs=1e-2)
    bare = table("time_s,knee angle,hip angle", (TIME_S, np.radians(ANGLE_DEG), np.radians(ANGLE_DEG / 10)))
    assert read_recording(write(bare)).channels["hip_flexion_deg"].max() == pytest.approx(9.0, abs=1e-2)


def test_the_persons_map_overrides(write):
    file = write(table("A,B,knee angle", (MS, np.radians(ANGLE_DEG), MS)))
    recording = read_recording(file, column_map={"time_ms": "A", "knee_flexion_rad": "b"})
    assert_known(recording)
    assert any("'knee angle'" in note for note in recording.notes if note.startswith("Left out"))
    with pytest.raises(InputError, match=r"no column 'C'; the columns are 'A', 'B', 'knee angle'"):
        read_recording(file, column_map={"knee_flexion_deg": "C"})
    with pytest.raises(UsageError, match="knee_flexion_deg"):
        read_recording(file, column_map={"elbow_deg": "B"})


def test_a_rate_takes_the_place_of_times(write):
    assert_known(read_recording(write(table("knee_flexion_deg", (ANGLE_DEG,))), rate_hz=50))
    counted = write(table("time,knee angle (deg)", (np.arange(TIME_S.size), ANGLE_DEG)))
    with pytest.raises(InputError, match="sample numbers"):
        read_recording(counted)
    assert_known(read_recording(counted, rate_hz=50))
    with pytest.raises(UsageError):
        read_recording(counted, rate_hz=0)


@pytest.mark.parametrize(
    "header", ["time_s,value", "time_s,angle (deg)", "time_s,knee extension angle", "time_s,cable"]
)
def test_an_unlabelled_column_is_refused_with_the_map_to_use(header, write):
    name = header.split(",")[1]
    with pytest.raises(AmbiguousColumnError, match=name.split()[0]) as refused:
        read_recording(write(curl_csv(header)))
    assert f'--map "knee_flexion_deg={name}"' in refused.value.fix
    assert_known(read_recording(write(curl_csv(header)), column_map={"knee_flexion_deg": name}))


def test_two_knee_angles_are_refused_unless_one_bears_the_name(write):
    with pytest.raises(AmbiguousColumnError, match="'knee angle', 'knee flexion'"):
        read_recording(write(table("time_s,knee angle,knee flexion", (TIME_S, ANGLE_DEG, ANGLE_DEG))))
    recording = read_recording(write(table("time_s,knee angle,knee_flexion_deg", (TIME_S, MS, ANGLE_DEG))))
    assert_known(recording)


def test_a_header_that_its_values_contradict_is_refused_and_the_remedy_works(write):
    radians = write(curl_csv(angle=np.radians(ANGLE_DEG)))
    with pytest.raises(InputError, match=r"headed as degrees.*0 to 1\.57.*radians") as refused:
        read_recording(radians)
    assert '--map "knee_flexion_rad=knee_flexion_deg"' in refused.value.fix
    assert_known(read_recording(radians, column_map={"knee_flexion_rad": "knee_flexion_deg"}))
    degrees = write(curl_csv("time_s,knee_angle_rad"))
    with pytest.raises(InputError, match="headed as radians"):
        read_recording(degrees)
    recording = read_recording(degrees, column_map={"knee_flexion_deg": "knee_angle_rad"})
    assert_known(recording)
    assert [issue.id for issue in recording.issues] == ["unit_contradicted"]


def test_what_was_assumed_is_said(write):
    content = table("timestamp;knee angle;note", (MS, np.radians(ANGLE_DEG), MS), sep=";", decimal=",")
    recording = read_recording(write(content))
    assert recording.notes == (
        "Columns separated by ';', decimal commas.",
        "Column 'timestamp' is the time, in ms (not stated, taken from its steps of 20).",
        "Column 'knee angle' is knee_flexion_deg, in radians (not stated, taken from its size).",
        "Left out: columns 'note'.",
    )


def test_missing_values_and_absurd_ones_become_nan(write):
    lines = curl_csv().decode().split("\n")
    for row, cell in ((10, "NA"), (11, ""), (12, "inf"), (13, "-99999")):
        lines[row] = f"{lines[row].split(',')[0]},{cell}"
    recording = read_recording(write("\n".join(lines)))
    assert np.isnan(recording.channels["knee_flexion_deg"][9:13]).all()
    assert np.isfinite(recording.channels["knee_flexion_deg"]).sum() == TIME_S.size - 4
    assert [issue.id for issue in recording.issues] == ["absurd_values"]


def test_an_empty_column_beside_the_angle_is_said(write):
    content = table("time_s,knee_flexion_deg,emg_bf,force (N)", (TIME_S, ANGLE_DEG, ANGLE_DEG * np.nan, ANGLE_DEG))
    recording = read_recording(write(content))
    assert list(recording.channels) == ["knee_flexion_deg", "force_n"]
    assert [issue.detail for issue in recording.issues] == ["The column 'emg_bf' holds no value for emg_bflh_mv."]
    with pytest.raises(InputError, match="holds no value for knee_flexion_deg"):
        read_recording(write(table("time_s,knee angle,force (N)", (TIME_S, ANGLE_DEG * np.nan, ANGLE_DEG))))


def test_hash_and_source(write):
    import hashlib

    file = write(curl_csv(), "my set.csv")
    recording = read_recording(file)
    assert recording.input_sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (recording.source, recording.format) == ("my set.csv", "table")


def test_examples_in_the_docstrings():
    import doctest

    from legcurl.io import header, naming, units

    assert [doctest.testmod(module).failed for module in (header, naming, units)] == [0, 0, 0]


def test_parquet_bytes_are_not_taken_for_text(write):
    import polars as pl

    stream = io.BytesIO()
    pl.DataFrame({"a": ["x", "y"]}).write_parquet(stream)
    with pytest.raises(InputError, match="no column of figures"):
        read_recording(write(stream.getvalue()))
