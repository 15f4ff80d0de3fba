"""Conditioning against motions whose answer is known."""

import numpy as np
import pytest

from legcurl.motion.conditioning import (
    GRID_HZ,
    LONGEST_BRIDGE_S,
    acceleration_gain,
    effective_rate_hz,
    extent,
    low_pass,
    spikes,
    stretches,
    to_grid,
    unwrapped,
)


def curl(t, period_s=2.0, rest=5.0, reach=100.0):
    """A knee that bends and straightens as a cosine; its fastest turn is reach/2·(2π/period)²."""
    return rest + reach * (1 - np.cos(2 * np.pi * t / period_s)) / 2


def seconds(duration_s, rate_hz=100.0):
    return np.arange(round(duration_s * rate_hz)) / rate_hz


# The low-pass


@pytest.mark.parametrize("hz", [0.25, 1.0, 3.0, 6.0, 9.0, 15.0])
def test_the_low_pass_has_the_gain_of_a_butterworth_run_twice_and_no_lag(hz):
    t = seconds(20)
    out = low_pass(np.sin(2 * np.pi * hz * t), GRID_HZ, cutoff_hz=6.0)
    gain = 1 / (1 + (hz / 6.0) ** 8)
    inner = slice(300, -300)
    np.testing.assert_allclose(out.value[inner], gain * np.sin(2 * np.pi * hz * t)[inner], atol=2e-4)


def test_derivatives_are_those_of_the_filtered_signal():
    t, w = seconds(20), 2 * np.pi * 0.5
    out = low_pass(50 * np.sin(w * t), GRID_HZ)
    inner = slice(200, -200)
    np.testing.assert_allclose(out.velocity[inner], 50 * w * np.cos(w * t)[inner], atol=0.02)
    np.testing.assert_allclose(out.acceleration[inner], -50 * w**2 * np.sin(w * t)[inner], atol=0.2)


def test_a_straight_line_passes_unchanged_up_to_its_ends():
    t = seconds(5)
    out = low_pass(3.0 + 20.0 * t, GRID_HZ)
    np.testing.assert_allclose(out.value, 3.0 + 20.0 * t, atol=1e-9)
    np.testing.assert_allclose(out.velocity, 20.0, atol=1e-7)
    np.testing.assert_allclose(out.acceleration, 0.0, atol=1e-5)


def test_each_stretch_between_gaps_is_filtered_by_itself():
    t = seconds(10)
    x = curl(t)
    x[400:450] = np.nan
    out = low_pass(x, GRID_HZ).value
    assert np.array_equal(np.isnan(out), np.isnan(x))
    np.testing.assert_allclose(out[:400], low_pass(x[:400], GRID_HZ).value)


# Spikes


@pytest.mark.parametrize("rate_hz", [25.0, 50.0, 100.0, 333.0, 1000.0, 3000.0])
@pytest.mark.parametrize("period_s", [0.8, 2.0, 8.0])
def test_clean_motion_has_no_spikes_however_fast(rate_hz, period_s):
    t = seconds(10, rate_hz)
    for start_s in (0.0, 0.3 * period_s):  # at rest, and in full swing
        assert not spikes(t, curl(t + start_s, period_s, reach=130.0), 1.0).any()


@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 1000.0])
@pytest.mark.parametrize("size_deg", [-120.0, 40.0, 1e5, 1e300])
@pytest.mark.parametrize("at", [0.0, 0.33, 0.5, 1.0])
def test_a_spike_is_found_wherever_it_is(rate_hz, size_deg, at):
    t = seconds(10, rate_hz)
    x = curl(t)
    i = round(at * (t.size - 1))
    x[i] += size_deg
    assert np.flatnonzero(spikes(t, x, 1.0)).tolist() == [i]


def test_an_absurd_value_does_not_hide_smaller_spikes():
    t = seconds(10)
    x = curl(t)
    x[[200, 500, 800]] += [1e6, 60.0, -50.0]
    assert np.flatnonzero(spikes(t, x, 1.0)).tolist() == [200, 500, 800]


def test_noise_is_not_taken_for_spikes_but_spikes_in_noise_are():
    t = seconds(60)
    x = curl(t) + np.random.default_rng(1).normal(0, 1.0, t.size)
    assert not spikes(t, x, 1.0).any()
    x[3000] += 60.0
    assert np.flatnonzero(spikes(t, x, 1.0)).tolist() == [3000]


def test_a_step_is_no_spike():
    t = seconds(4)
    assert not spikes(t, np.where(t < 2, 5.0, 90.0), 1.0).any()


# Gaps and the grid


def test_short_gaps_are_bridged_close_to_the_truth_and_marked():
    t = seconds(10)
    missing = (t > 4.6) & (t < 4.6 + LONGEST_BRIDGE_S - 0.02)  # while turning round
    values, filled = to_grid(t[~missing], curl(t, 3.0)[~missing], t)
    assert np.array_equal(filled, missing)
    assert np.abs(values - curl(t, 3.0)).max() < 0.5


def test_long_gaps_stay_unknown():
    t = seconds(10)
    missing = (t > 4) & (t < 5)
    values, filled = to_grid(t[~missing], curl(t)[~missing], t)
    assert np.array_equal(np.isnan(values), missing)
    assert not filled.any()


