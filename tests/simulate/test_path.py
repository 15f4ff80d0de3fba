"""The path through knots: smooth, monotone, and invertible."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legcurl.simulate.path import Path, PathBuilder, progress, share_at


@pytest.mark.parametrize("ease", [0.15, 0.3, 0.5])
def test_a_flank_starts_and_ends_still_and_its_derivatives_fit(ease):
    share = np.linspace(0, 1, 20001)
    value, slope, curvature = progress(share, np.full_like(share, ease))
    assert value[[0, -1]] == pytest.approx([0, 1])
    assert slope[[0, -1]] == pytest.approx([0, 0], abs=1e-12)
    assert curvature[[0, -1]] == pytest.approx([0, 0], abs=1e-12)
    assert (np.diff(value) >= 0).all()
    np.testing.assert_allclose(np.gradient(value, share)[2:-2], slope[2:-2], atol=1e-6)
    np.testing.assert_allclose(np.gradient(slope, share)[2:-2], curvature[2:-2], atol=5e-3)


def test_a_flank_without_cruise_is_close_to_the_minimum_jerk_reach():
    share = np.linspace(0, 1, 1001)
    value, _, _ = progress(share, np.full_like(share, 0.5))
    classical = 10 * share**3 - 15 * share**4 + 6 * share**5
    assert np.abs(value - classical).max() < 0.013


@given(st.floats(0.001, 0.999), st.floats(0.1, 0.5))
def test_share_at_inverts_progress(fraction, ease):
    value, _, _ = progress(np.array([share_at(fraction, ease)]), np.array([ease]))
    assert value[0] == pytest.approx(fraction, abs=1e-12)


def test_crossings_and_extremes_of_a_path():
    build = PathBuilder(0.0)
    build.to(0.0, 1.0)
    build.to(100.0, 2.0)
    build.to(20.0, 2.0)
    path = build.build()
    assert isinstance(path, Path)
    assert path.value(3.0) == pytest.approx(100.0)
    assert path.value(99.0) == pytest.approx(20.0)  # constant beyond the end
    (up, rising), (down, falling) = path.crossings(60.0, 0.0, 5.0)
    assert (rising, falling) == (1, -1)
    assert path.at(np.array([up, down]))[0] == pytest.approx([60.0, 60.0])
    assert down == pytest.approx(4.0)  # half-way by symmetry
    times, values = path.knots_within(2.0, 4.0)
    assert times.tolist() == [2.0, 3.0, 4.0]
    assert values == pytest.approx([50.0, 100.0, 60.0])
