"""Apple Vision body poses in JSON, known by their joints' own names: shares of the picture from its bottom left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from legcurl.io.head import Head
from legcurl.io.registry import ReadOptions, register
from legcurl.pose.formats.base import KeypointFormat, track_of
from legcurl.pose.formats.frames import point_figures, read_frames
from legcurl.pose.formats.json_text import load_json
from legcurl.pose.formats.layouts import person_of
from legcurl.pose.skeleton import Person, PoseTrack

JOINTS = {
    "head_joint": "nose",
    **{
        f"{side}_{theirs}_joint": f"{side}_{ours}"
        for side in ("left", "right")
        for theirs, ours in (
            ("ear", "ear"), ("shoulder_1", "shoulder"), ("forearm", "elbow"), ("hand", "wrist"),
            ("upLeg", "hip"), ("leg", "knee"), ("foot", "ankle"),
        )
    },
}  # fmt: skip
"""Raw values of Vision's joint names: a joint is called after the bone that it begins."""
_TELLING = re.compile(rb'"(?:left|right)_upLeg_joint"')


@register
class AppleVision(KeypointFormat):
    """Frames of joints by Vision's own names."""

    name = "apple-vision"
    what = "Apple Vision body poses as JSON"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the name of the hips, which nobody else has."""
        return 90 if _TELLING.search(head.data) and head.data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[") else 0

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Read every frame; y is turned to point down."""
        pictures = read_frames(load_json(head), head.path, _person)
        return track_of(pictures, head, options, self.name)


def _person(points: object, path: Path, where: str) -> Person | None:
    """A person of named joints; None where there is nobody."""
    if isinstance(points, list):
        points = {str(point.get("name", point.get("joint"))): point for point in points if isinstance(point, Mapping)}
    if not isinstance(points, Mapping):
        return None
    wanted = {ours: point_figures(points[theirs], path, where) for theirs, ours in JOINTS.items() if theirs in points}
    if not wanted:
        return None
    rows = np.array(list(wanted.values()))[:, [0, 1, 3]]
    missing = (rows[:, :2] == 0).all(axis=1)
    rows[:, 1] = np.where(missing, 0.0, 1.0 - rows[:, 1])
    return person_of(rows, {name: at for at, name in enumerate(wanted)})
