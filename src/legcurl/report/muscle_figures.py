"""What every muscle did, over time and over the knee angle, and what share of the work it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from legcurl.errors import InputError
from legcurl.report.axes import AIR, STEPS_DEG, Axes, thinned, ticks
from legcurl.report.axes import STYLE as AXES_STYLE
from legcurl.report.muscle_names import HAMSTRINGS, in_order, muscle_name
from legcurl.report.svg import Drawing, number, path, placed, text
from legcurl.vocabulary import FloatArray

Quantity = Literal["force", "activation"]
Intervals = Mapping[str, tuple[FloatArray, FloatArray]]

WIDTH, GAP = 1000.0, 24.0
"""Units across the page, about its pixels; and between the two columns."""
NARROW = 400.0
"""Units across a phone."""
PLOT_HEIGHT, HEADING, FOOT, MARGIN, EDGE = 84.0, 20.0, 22.0, 44.0, 8.0
"""Height of a small plot, of its heading, of the figures below it; room for figures on its left and right."""
ANGLE_SHARE = 0.30
"""Share of the width that the plot over the angle takes."""
COLUMNS = 110
"""Stretches of the trace over time, each drawn by its lowest and its highest sample."""
ANGLE_BINS = 40
"""Stretches of the knee's range over which the plot over the angle averages."""
STILL_SHARE = 0.04
"""Share of the highest knee velocity below which the knee is still (design choice)."""
LEGEND, BETWEEN, BESIDE = 30.0, 14.0, 16.0
"""Height of the legend, room between two rows, and between the two plots of a muscle."""
BAR_ROW, BAR_LEFT, BAR_RIGHT = 24.0, 190.0, 130.0

MOVES: Mapping[int, tuple[str, str]] = {
    1: ("bend", "knee bends (concentric)"), -1: ("straighten", "knee straightens (eccentric)"), 0: ("still", "still"),
}  # fmt: skip

STYLE = """
.lc .bend{stroke:var(--c);stroke-width:1.8}.lc .straighten{stroke:var(--e);stroke-width:1.8}
.lc .still{stroke:var(--s);stroke-width:1.8}
.lc .band{fill:var(--s);opacity:calc(var(--w) + .06)}
.lc .band.bend{fill:var(--c);stroke:none}.lc .band.straighten{fill:var(--e);stroke:none}
.lc .share{fill:var(--s);opacity:.55}.lc .share.ham{fill:var(--c);opacity:1}
.lc .whisker{stroke:var(--i);stroke-width:1.4}
"""


@dataclass(frozen=True, eq=False)
class Traces:
    """The traces of all muscles over a set or a repetition, checked.

    Parameters
    ----------
    time_s, knee_deg : ndarray, shape (n,)
    values : mapping of str to ndarray, shape (n,)
        By muscle.
    intervals : mapping of str to tuple of two ndarrays, shape (n,)
        Lower and upper end of the 90 % interval, by muscle; may be empty.
    """

    time_s: FloatArray
    knee_deg: FloatArray
    values: Mapping[str, FloatArray]
    intervals: Intervals

    def __post_init__(self) -> None:
        if self.time_s.size < 2 or not self.values:
            raise InputError("muscle traces: no samples or no muscles")
        columns = {"knee angle": self.knee_deg, **self.values}
        for name, column in [*columns.items(), *((n, end) for n, ends in self.intervals.items() for end in ends)]:
            if column.shape != self.time_s.shape:
                raise InputError(f"muscle traces: {column.size} values of '{name}', {self.time_s.size} times")

    def moves(self) -> FloatArray:
        """1 where the knee bends, −1 where it straightens, 0 where it is still."""
        velocity = np.gradient(self.knee_deg, self.time_s)
        fast = np.abs(velocity) > STILL_SHARE * np.nanmax(np.abs(velocity), initial=0.0)
        return np.where(fast, np.sign(velocity), 0.0)