@pytest.mark.parametrize("rate_hz", [25.0, 60.0, 100.0, 128.0, 1000.0, 2999.0])
def test_any_rate_comes_to_the_same_grid(rate_hz):
    t = seconds(10, rate_hz)
    grid = np.arange(np.floor(t[-1] * GRID_HZ) + 1) / GRID_HZ
    values, filled = to_grid(t, curl(t, 4.0), grid)
    assert not filled.any()
    fastest_turn, interval = 50.0 * (np.pi / 2) ** 2, 1 / min(rate_hz, GRID_HZ)
    straight_lines = fastest_turn * interval**2 / 8  # how far chords lie off the curve
    assert np.abs(values - curl(grid, 4.0))[:-1].max() < straight_lines + 0.05
    assert np.abs(values - curl(grid, 4.0))[-1] < 0.4  # half a cell lies beyond the grid


def test_uneven_sample_times_count():
    rng = np.random.default_rng(2)
    t = np.sort(rng.uniform(0, 20, 1200))
    grid = seconds(19.5) + t[0]
    values, _ = to_grid(t, curl(t, 4.0), grid)
    known = np.isfinite(values)
    assert known.mean() > 0.99
    assert np.abs(values - curl(grid, 4.0))[known].max() < 2.5


def test_angles_that_run_past_180_or_360_are_joined():
    t = seconds(8)
    for x in (curl(t) - 15.0, curl(t) + 150.0, -90.0 - curl(t)):
        for wrapped in ((x + 180.0) % 360.0 - 180.0, x % 360.0):
            joined = unwrapped(wrapped)
            np.testing.assert_allclose(joined - joined[0], x - x[0], atol=1e-9)
    assert unwrapped(curl(t) + 200.0) == pytest.approx(curl(t) + 200.0)  # no jump, nothing to join


# How fast the sensor really was


@pytest.mark.parametrize(
    ("file_hz", "sensor_hz"), [(100, 10), (100, 25), (200, 20), (1000, 10), (1000, 25), (1000, 50)]
)
@pytest.mark.parametrize("step_deg", [0.0, 0.1])
def test_a_held_sensor_is_found_out(file_hz, sensor_hz, step_deg):
    t, ticks = seconds(20, file_hz), seconds(21, sensor_hz)
    readings = curl(ticks)
    readings = np.round(readings / step_deg) * step_deg if step_deg else readings
    held = readings[np.floor(t * sensor_hz + 1e-9).astype(int)]
    assert effective_rate_hz(t, held) == pytest.approx(sensor_hz, rel=0.05)


@pytest.mark.parametrize(("file_hz", "sensor_hz"), [(100, 10), (200, 10), (1000, 10), (1000, 20)])
@pytest.mark.parametrize("step_deg", [0.0, 0.1])
def test_a_slow_sensor_drawn_by_straight_lines_is_found_out(file_hz, sensor_hz, step_deg):
    t, ticks = seconds(20, file_hz), seconds(21, sensor_hz)
    readings = curl(ticks, 1.37)
    readings = np.round(readings / step_deg) * step_deg if step_deg else readings
    assert effective_rate_hz(t, np.interp(t, ticks, readings)) == pytest.approx(sensor_hz, rel=0.1)


@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 1000.0])
@pytest.mark.parametrize("period_s", [1.0, 4.0, 12.0, 20.0])
@pytest.mark.parametrize("step_deg", [0.0, 0.01, 0.1, 1.0])
def test_a_slow_movement_is_not_called_a_slow_sensor(rate_hz, period_s, step_deg):
    t = seconds(40, rate_hz)
    x = curl(t, period_s)
    x = np.round(x / step_deg) * step_deg if step_deg else x
    assert effective_rate_hz(t, x) == pytest.approx(rate_hz)


def test_a_limb_at_rest_says_nothing_about_its_sensor():
    t = seconds(20)
    assert effective_rate_hz(t, np.full(t.size, 4.0)) == pytest.approx(100.0)
    assert effective_rate_hz(t[:10], curl(t[:10])) == pytest.approx(100.0)


# Small things


def test_extent_leaves_out_a_moment_but_no_repetition():
    hour = np.full(360_000, 5.0)
    hour[1000:1100] = 95.0  # one repetition in an hour
    assert extent(hour) == (5.0, 95.0)
    hour[1010:1100] = np.nan
    assert extent(hour) == (5.0, 5.0)


def test_stretches_are_half_open_runs():
    mask = np.array([True, True, False, True, False, False, True])
    assert stretches(mask) == [(0, 2), (3, 4), (6, 7)]
    assert stretches(~mask) == [(2, 3), (4, 6)]


@pytest.mark.parametrize(("rate_hz", "cutoff_hz"), [(30.0, 6.0), (100.0, 6.0), (20.0, 3.0)])
def test_the_noise_of_an_acceleration_follows_from_what_was_removed(rate_hz, cutoff_hz):
    noise = np.random.default_rng(0).normal(size=20_000)
    smooth = low_pass(noise, rate_hz, cutoff_hz)
    found = smooth.acceleration[200:-200].std() / (noise - smooth.value)[200:-200].std()
    assert found == pytest.approx(acceleration_gain(rate_hz, cutoff_hz), rel=0.1)
