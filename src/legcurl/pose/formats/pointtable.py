"""Text tables with a column for each coordinate of a point: Kinovea's export, and MediaPipe landmarks as CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from legcurl.errors import InputError
from legcurl.io.columns import Pick, guess, mapped_pick
from legcurl.io.head import Head
from legcurl.io.layout import Layout
from legcurl.io.naming import TIME
from legcurl.io.registry import ReadOptions, register
from legcurl.io.table import sound_layout, text_table
from legcurl.io.timebase import seconds
from legcurl.pose.formats.base import KeypointFormat, increasing, times_by_number
from legcurl.pose.formats.layouts import MEDIAPIPE, plausible
from legcurl.pose.formats.names import spotted
from legcurl.pose.formats.points import track_of_points
from legcurl.pose.skeleton import PoseTrack
from legcurl.vocabulary import FloatArray

Axes = Mapping[str, int]
"""Columns of one point: ``x``, ``y`` and perhaps ``score``."""

_KINOVEA = re.compile(r"^(?P<point>.+)/(?P<axis>[XYxy])$")
_SCORE = "visibility|vis|score|confidence|likelihood|v|c"
_AXIS_LAST = re.compile(rf"^(?P<point>.*?[A-Za-z0-9])[ _./-]?(?P<axis>x|y|{_SCORE})$", re.IGNORECASE)
_AXIS_FIRST = re.compile(rf"^(?P<axis>x|y|{_SCORE})[ _.-]?(?P<point>.+)$", re.IGNORECASE)
_LANDMARK = re.compile(r"^(?:landmark|lm|point|keypoint|kp|p|pose)?[ _.-]?(?P<number>\d{1,2})$", re.IGNORECASE)
_FRAME = frozenset(
    {"frame", "frame_number", "frame_index", "frame_id", "frame_idx", "framenumber", "frameindex", "image"}
)
_NUMBERED = {number: keypoint for keypoint, number in MEDIAPIPE.items()}


class PointTable(KeypointFormat):
    """A table of points of one person."""

    y_up = False

    @staticmethod
    def points(headers: Sequence[str]) -> dict[str, Axes]:
        """Columns by the name of the point; empty where the headers are not of this format."""
        raise NotImplementedError

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the headers: hip, knee and ankle are there, with x and y each."""
        layout = head.layout
        named = [spotted(name) for name in self.points(layout.headers)] if layout else []
        return 70 if {"hip", "knee", "ankle"} <= {each.part for each in named if each} else 0

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Read the columns of the points; an empty cell is a missing point."""
        layout = sound_layout(head)
        points = self.points(layout.headers)
        table = text_table(head, layout)
        columns = [axes[axis] for axes in points.values() for axis in ("x", "y")]
        scored = all("score" in axes for axes in points.values())
        scores = [axes["score"] for axes in points.values()] if scored else []
        clock = clock_of(layout, head, options)
        values = np.stack(table.read([*columns, *scores, *clock.columns]), axis=1)
        values = values[: _filled(values)]
        if values.shape[0] < 2:
            raise InputError(f"{values.shape[0]} rows with figures; a recording needs at least 2", path=head.path,
                             fix="Export it again.")  # fmt: skip
        time_s, told = times_of(clock, values[:, len(columns) + len(scores) :], head, options, table.place)
        xy = plausible(values[:, : len(columns)]).reshape(-1, len(points), 2)
        return track_of_points(
            list(points), xy * np.array([1.0, -1.0]) if self.y_up else xy,
            values[:, len(columns) : len(columns) + len(scores)] if scored else None,
            time_s, head, options, self.name, notes=(layout.words, told),
        )  # fmt: skip


@register
class Kinovea(PointTable):
    """``Time`` and a column for x and y of each trajectory or point of a model."""

    name = "kinovea"
    what = "Kinovea CSV"
    y_up = True

    @staticmethod
    def points(headers: Sequence[str]) -> dict[str, Axes]:
        """By headers such as ``Right knee/0/X``; the joint may be the trajectory's name or the point's."""
        found: dict[str, dict[str, int]] = {}
        for at, header in enumerate(headers):
            matched = _KINOVEA.match(header.strip())
            if matched:
                parts = matched["point"].split("/")
                name = next((part for part in (*reversed(parts), " ".join(parts)) if spotted(part)), matched["point"])
                name = name if name not in found or matched["axis"].lower() not in found[name] else matched["point"]
                found.setdefault(name, {})[matched["axis"].lower()] = at
        return _whole(found)


@register
class MediaPipeTable(PointTable):
    """A column for x, y and visibility of each landmark, by number or by name."""

    name = "mediapipe-csv"
    what = "MediaPipe landmarks as CSV"

    @staticmethod
    def points(headers: Sequence[str]) -> dict[str, Axes]:
        """By headers such as ``LEFT_KNEE_x``, ``x25`` or ``landmark_25_y``."""
        found: dict[str, dict[str, int]] = {}
        for at, header in enumerate(headers):
            matched = _AXIS_LAST.match(header.strip()) or _AXIS_FIRST.match(header.strip())
            name = _landmark(matched["point"]) if matched else None
            if matched and name:
                axis = matched["axis"].lower()
                found.setdefault(name, {}).setdefault(axis if axis in "xy" else "score", at)
        return _whole(found)


def _landmark(text: str) -> str | None:
    """Name of a landmark, by number or as it stands, None where it is none."""
    number = _LANDMARK.match(text)
    if number:
        return _NUMBERED.get(int(number["number"]))
    return text if spotted(text) else None


def _whole(found: Mapping[str, dict[str, int]]) -> dict[str, Axes]:
    return {name: axes for name, axes in found.items() if "x" in axes and "y" in axes}


@dataclass(frozen=True)
class Clock:
    """Where the times stand: a column of times, one of the pictures' numbers, or none."""

    columns: tuple[int, ...] = ()
    time: Pick | None = None


def clock_of(layout: Layout, head: Head, options: ReadOptions) -> Clock:
    """The column that the person names, else one that says that it is the time, else one of picture numbers."""
    told = [mapped_pick(key, column, layout.headers, head) for key, column in options.column_map.items()]
    picks = [*told, *(guess(at, header) for at, header in enumerate(layout.headers))]
    for pick in picks:
        if pick is not None and pick.channel == TIME and options.rate_hz is None:
            return Clock((pick.column,), replace(pick, stated="s", told=None) if pick.column in layout.clock else pick)
    frames = [at for at, header in enumerate(layout.headers) if header.strip().lower() in _FRAME]
    return Clock(tuple(frames[:1]))


def _filled(values: FloatArray) -> int:
    """Rows up to the last one in which anything stands."""
    rows = np.flatnonzero(np.isfinite(values).any(axis=1))
    return int(rows[-1]) + 1 if rows.size else 0


def times_of(
    clock: Clock, said: FloatArray, head: Head, options: ReadOptions, place: Callable[[int], str]
) -> tuple[FloatArray, str]:
    """Times of the rows or pictures, and what tells them; `said` are the columns of the clock."""
    if clock.time is not None:
        return seconds(said[:, 0], clock.time, head, place)
    number = said[:, 0] if clock.columns else np.arange(said.shape[0], dtype=np.float64)
    number = increasing(number, head)
    return times_by_number(
        number, None, head, options
    ), f"times by {options.rate_hz or 0:g} pictures a second (as told)"
