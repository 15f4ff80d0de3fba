"""A recording, one moment after the other, at the pace at which it happened."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from legcurl.recording import Recording


def moments(recording: Recording) -> Iterator[tuple[float, dict[str, float]]]:
    """Times and what was recorded at each of them, as :meth:`legcurl.live.Coach.push` takes them."""
    names, columns = list(recording.channels), list(recording.channels.values())
    for time_s, *row in zip(recording.time_s.tolist(), *(column.tolist() for column in columns), strict=True):
        yield time_s, dict(zip(names, row, strict=True))


class Pacer:
    """Lets as much time pass as passed while something was recorded.

    Parameters
    ----------
    pace : float or None
        Seconds of the recording a second; None for as fast as possible.
    clock, sleep : callable
        The time in s, and how to let some pass.
    """

    def __init__(
        self,
        pace: float | None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pace, self._clock, self._sleep = pace, clock, sleep
        self._begun: tuple[float, float] | None = None

    def wait(self, time_s: float) -> None:
        """Wait until a moment of the recording has come; not at all where it is late already."""
        if self._pace is None:
            return
        now_s = self._clock()
        self._begun = self._begun or (time_s, now_s)
        ahead_s = (time_s - self._begun[0]) / self._pace - (now_s - self._begun[1])
        if ahead_s > 0:
            self._sleep(ahead_s)
