"""The normalised curves of Millard's muscle, for models and results that come from OpenSim.

Our own muscles use :mod:`legcurl.muscles.hill`. The curves are chains of quintic Bézier corners after Millard, Uchida,
Seth and Delp 2013, J Biomech Eng 135:021005, with the shape constants that OpenSim's classes default to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from legcurl.vocabulary import FloatArray

SHOULDER = 0.05
"""Half width of the plateau, optimal fibre lengths."""
STEEPENING = 1.25
"""Slope of the steep part over that of its chord."""
PLATEAU = 1.4
"""Largest force of a lengthening fibre, of the isometric force."""
ISOMETRIC_SLOPE, SLOPE_NEAR_SHORTENING, SLOPE_NEAR_LENGTHENING = 5.0, 0.25, 0.15
"""Slopes of the force–velocity curve at rest and close to the largest velocities of either sign."""
ROUND = 0.1 + 0.8 * 1.0
"""How far a corner's inner control points stand towards the corner, full curviness."""
ROUND_SHORTENING, ROUND_LENGTHENING = 0.1 + 0.8 * 0.6, 0.1 + 0.8 * 0.9
"""The same for the two halves of the force–velocity curve."""
NEAR = 0.9
"""Normalised velocity at which the slopes near the largest velocity apply."""
SAMPLES = 400
"""Points a corner at which the curve is tabulated; the cubic between them is good to 1e-7."""


@dataclass(frozen=True, eq=False)
class Curve:
    """A curve through tabulated points with known slopes, constant slope beyond its ends."""

    x: FloatArray
    y: FloatArray
    slope: FloatArray

    def __call__(self, at: FloatArray) -> FloatArray:
        """Cubic Hermite interpolation."""
        inside = np.clip(at, self.x[0], self.x[-1])
        i = np.clip(np.searchsorted(self.x, inside, side="right") - 1, 0, len(self.x) - 2)
        width = self.x[i + 1] - self.x[i]
        t = (inside - self.x[i]) / width
        u = 1.0 - t
        value = (
            u * u * ((1.0 + 2.0 * t) * self.y[i] + t * width * self.slope[i])
            + t * t * ((1.0 + 2.0 * u) * self.y[i + 1] - u * width * self.slope[i + 1])
        )  # fmt: skip
        end = np.where(at < self.x[0], self.slope[0], self.slope[-1])
        return np.asarray(value + end * (at - inside))


def active_force_length(
    shortest: float = 0.4441,
    longest: float = 1.8123,
    *,
    transition: float = 0.73,
    shallow_slope: float = 0.8616,
    least: float = 0.0,
) -> Curve:
    """Active force over normalised fibre length.

    Parameters
    ----------
    shortest, longest : float
        Normalised lengths at which the force ends.
    transition, shallow_slope : float
        Length at which the steep and the shallow part of the rising limb meet, and the slope of the shallow one.
    least : float
        Force beyond them.

    Returns
    -------
    Curve
    """
    low = 1.0 - shallow_slope * (1.0 - SHOULDER - transition)
    points = [
        (shortest, least, 0.0),
        (0.5 * (shortest + transition), 0.5 * low, STEEPENING * low / (transition - shortest)),
        (0.5 * (transition + 1.0 - SHOULDER), 0.5 * (low + 1.0), shallow_slope),
        (1.0, 1.0, 0.0),
        (0.5 * (1.0 + SHOULDER + longest), 0.5, -1.0 / (longest - 1.0 - 2.0 * SHOULDER)),
        (longest, least, 0.0),
    ]
    return _chain(points, [ROUND] * 5)


def force_velocity() -> Curve:
    """Force of the active fibre over normalised velocity, positive while it lengthens."""
    at_near = 0.5 * SLOPE_NEAR_SHORTENING * (1.0 - NEAR)
    at_far = PLATEAU - 0.5 * SLOPE_NEAR_LENGTHENING * (1.0 - NEAR)
    points = [
        (-1.0, 0.0, 0.0),
        (-NEAR, at_near, SLOPE_NEAR_SHORTENING),
        (0.0, 1.0, ISOMETRIC_SLOPE),
        (NEAR, at_far, SLOPE_NEAR_LENGTHENING),
        (1.0, PLATEAU, 0.0),
    ]
    return _chain(points, [ROUND_SHORTENING, ROUND_SHORTENING, ROUND_LENGTHENING, ROUND_LENGTHENING])


def _chain(points: Sequence[tuple[float, float, float]], rounding: Sequence[float]) -> Curve:
    """Curve through points (x, y, slope), a Bézier corner between each two."""
    parts = [_corner(a, b, c) for a, b, c in zip(points, points[1:], rounding, strict=False)]
    joined = [np.concatenate([part[k][:-1] for part in parts] + [parts[-1][k][-1:]]) for k in range(3)]
    return Curve(*joined)


def _corner(
    start: tuple[float, float, float], end: tuple[float, float, float], rounding: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Points and slopes along the quintic Bézier that leaves and arrives along the tangents of both ends."""
    (x0, y0, slope0), (x1, y1, slope1) = start, end
    x_corner = (y1 - y0 - x1 * slope1 + x0 * slope0) / (slope0 - slope1)
    corner = np.array([x_corner, (x_corner - x1) * slope1 + y1])
    first, last = np.array([x0, y0]), np.array([x1, y1])
    near_first, near_last = first + rounding * (corner - first), last + rounding * (corner - last)
    controls = np.array([first, near_first, near_first, near_last, near_last, last])
    u = np.linspace(0.0, 1.0, SAMPLES)[:, None]
    value = sum(comb(5, k) * (1 - u) ** (5 - k) * u**k * controls[k] for k in range(6))
    rate = sum(5 * comb(4, k) * (1 - u) ** (4 - k) * u**k * (controls[k + 1] - controls[k]) for k in range(5))
    return value[:, 0], value[:, 1], rate[:, 1] / rate[:, 0]
