"""Real recordings, where they lie beside the project: what is known of them comes out of the readers."""

import csv

import numpy as np
import pytest
from recorded import SHARED

from legcurl.io import read_recording

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real recordings (shared/data) are not beside the project"
)
CURLS, SENSORS, ISOMETRIC = (SHARED / name for name in ("standing_curl_emg", "knee_extension_imu", "isometric_flexion"))
EMG = {"emg_recfem_mv", "emg_bflh_mv", "emg_vasti_mv", "emg_semiten_mv"}


def rows(file):
    with file.open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_log_of_emg_and_angle():
    sets = {row["file"]: row for row in rows(CURLS / "sets.csv")}
    labels = rows(CURLS / "reps.csv")
    files = sorted(CURLS.glob("*.txt"))
    assert len(files) == 16
    for file in files:
        recording = read_recording(file)
        assert recording.format == "datalog"
        assert set(recording.channels) == {"knee_flexion_deg", *EMG}, file
        assert recording.rate_hz == pytest.approx(1000)
        if file.name in sets:
            assert recording.duration_s == pytest.approx(float(sets[file.name]["duration_s"]), abs=0.05)
        for label in (label for label in labels if label["file"] == file.name):
            sign = int(sets[file.name]["sign_to_flexion_positive"])
            peak = np.interp(float(label["peak_s"]), recording.time_s, sign * recording.channels["knee_flexion_deg"])
            assert peak == pytest.approx(float(label["angle_peak_deg"]), abs=1.0)


def test_a_force_without_movement():
    for file in ISOMETRIC.glob("*.csv"):
        recording = read_recording(file)
        assert recording.rate_hz == pytest.approx(2000)
        assert set(recording.channels) == {
            "force_n", "emg_vasti_mv", "emg_bflh_mv", "emg_tibant_mv", "emg_gasmed_mv",
        }  # fmt: skip
        assert [issue.id for issue in recording.issues] == ["unit_unknown"]


@pytest.mark.parametrize("folder", ["s1/e1", "s2/e1", "s4/e1"])
def test_seated_extension_by_shank_and_thigh(folder):
    recording = read_recording(*(SENSORS / folder / unit / "test.txt" for unit in ("u3", "u2")))
    assert recording.rate_hz == pytest.approx(25)
    shank, thigh = (recording.channels[f"{name}_inclination_deg"] for name in ("shank", "thigh"))
    knee = thigh - shank
    assert np.percentile(shank, 99) == pytest.approx(91, abs=4)
    assert 68 < np.percentile(thigh, 2) < np.percentile(thigh, 98) < 83
    labels = [row for row in rows(SENSORS / "reps.csv") if row["recording"] == folder]
    assert len(labels) == 30
    ends = np.array([[float(row["ext_on_s"]), float(row["ext_off_s"])] for row in labels])
    excursion = [float(row["peak_excursion_deg"]) for row in labels]
    assert np.median(shank[:25]) == pytest.approx(18, abs=4)
    assert np.median(knee[:25]) == pytest.approx(53, abs=5)
    peaks = [shank[(recording.time_s >= on) & (recording.time_s <= off)].max() for on, off in ends]
    np.testing.assert_allclose(np.array(peaks) - np.median(shank[:25]), excursion, atol=7)


@pytest.mark.parametrize("folder", ["s1/e3", "s1/e5"])
def test_straight_leg_lifts_turn_little(folder):
    recording = read_recording(*(SENSORS / folder / unit / "test.txt" for unit in ("u2", "u3")))
    assert recording.rate_hz == pytest.approx(25)
    assert all(np.ptp(values) < 45 for values in recording.channels.values())
