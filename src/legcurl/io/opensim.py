"""OpenSim motions and storages (.mot, .sto): joint angles by coordinate name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from legcurl.errors import InputError
from legcurl.io.assemble import assemble
from legcurl.io.columns import Pick, guess, mapped_pick, one_leg
from legcurl.io.head import Head
from legcurl.io.layout import Layout, find_layout
from legcurl.io.naming import TIME
from legcurl.io.registry import CERTAIN, Format, ReadOptions, register
from legcurl.io.table import text_table
from legcurl.recording import Recording
from legcurl.vocabulary import FloatArray, base_channel, sided

COORDINATES = {
    "knee_angle": "knee_flexion_deg",
    "hip_flexion": "hip_flexion_deg",
    "ankle_angle": "ankle_dorsiflexion_deg",
}
"""Coordinates of the usual models, without their side. The pelvis' ``pelvis_tilt`` stands for the trunk."""
SPORTS2D = {
    "knee": "knee_flexion_deg",
    "hip": "hip_flexion_deg",
    "ankle": "ankle_dorsiflexion_deg",
    "thigh": "thigh_inclination_deg",
    "shank": "shank_inclination_deg",
}
"""What Sports2D calls its angles, after the side; segments are given against the horizontal."""
SIDE_UNKNOWN = "side of the leg unknown, written as right"
"""What the writer says in the header where it had to name a side that nobody knows."""
TELLING_ANGLE_DEG = 15.0
"""A knee that bends further than this to one side only tells the sign; hyperextension stays below."""

_COORDINATE = re.compile(r"(?:^|/)(knee_angle|hip_flexion|ankle_angle)_([lr])(?:/value)?$")
_SPORTS2D = re.compile(r"^(?P<side>right|left)[ _](?P<what>knee|hip|ankle|thigh|shank)$", re.IGNORECASE)
_TILT = re.compile(r"(?:^|/)pelvis_tilt(?:/value)?$")
_KEY = re.compile(r"^\s*(\w+)\s*=\s*(\S.*?)\s*$")


@dataclass(frozen=True)
class _Preamble:
    """What stands above the table."""

    unit: str | None
    data_type: str
    side_unknown: bool
    lines: int


@register
class OpenSim(Format):
    """Coordinates against time, as OpenSim writes and reads them."""

    name = "opensim"
    what = "OpenSim .mot and .sto"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the line ``endheader`` that closes the header."""
        return CERTAIN if any(line.strip().lower() == "endheader" for line in head.lines) else 0

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Read knee, hip, ankle and pelvis angles; the knee's sign goes by its range."""
        preamble = _preamble(head)
        layout = _layout(head, preamble)
        table = text_table(head, layout)
        mapped = [mapped_pick(key, column, layout.headers, head) for key, column in options.column_map.items()]
        mapped = [replace(pick, stated=preamble.unit) if pick.dimension == "angle" else pick for pick in mapped]
        taken = {pick.column for pick in mapped}
        named = {pick.channel for pick in mapped}
        guessed = [_pick(at, text, preamble.unit) for at, text in enumerate(layout.headers) if at not in taken]
        picks, leg = one_leg([*mapped, *(pick for pick in guessed if pick and pick.channel not in named)])
        unit = {"deg": "degrees", "rad": "radians", None: "a unit that the header does not state"}[preamble.unit]
        recording = assemble(
            table, picks, head, options, format_name=self.name, leg=None if preamble.side_unknown else leg,
            notes=(f"rotations in {unit}",),
        )  # fmt: skip
        segments = {
            pick.channel for pick in picks if _SPORTS2D.match(pick.header.strip()) and "inclination" in pick.base
        }
        return flexion_positive(_without_locked(_against_vertical(recording, segments)))


