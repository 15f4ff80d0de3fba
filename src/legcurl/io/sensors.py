"""One motion sensor on the shank, or one on the shank and one on the thigh, made into a recording."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from legcurl.errors import InputError, UsageError
from legcurl.io.head import Head
from legcurl.io.inertial import SCALE_ERROR, Sensor, common_rate, hinge_axis, sample_interval
from legcurl.io.orientation import inclination_deg, resample, up_direction
from legcurl.io.registry import Format, ReadOptions, Segment
from legcurl.io.timebase import uniform
from legcurl.recording import Issue, Recording
from legcurl.vocabulary import FloatArray

LEAST_BRISKNESS_RAD_S = 0.03
"""A sensor that turns less than this (1.7 °/s, near the noise of its gyroscope) shows no hinge axis."""
LEAST_SHARE = 0.2
"""Less of the turning than this across the supposed long axis means that the long axis is another one."""
UPRIGHT = 0.9
"""A hinge axis this upright (26° from the vertical) turns gravity too little to show the angle."""
PLANAR_SHARE = 0.7
"""Less of the turning than this about one axis is no hinge movement."""
COMMON_SHARE = 0.5
"""Two recordings must have this share of the shorter one in common."""

_WORDS: dict[Segment, frozenset[str]] = {
    "shank": frozenset({"shank", "tibia", "shin", "calf", "lowerleg", "unterschenkel", "pierna"}),
    "thigh": frozenset({"thigh", "femur", "upperleg", "oberschenkel", "muslo"}),
}
_AXES = {"x": 0, "y": 1, "z": 2}


class SensorFormat(Format):
    """A format whose files hold motion sensors, so that several files may make one set."""

    @abstractmethod
    def sensors(self, head: Head, options: ReadOptions) -> tuple[Sensor, ...]:
        """The sensors in a file."""

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Read the inclination of the shank, and of the thigh where there is a second sensor."""
        return recording_from_sensors(self.sensors(head, options), options, self.name)


def recording_from_sensors(sensors: Sequence[Sensor], options: ReadOptions, format_name: str) -> Recording:
    """Inclination of the shank, and of the thigh where a second sensor is there.

    Parameters
    ----------
    sensors : sequence of Sensor
        One or two.
    options : ReadOptions
        Rate, segments and long axis, as far as the person says.
    format_name : str
        Name of the reader.

    Raises
    ------
    InputError
        If the sensor's movement does not show the inclination, or two recordings have no time in common.
    """
    shank, thigh, which = _shank_and_thigh(sensors, options)
    shank, thigh, rate_note = _timed(shank, thigh, options)
    notes = [*shank.notes, rate_note, *([which] if which else [])]
    issues = [*shank.issues, *(thigh.issues if thigh else ())]
    if thigh:
        shank, thigh, common = _on_one_time(shank, thigh)
        notes.append(common)
    assert shank.time_s is not None
    axis = options.long_axis or shank.axis
    long_axis = np.eye(3)[_AXES[axis[-1]]] * (-1 if axis.startswith("-") else 1)
    hinge, planar = _hinge(shank, long_axis, axis)
    if thigh:
        hinge = np.eye(3)[np.argmax(np.abs(hinge))]
        notes.append("both sensors are taken to be worn alike, with their axes in the same directions")
    if planar < PLANAR_SHARE:
        issues.append(Issue("not_planar", f"Only {planar:.0%} of the shank's turning is about one axis across it."))
    turn_axis = "xyz"[int(np.argmax(np.abs(hinge)))]
    notes.append(
        f"the segment's long axis is taken as the sensor's {axis} axis, towards the foot (--long-axis says another); "
        f"the knee's axis lies {'along' if thigh else 'closest to'} the sensor's {turn_axis} axis, as the shank turns"
    )
    channels = {}
    for sensor, channel in ((shank, "shank_inclination_deg"), (thigh, "thigh_inclination_deg")):
        if sensor is not None:
            up = up_direction(sensor.acc, sensor.gyr, shank.time_s)
            _check_upright(up, hinge, sensor)
            channels[channel] = inclination_deg(up, hinge, long_axis)
    return Recording(
        shank.time_s, channels, source=" + ".join(_short_name(sensor) for sensor in sensors), format=format_name,
        notes=tuple(note[:1].upper() + note[1:] + "." for note in notes), issues=tuple(issues),
    )  # fmt: skip


def _short_name(sensor: Sensor) -> str:
    path = sensor.head.path
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


def _shank_and_thigh(sensors: Sequence[Sensor], options: ReadOptions) -> tuple[Sensor, Sensor | None, str]:
    """Which sensor is on the shank: as told, by name, or the one that moves more; and in words why."""
    if len(sensors) > 2:
        raise InputError(
            f"{len(sensors)} motion sensors", path=sensors[0].head.path,
            fix="Give the one on the shank, or those on shank and thigh.",
        )  # fmt: skip
    if options.segments and (len(options.segments) != len(sensors) or "shank" not in options.segments):
        raise UsageError(
            f"segments {', '.join(options.segments)} for {len(sensors)} sensors.\n"
            "Say --segment once for each file, and shank among them."
        )
    named: list[Segment | None] = [*options.segments] or [_segment_of(sensor) for sensor in sensors]
    if len(sensors) == 1:
        if named == ["thigh"]:
            raise InputError(
                "a sensor on the thigh alone does not show the knee", path=sensors[0].head.path,
                fix="Give the sensor on the shank, too.",
            )  # fmt: skip
        return sensors[0], None, "" if named == ["shank"] else "the sensor is taken to be on the shank"
    first, second = sensors
    if named in (["shank", "thigh"], ["shank", None], [None, "thigh"]):
        return first, second, f"{_short_name(first)} is the shank, {_short_name(second)} the thigh"
    if named in (["thigh", "shank"], ["thigh", None], [None, "shank"]):
        return second, first, f"{_short_name(second)} is the shank, {_short_name(first)} the thigh"
    if first.briskness < second.briskness:
        first, second = second, first
    return first, second, (
        f"{_short_name(first)} turns more ({first.briskness:.2g} against {second.briskness:.2g} rad/s) and is taken "
        f"for the shank, {_short_name(second)} for the thigh"
    )  # fmt: skip


