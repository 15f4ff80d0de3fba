"""Where the limb is in its repetition, told from one position after the other, never looking ahead.

Positions are in degrees away from rest, or scaled to be like them. A movement is believed once it has gone further
than anything inside the rest zone, or a dip between two peaks, may go: the analysis parts repetitions by the same
shares of the range. The range is that of the repetitions seen so far; before the first one, of a usual one.
"""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Literal, NamedTuple

from legcurl.reps import DIP, LEAST_RANGE, REST_ZONE

Place = Literal["rest", "out", "top", "back"]

USUAL_RANGE = 90.0
"""Range expected of the first repetition, in deg: sets start near straight and go to 75–125°."""
SETTLED = 0.15
"""A way has come to its end where its speed falls below this share of its highest."""
NEAR_TOP = 0.85
"""Share of the usual height from which slowing down is arriving at the top, and not a sticking point below it."""
STANDSTILL_S = 0.8
"""Lower down, so long a standstill is a hold too; people hesitate for less."""
STILL_SHARE = 0.02
"""Less movement than this share of the height is standing still."""
RESUMES = 0.12
"""A hold was none where the limb then goes on by this share of the height."""
REMEMBERED = 3
"""Repetitions whose peaks and valleys tell where the next ones are expected."""


class Extreme(NamedTuple):
    """The outermost point of a way so far."""

    time_s: float
    at: float


class Turn(NamedTuple):
    """The limb has come to another place of its repetition.

    Parameters
    ----------
    place : {"rest", "out", "top", "back"}
        Resting, on its way out, at the top, on its way back.
    time_s : float
        When this became known.
    low, high : Extreme
        The lowest point since the last peak, and the highest since the last valley.
    """

    place: Place
    time_s: float
    low: Extreme
    high: Extreme


class Tracker:
    """Follows a position from rest to rest.

    Parameters
    ----------
    time_s, at : float
        First sample.
    """

    def __init__(self, time_s: float, at: float) -> None:
        self.place: Place = "rest"
        self.low = self.high = self._moved = Extreme(time_s, at)
        self.best = 0.0
        self._begun = False
        self._fastest = 0.0
        self._held_at = self._base = at
        self._peaks: deque[float] = deque(maxlen=REMEMBERED)
        self._valleys: deque[float] = deque(maxlen=REMEMBERED)

    @property
    def expected_peak(self) -> float:
        """Where the way out is expected to end."""
        usual = median(self._peaks) if self._peaks else self.low.at + USUAL_RANGE
        return usual if self.place == "rest" else max(usual, self.high.at)

    @property
    def expected_base(self) -> float:
        """Where the way back is expected to end."""
        return median(self._valleys) if self._valleys else self._base

    def restart(self, time_s: float, at: float) -> None:
        """Begin anew after a gap, in which anything may have happened; the range stays known."""
        self.place, self._begun, self._fastest = "rest", False, 0.0
        self.low = self.high = self._moved = Extreme(time_s, at)

    def push(self, time_s: float, at: float, speed: float) -> list[Turn]:
        """Take one more sample in; return the places come to, usually none."""
        self._fastest = max(self._fastest, abs(speed))
        if at < self.low.at:
            self.low = Extreme(time_s, at)
        if at > self.high.at:
            self.high = Extreme(time_s, at)
        if not self._begun:
            return self._begin(time_s, at)
        if self.place in ("out", "top"):
            return self._above(time_s, at, speed)
        return self._below(time_s, at, speed)

    def _begin(self, time_s: float, at: float) -> list[Turn]:
        """The first movement of all: out, or back where the recording begins up there."""
        if at - self.low.at >= self._step():
            self._begun = True
            return [self._to("out", time_s, at)]
        if self.high.at - at >= self._step():
            self._begun = True
            return [self._to("back", time_s, at)]
        return []

    def _below(self, time_s: float, at: float, speed: float) -> list[Turn]:
        if at - self.low.at >= self._step():
            turns = [] if self.place == "rest" else [self._to("rest", time_s, at)]
            return [*turns, self._to("out", time_s, at)]
        near = self.low.at - self.expected_base <= REST_ZONE * (self.best or USUAL_RANGE)
        if self.place == "back" and near and abs(speed) < SETTLED * self._fastest:
            return [self._to("rest", time_s, at)]
        return []

    def _above(self, time_s: float, at: float, speed: float) -> list[Turn]:
        height = self.high.at - self.low.at
        if self.high.at - at >= self._step(height):
            turns = [] if self.place == "top" else [self._to("top", time_s, at)]
            return [*turns, self._to("back", time_s, at)]
        if self.place == "top":
            return [self._to("out", time_s, at)] if at - self._held_at > RESUMES * height else []
        if at - self._moved.at > STILL_SHARE * height:
            self._moved = Extreme(time_s, at)
        arrived = bool(self._peaks) and height >= NEAR_TOP * (self.expected_peak - self.low.at)
        stands = time_s - self._moved.time_s >= STANDSTILL_S
        if (arrived or stands) and abs(speed) < SETTLED * self._fastest:
            return [self._to("top", time_s, at)]
        return []

    def _to(self, place: Place, time_s: float, at: float) -> Turn:
        """Change place; a way begins with an outermost point of its own."""
        turn = Turn(place, time_s, self.low, self.high)
        if place == "rest":
            self._peaks.append(self.high.at)
            self._valleys.append(self.low.at)
            self.best = max(self.best, self.high.at - self.low.at)
        elif place == "out" and self.place != "top":
            self.high, self._base = Extreme(time_s, at), self.low.at
        elif place == "back":
            self.low = Extreme(time_s, at)
        self.place, self._fastest, self._held_at = place, 0.0, at
        self._moved = Extreme(time_s, at)
        return turn

    def _step(self, height: float = 0.0) -> float:
        """How far the limb must turn back for it to have turned round."""
        return max(DIP * (max(self.best, height) or USUAL_RANGE), LEAST_RANGE["deg"] / 2)
