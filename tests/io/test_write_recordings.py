"""What is written is read again, whatever is in it; and nothing half-written is left behind."""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from legcurl.errors import OutputError
from legcurl.io import read_recording, write_csv, write_mot, write_parquet
from legcurl.recording import Recording
from legcurl.vocabulary import CHANNELS, sided

WRITERS = [write_csv, write_parquet, write_mot]
SPANS = {"deg": 120.0, "m": 1.0, "N": 900.0, "kg": 100.0, "mV": 5.0}
"""Plausible sizes: what is absurd is left out on reading, as it should be."""


@st.composite
def recordings(draw):
    """Recordings with uneven times, any channels, one or both knees, and holes."""
    size = draw(st.integers(20, 60))
    steps = draw(arrays(np.float64, size, elements=st.floats(0.005, 0.05)))
    knees = draw(st.sampled_from([["knee_flexion_deg"], [sided("knee_flexion_deg", side) for side in ("l", "r")], []]))
    others = draw(st.lists(st.sampled_from([name for name in CHANNELS if name != "knee_flexion_deg"]), unique=True))
    names = [*knees, *others] or ["force_n"]
    channels = {}
    for name in names:
        span = SPANS[CHANNELS[name].unit if name in CHANNELS else "deg"]
        values = draw(arrays(np.float64, size, elements=st.floats(-span, span, allow_subnormal=False)))
        values[draw(st.integers(1, size - 4))] = np.nan
        values[[0, -1]] = -span / 20, span  # never all alike, never like radians, bent further than overstretched
        channels[name] = values
    leg = draw(st.sampled_from(["left", "right", None])) if len(knees) < 2 else None
    return Recording(np.cumsum(steps) - draw(st.floats(0, 2)), channels, leg=leg)


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
@settings(max_examples=25, deadline=None)
@given(recording=recordings())
def test_round_trip(write, recording):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "set.any"
        write(recording, file)
        again = read_recording(file)
        assert [path.name for path in Path(folder).iterdir()] == ["set.any"]
    np.testing.assert_array_equal(again.time_s, recording.time_s)
    if write is write_mot:
        recording = turned_as_read(recording)
        if any(
            name in recording.channels for name in ("knee_flexion_deg", "hip_flexion_deg", "ankle_dorsiflexion_deg")
        ):
            assert again.leg == recording.leg
    assert set(again.channels) == set(recording.channels)
    for name, values in recording.channels.items():
        np.testing.assert_array_equal(again.channels[name], values, err_msg=name)
    assert not again.issues


def turned_as_read(recording):
    """The knee as an OpenSim reader must take it: flexion is where it bends further."""
    knees = [values for name, values in recording.channels.items() if name.startswith("knee")]
    if not knees or max(map(np.nanmax, knees)) >= -min(map(np.nanmin, knees)):
        return recording
    turned = {name: -v if name.startswith("knee") else v for name, v in recording.channels.items()}
    return replace(recording, channels=turned)


def simple():
    time = np.arange(50) / 10
    return Recording(time, {"knee_flexion_deg": 40 - 40 * np.cos(time), "hip_flexion_deg": time})


def test_what_a_motion_file_says(tmp_path):
    write_mot(simple(), tmp_path / "set.mot")
    lines = (tmp_path / "set.mot").read_text().split("\n")
    assert lines[:8] == [
        "Coordinates", "version=1", "nRows=50", "nColumns=3", "inDegrees=yes",
        "side of the leg unknown, written as right", "endheader", "time\tknee_angle_r\thip_flexion_r",
    ]  # fmt: skip
    assert read_recording(tmp_path / "set.mot").leg is None
    write_mot(replace(simple(), leg="left"), tmp_path / "set.mot")
    assert "knee_angle_l" in (tmp_path / "set.mot").read_text()
    assert read_recording(tmp_path / "set.mot").leg == "left"


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_the_same_recording_makes_the_same_bytes(write, tmp_path):
    write(simple(), tmp_path / "a")
    write(simple(), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_where_nothing_can_be_written(write, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write(simple(), tmp_path / "missing" / "set.csv")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write(simple(), tmp_path / "folder")
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]


def test_what_breaks_off_leaves_the_old_file(tmp_path, monkeypatch):
    import polars as pl

    file = tmp_path / "set.csv"
    file.write_text("before")

    def full(frame, target, **_):
        Path(target).write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_csv", full)
    with pytest.raises(OutputError, match="No space left"):
        write_csv(simple(), file)
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]
