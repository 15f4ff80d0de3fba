"""One motion sensor: acceleration and angular rate in SI units, checked against gravity, and the sample interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.units import STANDARD_GRAVITY, UNITS, written
from legcurl.recording import Issue
from legcurl.vocabulary import FloatArray

GRAVITY_TOLERANCE = 0.3
"""At rest an accelerometer shows 1 g; scale errors and movement stay within this share of it."""
LARGEST_RATE_RAD_S = 20.0
"""A leg turns at most at about 10 rad/s in a curl; unstated values beyond twice that are degrees a second."""
COMMON_RATES_HZ = (
    10.0,
    12.5,
    20.0,
    25.0,
    30.0,
    40.0,
    50.0,
    60.0,
    75.0,
    100.0,
    120.0,
    150.0,
    200.0,
    250.0,
    500.0,
    1000.0,
)
"""Rates of motion sensors, to which an estimated one is rounded."""
SCALE_ERROR = 0.03
"""Relative error of a gyroscope's scale, as data sheets of small sensors give it; an estimated rate is no surer."""
STILL_SHARE = 0.1
"""A sensor turning slower than this share of its brisk movement is taken for still."""
STILL_FLOOR_RAD_S = 0.02
"""Noise and drift of a gyroscope at rest, below which nothing is movement."""
LEAST_TURN_RAD = 0.3
"""An estimate of the sample interval rests on turns of at least this (17°) between still postures."""
LARGEST_ERROR = 0.03
"""Relative standard error above which the estimate is not trusted."""


@dataclass(frozen=True, eq=False)
class Sensor:
    """What one motion sensor recorded.

    Parameters
    ----------
    name : str
        What it is called: file, folder or prefix of its columns.
    head : Head
        Where it comes from.
    acc : ndarray, shape (n, 3)
        Acceleration with gravity, m/s².
    gyr : ndarray, shape (n, 3)
        Angular rate, rad/s.
    time_s : ndarray, shape (n,), or None
        Sample times, None where the file has none.
    axis : {"x", "y"}
        The axis that lies along a segment when sensors of its kind are worn as usual.
    notes, issues : tuple
        What was assumed and noticed.
    """

    name: str
    head: Head
    acc: FloatArray
    gyr: FloatArray
    time_s: FloatArray | None
    axis: str = "x"
    notes: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def briskness(self) -> float:
        """Root mean square of the angular rate about its median, rad/s."""
        return float(np.sqrt(np.mean((self.gyr - np.median(self.gyr, axis=0)) ** 2)))


@dataclass(frozen=True)
class Interval:
    """An estimated sample interval, its relative standard error, and the largest turn that it rests on."""

    seconds: float
    error: float
    turn_rad: float

    @property
    def is_reliable(self) -> bool:
        """Whether it may be used."""
        return self.seconds > 0 and self.error <= LARGEST_ERROR and self.turn_rad >= LEAST_TURN_RAD


def hinge_axis(gyr: FloatArray, across: FloatArray | None = None) -> tuple[FloatArray, float]:
    """Axis about which a sensor turns most, and the share of its turning that is about it.

    Parameters
    ----------
    gyr : ndarray, shape (n, 3)
        Angular rate.
    across : ndarray, shape (3,), optional
        Unit vector that the axis must be square to.

    Returns
    -------
    axis : ndarray, shape (3,)
        Unit vector; its largest component is positive.
    share : float
        0 to 1.
    """
    turning = gyr - np.median(gyr, axis=0)
    whole = float(np.sum(turning**2))
    if across is not None:
        turning = turning - np.outer(turning @ across, across)
    size, axes = np.linalg.eigh(turning.T @ turning)
    axis = axes[:, -1] * np.sign(axes[np.argmax(np.abs(axes[:, -1])), -1])
    return axis, float(size[-1]) / whole if whole > 0 else 0.0


