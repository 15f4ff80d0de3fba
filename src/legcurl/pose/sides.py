"""The near leg: fixed once for a recording, since the far one is hidden and detectors swap the two."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from legcurl.pose.segments import lengths
from legcurl.pose.skeleton import INDEX, KEYPOINTS, PoseTrack
from legcurl.vocabulary import FloatArray

Side = Literal["left", "right"]
LEG = ("hip", "knee", "ankle")
CLEARLY = 0.1
"""Mean scores of the two legs that differ by less do not tell which is near; then size and depth do."""
SWAPPED_SHARE = 0.5
"""Left and right are taken as swapped in a picture where that more than halves the way that the leg has come."""
_MIRROR = np.array([
    INDEX[name.replace("left", "*").replace("right", "left").replace("*", "right")] for name in KEYPOINTS
])  # fmt: skip
_LEGS = [INDEX[f"{side}_{joint}"] for side in ("left", "right") for joint in ("knee", "ankle")]


def near_side(track: PoseTrack) -> tuple[Side, str]:
    """Which leg is nearer to the camera, and what told it.

    The leg that is seen better is the near one; where both are seen alike, depth tells where the detector gives it,
    and at last size.
    """
    seen = {side: _seen(track, side) for side in ("left", "right")}
    if abs(seen["left"] - seen["right"]) > CLEARLY:
        return ("left" if seen["left"] > seen["right"] else "right"), "it is seen better"
    if track.depth is not None:
        hips = np.nanmedian(track.depth[:, INDEX["left_hip"]] - track.depth[:, INDEX["right_hip"]])
        if np.isfinite(hips) and hips != 0.0:
            return ("left" if hips < 0 else "right"), "its hip is nearer to the camera"
    size = {side: _size(track, side) for side in ("left", "right")}
    return ("left" if size["left"] >= size["right"] else "right"), "both are seen alike, and it looks no smaller"


def unswapped(track: PoseTrack) -> PoseTrack:
    """The same track with left and right exchanged in the pictures where the detector had swapped them.

    A picture is compared with the one before it: where the legs come much less far when left and right are
    exchanged, they had been swapped.
    """
    xy, score = track.xy.copy(), track.score.copy()
    depth = None if track.depth is None else track.depth.copy()
    swapped = 0
    for i in range(1, track.time_s.size):
        as_is = _way(xy[i - 1], xy[i])
        if _way(xy[i - 1], xy[i][_MIRROR]) < SWAPPED_SHARE * as_is and as_is > _apart(xy[i]):
            xy[i], score[i] = xy[i][_MIRROR], score[i][_MIRROR]
            if depth is not None:
                depth[i] = depth[i][_MIRROR]
            swapped += 1
    if not swapped:
        return track
    note = f"left and right were exchanged in {swapped} of {track.time_s.size} pictures"
    return replace(track, xy=xy, score=score, depth=depth, notes=(*track.notes, note))


def _way(before: FloatArray, after: FloatArray) -> float:
    """How far knees and ankles came from one picture to the next; NaN where one of them is missing."""
    return float(np.hypot(*(after[_LEGS] - before[_LEGS]).T).sum())


def _apart(xy: FloatArray) -> float:
    """How far the two knees and the two ankles are from each other; exchanging less than that changes nothing."""
    left, right = xy[_LEGS[:2]], xy[_LEGS[2:]]
    return float(np.hypot(*(left - right).T).sum())


def _seen(track: PoseTrack, side: str) -> float:
    scores = np.array([track.seen(f"{side}_{joint}") for joint in LEG])
    known = np.isfinite(np.array([track.point(f"{side}_{joint}")[:, 0] for joint in LEG]))
    return float(np.where(known, scores, 0.0).mean())


def _size(track: PoseTrack, side: str) -> float:
    both = sum(lengths(track, side)[name] for name in ("thigh", "shank"))
    return float(np.nanmedian(both)) if np.isfinite(both).any() else 0.0