def _preamble(head: Head) -> _Preamble:
    """Read the lines down to ``endheader``."""
    end = next(at for at, line in enumerate(head.lines) if line.strip().lower() == "endheader")
    keys = {m.group(1).lower(): m.group(2) for m in map(_KEY.match, head.lines[:end]) if m}
    unit = {"yes": "deg", "no": "rad"}.get(keys.get("indegrees", "").lower())
    data_type = keys.get("datatype", "double").lower()
    if data_type != "double":
        raise InputError(
            f"holds {data_type} values, not joint angles", path=head.path, where="header, DataType",
            fix="Run OpenSense inverse kinematics on it and give the .mot file.",
        )  # fmt: skip
    return _Preamble(unit, data_type, any(SIDE_UNKNOWN in line for line in head.lines[:end]), end + 1)


def _layout(head: Head, preamble: _Preamble) -> Layout:
    """Layout of the table below the header."""
    found = find_layout(head.lines[preamble.lines :])
    if found is None:
        raise InputError(
            "no rows of figures below 'endheader'", path=head.path, where=f"line {preamble.lines + 1}",
            fix="Export it again.",
        )  # fmt: skip
    if found.problem:
        problem = f"labels and rows below line {preamble.lines} do not fit together"
        raise InputError(problem, path=head.path, fix="Export it again.")
    return replace(found, skip=found.skip + preamble.lines)


def _pick(column: int, text: str, unit: str | None) -> Pick | None:
    """The channel of a coordinate, or of a column with Legcurl's own name."""
    name = text.strip()
    if name.lower() == "time":
        return Pick(column, text, TIME, "s")
    if found := _COORDINATE.search(name):
        return Pick(column, text, sided(COORDINATES[found[1]], "l" if found[2] == "l" else "r"), unit)
    if found := _SPORTS2D.match(name):
        return Pick(
            column, text, sided(SPORTS2D[found["what"].lower()], "l" if found["side"][0] in "lL" else "r"), unit
        )
    if _TILT.search(name) or name.lower() == "trunk":
        return Pick(column, text, "trunk_inclination_deg", unit)
    return guess(column, text) if base_channel(name) else None


def _against_vertical(recording: Recording, horizontal: Collection[str]) -> Recording:
    """Segments that Sports2D gives against the horizontal, from the far to the near end, against the vertical."""
    if not horizontal:
        return recording
    turned = {name: values - 90.0 if name in horizontal else values for name, values in recording.channels.items()}
    return replace(recording, channels=turned)


def _without_locked(recording: Recording) -> Recording:
    """Leave out hip, ankle and pelvis angles that never change: locked in the model, not measured."""
    locked = [name for name, values in recording.channels.items() if "knee" not in name and _is_constant(values)]
    if not locked or len(locked) == len(recording.channels):
        return recording
    channels = {name: values for name, values in recording.channels.items() if name not in locked}
    note = f"Left out, because they never change and so were not measured: {', '.join(locked)}."
    return replace(recording, channels=channels, notes=(*recording.notes, note))


def _is_constant(values: FloatArray) -> bool:
    return bool(np.nanmin(values) == np.nanmax(values))


def flexion_positive(recording: Recording) -> Recording:
    """Turn the sign of both knees where the model counts flexion negative, as gait2392 and its kin do."""
    knees = {name: values for name, values in recording.channels.items() if base_channel(name) == "knee_flexion_deg"}
    if not knees:
        return recording
    low = min(float(np.nanmin(values)) for values in knees.values())
    high = max(float(np.nanmax(values)) for values in knees.values())
    if max(-low, high) < TELLING_ANGLE_DEG:
        note = f"Sign of the knee as in the file: its range of {low:.0f} to {high:.0f}° does not tell it."
    elif -low > high:
        knees = {name: -values for name, values in knees.items()}
        note = f"Sign of the knee turned: its range of {low:.0f} to {high:.0f}° shows that flexion is negative here."
    else:
        return recording
    return replace(recording, channels={**recording.channels, **knees}, notes=(*recording.notes, note))
