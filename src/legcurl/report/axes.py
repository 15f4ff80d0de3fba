"""A pair of axes in a drawing: values to lines, areas and ticks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legcurl.report.svg import line_data, number, path, text
from legcurl.vocabulary import FloatArray

STEPS = (1.0, 2.0, 5.0)
STEPS_DEG = (1.0, 1.5, 3.0, 4.5, 6.0, 9.0)
"""Round steps of a tick, times a power of ten; of an angle, parts of a right angle."""
AIR = 1.04
"""Upper end of a scale over the highest value."""

STYLE = """
.lc .rule{stroke:var(--l);stroke-width:1}.lc .base{stroke:var(--s);stroke-width:1}
"""


@dataclass(frozen=True, slots=True)
class Axes:
    """Ranges of values that fill a box of a drawing.

    Parameters
    ----------
    left, top, width, height : float
        The box, units.
    x, y : tuple of float
        Values at its left and right, and at its lower and upper edge.
    """

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, value: float) -> float:
        """Place of a value from the left of the drawing."""
        return self.left + self.width * (value - self.x[0]) / (self.x[1] - self.x[0])

    def down(self, value: float) -> float:
        """Place of a value from the top of the drawing."""
        return self.top + self.height * (self.y[1] - value) / (self.y[1] - self.y[0])

    def points(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Values as places, shape (n, 2)."""
        right = self.left + self.width * (x - self.x[0]) / (self.x[1] - self.x[0])
        down = self.top + self.height * (self.y[1] - y) / (self.y[1] - self.y[0])
        return np.stack([right, down], axis=1)

    def line(self, kind: str, x: FloatArray, y: FloatArray, *, style: str = "") -> str:
        """A line of a class; NaN breaks it."""
        return path(kind, line_data(self.points(x, y)), style=style)

    def area(self, kind: str, x: FloatArray, low: FloatArray, high: FloatArray, *, style: str = "") -> str:
        """The area between two lines; NaN in either breaks it."""
        known = np.isfinite(low) & np.isfinite(high)
        runs = np.split(np.arange(x.size), np.flatnonzero(np.diff(known.astype(int))) + 1)
        outlines = [
            np.concatenate([self.points(x[run], high[run]), self.points(x[run], low[run])[::-1]])
            for run in runs
            if run.size and known[run[0]]
        ]
        return path(kind, "".join(line_data(outline, closed=True) for outline in outlines), style=style)

    def x_ticks(self, ticks: Sequence[float], unit: str = "", *, labels: bool = True) -> Iterator[str]:
        """Rules from top to bottom, and their figures below; the first with the unit."""
        bottom = self.top + self.height
        for k, value in enumerate(ticks):
            x = self.across(value)
            yield path("rule", f"M{number(x)} {number(self.top)}V{number(bottom)}")
            if labels:
                yield text(x, bottom + 15, figure(value) + (unit if k == 0 else ""), anchor="middle", kind="t")

    def y_ticks(self, ticks: Sequence[float], unit: str = "", *, labels: bool = True) -> Iterator[str]:
        """Rules from left to right, and their figures on the left; the uppermost with the unit."""
        for k, value in enumerate(ticks):
            y = self.down(value)
            kind = "base" if value == 0 else "rule"
            yield path(kind, f"M{number(self.left)} {number(y)}H{number(self.left + self.width)}")
            if labels:
                last = unit if k == len(ticks) - 1 else ""
                yield text(self.left - 6, y + 4, figure(value) + last, anchor="end", kind="t")


def ticks(low: float, high: float, at_most: int, steps: Sequence[float] = STEPS) -> list[float]:
    """The multiples of the smallest round step, from low to high, that are at most so many."""
    span = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(span / at_most))
    for step in (factor * tens for tens in (power, 10.0 * power, 100.0 * power) for factor in steps):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < at_most:
            break
    return [round(k * step, 9) + 0.0 for k in range(first, last + 1)]


def figure(value: float) -> str:
    """A tick's figure, with a real minus sign."""
    return f"{value:g}".replace("-", "−")


def thinned(values: FloatArray, columns: int) -> NDArray[np.intp]:
    """Indices of the lowest and highest sample, and the first gap, of each of so many stretches: no peak is lost."""
    everything = np.arange(values.size)
    if values.size <= 2 * columns:
        return everything
    kept = [0, values.size - 1]
    for part in np.array_split(everything, columns):
        missing = np.isnan(values[part])
        if not missing.all():
            kept += [int(part[np.nanargmin(values[part])]), int(part[np.nanargmax(values[part])])]
        if missing.any():
            kept.append(int(part[np.argmax(missing)]))
    return np.unique(kept)
