"""A drawing frame: values to shapes and texts in per cent of a box that the page stretches to the space there is.

Strokes keep their width when stretched, and every text is the page's own, placed in per cent. So one drawing serves a
wall and a telephone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legcurl.vocabulary import FloatArray

WIDTH, HEIGHT = 1000.0, 300.0  # units of the box that shapes are drawn in
AIR_BELOW, AIR_ABOVE = 0.06, 0.16  # of the values' span; above stand the repetitions' numbers
TICKS_X, TICKS_Y = 10, 5  # at most
CLOCK_FROM_S = 180.0  # a time axis longer than this counts in minutes
STEPS = (1, 2, 5)
STEPS_WIDE = (1, 2, 3, 5, 6, 9)  # quarters and halves of a right angle, for axes that span more than 40
STEPS_CLOCK = (30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400)


@dataclass(frozen=True, slots=True)
class Mark:
    """A text or strip at a place of a picture, in per cent of its frame.

    Parameters
    ----------
    at, height : float
        From the left and from the bottom.
    text : str
    size : float
        Width of a strip.
    narrow : bool
        False where it goes when space is short.
    kind : str
        Style that it takes.
    """

    at: float
    text: str
    height: float = 0.0
    size: float = 0.0
    narrow: bool = True
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A line or area, as SVG path data, with the style that it takes."""

    kind: str
    data: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The ranges of values that fill the box."""

    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, value: float) -> float:
        """Place from the left, in per cent."""
        return 100 * (value - self.x[0]) / (self.x[1] - self.x[0])

    def up(self, value: float) -> float:
        """Place from the bottom, in per cent."""
        return 100 * (value - self.y[0]) / (self.y[1] - self.y[0])

    def line(self, x: FloatArray, y: FloatArray) -> str:
        """SVG path data; NaN breaks the line."""
        known = np.isfinite(y)
        pen = np.where(known & ~np.r_[False, known[:-1]], "M", "L")
        px = WIDTH * (x - self.x[0]) / (self.x[1] - self.x[0])
        py = HEIGHT * (self.y[1] - y) / (self.y[1] - self.y[0])
        return "".join(f"{p}{a:.1f} {b:.1f}" for p, a, b in zip(pen[known], px[known], py[known], strict=True))

    def area(self, x: FloatArray, y: FloatArray, floor: float) -> str:
        """SVG path data of the area between the line and `floor`; each unbroken run by itself."""
        runs = np.split(np.arange(x.size), np.flatnonzero(np.diff(np.isfinite(y).astype(int))) + 1)
        bottom = HEIGHT * (1 - self.up(floor) / 100)
        return "".join(
            f"{self.line(x[run], y[run])}V{bottom:.1f}H{WIDTH * self.across(x[run[0]]) / 100:.1f}Z"
            for run in runs
            if run.size and np.isfinite(y[run[0]])
        )

    def time_ticks(self) -> tuple[Mark, ...]:
        """Ticks of a time axis in s, in minutes and seconds where it is long; every other may go on a narrow page."""
        span = self.x[1] - self.x[0]
        clock = span > CLOCK_FROM_S
        step = next((s for s in STEPS_CLOCK if span / s <= TICKS_X), STEPS_CLOCK[-1]) if clock else _step(span, TICKS_X)
        ticks = _multiples(self.x, step)
        every = 2 if len(ticks) > TICKS_X // 2 else 1
        return tuple(
            Mark(self.across(t), _clock(t) if clock else f"{t:g}".replace("-", "−"), narrow=k % every == 0)
            for k, t in enumerate(ticks)
        )

    def value_ticks(self) -> tuple[Mark, ...]:
        """Ticks of the value axis."""
        span = self.y[1] - self.y[0]
        step = _step(span, TICKS_Y, STEPS_WIDE if span > 40 else STEPS)
        return tuple(Mark(0, f"{v:g}".replace("-", "−"), self.up(v)) for v in _multiples(self.y, step))


def with_air(values: FloatArray, *also: float) -> tuple[float, float]:
    """Range of values that shows them all, and `also`, with some air."""
    known = np.r_[values[np.isfinite(values)], also]
    span = max(float(np.ptp(known)), 1e-6)
    return float(known.min()) - AIR_BELOW * span, float(known.max()) + AIR_ABOVE * span


def thinned(values: FloatArray, bins: int) -> NDArray[np.intp]:
    """Indices of the lowest and highest sample, and the first gap, of each of `bins` stretches: no peak is lost."""
    everything = np.arange(values.size)
    if values.size <= 2 * bins:
        return everything
    kept = [0, values.size - 1]
    for part in np.array_split(everything, bins):
        inside = values[part]
        missing = np.isnan(inside)
        if not missing.all():
            kept += [int(part[np.nanargmin(inside)]), int(part[np.nanargmax(inside)])]
        if missing.any():
            kept.append(int(part[np.argmax(missing)]))
    return np.unique(kept)


def _step(span: float, at_most: int, steps: Sequence[int] = STEPS) -> float:
    """The smallest round step that gives at most so many ticks."""
    power = 10.0 ** math.floor(math.log10(span / at_most))
    return next((s * power for s in steps if s * power >= span / at_most), 10 * power)


def _multiples(bounds: tuple[float, float], step: float) -> list[float]:
    first, last = math.ceil(bounds[0] / step - 1e-9), math.floor(bounds[1] / step + 1e-9)
    return [round(k * step, 9) + 0.0 for k in range(first, last + 1)]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
