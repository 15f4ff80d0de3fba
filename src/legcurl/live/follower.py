"""From positions to moves: which way is flexion, where the limb is and since when, as the analysis defines it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from legcurl.live.cycles import measured
from legcurl.live.one_euro import OneEuro
from legcurl.live.tracker import Extreme, Place, Tracker, Turn
from legcurl.live.window import Stretch, Window
from legcurl.motion import Motion
from legcurl.motion.motion import DEGREES_PER_METRE
from legcurl.motion.sign import CLEAR_FLEXION_DEG, DEEPEST_FLEXION_DEG
from legcurl.reps import EDGE, LEAST_RANGE, Rep
from legcurl.vocabulary import PhaseOrder, base_channel

RECENT_S = 5.0
"""Samples kept until a movement has told which way is flexion, and then gone through again."""
BEFORE_S = 0.3
"""Margin before a valley in what is measured, so that the filter sees no edge there."""
STRAIGHT_DEG = 180.0
"""The angle between thigh and shank of a straight knee."""


class Done(NamedTuple):
    """A repetition from valley to valley: what was recorded, made ready, and its times."""

    stretch: Stretch
    motion: Motion
    rep: Rep


class Move(NamedTuple):
    """The limb has come to another place of its repetition.

    Parameters
    ----------
    place : {"rest", "out", "top", "back"}
    time_s : float
        When this became known.
    since_s : float
        When it began, as far as it is known by now.
    low, high : Extreme
        Valley and peak of the way so far, as flexion in the unit of the channel.
    done : Done or None
        Of a repetition that has come to its end.
    """

    place: Place
    time_s: float
    since_s: float
    low: Extreme
    high: Extreme
    done: Done | None = None


class Follower:
    """Follows one position.

    Parameters
    ----------
    channel : str
        What it is.
    companions : tuple of str
        Other channels to keep.
    order : {"concentric_first", "eccentric_first"}
        Whether the way out of rest is the concentric one.
    """

    def __init__(self, channel: str, companions: tuple[str, ...], order: PhaseOrder) -> None:
        self._order = order
        self._away = 1 if order == "concentric_first" else -1
        self._scale = DEGREES_PER_METRE if channel.endswith("_m") else 1.0
        self._is_knee = base_channel(channel) == "knee_flexion_deg"
        self._least = LEAST_RANGE["deg"]
        self._window = Window(channel, companions)
        self._filter = OneEuro()
        self._tracker: Tracker | None = None
        self._recent: deque[tuple[float, float, float]] = deque()
        self._sign, self._offset = 1, 0.0
        self._from_s = -np.inf

    @property
    def flexion(self) -> float:
        """The filtered position, in the unit of the channel."""
        return self._sign * self._recent[-1][1] / self._scale + self._offset

    @property
    def place(self) -> Place:
        """Where the limb is."""
        return "rest" if self._tracker is None else self._tracker.place

    def feed(self, time_s: float, position: float, others: Mapping[str, float]) -> list[Move]:
        """Take one more sample in; return the moves seen in it, usually none."""
        self._window.add(time_s, position, others)
        sample = (time_s, *self._filter.push(time_s, position * self._scale))
        self._recent.append(sample)
        while time_s - self._recent[0][0] > RECENT_S:
            self._recent.popleft()
        if self._tracker is None:
            if not self._has_moved():
                return []
            return self._begin()
        if self._is_knee and self.flexion < -CLEAR_FLEXION_DEG:
            self._sign, self._offset = -self._sign, 0.0
            return self._begin()
        return self._moves(sample)

    def restart(self, time_s: float, position: float) -> None:
        """Go on after a gap."""
        self._filter = OneEuro()
        self._recent.clear()
        self._from_s = time_s
        if self._tracker is not None:
            self._tracker.restart(time_s, self._out(position * self._scale))

    def ends(self) -> Move | None:
        """The way that the data's end cuts off; None at rest."""
        tracker = self._tracker
        if tracker is None or tracker.place == "rest":
            return None
        time_s, value, _ = self._recent[-1]
        low = tracker.low if tracker.place == "back" else Extreme(time_s, self._out(value))
        return Move("rest", time_s, time_s, self._flexed(low), self._flexed(tracker.high), self._done())

    def _has_moved(self) -> bool:
        values = [value for _, value, _ in self._recent]
        return max(values) - min(values) >= self._least

    def _begin(self) -> list[Move]:
        """Start to track from what was seen a moment ago, with the sign that it tells."""
        if self._tracker is None:
            self._find_sign()
        first = self._recent[0]
        self._tracker = Tracker(first[0], self._out(first[1]))
        self._from_s = first[0]
        return [move for sample in self._recent for move in self._moves(sample)]

    def _find_sign(self) -> None:
        """A knee clearly bent tells it by its value; from straight, or elsewhere, the first movement bends.

        In a recording of something else than a knee the first movement is the way out of rest.
        """
        start, now = self._recent[0][1], self._recent[-1][1]
        moves = 1 if now > start else -1
        if not self._is_knee:
            self._sign = moves * self._away
        elif abs(start) > DEEPEST_FLEXION_DEG - self._least:
            self._sign, self._offset = (-1, STRAIGHT_DEG) if start > 0 else (1, STRAIGHT_DEG)
        elif abs(start) > CLEAR_FLEXION_DEG:
            self._sign = 1 if start > 0 else -1
        else:
            self._sign = moves

    def _out(self, value: float) -> float:
        """Distance from a straight (nordic: bent) leg, in degrees or what is like them."""
        return self._away * (self._sign * value + self._offset * self._scale)

    def _flexed(self, point: Extreme) -> Extreme:
        return Extreme(point.time_s, self._away * point.at / self._scale)

    def _moves(self, sample: tuple[float, float, float]) -> list[Move]:
        time_s, value, speed = sample
        assert self._tracker is not None
        turns = self._tracker.push(time_s, self._out(value), self._away * self._sign * speed)
        return [self._move(turn) for turn in turns]

    def _move(self, turn: Turn) -> Move:
        """Date a turn by what the analysis would make of the data so far."""
        done, since_s = None, None
        if turn.place == "out":
            level = turn.low.at + EDGE * (self._expected_peak() - turn.low.at)
            since_s = self._last_at(turn.low.time_s, level, below=True)
            self._from_s = turn.low.time_s
        elif turn.place == "back":
            level = turn.high.at - EDGE * (turn.high.at - self._expected_base())
            since_s = self._last_at(turn.high.time_s, level, below=False)
        else:
            done = self._done()
            if done is not None:
                since_s = done.rep.top_start_s if turn.place == "top" else done.rep.end_s
        known_s = turn.time_s if since_s is None else min(since_s, turn.time_s)
        low, high = self._flexed(turn.low), self._flexed(turn.high)
        return Move(turn.place, turn.time_s, known_s, low, high, done if turn.place == "rest" else None)

    def _done(self) -> Done | None:
        """The repetition since the last valley, as far as it has come."""
        stretch = self._window.since(self._from_s - BEFORE_S)
        motion = stretch.motion(self._sign, self._offset)
        rep = None if motion is None else measured(motion, self._order)
        return None if motion is None or rep is None else Done(stretch, motion, rep)

    def _expected_peak(self) -> float:
        assert self._tracker is not None
        return self._tracker.expected_peak

    def _expected_base(self) -> float:
        assert self._tracker is not None
        return self._tracker.expected_base

    def _last_at(self, since_s: float, level: float, *, below: bool) -> float | None:
        """When the position was last below (above) a level."""
        motion = self._window.since(since_s - BEFORE_S).motion(self._sign, self._offset)
        if motion is None:
            return None
        x = self._away * motion.position * self._scale
        there = np.flatnonzero((x <= level) if below else (x >= level))
        return float(motion.time_s[there[-1]]) if there.size else None
