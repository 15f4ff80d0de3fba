"""MediaPipe pose landmarks in JSON: 33 points a person, as shares of the picture, in whatever frames a script made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.registry import ReadOptions, register
from legcurl.pose.formats.base import KeypointFormat, track_of
from legcurl.pose.formats.frames import POINTS, point_figures, read_frames
from legcurl.pose.formats.json_text import load_json
from legcurl.pose.formats.layouts import MEDIAPIPE, person_of
from legcurl.pose.formats.names import keypoints_by_name
from legcurl.pose.skeleton import Person, PoseTrack

COUNT = 33
_POINT = re.compile(rb'"x"\s*:|\[\s*\[\s*\[?\s*-?\d')
_NAMED = re.compile(rb'"[^"]{0,20}knee[^"]{0,20}"\s*:\s*[\[{]', re.IGNORECASE)


@register
class MediaPipe(KeypointFormat):
    """Landmarks by number, 33 of them, or by name."""

    name = "mediapipe"
    what = "MediaPipe landmarks as JSON"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """JSON in which frames hold landmarks with x and y, or joints with names."""
        data = head.data.lstrip(b"\xef\xbb\xbf \r\n\t")
        if not data.startswith((b"{", b"[")):
            return 0
        if _NAMED.search(data):
            return 60
        named = any(f'"{key}"'.encode() in data for key in POINTS)
        return (60 if _POINT.search(data) else 40) if named else 0

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Read every frame, in pixels of the picture's size."""
        return track_of(read_frames(load_json(head), head.path, _person), head, options, self.name)


def _person(points: object, path: Path, where: str) -> Person | None:
    """A person of 33 landmarks, or of named ones; None where there is nobody."""
    if not points:
        return None
    if isinstance(points, Mapping):
        return _named(points, path, where)
    if not isinstance(points, list):
        raise InputError("landmarks are no list", path=path, where=where, fix="Export them again.")
    names = [point.get("name") if isinstance(point, Mapping) else None for point in points]
    if all(isinstance(name, str) for name in names):
        return _named(dict(zip(names, points, strict=True)), path, where)
    if len(points) < COUNT:
        raise InputError(f"{len(points)} landmarks; MediaPipe has {COUNT}", path=path, where=where,
                         fix="Export all landmarks of the pose, or name them.")  # fmt: skip
    rows = np.array([point_figures(point, path, where) for point in points[:COUNT]])
    return person_of(rows[:, [0, 1, 3]], MEDIAPIPE, rows[:, 2])


def _named(points: Mapping[object, object], path: Path, where: str) -> Person | None:
    names = [str(name) for name in points]
    columns = keypoints_by_name(names)[0]
    if not columns:
        return None
    every = list(points.values())
    wanted = {keypoint: point_figures(every[at[0]], path, where) for keypoint, at in columns.items()}
    rows = np.array(list(wanted.values()))
    return person_of(rows[:, [0, 1, 3]], {name: at for at, name in enumerate(wanted)}, rows[:, 2])
