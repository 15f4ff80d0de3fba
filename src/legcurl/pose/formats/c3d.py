"""C3D: joint angles that motion capture has stored among the points, in degrees, else angles from the markers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.header import quoted
from legcurl.io.opensim import flexion_positive
from legcurl.io.registry import CERTAIN, Format, ReadOptions, register
from legcurl.pose.formats.base import times_by_number
from legcurl.pose.formats.c3d_file import C3d, looks_like_c3d, read_c3d
from legcurl.pose.formats.spatial import recording_of_markers
from legcurl.recording import Recording
from legcurl.vocabulary import FloatArray, Leg, base_channel, sided

JOINTS = {"knee": "knee_flexion_deg", "hip": "hip_flexion_deg", "ankle": "ankle_dorsiflexion_deg"}
UP = {"X": 0, "Y": 1, "Z": 2}
MOST_EVENTS = 6
"""Events that a note lists."""
_ANGLE = re.compile(r"^(?:.*:)?(?P<side>l|r|left|right)[_ ]?(?P<joint>knee|hip|ankle)[_ ]?angles?$", re.IGNORECASE)


@register
class C3dFormat(Format):
    """Points against time: markers, and with them angles."""

    name = "c3d"
    what = "C3D"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the header's mark and the processor that it is written for."""
        return CERTAIN if looks_like_c3d(head.data) else 0

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Flexion is the first of the three angles of a joint; without such angles the markers are measured."""
        file = read_c3d(head)
        if file.points.shape[0] < 2:
            raise InputError("1 frame; a recording needs at least 2", path=head.path, fix="Export the whole trial.")
        number = file.first_frame + np.arange(file.points.shape[0], dtype=np.float64)
        time_s = times_by_number(number, file.rate_hz, head, options)
        rate = options.rate_hz or file.rate_hz
        told = (f"times by {rate:g} frames a second ({'as told' if options.rate_hz else 'its header'})", *_events(file))
        angles = _angles(file)
        if any(name.startswith("knee") for name in angles):
            return _of_angles(angles, time_s, head, told)
        markers = [at for at, label in enumerate(file.labels) if label not in file.texts("POINT", "ANGLES")]
        up, note = _up(file)
        return recording_of_markers(
            [file.labels[at] for at in markers], file.points[:, markers], time_s, up, head, options, self.name,
            (*told, note),
        )  # fmt: skip


def _angles(file: C3d) -> dict[str, FloatArray]:
    """Flexion in degrees by sided channel, of the points that are angles and not places."""
    unit = next(iter(file.texts("POINT", "ANGLE_UNITS")), "deg").lower()
    scale = np.degrees(1.0) if unit.startswith("rad") else 1.0
    found = {}
    for at, label in enumerate(file.labels):
        matched = _ANGLE.match(label.strip())
        flexion = file.points[:, at, 0] * scale
        if matched and np.isfinite(flexion).any():
            side = "l" if matched["side"].lower().startswith("l") else "r"
            found[sided(JOINTS[matched["joint"].lower()], "l" if side == "l" else "r")] = flexion
    return found


def _of_angles(angles: dict[str, FloatArray], time_s: FloatArray, head: Head, told: Sequence[str]) -> Recording:
    """A recording of stored angles."""
    notes = (*told, "angles stored in the file are used: flexion is the first of three")
    sides = {name.rpartition("_")[0][-1] for name in angles}
    leg: Leg | None = None
    if len(sides) == 1:
        leg = "left" if sides == {"l"} else "right"
        angles = {base_channel(name) or name: values for name, values in angles.items()}
    return flexion_positive(
        Recording(time_s, angles, source=head.path.name, format=C3dFormat.name, leg=leg, notes=notes)
    )


def _up(file: C3d) -> tuple[tuple[int, ...], str]:
    """The axis that points up: as the file says of the screen, else z as motion capture has it."""
    said = next(iter(file.texts("POINT", "Y_SCREEN")), "").strip("+- ").upper()
    if said in UP:
        first = UP[said]
        return (first, *(axis for axis in (2, 1) if axis != first)), f"{said.lower()} is up, as the file says"
    return (2, 1), "z is taken as up"


def _events(file: C3d) -> tuple[str, ...]:
    """Events with their side and time, as a note."""
    labels, contexts = file.texts("EVENT", "LABELS"), file.texts("EVENT", "CONTEXTS")
    times = file.parameters.get(("EVENT", "TIMES"))
    if not labels or not isinstance(times, np.ndarray) or times.size < 2 * len(labels):
        return ()
    at = times[: 2 * len(labels)].reshape(-1, 2) @ [60.0, 1.0]
    sides = [*contexts, *[""] * len(labels)]
    said = [f"{f'{side} {label}'.strip()} {when:.2f} s" for side, label, when in zip(sides, labels, at, strict=False)]
    more = f" and {len(said) - MOST_EVENTS} more" if len(said) > MOST_EVENTS else ""
    return ("events: " + ", ".join(quoted(each)[1:-1] for each in said[:MOST_EVENTS]) + more,)
