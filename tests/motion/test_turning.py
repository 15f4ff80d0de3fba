"""Turning points: what turns round by enough, and nothing else."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl.motion import turning_points


def test_peaks_and_valleys_of_a_wave():
    t = np.arange(0, 4, 0.01)
    peaks, valleys = turning_points(-np.cos(2 * np.pi * t), 0.5)
    assert t[peaks] == pytest.approx([0.5, 1.5, 2.5, 3.5])
    assert t[valleys] == pytest.approx([0.0, 1.0, 2.0, 3.0, 3.99])  # both ends count


def test_a_small_wave_on_a_large_one_does_not_turn_round():
    t = np.arange(0, 4, 0.01)
    x = -np.cos(2 * np.pi * t) + 0.2 * np.cos(2 * np.pi * 11 * t)
    peaks, valleys = turning_points(x, 0.5)
    assert (len(peaks), len(valleys)) == (4, 5)


def test_of_two_peaks_with_a_shallow_dip_the_higher_one_counts():
    assert turning_points(np.array([0.0, 8, 6, 10, 0]), 3.0)[0] == [3]
    assert turning_points(np.array([0.0, 8, 4, 10, 0]), 3.0)[0] == [1, 3]


@pytest.mark.parametrize("x", [[1.0], [1.0, 1.0, 1.0], [0.0, 0.5, 0.2, 0.6, 0.1]])
def test_what_never_moves_enough_has_no_turning_points(x):
    assert turning_points(np.array(x), 1.0) == ([], [])


def test_a_plateau_turns_once():
    peaks, valleys = turning_points(np.array([0.0, 5, 5, 5, 0]), 1.0)
    assert len(peaks) == 1
    assert valleys == [0, 4]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.integers(-20, 20), min_size=2, max_size=60), st.integers(1, 15))
def test_turning_points_alternate_and_lie_far_enough_apart(values, reversal):
    x = np.array(values, dtype=float)
    peaks, valleys = turning_points(x, float(reversal))
    turns = sorted([(i, 1) for i in peaks] + [(i, -1) for i in valleys])
    assert all(a[1] != b[1] for a, b in pairwise(turns))
    assert all(abs(x[a[0]] - x[b[0]]) >= reversal for a, b in pairwise(turns))
    assert turning_points(-x, float(reversal)) == (valleys, peaks)
