"""The last stretch of a stream, kept so that what has happened can be measured as the analysis measures it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from legcurl.motion import Motion
from legcurl.motion.conditioning import (
    CUTOFF_HZ,
    GRID_HZ,
    LOWEST_CUTOFF_HZ,
    NYQUIST_SHARE,
    acceleration_gain,
    low_pass,
    spikes,
    to_grid,
)
from legcurl.motion.motion import DEGREES_PER_METRE
from legcurl.vocabulary import FloatArray

LONGEST_S = 60.0
"""What is older is forgotten: twice the longest repetition, of 8 s up, 10 s of hold and 8 s down."""
LEAST_SAMPLES = 4
"""Fewer cannot be filtered."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """A piece of the stream.

    Parameters
    ----------
    source : str
        Channel of the position.
    companions : tuple of str
        The other channels.
    time_s : ndarray, shape (n,)
    rows : ndarray, shape (n, 1 + companions)
        Position first, in the channel's own unit and sign.
    """

    source: str
    companions: tuple[str, ...]
    time_s: FloatArray
    rows: FloatArray

    def motion(self, sign: int, offset: float) -> Motion | None:
        """The position made ready as that of a whole recording is; None where that is too little.

        Parameters
        ----------
        sign : {1, -1}
        offset : float
            Flexion is sign * position + offset.
        """
        time, raw = self.time_s, self.rows[:, 0]
        count = int(np.floor((time[-1] - time[0]) * GRID_HZ + 1e-6)) + 1 if time.size else 0
        if min(count, time.size) < LEAST_SAMPLES:
            return None
        in_degrees = self.source.endswith("_deg")
        grid = time[0] + np.arange(count) / GRID_HZ
        kept = ~spikes(time, raw, 1.0 if in_degrees else DEGREES_PER_METRE)
        values, filled = to_grid(time[kept], raw[kept], grid)
        rate_hz = 1.0 / float(np.median(np.diff(time)))
        cutoff_hz = min(CUTOFF_HZ, max(LOWEST_CUTOFF_HZ, NYQUIST_SHARE * rate_hz))
        smooth = low_pass(values, GRID_HZ, cutoff_hz)
        off = (values - smooth.value)[np.isfinite(smooth.value)]
        if not off.size:
            return None
        return Motion(
            time_s=grid, rate_hz=GRID_HZ, source_channel=self.source, unit="deg" if in_degrees else "m",
            position=sign * smooth.value + offset, velocity=sign * smooth.velocity,
            acceleration=sign * smooth.acceleration, filled=filled, rest=float(sign * smooth.value[0] + offset),
            sign=sign, sign_known=True, sign_why="from the first movement", noise=float(off.std()), channels={},
            acceleration_gain=acceleration_gain(rate_hz, cutoff_hz),
        )  # fmt: skip

    def channels(self, grid_s: FloatArray) -> dict[str, FloatArray]:
        """The other channels on a grid, low-passed; those that were hardly seen are left out."""
        found = {}
        for k, name in enumerate(self.companions, start=1):
            seen = np.isfinite(self.rows[:, k])
            if np.count_nonzero(seen) >= LEAST_SAMPLES:
                values = to_grid(self.time_s[seen], self.rows[seen, k], grid_s)[0]
                found[name] = low_pass(values, GRID_HZ).value
        return found


class Window:
    """The samples of the last :data:`LONGEST_S`.

    Parameters
    ----------
    source : str
        Channel of the position.
    companions : tuple of str
        Other channels to be kept.
    """

    def __init__(self, source: str, companions: tuple[str, ...]) -> None:
        self._source, self._companions = source, companions
        self._time_s: deque[float] = deque()
        self._rows: deque[tuple[float, ...]] = deque()

    def add(self, time_s: float, position: float, others: Mapping[str, float]) -> None:
        """Take one more sample in; `position` is finite."""
        self._time_s.append(time_s)
        self._rows.append((position, *(others.get(name, math.nan) for name in self._companions)))
        while time_s - self._time_s[0] > LONGEST_S:
            self._time_s.popleft()
            self._rows.popleft()

    def since(self, time_s: float) -> Stretch:
        """What was seen since a time."""
        times = np.array(self._time_s)
        first = int(np.searchsorted(times, time_s))
        rows = np.array(list(islice(self._rows, first, None))).reshape(-1, 1 + len(self._companions))
        return Stretch(self._source, self._companions, times[first:], rows)