def sample_interval(acc: FloatArray, gyr: FloatArray) -> Interval | None:
    """Estimate the sample interval: between two still postures gravity turns by what the gyroscope adds up to.

    The turn of gravity about the hinge axis, seen by the accelerometer at rest, is regressed on the sum of the
    angular rate over the samples between; the slope is the interval in s, whatever the movement in between.

    Parameters
    ----------
    acc : ndarray, shape (n, 3)
        Acceleration with gravity, any unit.
    gyr : ndarray, shape (n, 3)
        Angular rate, rad/s.

    Returns
    -------
    Interval or None
        None where there are fewer than four still postures.
    """
    axis, _ = hinge_axis(gyr)
    first = np.eye(3)[np.argmin(np.abs(axis))]
    first -= axis * (first @ axis)
    first /= np.linalg.norm(first)
    second = np.cross(axis, first)
    speed = np.linalg.norm(gyr - np.median(gyr, axis=0), axis=1)
    brisk = float(np.percentile(speed, 95))
    if brisk <= 0:
        return None
    rate = gyr @ axis
    rate -= np.median(rate[speed <= np.median(speed)])
    turned = np.concatenate(([0.0], np.cumsum((rate[1:] + rate[:-1]) / 2)))
    width = max(4, int(0.2 * np.ptp(turned) / brisk))
    if width * 4 > speed.size:
        return None
    slow = np.convolve(speed, np.full(width, 1 / width), "same") < max(STILL_SHARE * brisk, STILL_FLOOR_RAD_S)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], slow.astype(np.int8), [0]))))
    spells = [(start, stop) for start, stop in edges.reshape(-1, 2) if stop - start >= width]
    if len(spells) < 4:
        return None
    resting = np.array([np.median(acc[start:stop], axis=0) for start, stop in spells])
    seen = -np.diff(np.arctan2(resting @ second, resting @ first))
    seen = (seen + np.pi) % (2 * np.pi) - np.pi
    summed = np.diff([np.median(turned[start:stop]) for start, stop in spells])
    weight = float(summed @ summed)
    if weight == 0:
        return None
    slope = float(seen @ summed) / weight
    spread = float(np.sum((seen - slope * summed) ** 2)) / (len(summed) - 1) / weight
    return Interval(slope, float(np.sqrt(spread) / max(abs(slope), np.finfo(float).tiny)), float(np.abs(seen).max()))


def common_rate(interval: Interval) -> float:
    """The sampling rate of an estimated interval, rounded to a common one where it is close."""
    rate = 1 / interval.seconds
    nearest = min(COMMON_RATES_HZ, key=lambda each: abs(each - rate) / each)
    return nearest if abs(nearest - rate) <= SCALE_ERROR * nearest else rate


def acceleration_scale(acc: FloatArray, stated: str | None, head: Head) -> tuple[float, str, tuple[Issue, ...]]:
    """Factor to m/s², in words what tells it, and an issue where gravity contradicts the header.

    Raises
    ------
    InputError
        If gravity is in it in no unit.
    """
    size = float(np.median(np.linalg.norm(acc, axis=1)))
    fits = [
        unit for unit, scale in UNITS["acceleration"].items()
        if abs(size * scale - STANDARD_GRAVITY) <= GRAVITY_TOLERANCE * STANDARD_GRAVITY
    ]  # fmt: skip
    if not fits:
        raise InputError(
            f"the acceleration has a median of {size:.3g}, which is gravity in no unit (9.8 m/s², 1 g)", path=head.path,
            fix="Record acceleration with gravity ('with g', not 'linear').",
        )  # fmt: skip
    scale = UNITS["acceleration"][fits[0]]
    if stated in fits:
        return scale, f"acceleration in {written(fits[0])} (by its header)", ()
    note = f"acceleration in {written(fits[0])} (its median of {size:.3g} is gravity)"
    if stated is None:
        return scale, note, ()
    doubt = Issue(
        "unit_contradicted",
        f"Acceleration is headed {written(stated)}, but {size:.3g} is gravity in {written(fits[0])}.",
    )
    return scale, note, (doubt,)


def angular_rate_scale(
    acc: FloatArray, gyr: FloatArray, stated: str | None, step_s: float | None, head: Head
) -> tuple[float, str]:
    """Factor to rad/s and in words what tells it: the header, gravity's own turning, or the size.

    Raises
    ------
    InputError
        If gravity turns as if the header had the other unit.
    """
    per_degree = UNITS["angular rate"]["deg/s"]
    found = sample_interval(acc, gyr) if step_s else None
    if found and found.is_reliable and step_s:
        unit = "deg/s" if found.seconds / step_s < np.sqrt(per_degree) else "rad/s"
        if stated and unit != stated:
            raise InputError(
                f"angular rate is headed {written(stated)}, but gravity turns as if it were {written(unit)}",
                path=head.path, fix=f"Write {written(unit)} into its header.",
            )  # fmt: skip
        why = "by its header" if stated else "as gravity turns"
        return UNITS["angular rate"][unit], f"angular rate in {written(unit)} ({why})"
    if stated:
        return UNITS["angular rate"][stated], f"angular rate in {stated} (by its header)"
    unit = "deg/s" if np.percentile(np.abs(gyr), 99.5) > LARGEST_RATE_RAD_S else "rad/s"
    return UNITS["angular rate"][unit], f"angular rate in {written(unit)} (not stated, taken from its size)"
