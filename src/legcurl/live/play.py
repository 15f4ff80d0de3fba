"""A recording, one moment after the other, at the pace at which it happened."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from legcurl.recording import Recording

Moment = tuple[float, dict[str, float]]
"""A time in s, and what was seen then by the names of channels."""
T = TypeVar("T")


def moments(recording: Recording) -> Iterator[Moment]:
    """Times and what was recorded at each of them, as :meth:`legcurl.live.Coach.push` takes them."""
    names, columns = list(recording.channels), list(recording.channels.values())
    for time_s, *row in zip(recording.time_s.tolist(), *(column.tolist() for column in columns), strict=True):
        yield time_s, dict(zip(names, row, strict=True))


def paced(
    things: Iterable[T],
    time_of: Callable[[T], float],
    pace: float | None,
    *,
    latest_s: float = float("inf"),
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[T]:
    """Hand each thing on when its time has come.

    Parameters
    ----------
    things : iterable
    time_of : callable
        When a thing happened, in s; increases.
    pace : float or None
        Seconds of the recording a second; None for as fast as possible.
    latest_s : float
        Things that are later than this are left out, as a camera's pictures are when nobody has time for them.
    clock, sleep : callable
        The time, and how to let it pass.
    """
    begun: tuple[float, float] | None = None
    for thing in things:
        if pace is not None:
            happened_s, now_s = time_of(thing), clock()
            begun = begun or (happened_s, now_s)
            ahead_s = (happened_s - begun[0]) / pace - (now_s - begun[1])
            if ahead_s < -latest_s:
                continue
            if ahead_s > 0:
                sleep(ahead_s)
        yield thing
