"""What is pushed, made fit to be followed: one channel, no more than 100 samples a second, no spikes, no jumps of 360°.

Nothing is held back for long: a sample that jumps waits for the next one to confirm it.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping

from legcurl.errors import InputError
from legcurl.motion.conditioning import FASTEST_DEG_S, GRID_HZ, SPIKE_DEG
from legcurl.motion.motion import DEGREES_PER_METRE, POSITIONS
from legcurl.reps import LEAST_RANGE
from legcurl.vocabulary import Leg, base_channel

TURN_DEG = 360.0
SAME_TIME = 0.999
"""Samples closer than this share of the grid's step are averaged, as the analysis does."""
WAITING = 500
"""Samples kept of each leg until one of them moves."""


class Intake:
    """Chooses the channel of the position, and passes its believable samples on.

    Of two legs it follows the one asked for, else the first one that moves.

    Parameters
    ----------
    leg : optional
    """

    def __init__(self, leg: Leg | None = None) -> None:
        self._side = {"left": "_l_", "right": "_r_"}.get(leg or "", "_")
        self._waiting: dict[str, deque[tuple[float, float]]] = {}
        self.channel: str | None = None
        self.now_s: float | None = None
        self._last: tuple[float, float] | None = None
        self._doubtful: tuple[float, float] | None = None
        self._sum, self._count = 0.0, 0

    def take(self, time_s: float, angles: Mapping[str, float]) -> list[tuple[float, float]]:
        """Times and positions that can be believed now: usually this one, none, or those that had to wait.

        Raises
        ------
        InputError
            If time is no number or does not go forward.
        """
        if not math.isfinite(time_s):
            raise InputError(f"a time of {time_s} s was pushed; expected a number")
        if self.now_s is not None and time_s <= self.now_s:
            raise InputError(f"time goes backwards: {self.now_s:g} s is followed by {time_s:g} s")
        self.now_s = time_s
        if self.channel is None:
            self._choose(time_s, angles)
            samples = list(self._waiting.get(self.channel or "", ()))
        else:
            samples = [(time_s, angles.get(self.channel, math.nan))]
        return [taken for at_s, value in samples if math.isfinite(value) and (taken := self._thin(at_s, value))]

    def _choose(self, time_s: float, angles: Mapping[str, float]) -> None:
        """Settle on the best channel there is; of two legs on the first that moves."""
        finite = [name for name, value in angles.items() if math.isfinite(value)]
        for base in POSITIONS:
            names = [name for name in finite if name == base or (base_channel(name) == base and self._side in name)]
            for name in names:
                waiting = self._waiting.setdefault(name, deque(maxlen=WAITING))
                waiting.append((time_s, angles[name]))
                moved = abs(angles[name] - waiting[0][1])
                if len(names) == 1 or moved >= LEAST_RANGE["m" if base.endswith("_m") else "deg"]:
                    self.channel = name
                    return
            if names:
                return

    def _thin(self, time_s: float, value: float) -> tuple[float, float] | None:
        """Average what comes faster than the grid."""
        self._sum, self._count = self._sum + value, self._count + 1
        if self._last is not None and time_s - self._last[0] < SAME_TIME / GRID_HZ:
            return None
        value, self._sum, self._count = self._sum / self._count, 0.0, 0
        return self._believe(time_s, value)

    def _believe(self, time_s: float, value: float) -> tuple[float, float] | None:
        """Leave out what jumps and comes back; believe a jump that lasts."""
        if self._last is not None:
            if not (self.channel or "").endswith("_m") and abs(value - self._last[1]) > TURN_DEG / 2:
                value -= TURN_DEG * round((value - self._last[1]) / TURN_DEG)
            doubtful, self._doubtful = self._doubtful, None
            confirmed = doubtful is not None and self._near(doubtful, time_s, value)
            if not confirmed and not self._near(self._last, time_s, value):
                self._doubtful = (time_s, value)
                return None
        self._last = (time_s, value)
        return self._last

    def _near(self, other: tuple[float, float], time_s: float, value: float) -> bool:
        scale = DEGREES_PER_METRE if (self.channel or "").endswith("_m") else 1.0
        return abs(value - other[1]) * scale <= SPIKE_DEG + FASTEST_DEG_S * (time_s - other[0])
