"""Activation as a colour: equal steps of activation look like equal steps, by day, by night and in grey.

The scales run in OKLab (Ottosson 2020), in which equal distances look equal; the lightness changes evenly from end to
end, so that a grey copy keeps the order. By day a working muscle is darker than a resting one, by night lighter: either
way it stands out from the skin.
"""

from __future__ import annotations

import math

import numpy as np

from legcurl.vocabulary import FloatArray

DAY_STOPS = ((0.830, 0.050, 45.0), (0.610, 0.170, 35.0), (0.390, 0.150, 22.0))
"""Lightness, chroma and hue (degrees) at activation 0, ½ and 1, on light paper (design choice)."""
NIGHT_STOPS = ((0.420, 0.045, 30.0), (0.660, 0.165, 40.0), (0.900, 0.105, 85.0))
"""The same on dark paper."""

# OKLab to cube roots of cone responses, and those to linear sRGB (Ottosson 2020).
_TO_CONES = np.array([
    [1.0, 0.3963377774, 0.2158037573], [1.0, -0.1055613458, -0.0638541728], [1.0, -0.0894841775, -1.2914855480],
])  # fmt: skip
_TO_RGB = np.array([
    [4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965],
    [-0.0041960863, -0.7034186147, 1.7076147010],
])  # fmt: skip


def activation_colours(activation: float) -> tuple[str, str]:
    """The colours of an activation by day and by night, ``#rrggbb`` each.

    Parameters
    ----------
    activation : float
        0 to 1; beyond, the nearer end is taken.
    """
    return _colour(activation, DAY_STOPS), _colour(activation, NIGHT_STOPS)


def activation_style(activation: float) -> str:
    """The same as the CSS variables ``--day`` and ``--night``; no colour where the activation is unknown (NaN)."""
    day, night = ("none", "none") if math.isnan(activation) else activation_colours(activation)
    return f"--day:{day};--night:{night}"


def _colour(activation: float, stops: tuple[tuple[float, float, float], ...]) -> str:
    lightness, chroma, hue = np.array(stops).T
    lab = np.array([lightness, chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))])
    at = np.linspace(0.0, 1.0, len(stops))
    return _hex(np.array([np.interp(activation, at, row) for row in lab]))


def _hex(lab: FloatArray) -> str:
    linear = _TO_RGB @ (_TO_CONES @ lab) ** 3
    linear = np.clip(linear, 0.0, 1.0)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * value):02x}" for value in encoded)
