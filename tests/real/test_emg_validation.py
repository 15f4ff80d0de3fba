"""Our activation against surface EMG in real standing leg curls: what stands, and the target that is not met.

A median correlation of 0.8 is asked for, and 0.05 more than plain gravity torque. Neither is reached: see
``docs/validation.md``. The tests hold what was found, so that a change for the better or the worse is noticed.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT.parent / "shared" / "data" / "standing_curl_emg"
pytestmark = pytest.mark.skipif(not RECORDINGS.exists(), reason="shared/data is not beside the repository")


@pytest.fixture(scope="module")
def emg() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import validate_emg

    yield validate_emg
    sys.path.remove(str(ROOT / "benchmarks"))


def test_activation_follows_emg_as_far_as_it_does(emg):
    curls = emg.curls()
    assert len(curls) == 11
    ours = np.array(
        [curl.r(np.mean(list(parts.values()), axis=0)) for curl, parts in zip(curls, emg.ours(), strict=True)]
    )
    assert np.median(ours) == pytest.approx(0.736, abs=0.02)  # 0.8 is asked for
    assert np.median([curl.r(emg.gravity_nm(curl)) for curl in curls]) == pytest.approx(0.761, abs=0.01)


def test_lowering_takes_less_activation_than_lifting_as_in_the_emg_but_less_clearly(emg):
    """The force–velocity relation: the same torque at the same angle asks for less while the muscle lengthens."""
    curls = emg.curls()
    measured = np.median([curl.lowering_share(curl.emg()) for curl in curls])
    ours = np.median(
        [curl.lowering_share(np.mean(list(p.values()), axis=0)) for curl, p in zip(curls, emg.ours(), strict=True)]
    )
    gravity = np.median([curl.lowering_share(emg.gravity_nm(curl)) for curl in curls])
    assert measured < ours < 0.8 < gravity


def test_the_envelope_is_that_of_a_known_burst(emg):
    """A 97 Hz tone that swells and fades at 0.5 Hz: mean of |sin| times its amplitude, without lag."""
    time = np.arange(0.0, 8.0, 0.001)
    amplitude = 1 - np.cos(np.pi * time)
    found = emg.envelope(amplitude * np.sin(2 * np.pi * 97 * time), 1000.0)
    inner = slice(1000, -1000)
    np.testing.assert_allclose(found[inner], 2 / np.pi * amplitude[inner], atol=0.02)
