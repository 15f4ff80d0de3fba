"""What an angle sensor makes of a movement: sampling, noise, and everything that goes wrong."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from legcurl.simulate.plans import Sensor
from legcurl.vocabulary import BoolArray, FloatArray

TREMOR_HZ = (8.0, 12.0)  # physiological tremor (general knowledge)
TREMOR_WAVES = 5  # sinusoids that a tremor is made of: enough to wax and wane
SPIKE_DEG = (20.0, 120.0)  # range of a spike's height; design choice
FREE_OF_GAPS = 0.04  # share of the recording at either edge without gaps and spikes


def sample_times(sensor: Sensor, duration_s: float, rng: np.random.Generator) -> FloatArray:
    """Sample times from 0 to the end, jitter included; shape (n,)."""
    n = int(np.floor(duration_s * sensor.rate_hz)) + 1
    times = np.arange(n) / sensor.rate_hz
    if sensor.jitter > 0:
        times[1:-1] += rng.uniform(-sensor.jitter, sensor.jitter, n - 2) / sensor.rate_hz
    return times


def rows_kept(sensor: Sensor, n: int, rng: np.random.Generator) -> BoolArray:
    """Which rows are written; the first and the last always are."""
    kept = np.ones(n, dtype=np.bool_)
    if sensor.missing_rows > 0:
        kept[1:-1] = rng.random(n - 2) >= sensor.missing_rows
    return kept


def _tremor(times_s: FloatArray, spread_deg: float, rng: np.random.Generator) -> FloatArray:
    frequency = rng.uniform(*TREMOR_HZ, TREMOR_WAVES)
    phase = rng.uniform(0.0, 2.0 * np.pi, TREMOR_WAVES)
    waves = np.sin(2.0 * np.pi * frequency[:, None] * times_s + phase[:, None])
    return np.asarray(spread_deg * np.sqrt(2.0 / TREMOR_WAVES) * waves.sum(axis=0), dtype=np.float64)


def _readings(
    angle_at: Callable[[FloatArray], FloatArray],
    times_s: FloatArray,
    duration_s: float,
    sensor: Sensor,
    rng: np.random.Generator,
) -> FloatArray:
    """What the sensor says at some times, before it is written to a file."""
    value = angle_at(times_s)
    if sensor.tremor_deg > 0:
        value = value + _tremor(times_s, sensor.tremor_deg, rng)
    value = value + sensor.offset_deg + sensor.drift_deg * times_s / duration_s
    if sensor.inverted:
        value = -value
    if sensor.noise_deg > 0:
        value = value + rng.normal(0.0, sensor.noise_deg, value.size)
    if sensor.quantum_deg > 0:
        value = np.round(value / sensor.quantum_deg) * sensor.quantum_deg
    return value


def measured_angle(
    angle_at: Callable[[FloatArray], FloatArray], times_s: FloatArray, sensor: Sensor, rng: np.random.Generator
) -> FloatArray:
    """The knee angle as it stands in the file, every disturbance in it.

    Parameters
    ----------
    angle_at : callable
        The noiseless angle in degrees at times on the recording's clock.
    times_s : ndarray, shape (n,)
        Sample times on the recording's clock.
    sensor : Sensor
    rng : Generator

    Returns
    -------
    ndarray, shape (n,)
        In degrees, NaN in the gaps.
    """
    duration = float(times_s[-1])
    if sensor.sensor_rate_hz is None:
        value = _readings(angle_at, times_s, duration, sensor, rng)
    else:
        rate = sensor.sensor_rate_hz
        ticks = np.arange(int(np.ceil(duration * rate)) + 2) / rate
        readings = _readings(angle_at, ticks, duration, sensor, rng)
        if sensor.interpolated:
            value = np.interp(times_s, ticks, readings)
        else:
            value = readings[np.floor(times_s * rate + 1e-9).astype(np.int64)]
    edge = FREE_OF_GAPS * duration
    if sensor.spikes:
        at = np.searchsorted(times_s, rng.uniform(edge, duration - edge, sensor.spikes))
        value[at] += rng.uniform(*SPIKE_DEG, sensor.spikes) * rng.choice([-1.0, 1.0], sensor.spikes)
    for start in rng.uniform(edge, max(edge, duration - edge - sensor.gap_s), sensor.gaps):
        value[(times_s >= start) & (times_s < start + sensor.gap_s)] = np.nan
    return value


def noisy(value: FloatArray, sensor: Sensor, rng: np.random.Generator) -> FloatArray:
    """Any other angle: the same white noise, and no trouble."""
    return value + rng.normal(0.0, sensor.noise_deg, value.size) if sensor.noise_deg > 0 else value.copy()
