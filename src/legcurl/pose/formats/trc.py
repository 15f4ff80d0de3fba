"""TRC: markers against time, as OpenCap, Pose2Sim and motion capture write them, and Sports2D for one picture plane."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from legcurl.errors import InputError
from legcurl.io.cells import read_cells
from legcurl.io.columns import Pick
from legcurl.io.head import Head
from legcurl.io.layout import MOST_COLUMNS, Layout, find_layout
from legcurl.io.naming import TIME
from legcurl.io.registry import CERTAIN, ReadOptions, register
from legcurl.io.timebase import seconds
from legcurl.pose.angles import track_to_recording
from legcurl.pose.formats.base import KeypointFormat, increasing, times_by_number
from legcurl.pose.formats.layouts import plausible
from legcurl.pose.formats.points import track_of_points
from legcurl.pose.formats.spatial import recording_of_markers
from legcurl.pose.skeleton import PoseTrack
from legcurl.recording import Recording
from legcurl.vocabulary import FloatArray

MARKERS_LINE = 3
"""Line of the markers' names, from 0."""
UP = (1, 2)
"""OpenSim and those who write for it have y up; some motion capture exports keep z up."""
TALLEST_M = 3.0
"""Points of one person that are further apart are no metres, whatever the header says: Sports2D writes pixels so."""
PIXELS = frozenset({"px", "pixel", "pixels"})


@dataclass(frozen=True, eq=False)
class _Markers:
    """What the file holds; x, y, z as they stand, shape (n, k, 3)."""

    names: tuple[str, ...]
    xyz: FloatArray
    time_s: FloatArray
    unit: str
    told: str


@register
class Trc(KeypointFormat):
    """Three columns a marker below five lines of header."""

    name = "trc"
    what = "TRC markers (OpenCap, Pose2Sim, Sports2D)"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By its first word."""
        return CERTAIN if head.lines and head.lines[0].lstrip("\ufeff").startswith("PathFileType") else 0

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Angles in space, or in the picture's plane where the third coordinate was not measured."""
        markers = _read(head, options)
        if _is_flat(markers.xyz):
            return track_to_recording(_flat_track(markers, head, options), options.leg)
        return recording_of_markers(
            markers.names, markers.xyz, markers.time_s, UP, head, options, self.name, (markers.told, "y is taken as up")
        )

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Markers in the picture's plane."""
        markers = _read(head, options)
        if not _is_flat(markers.xyz):
            raise InputError("markers in space, not in a picture", path=head.path, fix="Analyse the file itself.")
        return _flat_track(markers, head, options)


def _flat_track(markers: _Markers, head: Head, options: ReadOptions) -> PoseTrack:
    """The track of markers in one plane; y is up in metres and down in pixels."""
    xy = markers.xyz[..., :2]
    known = xy[np.isfinite(xy).all(axis=2)]
    tall = float(np.ptp(known, axis=0).max()) if known.size else 0.0
    size_m = {"mm": 1e-3, "cm": 1e-2}.get(markers.unit, 1.0)
    in_pixels = markers.unit in PIXELS or tall * size_m > TALLEST_M
    # A picture of metres is no share of anything: as millimetres it cannot be taken for one.
    scale = np.array([1.0, 1.0]) if in_pixels else np.array([1.0, -1.0]) * size_m * 1e3
    told = "in pixels, y down" if in_pixels else f"in {markers.unit or 'm'}, y up"
    notes = (markers.told, f"the third coordinate never changes: a picture's plane, {told}")
    return track_of_points(
        markers.names, xy * scale, None, markers.time_s, head, replace(options, size=None), Trc.name, notes=notes
    )


def _is_flat(xyz: FloatArray) -> bool:
    """Whether the third coordinate of no marker ever changes."""
    depth = xyz[..., 2]
    seen = np.isfinite(depth)
    middle = np.where(seen, depth, 0.0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return bool((np.abs(depth - middle)[seen] <= 1e-9 + 1e-9 * np.abs(depth[seen])).all())


def _read(head: Head, options: ReadOptions) -> _Markers:
    """Header and rows.

    Raises
    ------
    InputError
        If the names of the markers and the columns do not fit together, or there are no rows.
    """
    header = _header(head)
    names = _names(head)
    layout = _layout(head, len(names))
    values = np.stack(read_cells(head, layout, range(2 + 3 * len(names)), short_rows=True), axis=1)
    values = values[np.isfinite(values[:, :2]).any(axis=1)]
    if values.shape[0] < 2:
        raise InputError(f"{values.shape[0]} rows of markers; a recording needs at least 2", path=head.path,
                         fix="Export it again.")  # fmt: skip
    number, time = values[:, 0], values[:, 1]
    if options.rate_hz is None and np.isfinite(time).all() and (np.diff(time) > 0).all():
        time_s, told = seconds(time, Pick(1, "Time", TIME, "s"), head, lambda row: f"row {row + 1}")
    else:
        rate = _figure(header.get("datarate", ""))
        time_s = times_by_number(increasing(number, head), rate, head, options)
        told = (
            f"times by {options.rate_hz or rate:g} frames a second ({'as told' if options.rate_hz else 'its header'})"
        )
    xyz = values[:, 2:].reshape(values.shape[0], -1, 3)
    return _Markers(names, plausible(xyz), time_s, header.get("units", "").lower(), told)


def _header(head: Head) -> dict[str, str]:
    """Values by key, from the second and third line."""
    if len(head.lines) <= MARKERS_LINE + 1:
        raise InputError("a TRC file without markers", path=head.path, where=f"line {len(head.lines)}",
                         fix="Export it again.")  # fmt: skip
    keys, values = (line.split() for line in head.lines[1:3])
    return dict(zip((key.lower() for key in keys), values, strict=False))


def _names(head: Head) -> tuple[str, ...]:
    """Names of the markers; some writers leave out the empty cells between them."""
    cells = head.lines[MARKERS_LINE].split("\t")
    names = tuple(cell.strip() for cell in cells[2:] if cell.strip())
    labels = len(head.lines[MARKERS_LINE + 1].split())
    if not names or labels != 3 * len(names) or labels > MOST_COLUMNS:
        raise InputError(
            f"a TRC file that names {len(names)} markers above {labels} coordinates; expected three for each",
            path=head.path, where=f"line {MARKERS_LINE + 1}", fix="Export it again.",
        )  # fmt: skip
    return names


def _layout(head: Head, markers: int) -> Layout:
    above = MARKERS_LINE + 2
    found = find_layout(head.lines[above:])
    width = 2 + 3 * markers
    if found is None or len(found.headers) < 2 or found.separator != "\t":
        raise InputError("a TRC file without rows of figures between tabs", path=head.path, where=f"line {above + 1}",
                         fix="Export it again.")  # fmt: skip
    widest = max((line.count("\t") + 1 for line in head.lines[above + found.skip :]), default=width)
    headers = tuple(f"column {at + 1}" for at in range(max(width, min(widest, MOST_COLUMNS))))
    return replace(found, headers=headers, skip=found.skip + above, problem=None, clock=frozenset())


def _figure(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if np.isfinite(value) and value > 0 else None
