"""OpenMMLab's predictions (MMPose, RTMPose): one JSON file of frames, in each its instances."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.registry import ReadOptions, register
from legcurl.pose.formats.base import KeypointFormat, Pictures, track_of
from legcurl.pose.formats.json_text import figures, load_json
from legcurl.pose.formats.layouts import COCO_BY_COUNT, person_of
from legcurl.pose.skeleton import Person, PoseTrack

AGAIN = "Export it again with MMPose's inferencer."


@register
class MMPose(KeypointFormat):
    """A list of frames, alone or below ``instance_info``."""

    name = "mmpose"
    what = "MMPose JSON"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the keys of its first entries."""
        data = head.data.lstrip(b"\xef\xbb\xbf \r\n\t")
        if not data.startswith((b"{", b"[")):
            return 0
        known = b'"instances"' in data and b'"frame_id"' in data
        return 80 if known or (b'"meta_info"' in data and b'"keypoint' in data) else 0

    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Read the people of every picture, in the order of the file."""
        content = load_json(head)
        entries = content.get("instance_info") if isinstance(content, dict) else content
        if not isinstance(entries, list) or not entries:
            raise InputError("no list of frames in it", path=head.path, fix=AGAIN)
        people = [_people(entry, head.path, f"frame {at + 1}") for at, entry in enumerate(entries)]
        return track_of(Pictures(people, number=np.arange(len(people), dtype=np.float64)), head, options, self.name)


def _people(entry: object, path: Path, where: str) -> list[Person]:
    found = entry.get("instances") if isinstance(entry, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise InputError("a frame without instances", path=path, where=where, fix=AGAIN)
    return [_person(each, path, where) for each in found]


def _person(instance: dict[str, object], path: Path, where: str) -> Person:
    pairs, scores = instance.get("keypoints"), instance.get("keypoint_scores")
    if not isinstance(pairs, list) or not isinstance(scores, list) or len(scores) != len(pairs):
        raise InputError("keypoints and keypoint_scores do not belong together", path=path, where=where, fix=AGAIN)
    rows = [figures(pair, "keypoints", path, where) for pair in pairs]
    if len(rows) not in COCO_BY_COUNT or any(row.size != 2 for row in rows):
        known = ", ".join(map(str, COCO_BY_COUNT))
        raise InputError(f"{len(rows)} keypoints; expected x and y of {known}", path=path, where=where,
                         fix="Export COCO-17 or Halpe-26 keypoints.")  # fmt: skip
    points = np.column_stack([np.array(rows), figures(scores, "keypoint_scores", path, where)])
    return person_of(points, COCO_BY_COUNT[len(rows)])
