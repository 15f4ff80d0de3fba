"""Live and analysis agree on the same recordings: a small sample of ``benchmarks/validate_live.py``."""

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import real_accuracy as real  # noqa: E402
import validate_live as agree  # noqa: E402


def check(found, share):
    assert [one.live for one in found] == [one.offline for one in found]
    stated = np.abs([off for one in found for _, off in one.stated_s])
    known = stated.size + sum(one.missed for one in found)
    assert (stated <= agree.AGREE_S).sum() >= share * known
    measured = np.abs([off for one in found for off in one.measured_s])
    assert (measured <= agree.AGREE_S).mean() >= 0.98


@pytest.mark.parametrize("clean", [True, False])
def test_simulated_sets(clean):
    check(agree.simulated(8, clean=clean, first_seed=7000), 0.9)


@pytest.mark.skipif(not real.SHARED.is_dir(), reason="the real recordings are not beside the repository")
def test_recorded_sets():
    check(agree.recorded(), 0.95)
