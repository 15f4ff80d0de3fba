"""Turning points: where a signal really turns round, by more than a given amount."""

from __future__ import annotations

import numpy as np

from legcurl.vocabulary import FloatArray

RIPPLE = 1e-9
"""Steps below this share of the reversal are rounding errors of the filter: a limb at rest is full of them."""


def turning_points(x: FloatArray, reversal: float) -> tuple[list[int], list[int]]:
    """Peaks and valleys between which the signal moves by at least `reversal`.

    Parameters
    ----------
    x : ndarray, shape (n,)
        Finite samples.
    reversal : float
        Smallest movement, in the unit of `x`, that counts as turning round.

    Returns
    -------
    peaks, valleys : list of int
        Sample indices, alternating in time. A signal that begins (ends) high has its first (last) peak at or near
        that end; both ends are turning points. Empty lists where the signal never moves by `reversal`.
    """
    step = np.diff(x)
    slope = np.sign(np.where(np.abs(step) > RIPPLE * reversal, step, 0.0))
    moving = np.flatnonzero(slope)
    if moving.size == 0:
        return [], []
    turns = moving[:-1][slope[moving[:-1]] != slope[moving[1:]]] + 1
    candidates = np.concatenate(([0], turns, [x.size - 1]))
    low = high = 0
    direction = 0
    peaks: list[int] = []
    valleys: list[int] = []
    values = x[candidates].tolist()
    for index, value in zip(candidates.tolist(), values, strict=True):
        if value > x[high]:
            high = index
        if value < x[low]:
            low = index
        if direction >= 0 and x[high] - value >= reversal:
            peaks.append(high)
            low, direction = index, -1
        elif direction <= 0 and value - x[low] >= reversal:
            valleys.append(low)
            high, direction = index, 1
    if direction > 0:
        peaks.append(high)
    elif direction < 0:
        valleys.append(low)
    return peaks, valleys