def muscle_figures(
    time_s: FloatArray,
    knee_deg: FloatArray,
    values: Mapping[str, FloatArray],
    *,
    intervals: Intervals | None = None,
    quantity: Quantity = "force",
    narrow: bool = False,
) -> str:
    """Force or activation of every muscle over time and over the knee angle, all on one scale.

    Parameters
    ----------
    time_s, knee_deg : ndarray, shape (n,)
        Times, increasing, and knee flexion.
    values : mapping of str to ndarray, shape (n,)
        Force in N, or activation 0 to 1, by muscle; NaN is a gap.
    intervals : mapping of str to tuple of two ndarrays, shape (n,), optional
        Lower and upper end of the 90 % interval, by muscle.
    quantity : {"force", "activation"}
    narrow : bool
        One muscle under the other, as wide as a phone, not two side by side.

    Returns
    -------
    str
        An SVG element for a page. Over the angle stands the mean of all repetitions, apart for bending and
        straightening; its band is the mean of the intervals.

    Raises
    ------
    InputError
        Where there is nothing to show or the arrays differ in length.
    """
    scale, unit = (100.0, " %") if quantity == "activation" else (1.0, " N")
    traces = Traces(
        np.asarray(time_s, dtype=np.float64), np.asarray(knee_deg, dtype=np.float64),
        {name: scale * np.asarray(column) for name, column in values.items()},
        {name: (scale * np.asarray(a), scale * np.asarray(b)) for name, (a, b) in (intervals or {}).items()},
    )  # fmt: skip
    ends = [*traces.values.values(), *(high for _, high in traces.intervals.values())]
    most = 100.0 if quantity == "activation" else max(float(np.nanmax(end, initial=1.0)) for end in ends)
    top = AIR * most
    order = in_order(traces.values)
    columns, width = (1, NARROW) if narrow else (2, 0.5 * (WIDTH - GAP))
    height, legend = HEADING + PLOT_HEIGHT + BETWEEN, LEGEND * (2 if narrow else 1)
    cells = [_cell(traces, name, top, unit, width, k < len(order) - columns) for k, name in enumerate(order)]
    body = [
        placed(Drawing(width, height + FOOT, cell), (width + GAP) * (k % columns), legend + height * (k // columns))
        for k, cell in enumerate(cells)
    ]
    across, down = NARROW if narrow else WIDTH, legend + height * -(-len(cells) // columns) + FOOT
    whole = Drawing(across, down, "".join([*_legend(traces, narrow), *body]))
    peaks = ", ".join(f"{muscle_name(name)} {_peak(traces, name, unit)}" for name in order)
    return whole.svg(f"Muscle {quantity} over time and over the knee angle", peaks, AXES_STYLE + STYLE)


def share_figure(
    share_pct: Mapping[str, float],
    intervals: Mapping[str, tuple[float, float]] | None = None,
    *,
    narrow: bool = False,
) -> str:
    """Share of the knee flexion impulse by muscle, as bars with their 90 % intervals.

    Parameters
    ----------
    share_pct : mapping of str to float
        Per cent by muscle.
    intervals : mapping of str to tuple of float, optional
        Lower and upper end, per cent.

    Returns
    -------
    str
        An SVG element for a page; the hamstrings in the colour of the concentric phase.

    Raises
    ------
    InputError
        Where there is no muscle.
    """
    if not share_pct:
        raise InputError("shares of the knee flexion impulse: no muscles")
    order, ends = in_order(share_pct), intervals or {}
    top = AIR * max(*share_pct.values(), *(high for _, high in ends.values()), 1.0)
    width = NARROW if narrow else WIDTH
    axes = Axes(BAR_LEFT, 0.0, width - BAR_LEFT - BAR_RIGHT, BAR_ROW * len(order), (0.0, top), (0.0, 1.0))
    pieces = [*axes.x_ticks(ticks(0.0, top, 3 if narrow else 6), " %")]
    for k, name in enumerate(order):
        pieces += _bar(axes, name, share_pct[name], ends.get(name), BAR_ROW * (k + 0.5))
    hamstrings = sum(share_pct.get(name, 0.0) for name in HAMSTRINGS)
    words = ", ".join(f"{muscle_name(name)} {share_pct[name]:.0f} %" for name in order)
    whole = Drawing(width, axes.height + FOOT, "".join(pieces))
    title = f"Share of the knee flexion impulse: hamstrings {hamstrings:.0f} %"
    return whole.svg(title, words, AXES_STYLE + STYLE)


def _cell(traces: Traces, muscle: str, top: float, unit: str, width: float, inner: bool) -> str:
    """The two plots of a muscle under its name; the inner ones go without figures below."""
    room = width - MARGIN - BESIDE - EDGE
    levels = ticks(0.0, top, 4)
    over_time = Axes(
        MARGIN, HEADING, (1.0 - ANGLE_SHARE) * room, PLOT_HEIGHT, (float(traces.time_s[0]), float(traces.time_s[-1])),
        (0.0, top),
    )  # fmt: skip
    knee = traces.knee_deg[np.isfinite(traces.knee_deg)]
    degrees = (float(knee.min()), float(max(knee.max(), knee.min() + 1.0))) if knee.size else (0.0, 90.0)
    over_angle = Axes(MARGIN + over_time.width + BESIDE, HEADING, ANGLE_SHARE * room, PLOT_HEIGHT, degrees, (0.0, top))
    return "".join([
        text(MARGIN, 12, muscle_name(muscle), kind="k"),
        text(MARGIN + room + BESIDE, 12, _peak(traces, muscle, unit), anchor="end", kind="t"),
        *over_time.x_ticks(ticks(*over_time.x, 7), " s", labels=not inner),
        *over_time.y_ticks(levels, unit),
        *over_angle.x_ticks(ticks(*over_angle.x, 5, STEPS_DEG), "°", labels=not inner),
        *over_angle.y_ticks(levels, labels=False),
        *_over_time(traces, muscle, over_time),
        *_over_angle(traces, muscle, over_angle),
    ])  # fmt: skip


def _peak(traces: Traces, muscle: str, unit: str) -> str:
    """The highest value with its interval, in words."""
    values = traces.values[muscle]
    if not np.isfinite(values).any():
        return "unknown"
    at = int(np.nanargmax(values))
    ends = [f"{end[at]:.0f}" for end in traces.intervals.get(muscle, ())]
    return f"peak {values[at]:.0f}{unit}" + (f" ({'–'.join(ends)})" if ends else "")


def _over_time(traces: Traces, muscle: str, axes: Axes) -> Iterator[str]:
    """The interval, and the trace in pieces by the way the knee moves."""
    time, values, moves = traces.time_s, traces.values[muscle], traces.moves()
    if muscle in traces.intervals:
        low, high = traces.intervals[muscle]
        keep = np.union1d(thinned(low, COLUMNS // 2), thinned(high, COLUMNS // 2))
        yield axes.area("band", time[keep], low[keep], high[keep])
    borders = np.unique(np.r_[0, np.flatnonzero(np.diff(moves)) + 1, values.size - 1])
    keep = np.union1d(thinned(values, COLUMNS), borders)
    at = np.searchsorted(keep, borders)
    for way, (kind, _) in MOVES.items():
        runs = [keep[a : b + 1] for a, b in pairwise(at) if moves[keep[a]] == way]
        if runs:
            x, y = (np.concatenate([np.r_[of[run], np.nan] for run in runs]) for of in (time, values))
            yield axes.line(kind, x, y)


def _over_angle(traces: Traces, muscle: str, axes: Axes) -> Iterator[str]:
    """The means over stretches of the knee's range, apart for either way."""
    moves, lines = traces.moves(), []
    for way in (-1, 1):
        there = moves == way
        if muscle in traces.intervals:
            angle, low = _mean_by_angle(traces.knee_deg[there], traces.intervals[muscle][0][there], axes.x)
            _, high = _mean_by_angle(traces.knee_deg[there], traces.intervals[muscle][1][there], axes.x)
            yield axes.area(f"band {MOVES[way][0]}", angle, low, high)
        angle, mean = _mean_by_angle(traces.knee_deg[there], traces.values[muscle][there], axes.x)
        lines.append(axes.line(MOVES[way][0], angle, mean))
    yield from lines


def _mean_by_angle(angle: FloatArray, values: FloatArray, bounds: tuple[float, float]) -> tuple[FloatArray, FloatArray]:
    """Mean angle and mean value of the known samples in each stretch of the range that has any."""
    known = np.isfinite(angle) & np.isfinite(values)
    share = (angle[known] - bounds[0]) / (bounds[1] - bounds[0])
    part = np.floor(ANGLE_BINS * share).clip(0, ANGLE_BINS - 1).astype(int)
    count = np.bincount(part, minlength=ANGLE_BINS)
    filled = count > 0
    sums = (np.bincount(part, weights=of[known], minlength=ANGLE_BINS)[filled] for of in (angle, values))
    mean_angle, mean_value = (total / count[filled] for total in sums)
    return mean_angle, mean_value


def _legend(traces: Traces, narrow: bool) -> Iterator[str]:
    """What the colours and the band mean; where it is narrow, in two lines and fewer words."""
    moves = traces.moves()
    x = MARGIN if not narrow else 0.0
    for way, (kind, words) in MOVES.items():
        if (moves == way).any():
            words = words.partition(" (")[0] if narrow else words
            yield path(kind, f"M{number(x)} 9h22")
            yield text(x + 28, 13, words, kind="t")
            x += 46 + 6.0 * len(words)
    x, y = (0.0, 24.0) if narrow else (x, 0.0)
    if traces.intervals:
        yield path("band", f"M{number(x)} {number(y + 4)}h22v10h-22z")
        yield text(x + 28, y + 13, "90 % interval", kind="t")
    if narrow:
        yield text(NARROW - EDGE, y + 13, "left over time, right over the angle", anchor="end", kind="t")
        return
    yield text(WIDTH - EDGE, 13, "left over time, right over the knee angle (mean)", anchor="end", kind="t")


def _bar(axes: Axes, muscle: str, share: float, ends: tuple[float, float] | None, y: float) -> Iterator[str]:
    """A bar with its name, its figure and its interval."""
    hamstring = muscle in HAMSTRINGS
    yield text(BAR_LEFT - 10, y + 4.5, muscle_name(muscle), anchor="end", kind="k" if hamstring else "i")
    right = axes.across(max(share, 0.0))
    outline = f"M{number(axes.left)} {number(y - 7)}H{number(right)}v14H{number(axes.left)}z"
    yield path("share ham" if hamstring else "share", outline)
    digits = 0 if share >= 10 else 1
    written, beyond = f"{share:.{digits}f} %", right
    if ends is not None:
        low, high = (axes.across(max(end, 0.0)) for end in ends)
        ends_of = "".join(f"M{number(x)} {number(y - 4)}v8" for x in (low, high))
        yield path("whisker", f"M{number(low)} {number(y)}H{number(high)}{ends_of}")
        written, beyond = f"{written} ({ends[0]:.{digits}f}–{ends[1]:.{digits}f})", max(right, high)
    yield text(beyond + 10, y + 4.5, written, kind="i")