def _segment_of(sensor: Sensor) -> Segment | None:
    """The segment that the name of a sensor says."""
    words = set(re.split(r"[^a-z]+", sensor.name.lower()))
    fits = [segment for segment, names in _WORDS.items() if words & names]
    return fits[0] if len(fits) == 1 else None


def _timed(shank: Sensor, thigh: Sensor | None, options: ReadOptions) -> tuple[Sensor, Sensor | None, str]:
    """Sensors with sample times: their own, by the rate told, or by the rate that gravity shows."""
    both = [shank, thigh] if thigh else [shank]
    timed = [sensor for sensor in both if sensor.time_s is not None]
    if options.rate_hz is None and len(timed) == len(both):
        return shank, thigh, "times as in the file"
    if options.rate_hz is None and timed:
        problem = "one sensor has times, the other has none"
        raise InputError(problem, path=shank.head.path, fix="Give the rate: --rate-hz RATE")
    rate, why = options.rate_hz, "as told"
    if rate is None:
        rate, why = _rate_by_gravity(both)
    given = [replace(sensor, time_s=uniform(len(sensor.acc), rate, sensor.head)) for sensor in both]
    return given[0], given[1] if thigh else None, f"no time in the file; {rate:.4g} Hz {why}"


def _rate_by_gravity(sensors: Sequence[Sensor]) -> tuple[float, str]:
    """Sampling rate by the sensor whose estimate is surest, and in words what it rests on."""
    tried = (sample_interval(sensor.acc, sensor.gyr) for sensor in sensors)
    found = [each for each in tried if each and each.is_reliable]
    if not found:
        raise InputError(
            "there is no time in the file, and its movement does not show the sampling rate", path=sensors[0].head.path,
            fix="Give the rate: --rate-hz RATE",
        )  # fmt: skip
    best = min(found, key=lambda each: each.error)
    estimate, error = 1 / best.seconds, float(np.hypot(best.error, SCALE_ERROR))
    return common_rate(best), (
        "by how far the gyroscope and gravity turn between rests "
        f"(estimated {estimate:.1f} ± {estimate * error:.1f} Hz; --rate-hz says another)"
    )  # fmt: skip


def _on_one_time(shank: Sensor, thigh: Sensor) -> tuple[Sensor, Sensor, str]:
    """Both sensors at the shank's sample times within the span that they have in common."""
    assert shank.time_s is not None
    assert thigh.time_s is not None
    start, end = max(shank.time_s[0], thigh.time_s[0]), min(shank.time_s[-1], thigh.time_s[-1])
    shorter = min(np.ptp(shank.time_s), np.ptp(thigh.time_s))
    if end - start < COMMON_SHARE * shorter:
        raise InputError(
            f"the two sensors have only {max(0.0, end - start):.1f} s in common", path=thigh.head.path,
            fix="Give recordings of the same set, or leave their times out: --rate-hz RATE",
        )  # fmt: skip
    inside = (shank.time_s >= start) & (shank.time_s <= end)
    time_s = shank.time_s[inside]
    if not (time_s.size == thigh.time_s.size and np.array_equal(time_s, thigh.time_s)):
        acc, gyr = (resample(values, thigh.time_s, time_s) for values in (thigh.acc, thigh.gyr))
    else:
        acc, gyr = thigh.acc, thigh.gyr
    note = f"both sensors are taken to share one clock; {end - start:.1f} s in common"
    return (
        replace(shank, time_s=time_s, acc=shank.acc[inside], gyr=shank.gyr[inside]),
        replace(thigh, time_s=time_s, acc=acc, gyr=gyr),
        note,
    )


def _hinge(shank: Sensor, long_axis: FloatArray, axis: str) -> tuple[FloatArray, float]:
    """The axis across the shank that it turns about, and the share of its turning that is about it."""
    if shank.briskness < LEAST_BRISKNESS_RAD_S:
        raise InputError(
            f"the sensor hardly turns ({np.degrees(shank.briskness):.1f} °/s); its movement shows no knee axis",
            path=shank.head.path, fix="Give the sensor on the moving shank.",
        )  # fmt: skip
    hinge, share = hinge_axis(shank.gyr, across=long_axis)
    if share < LEAST_SHARE:
        others = [each for each in "xyz" if each != axis[-1]]
        raise InputError(
            f"the sensor turns about its own {axis[-1]} axis, which so cannot lie along the shank",
            path=shank.head.path, fix=f"Say which axis does ({' or '.join(others)}): --long-axis {others[0]}",
        )  # fmt: skip
    return hinge, share


def _check_upright(up: FloatArray, hinge: FloatArray, sensor: Sensor) -> None:
    if float(np.median(np.abs(up @ hinge))) > UPRIGHT:
        raise InputError(
            "the sensor turns about the vertical, so gravity does not show its inclination", path=sensor.head.path,
            fix="Record the set standing, sitting or prone, not lying on the side; or use a goniometer.",
        )  # fmt: skip
