"""One measure over the weeks: its days, the first and the last weeks, and the band in which nothing can be told."""

from __future__ import annotations

import numpy as np

from legcurl.coach.change import Change, ends_of
from legcurl.report.axes import ticks
from legcurl.report.figures import Picture
from legcurl.report.frame import Frame, Mark, Path, thinned, with_air
from legcurl.vocabulary import FloatArray

WEEKS_AT_MOST = 9
"""Ticks of the time axis."""
MARGIN = 0.03
"""Of the time, free at either side of the figure."""
DOTS = 300
"""Days that are drawn at most; of more, the lowest and highest of each stretch."""
LEAST_SPAN = 1e-3
"""Weeks that a figure shows at least; one day alone has no width."""


def change_figure(one: Change, share: float) -> Picture | None:
    """The figure of a change; None where nothing was recorded.

    Parameters
    ----------
    one : Change
    share : float
        Part of the time that counts as the first weeks, and as the last.
    """
    points = one.measure.points
    if not points:
        return None
    week, value = (np.array(column, dtype=np.float64) for column in zip(*points, strict=True))
    free = max(MARGIN * float(np.ptp(week)), LEAST_SPAN)
    x = (float(week[0]) - free, float(week[-1]) + free)
    band = () if one.first is None or one.needed is None else (one.first - one.needed, one.first + one.needed)
    frame = Frame(x, with_air(value, *band))
    paths = []
    if band and one.first is not None:
        edges = np.array(x)
        paths.append(Path("doubt", frame.area(edges, np.full(2, band[1]), band[0])))
        paths.append(Path("resting", frame.line(edges, np.full(2, one.first))))
    paths.append(Path("days", _dots(frame, week, value)))
    if one.first is not None and one.last is not None:
        edge = share * float(np.ptp(week))
        paths.append(Path("before", frame.line(np.array([week[0], week[0] + edge]), np.full(2, one.first))))
        tone = one.verdict.replace(" ", "-")
        paths.append(Path(f"after {tone}", frame.line(np.array([week[-1] - edge, week[-1]]), np.full(2, one.last))))
    return Picture(tuple(paths), _week_ticks(frame), frame.value_ticks())


def described(one: Change, share: float) -> str:
    """What the figure shows, for those who cannot see it."""
    first, last = ends_of(one.measure.points, share) if one.measure.points else ([], [])
    return (
        f"{one.measure.meaning}, {len(one.measure.points)} training days, {len(first)} of them first, {len(last)} last"
    )


def _dots(frame: Frame, week: FloatArray, value: FloatArray) -> str:
    """A line of no length at every day: with round ends it is a dot that no stretching deforms."""
    kept = thinned(value, DOTS // 2)
    alone = np.full(3 * kept.size, np.nan)
    alone[::3] = alone[1::3] = value[kept]
    return frame.line(np.repeat(week[kept], 3), alone)


def _week_ticks(frame: Frame) -> tuple[Mark, ...]:
    low, high = frame.x
    whole = [value for value in ticks(low, high, WEEKS_AT_MOST) if value >= 0 and value == round(value)]
    return tuple(Mark(frame.across(value), f"{value:g}", narrow=k % 2 == 0) for k, value in enumerate(whole))
