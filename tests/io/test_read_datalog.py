"""The EMG logger's text: channels by their names and units, short rows, columns of no use, the rate."""

import numpy as np
import pytest
from recorded import ANGLE_DEG, log

from legcurl.errors import AmbiguousColumnError, InputError
from legcurl.io import read_recording

EMG = ["emg_recfem_mv", "emg_bflh_mv", "emg_vasti_mv", "emg_semiten_mv"]


def read(tmp_path, content, **options):
    file = tmp_path / "set.txt"
    file.write_bytes(content)
    return read_recording(file, **options)


@pytest.mark.parametrize(
    "content",
    [
        log(),
        log(["Recto Femoral", "Biceps Femoral", "Vasto Medial", "EMG Semitendinoso"], "Flexo-Extension"),
        log(["Recto femoral", "Biceps Femoral", "Vasto Medial", "Semitendinoso"], "Flexo"),
        log().replace(b"\n", b"\r\n"),
    ],
    ids=["short names", "Spanish names", "other Spanish names", "CRLF"],
)
def test_channels_by_name_and_unit(content, tmp_path):
    recording = read(tmp_path, content)
    assert recording.format == "datalog"
    assert list(recording.channels) == ["knee_flexion_deg", *EMG]
    assert recording.channels["knee_flexion_deg"] == pytest.approx(ANGLE_DEG, abs=0.05)
    assert recording.channels["emg_bflh_mv"][5] == pytest.approx(0.005)
    assert recording.time_s == pytest.approx(np.arange(ANGLE_DEG.size) / 1000)
    assert any("1000 Hz (not stated" in note for note in recording.notes)


def test_rows_that_hold_only_the_angle_or_a_single_cell(tmp_path):
    recording = read(tmp_path, log(tail="\n\t\t\t\t4.5\n\t\t\t\t4.6\n0.5"))
    knee, emg = recording.channels["knee_flexion_deg"], recording.channels["emg_recfem_mv"]
    assert knee.size == ANGLE_DEG.size + 3
    assert knee[-3:] == pytest.approx([4.5, 4.6, np.nan], nan_ok=True)
    assert emg[-3:] == pytest.approx([np.nan, np.nan, 0.5], nan_ok=True)


def test_a_blank_row_in_the_middle_is_a_sample_missed(tmp_path):
    lines = log().split(b"\n")
    lines[30] = b"\t\t\t\t"
    recording = read(tmp_path, b"\n".join(lines))
    assert recording.time_s.size == ANGLE_DEG.size
    assert np.flatnonzero(np.isnan(recording.channels["knee_flexion_deg"])).size == 1


def test_digital_inputs_and_further_columns_are_left_out(tmp_path):
    lines = log().split(b"\n")
    lines.insert(6, b"Digitals combined (event=16, d=8, c=4, b=2, a=1): 500 values, .")
    content = b"\n".join([*lines[:8], *(line + b"\t31" for line in lines[8:])])
    recording = read(tmp_path, content)
    assert list(recording.channels) == ["knee_flexion_deg", *EMG]
    assert recording.notes[-1] == "Left out: columns 'digital inputs'."


def test_fewer_channels(tmp_path):
    recording = read(tmp_path, log(["BF", "GM", "Canal 7"]))
    assert list(recording.channels) == ["knee_flexion_deg", "emg_bflh_mv"]


def test_the_rate_that_the_header_names_or_the_person(tmp_path):
    drawn = b"deg, no filters, extrapolated from 50 to 2000 samples per second."
    recording = read(tmp_path, log().replace(b"deg, no filters.", drawn))
    assert recording.rate_hz == pytest.approx(2000)
    assert "sampled at 50 Hz and drawn at 2000 Hz" in recording.notes[1]
    assert read(tmp_path, log(), rate_hz=500).rate_hz == pytest.approx(500)


def test_an_angle_in_volts_must_be_named(tmp_path):
    content = log().replace(b"units: deg", b"units: V")
    with pytest.raises(AmbiguousColumnError, match="'FX'"):
        read(tmp_path, content)
    assert "knee_flexion_deg" in read(tmp_path, content, column_map={"knee_flexion_deg": "FX"}).channels


def test_two_angles_are_told_apart_by_name_or_refused(tmp_path):
    ankle = b"'Tobillo', 500 values, engineering units: "
    content = log(["BF", "Tobillo"], "Rodilla flexion").replace(ankle + b"mV", ankle + b"deg")
    assert read(tmp_path, content).channels["knee_flexion_deg"] == pytest.approx(ANGLE_DEG, abs=0.05)
    with pytest.raises(AmbiguousColumnError):
        read(tmp_path, content.replace(b"Rodilla flexion", b"Canal 3"))


def test_fewer_columns_than_the_header_names(tmp_path):
    content = log()
    short = b"\n".join(line if b":" in line else line.partition(b"\t")[2] for line in content.split(b"\n"))
    with pytest.raises(InputError, match="names 5 channels, the rows hold 4"):
        read(tmp_path, short)
    empty = short.replace(b"'RF', 500 values", b"'RF', 0 values")
    assert list(read(tmp_path, empty).channels) == ["knee_flexion_deg", *EMG[1:]]
