"""The last stretch of a stream, kept so that what has happened can be measured as the analysis measures it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import deque
from collections.abc import Mapping
from itertools import islice

import numpy as np

from legcurl.motion import Motion
from legcurl.motion.conditioning import (
    CUTOFF_HZ,
    GRID_HZ,
    LOWEST_CUTOFF_HZ,
    NYQUIST_SHARE,
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


class Window:
    """Samples of one position and of what else is known of the body, the oldest ones dropped.

    Parameters
    ----------
    source : str
        Channel of the position.
    companions : sequence of str
        Other channels to be kept.
    """

    def __init__(self, source: str, companions: tuple[str, ...]) -> None:
        self.source = source
        self._companions = companions
        self._time_s: deque[float] = deque()
        self._rows: deque[tuple[float, ...]] = deque()

    def add(self, time_s: float, position: float, others: Mapping[str, float]) -> None:
        """Take one more sample in; `position` is finite and in the channel's own unit and sign."""
        self._time_s.append(time_s)
        self._rows.append((position, *(others.get(name, math.nan) for name in self._companions)))
        while time_s - self._time_s[0] > LONGEST_S:
            self._time_s.popleft()
            self._rows.popleft()

    def motion(self, since_s: float, sign: int, offset: float, *, with_others: bool = False) -> Motion | None:
        """What was seen since a time, made ready as a whole recording is; None where that is too little.

        Parameters
        ----------
        since_s : float
        sign : {1, -1}
        offset : float
            Flexion is sign * position + offset.
        with_others : bool
            Whether to make the other channels ready too.
        """
        time = np.array(self._time_s)
        first = max(0, bisect_left(time, since_s) - 1)
        time, rows = time[first:], np.array(list(islice(self._rows, first, None)))
        if time.size < LEAST_SAMPLES:
            return None
        unit_deg = self.source.endswith("_deg")
        count = int(np.floor((time[-1] - time[0]) * GRID_HZ + 1e-6)) + 1
        if count < LEAST_SAMPLES:
            return None
        grid = time[0] + np.arange(count) / GRID_HZ
        kept = ~spikes(time, rows[:, 0], 1.0 if unit_deg else DEGREES_PER_METRE)
        values, filled = to_grid(time[kept], rows[kept, 0], grid)
        cutoff_hz = min(CUTOFF_HZ, max(LOWEST_CUTOFF_HZ, NYQUIST_SHARE / float(np.median(np.diff(time)))))
        smooth = low_pass(values, GRID_HZ, cutoff_hz)
        position = sign * smooth.value + offset
        return Motion(
            time_s=grid, rate_hz=GRID_HZ, source_channel=self.source, unit="deg" if unit_deg else "m",
            position=position, velocity=sign * smooth.velocity, acceleration=sign * smooth.acceleration,
            filled=filled, rest=float(position[np.isfinite(position)].min(initial=0.0)), sign=sign, sign_known=True,
            sign_why="from the first movement", noise=float(np.nanstd(values - smooth.value)),
            channels=self._others(time, rows, grid) if with_others else {},
        )  # fmt: skip

    def _others(self, time: FloatArray, rows: FloatArray, grid: FloatArray) -> dict[str, FloatArray]:
        channels = {}
        for k, name in enumerate(self._companions, start=1):
            seen = np.isfinite(rows[:, k])
            if np.count_nonzero(seen) >= LEAST_SAMPLES:
                channels[name] = low_pass(to_grid(time[seen], rows[seen, k], grid)[0], GRID_HZ).value
        return channels
