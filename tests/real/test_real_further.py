"""More of the real recordings than is promised: what is no curl stays none however it is cut, mirrored or seen."""

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import real_accuracy as real  # noqa: E402
from legcurl import InputError, analyze, read_recording  # noqa: E402

pytestmark = pytest.mark.skipif(not real.SHARED.is_dir(), reason="the real recordings are not beside the repository")

EDGE_S = 0.1
"""Cut, mirrored or not: an edge is where the definition puts it, to within this."""


def cuts(recording, every_s):
    end_s = float(recording.time_s[-1])
    for at in np.arange(every_s, end_s - 0.5, every_s):
        yield real.cut(recording, float(at), end_s)
        yield real.cut(recording, 0.0, end_s - float(at))


@pytest.mark.parametrize("name", [*real.EXTENSIONS, *real.WALKS])
def test_a_piece_of_something_else_is_never_a_curl(name):
    for piece in cuts(read_recording(real.emg_file(name)), every_s=2.0):
        for seen in (piece, real.without_emg(piece), real.mirrored(piece)):
            assert analyze(seen).exercise.is_leg_curl is not True


@pytest.mark.parametrize("name", ["3Npie", "11Npie"])
def test_a_mirrored_piece_of_a_curl_is_the_same(name):
    for piece in cuts(read_recording(real.emg_file(name)), every_s=2.0):
        plain, turned = analyze(piece), analyze(real.mirrored(piece))
        assert turned.exercise.is_leg_curl is plain.exercise.is_leg_curl
        for a, b in zip(plain.metrics.reps, turned.metrics.reps, strict=True):
            assert a.rep.kind == b.rep.kind
            assert b.rep.peak_s == pytest.approx(a.rep.peak_s, abs=EDGE_S)


@pytest.mark.parametrize("rate_hz", [25.0, 100.0])
@pytest.mark.parametrize("name", real.CURLS)
def test_a_curl_sampled_more_slowly_has_the_same_edges(name, rate_hz):
    recording = real.without_emg(read_recording(real.emg_file(name)))
    whole = analyze(recording, assume_curl=True)
    times = np.arange(recording.time_s[0], recording.time_s[-1], 1.0 / rate_hz)
    rows = np.searchsorted(recording.time_s, times)
    angle = recording.channels["knee_flexion_deg"]
    fewer = type(recording)(recording.time_s[rows], {"knee_flexion_deg": angle[rows]})
    pairs = zip(real.complete(whole), real.complete(analyze(fewer, assume_curl=True)), strict=True)
    for a, b in pairs:
        assert (b.start_s, b.end_s) == pytest.approx((a.start_s, a.end_s), abs=EDGE_S)


@pytest.mark.parametrize("sensor", ["u1", "u2", "u3"])
@pytest.mark.parametrize("folder", ["s1/e1", "s2/e1", "s4/e1", "s1/e3", "s1/e5"])
def test_one_sensor_alone_is_never_a_curl(folder, sensor):
    path = real.SHARED / "knee_extension_imu" / folder / sensor / "test.txt"
    if not path.exists():
        return  # only e1 has the resting leg's sensor
    if sensor == "u1":
        with pytest.raises(InputError, match="hardly turns"):
            read_recording(path, rate_hz=25.0)
    else:
        assert analyze(read_recording(path, rate_hz=25.0)).exercise.is_leg_curl is not True


def test_a_persons_word_against_the_muscles_is_not_believed():
    for name in real.EXTENSIONS:
        recording = read_recording(real.emg_file(name))
        said = analyze(recording, assume_curl=True).exercise
        assert said.is_leg_curl is None
        assert "quadriceps" in said.why
