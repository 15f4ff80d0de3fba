"""Units as people write them in headers, with the factor to Legcurl's own."""

from __future__ import annotations

from functools import lru_cache
from math import pi
from typing import Literal

from legcurl.vocabulary import CHANNELS

Dimension = Literal["time", "angle", "length", "force", "mass", "voltage", "angular rate", "acceleration"]

STANDARD_GRAVITY = 9.80665
"""m/s², by definition (CGPM 1901)."""
_POUND = 0.45359237
_DEGREE = pi / 180

UNITS: dict[Dimension, dict[str, float]] = {
    "time": {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "min": 60.0},
    "angle": {"deg": 1.0, "rad": 1 / _DEGREE},
    "length": {"m": 1.0, "cm": 1e-2, "mm": 1e-3, "in": 0.0254},
    "force": {"n": 1.0, "kn": 1e3, "kgf": STANDARD_GRAVITY, "lbf": _POUND * STANDARD_GRAVITY},
    "mass": {"kg": 1.0, "lb": _POUND},
    "voltage": {"mv": 1.0, "uv": 1e-3, "v": 1e3},
    "angular rate": {"rad/s": 1.0, "deg/s": _DEGREE},
    "acceleration": {"m/s2": 1.0, "g": STANDARD_GRAVITY, "mg": STANDARD_GRAVITY / 1000},
}
"""Factor that turns each unit into Legcurl's own: s, deg, m, N, kg, mV, rad/s, m/s²."""

_SPELLINGS = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "seg": "s", "segundos": "s", "sek": "s", "sekunden": "s",
    "msec": "ms", "millisecond": "ms", "milliseconds": "ms", "millis": "ms",
    "usec": "us", "microsecond": "us", "microseconds": "us", "nanoseconds": "ns", "minutes": "min",
    "°": "deg", "º": "deg", "degs": "deg", "degree": "deg", "degrees": "deg", "grad": "deg", "grados": "deg",
    "radian": "rad", "radians": "rad", "rads": "rad", "radianes": "rad",
    "meter": "m", "metre": "m", "meters": "m", "metres": "m", "inch": "in",
    "newton": "n", "newtons": "n", "kp": "kgf", "kilonewton": "kn",
    "lbs": "lb", "pounds": "lb", "kgs": "kg", "kilograms": "kg",
    "volt": "v", "volts": "v", "millivolt": "mv", "millivolts": "mv", "microvolt": "uv", "microvolts": "uv",
    "rads-1": "rad/s", "rad/sec": "rad/s", "radians/s": "rad/s", "rads/s": "rad/s",
    "degs-1": "deg/s", "deg/sec": "deg/s", "°/s": "deg/s", "º/s": "deg/s", "dps": "deg/s", "degrees/s": "deg/s",
    "°/sec": "deg/s", "grados/s": "deg/s",
    "ms-2": "m/s2", "m/s/s": "m/s2", "m/sec2": "m/s2", "mps2": "m/s2", "g's": "g", "gs": "g", "gn": "g",
}  # fmt: skip
_WRITTEN = {
    "deg": "degrees", "rad": "radians", "mv": "mV", "uv": "µV", "v": "V", "n": "N", "kn": "kN", "us": "µs",
    "m/s2": "m/s²", "deg/s": "°/s",
}  # fmt: skip
_ALL = frozenset(unit for units in UNITS.values() for unit in units)
_AS_FORCE = {"kg": "kgf", "lb": "lbf"}
_DIMENSION_OF: dict[str, Dimension] = {
    "s": "time", "deg": "angle", "m": "length", "N": "force", "kg": "mass", "mV": "voltage",
}  # fmt: skip


def dimension_of(channel: str) -> Dimension:
    """Dimension of a channel of :data:`legcurl.vocabulary.CHANNELS`, or of ``time_s``."""
    return "time" if channel == "time_s" else _DIMENSION_OF[CHANNELS[channel].unit]


def known_unit(text: str, dimension: Dimension) -> str | None:
    """The unit of a dimension that a text stands for, or None.

    Kilograms and pounds name a force where a force is meant.

    >>> known_unit("m/s^2", "acceleration"), known_unit("µV", "voltage"), known_unit("kg", "force")
    ('m/s2', 'uv', 'kgf')
    """
    unit = _spelt(text)
    if dimension == "force":
        unit = _AS_FORCE.get(unit, unit)
    return unit if unit in UNITS[dimension] else None


@lru_cache(maxsize=4096)
def _spelt(text: str) -> str:
    """A unit in one spelling."""
    plain = text.strip().lower()
    for sign, letters in (("µ", "u"), ("μ", "u"), ("²", "2"), ("⁻¹", "-1"), ("^", ""), ("*", ""), ("·", ""), (" ", "")):
        plain = plain.replace(sign, letters)
    return _SPELLINGS.get(plain, plain)


def is_unit(text: str) -> bool:
    """Whether a text is a unit of any dimension, with or without brackets."""
    return _spelt(text.strip().strip("()[]{}<>")) in _ALL


def written(unit: str) -> str:
    """A unit as people write it.

    >>> written("uv"), written("m/s2"), written("deg")
    ('µV', 'm/s²', 'degrees')
    """
    return _WRITTEN.get(unit, unit)


def factor(unit: str, dimension: Dimension) -> float:
    """What a value in a unit, as :func:`known_unit` gives it, is multiplied by to be in Legcurl's own."""
    return UNITS[dimension][unit]
