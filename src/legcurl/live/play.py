"""A recording, one moment after the other."""

from __future__ import annotations

from collections.abc import Iterator

from legcurl.recording import Recording


def moments(recording: Recording) -> Iterator[tuple[float, dict[str, float]]]:
    """Times and what was recorded at each of them, as :meth:`legcurl.live.Coach.push` takes them."""
    names, columns = list(recording.channels), list(recording.channels.values())
    for time_s, *row in zip(recording.time_s.tolist(), *(column.tolist() for column in columns), strict=True):
        yield time_s, dict(zip(names, row, strict=True))
