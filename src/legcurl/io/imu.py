"""Tables of motion sensors: acceleration and angular rate about three axes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legcurl.errors import InputError
from legcurl.io.assemble import Table
from legcurl.io.columns import Pick, guess, mapped_pick
from legcurl.io.head import Head
from legcurl.io.header import Header
from legcurl.io.inertial import Sensor, acceleration_scale, angular_rate_scale
from legcurl.io.naming import TIME
from legcurl.io.registry import ReadOptions, register
from legcurl.io.sensors import SensorFormat
from legcurl.io.table import sound_layout, text_table
from legcurl.io.timebase import seconds
from legcurl.recording import Issue
from legcurl.vocabulary import FloatArray

ROLES = tuple(f"{kind}_{axis}" for kind in ("acc", "gyr") for axis in "xyz")
"""What the columns of a sensor are; also the keys by which ``column_map`` can name them."""
LARGEST_VALUE = 1e5
"""More than this is no measurement in any unit (100 g in mg); it counts as missing."""
LOST_SHARE = 0.02
"""Up to this share of rows without a value are bridged where there is no time; more is no recording."""

_KINDS = {
    "acc": frozenset({"a", "acc", "accel", "acceleration", "accelerometer", "aceleracion", "beschleunigung"}),
    "gyr": frozenset(
        {
            "g",
            "w",
            "gyr",
            "gyro",
            "gyroscope",
            "giroscopio",
            "gyroskop",
            "omega",
            "angular",
            "velocity",
            "rotation",
            "rate",
        }
    ),
}
_JOINED = re.compile(r"(a|acc|accel|acceleration|accelerometer|g|w|gyr|gyro|gyroscope)([xyz])")
_NOT_WITH_GRAVITY = frozenset({"linear", "user", "free", "without"})
_FILLER = frozenset({"with", "sensor", "imu", "raw", "calibrated", "cal", "in"})


@dataclass(frozen=True)
class Columns:
    """Where the columns of one sensor stand, by role; and what the table calls the sensor."""

    name: str
    places: Mapping[str, int]

    def has(self, kind: str) -> bool:
        """Whether all three axes of ``acc`` or ``gyr`` are there."""
        return all(f"{kind}_{axis}" in self.places for axis in "xyz")

    @property
    def is_whole(self) -> bool:
        """Whether acceleration and angular rate are there."""
        return self.has("acc") and self.has("gyr")


def sensor_columns(headers: Sequence[str], column_map: Mapping[str, str]) -> tuple[Columns, ...]:
    """The sensors that a table holds, whole or in part."""
    places = {key: _place(name, headers) for key, name in column_map.items() if key in ROLES}
    told = {key: place for key, place in places.items() if place is not None}
    groups: dict[str, dict[str, int]] = {}
    for at, text in enumerate(headers):
        role = _role(text)
        if role and at not in told.values():
            groups.setdefault(role[1], {}).setdefault(role[0], at)
    if told:
        groups = {name: {**found, **told} for name, found in (groups or {"": {}}).items()}
    return tuple(Columns(name, places) for name, places in groups.items())


def _place(column: str, headers: Sequence[str]) -> int | None:
    return next((at for at, text in enumerate(headers) if text.strip().lower() == column.strip().lower()), None)


def _role(text: str) -> tuple[str, str] | None:
    """Role of a column by its header, and the words left over, which name the sensor."""
    header = Header.parse(text)
    words: set[str] = set()
    for word in header.words:
        joined = _JOINED.fullmatch(word)
        words.update(joined.groups() if joined else (word,))
    axes = words & {"x", "y", "z"}
    kinds = [kind for kind, names in _KINDS.items() if words & names]
    if len(axes) != 1 or len(kinds) != 1 or words & _NOT_WITH_GRAVITY:
        return None
    if header.states_other_than("acceleration" if kinds[0] == "acc" else "angular rate"):
        return None
    rest = words - axes - _KINDS[kinds[0]] - _FILLER
    side = f" {header.side}" if header.side else ""
    return f"{kinds[0]}_{axes.pop()}", " ".join(sorted(rest)) + side


@register
class SensorTable(SensorFormat):
    """Text tables with acceleration and angular rate about x, y and z."""

    name = "imu"
    what = "tables of motion sensors (acceleration and angular rate)"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """A table with the columns of a sensor and no knee angle; one with half of them and nothing else."""
        if head.layout is None or set(options.column_map) - {*ROLES, TIME, "time_ms", "time_us"}:
            return 0
        headers = head.layout.headers
        found = sensor_columns(headers, options.column_map)
        others = {pick.base for at, text in enumerate(headers) if (pick := guess(at, text))} - {TIME}
        if any(each.is_whole for each in found):
            return 0 if "knee_flexion_deg" in others else 50
        return 20 if not others and any(each.has("acc") or each.has("gyr") for each in found) else 0

    def sensors(self, head: Head, options: ReadOptions) -> tuple[Sensor, ...]:
        """The sensors in a table."""
        layout = sound_layout(head)
        table = text_table(head, layout)
        found = [each for each in sensor_columns(layout.headers, options.column_map) if each.is_whole]
        if not found:
            raise incomplete(head)
        return tuple(read_sensor(table, each, head, options) for each in found)


def incomplete(head: Head) -> InputError:
    """The refusal of a sensor that has not both of what its orientation needs."""
    return InputError(
        "acceleration with gravity and angular rate about x, y and z are needed; one is missing", path=head.path,
        where="header", fix="Record accelerometer (with g) and gyroscope together.",
    )  # fmt: skip


def read_sensor(table: Table, columns: Columns, head: Head, options: ReadOptions) -> Sensor:
    """Read one sensor of a table, in SI units.

    Raises
    ------
    InputError
        If values are missing, show no gravity, or contradict their unit.
    """
    time = _time_pick(table, head, options)
    places = [columns.places[role] for role in ROLES]
    raw = table.read([*places, *([time.column] if time else [])])
    values = np.column_stack(raw[:6])
    values[~(np.abs(values) <= LARGEST_VALUE)] = np.nan
    values, rows, issues = _without_gaps(values, raw[6] if time else None, head)
    time_s, notes = None, []
    if time:
        time_s, told = seconds(raw[6][rows], time, head, lambda row: table.place(int(rows[row])))
        notes.append(told)
    stated = [Header.parse(table.headers[columns.places[role]]) for role in ("acc_x", "gyr_x")]
    scale, said, doubt = acceleration_scale(values[:, :3], stated[0].unit("acceleration"), head)
    step = float(np.median(np.diff(time_s))) if time_s is not None else None
    turn, turn_said = angular_rate_scale(values[:, :3], values[:, 3:], stated[1].unit("angular rate"), step, head)
    phone = any("gyroscope" in text.lower() for text in table.headers)
    name = " ".join((columns.name, head.path.parent.name, head.path.stem))
    return Sensor(
        name, head, values[:, :3] * scale, values[:, 3:] * turn, time_s, "y" if phone else "x",
        (*notes, said, turn_said), (*issues, *doubt),
    )  # fmt: skip


def _time_pick(table: Table, head: Head, options: ReadOptions) -> Pick | None:
    """The time column, unless the rate is told."""
    if options.rate_hz is not None:
        return None
    for key, column in options.column_map.items():
        if key not in ROLES:
            return mapped_pick(key, column, table.headers, head)
    picks = [pick for at, text in enumerate(table.headers) if (pick := guess(at, text)) and pick.channel == TIME]
    return next((pick for pick in picks if pick.stated), picks[0] if picks else None)


def _without_gaps(
    values: FloatArray, time: FloatArray | None, head: Head
) -> tuple[FloatArray, NDArray[np.intp], tuple[Issue, ...]]:
    """Values without missing ones: rows left out where there is time, bridged where there is none."""
    lost = np.asarray(np.isnan(values).any(axis=1), dtype=bool)
    rows = np.arange(len(values))
    if time is not None:
        blank = lost & np.isnan(time)
        keep = rows[~lost]
        count = int(lost.sum() - blank.sum())
    else:
        filled = np.flatnonzero(~np.isnan(values).all(axis=1))
        keep = rows[: filled[-1] + 1] if filled.size else rows[:0]
        count = int(lost[keep].sum())
    if keep.size < 2 or (time is None and count > LOST_SHARE * keep.size):
        raise InputError(
            f"{count or len(values)} of {len(values)} rows lack a value of the sensor", path=head.path,
            fix="Record it again.",
        )  # fmt: skip
    values = values[keep]
    if time is None and count:
        there = ~lost[keep]
        at = np.arange(len(values))
        values = np.column_stack([np.interp(at, at[there], column[there]) for column in values.T])
    issues = (Issue("missing_values", f"{count} rows lack a value of the sensor."),) if count else ()
    return values, keep, issues
