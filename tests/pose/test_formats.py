"""One simulated set in the files of every tool: the same repetitions, the same angles."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from keypoint_files import NEEDS, WRITERS, seen, the_set

from legcurl import analyze, read_recording

SET = the_set()
TRUTH = SET.recording
VIEW = seen(TRUTH)
ANALYSIS = analyze(TRUTH)
TOLERANCE_DEG = 0.5


def written(name, folder):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    return WRITERS[name](folder, VIEW)


@pytest.mark.parametrize("name", WRITERS)
def test_same_angles_and_repetitions(name, tmp_path):
    path, options = written(name, tmp_path)
    recording = read_recording(path, **options)
    assert recording.leg == "right"
    np.testing.assert_allclose(recording.time_s, TRUTH.time_s, atol=2e-3)
    seen_knee = recording.channels["knee_flexion_deg"]
    assert np.isfinite(seen_knee).mean() > 0.98
    assert np.nanmax(np.abs(seen_knee - TRUTH.channels["knee_flexion_deg"])) < TOLERANCE_DEG
    hip = recording.channels["hip_flexion_deg"]
    assert np.nanmax(np.abs(hip - TRUTH.channels["hip_flexion_deg"])) < TOLERANCE_DEG
    analysis = analyze(recording)
    assert analysis.exercise.is_leg_curl, analysis.exercise.why
    assert [rep.rep.kind for rep in analysis.metrics.reps] == [rep.rep.kind for rep in ANALYSIS.metrics.reps]
    for mine, true in zip(analysis.metrics.reps, ANALYSIS.metrics.reps, strict=True):
        assert mine.rep.peak_s == pytest.approx(true.rep.peak_s, abs=0.05)
        assert mine.rom_deg == pytest.approx(true.rom_deg, abs=TOLERANCE_DEG)
