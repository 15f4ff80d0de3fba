"""Envelopes of known size, and a contrast that ranks know."""

import numpy as np
import pytest

from legcurl.motion.emg import contrast, envelope

RATE_HZ, GRID = 1000.0, np.arange(0, 20, 0.01)


def bursts(rng, loud=1.0, quiet=0.05):
    """Raw EMG that is loud in every second pair of seconds, and its rows."""
    t = np.arange(0, 20, 1 / RATE_HZ)
    size = np.where(t % 4 < 2, quiet, loud)
    return t, size * rng.normal(size=t.size)


def test_the_envelope_is_the_mean_size_of_the_signal_without_lag():
    t, emg = bursts(np.random.default_rng(1))
    out = envelope(t, emg, GRID)
    assert out.min() >= 0
    loud = (GRID % 4 > 2.4) & (GRID % 4 < 3.6)
    assert out[loud].mean() == pytest.approx(np.sqrt(2 / np.pi), rel=0.05)  # mean size of unit noise
    assert out[(GRID % 4 > 0.4) & (GRID % 4 < 1.6)].mean() < 0.1
    rises = GRID[1:][(out[1:] > 0.4) & (out[:-1] <= 0.4)]
    assert np.abs(rises % 4 - 2.0).max() < 0.1


def test_slow_artefacts_are_no_muscle():
    t, emg = bursts(np.random.default_rng(2))
    swaying = emg + 5.0 * np.sin(2 * np.pi * 1.0 * t) + 3.0
    np.testing.assert_allclose(envelope(t, swaying, GRID), envelope(t, emg, GRID), atol=0.15)


def test_empty_cells_are_left_out_rather_than_taken_for_rest():
    t, emg = bursts(np.random.default_rng(3))
    whole = envelope(t, emg, GRID)
    emg[np.random.default_rng(4).random(t.size) < 0.2] = np.nan
    assert np.corrcoef(envelope(t, emg, GRID), whole)[0, 1] > 0.99


def test_a_channel_without_values_has_no_envelope():
    t = np.arange(0, 20, 1 / RATE_HZ)
    assert np.isnan(envelope(t, np.full(t.size, np.nan), GRID)).all()


def test_an_envelope_that_is_one_already_stays():
    size = 1.0 + 0.5 * np.sin(2 * np.pi * 0.3 * GRID)
    np.testing.assert_allclose(envelope(GRID, size, GRID)[100:-100], size[100:-100], atol=0.01)


def test_contrast_tells_the_ends_apart_by_rank_alone():
    height = (1 - np.cos(2 * np.pi * GRID / 4)) / 2
    ahead = np.interp(GRID + 0.15, GRID, height)  # muscles work before the limb is there
    assert contrast(ahead, height, 100.0) == pytest.approx(1.0)
    assert contrast(1 - ahead, height, 100.0) == pytest.approx(-1.0)
    assert contrast(ahead**5 * 1e-6, height, 100.0) == pytest.approx(1.0)
    assert abs(contrast(np.random.default_rng(5).random(GRID.size), height, 100.0)) < 0.1
    outlier = ahead.copy()
    outlier[np.argmin(height)] = 1e9
    assert contrast(outlier, height, 100.0) > 0.99


def test_contrast_is_unknown_where_an_end_is_never_reached():
    assert np.isnan(contrast(GRID, np.full(GRID.size, 0.1), 100.0))
    assert np.isnan(contrast(np.full(GRID.size, np.nan), (1 - np.cos(GRID)) / 2, 100.0))
