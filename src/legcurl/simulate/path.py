"""A smooth angle through knots: still at every knot, monotone between two, so that its turning points are known.

Between knots the velocity rises by a cubic smoothstep over a share `ease` of the time, stays, and falls the same
way. Each ramp is the minimum-jerk way (Flash and Hogan 1985) from standstill to that speed; with ``ease = 0.5``
the whole flank stays within 1.3 % of the classical minimum-jerk reach, with less it is the even pace of a slow
repetition. Angle, velocity and acceleration are continuous (C2).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from legcurl.vocabulary import FloatArray

LARGEST_EASE = 0.5  # of the flank's time: two ramps and nothing between
_BISECTIONS = 52  # halvings of a unit interval: the resolution of a double


def progress(share: FloatArray, ease: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """How far a flank has come after a share of its time, with its first and second derivative.

    Parameters
    ----------
    share : ndarray, shape (n,)
        Share of the flank's time, 0 to 1.
    ease : ndarray, shape (n,)
        Share of the time that each ramp takes, above 0 and at most 0.5.

    Returns
    -------
    value, slope, curvature : ndarray, shape (n,)
        Share of the way, and its derivatives with respect to `share`.
    """
    cruise = 1.0 / (1.0 - ease)
    ending = share > 0.5
    near = np.where(ending, 1.0 - share, share)  # the second half is the first, turned about its middle
    r = np.minimum(near / ease, 1.0)
    beyond = np.maximum(near - ease, 0.0)
    value = cruise * (ease * (r**3 - 0.5 * r**4) + beyond)
    slope = cruise * (3 * r**2 - 2 * r**3)
    curvature = cruise * 6 * r * (1 - r) / ease
    return np.where(ending, 1.0 - value, value), slope, np.where(ending, -curvature, curvature)


@lru_cache(maxsize=4096)
def share_at(fraction: float, ease: float) -> float:
    """Share of a flank's time at which it has come a fraction of its way: the inverse of :func:`progress`."""
    if fraction > 0.5:
        return 1.0 - share_at(1.0 - fraction, ease)
    cruise = 1.0 / (1.0 - ease)
    if fraction >= cruise * ease / 2:
        return fraction / cruise + ease / 2
    low, high = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if cruise * ease * (middle**3 - 0.5 * middle**4) < fraction:
            low = middle
        else:
            high = middle
    return ease * (low + high) / 2


@dataclass(frozen=True, eq=False)
class Path:
    """An angle against time, given by the knots at which it stands still.

    Parameters
    ----------
    times_s : ndarray, shape (k,)
        Knot times, strictly increasing, k ≥ 2.
    values : ndarray, shape (k,)
        Angle at the knots, in degrees (or any other unit).
    ease : ndarray, shape (k - 1,)
        Ramp share of each section.
    """

    times_s: FloatArray
    values: FloatArray
    ease: FloatArray

    def at(self, time_s: FloatArray) -> FloatArray:
        """Value, velocity and acceleration at some times; constant beyond the ends.

        Returns
        -------
        ndarray, shape (3, n)
        """
        section = np.clip(np.searchsorted(self.times_s, time_s, side="right") - 1, 0, self.ease.size - 1)
        duration = np.diff(self.times_s)[section]
        height = np.diff(self.values)[section]
        share = np.clip((time_s - self.times_s[section]) / duration, 0.0, 1.0)
        value, slope, curvature = progress(share, self.ease[section])
        return np.stack(
            [self.values[section] + height * value, height * slope / duration, height * curvature / duration**2]
        )

    def value(self, time_s: float) -> float:
        """Value at one time."""
        return float(self.at(np.array([time_s]))[0, 0])

    def knots_within(self, start_s: float, end_s: float) -> tuple[FloatArray, FloatArray]:
        """Times and values at both ends of an interval and at the knots inside it: its only possible extremes."""
        inside = (self.times_s > start_s) & (self.times_s < end_s)
        ends = self.at(np.array([start_s, end_s]))[0]
        return (
            np.concatenate([[start_s], self.times_s[inside], [end_s]]),
            np.concatenate([ends[:1], self.values[inside], ends[1:]]),
        )

    def crossings(self, level: float, start_s: float, end_s: float) -> list[tuple[float, int]]:
        """Every time within an interval at which the path passes a level, with +1 for upwards and -1 for downwards."""
        found = []
        for i in range(self.ease.size):
            low, high = float(self.values[i]), float(self.values[i + 1])
            if (low < level) == (high < level):
                continue
            share = share_at((level - low) / (high - low), float(self.ease[i]))
            time = float(self.times_s[i] + share * (self.times_s[i + 1] - self.times_s[i]))
            if start_s <= time <= end_s:
                found.append((time, 1 if high > low else -1))
        return found


class PathBuilder:
    """Collects knots one after the other; the only thing here that changes while it is used."""

    def __init__(self, value: float) -> None:
        self._times = [0.0]
        self._values = [value]
        self._eases: list[float] = []

    @property
    def time_s(self) -> float:
        """Time of the last knot."""
        return self._times[-1]

    @property
    def value(self) -> float:
        """Value at the last knot."""
        return self._values[-1]

    def to(self, value: float, duration_s: float, ease: float = LARGEST_EASE) -> None:
        """Move to a value within a duration; a duration of nothing adds no knot."""
        if duration_s <= 0:
            return
        self._times.append(self.time_s + duration_s)
        self._values.append(value)
        self._eases.append(ease)

    def build(self) -> Path:
        """The path through all knots."""
        return Path(np.array(self._times), np.array(self._values), np.array(self._eases))
