"""Surface EMG: its envelope, and how much more a muscle works at one end of the movement than at the other."""

from __future__ import annotations

import numpy as np

from legcurl.motion.conditioning import low_pass
from legcurl.vocabulary import FloatArray

ARTEFACT_HZ = 20.0
"""Below this, surface EMG is movement artefact (De Luca 2010); a moving average of one period takes it out."""
RAW_ABOVE_HZ = 200.0
"""Slower channels are taken to be envelopes already."""
ENVELOPE_HZ = 3.0
"""Cutoff of the envelope."""
LEAD_S = 0.15
"""Muscles work before the limb is where they take it: electromechanical delay and the concentric phase together."""
BENT, STRAIGHT = 0.6, 0.25
"""Shares of the movement's range above and below which the limb counts as being at one end of it."""


def envelope(time_s: FloatArray, emg: FloatArray, grid_s: FloatArray) -> FloatArray:
    """Rectified, smoothed amplitude of an EMG channel on a uniform grid.

    Parameters
    ----------
    time_s, emg : ndarray, shape (m,)
        Raw channel; NaN where a cell was empty.
    grid_s : ndarray, shape (n,)
        Uniform times.

    Returns
    -------
    ndarray, shape (n,)
        Mean absolute value in the channel's unit, not negative.
    """
    rate = (time_s.size - 1) / (time_s[-1] - time_s[0])
    step = (grid_s[-1] - grid_s[0]) / (grid_s.size - 1)
    known = np.isfinite(emg)
    x = emg if known.all() else np.where(known, emg, 0.0)
    if rate > RAW_ABOVE_HZ:
        x = np.abs(x - _moving_average(x, round(rate / ARTEFACT_HZ)))
    cell = np.clip(np.rint((time_s - grid_s[0]) / step).astype(np.int64), 0, grid_s.size - 1)
    count = np.bincount(cell, weights=known, minlength=grid_s.size)
    total = np.bincount(cell, weights=x * known, minlength=grid_s.size)
    seen = np.flatnonzero(count > 0)
    if seen.size < 4:
        return np.full(grid_s.size, np.nan)
    mean = np.interp(grid_s, grid_s[seen], total[seen] / count[seen])
    return np.maximum(low_pass(mean, 1.0 / step, ENVELOPE_HZ).value, 0.0)


def _moving_average(x: FloatArray, width: int) -> FloatArray:
    half = width // 2
    total = np.cumsum(np.concatenate((np.full(half + 1, x[0]), x, np.full(half, x[-1]))))
    return np.asarray((total[2 * half + 1 :] - total[: -2 * half - 1]) / (2 * half + 1))


def contrast(amplitude: FloatArray, height: FloatArray, rate_hz: float) -> float:
    """How surely a muscle works more at the high end of a movement than at the low end (Cliff's delta).

    Ranks only: neither the size of the signal nor a few large artefacts matter.

    Parameters
    ----------
    amplitude : ndarray, shape (n,)
        Envelope of the muscle.
    height : ndarray, shape (n,)
        The movement, 0 at its low end and 1 at its high end; NaN is left out.
    rate_hz : float
        Sampling rate of both.

    Returns
    -------
    float
        −1 (always more at the low end) to 1 (always more at the high end); NaN where one end is never reached.
    """
    lead = round(LEAD_S * rate_hz)
    ahead, now = height[lead:], amplitude[: amplitude.size - lead]
    high, low = now[ahead > BENT], now[ahead < STRAIGHT]
    high, low = high[np.isfinite(high)], np.sort(low[np.isfinite(low)])
    if high.size == 0 or low.size == 0:
        return float("nan")
    below = np.searchsorted(low, high, "left") + np.searchsorted(low, high, "right")
    return float(below.mean() / low.size - 1.0)
