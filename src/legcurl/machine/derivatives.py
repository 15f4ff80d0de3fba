"""How the knee moves, as far as it stands out of the noise of what was recorded.

Inertia goes with the acceleration, which differentiation makes of the angle, and with it of its noise: white noise of
1° gives torques that are as large as those of a quick set. A fixed low-pass cannot be right for both a slow set and a
quick one, nor for a good sensor and a poor one. So every frequency is weighed by the share of its power that is not
noise (Wiener 1949), whose level :mod:`legcurl.motion` measured: what its low-pass removed. A clean angle keeps all of
its derivatives.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from legcurl.motion import Motion
from legcurl.motion.conditioning import ACCELERATION_INTEGRAL, CUTOFF_HZ, FILTER_ORDER
from legcurl.vocabulary import FloatArray

POWER_OVER_HZ = 0.5
"""Half the band that the power at a frequency is averaged over: a single one scatters as much as it is (numerical)."""


class Derivatives(NamedTuple):
    """Velocity and acceleration in units of the angle and s, and the noise that the velocity still has (σ)."""

    velocity: FloatArray
    acceleration: FloatArray
    velocity_noise: float


def derivatives_of(motion: Motion, position: FloatArray) -> Derivatives:
    """Derivatives of a position with every frequency weighed by what is not noise.

    Parameters
    ----------
    motion : Motion
        Says how large the noise is. It is taken as white and as sampled fast; of a slow sensor, whose low-pass was
        lower, less noise is taken away than there is.
    position : ndarray, shape (n,)
        Its position without gaps.

    Returns
    -------
    Derivatives
    """
    count, rate = position.size, motion.rate_hz
    # Continued at both ends by its own mirror image, turned about them, so that nothing jumps.
    whole = np.concatenate((2 * position[0] - position[:0:-1], position, 2 * position[-1] - position[-2::-1]))
    slope = (whole[-1] - whole[0]) / (whole.size - 1) * rate
    spectrum = np.fft.rfft(whole - np.linspace(whole[0], whole[-1], whole.size))
    frequency = np.fft.rfftfreq(whole.size, 1.0 / rate)
    density = (motion.noise * motion.acceleration_gain / (2 * np.pi) ** 2) ** 2 / (ACCELERATION_INTEGRAL * CUTOFF_HZ**5)
    noise = density / (1.0 + (frequency / CUTOFF_HZ) ** (2 * FILTER_ORDER)) ** 2
    power = _averaged(np.abs(spectrum) ** 2 * 2.0 / (rate * whole.size), round(POWER_OVER_HZ / frequency[1]))
    share = np.clip(1.0 - noise / np.maximum(power, np.finfo(float).tiny), 0.0, 1.0)
    turn = 2j * np.pi * frequency
    inner = slice(count - 1, 2 * count - 1)
    return Derivatives(
        np.fft.irfft(turn * share * spectrum, whole.size)[inner] + slope,
        np.fft.irfft(turn**2 * share * spectrum, whole.size)[inner],
        float(np.sqrt(np.sum(np.abs(turn * share) ** 2 * noise) * frequency[1])),
    )


def _averaged(values: FloatArray, reach: int) -> FloatArray:
    """Mean of each value and its neighbours within a reach, fewer at the ends."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    index = np.arange(values.size)
    low, high = np.maximum(index - reach, 0), np.minimum(index + reach + 1, values.size)
    return np.asarray((total[high] - total[low]) / (high - low))
