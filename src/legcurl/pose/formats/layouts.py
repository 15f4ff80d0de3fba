"""Which number of a detector's keypoints is which joint, for every layout that is met without names."""

from __future__ import annotations

import numpy as np

from legcurl.pose.skeleton import INDEX, KEYPOINTS, Person
from legcurl.vocabulary import FloatArray

_PAIRS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe", "ear")


def _layout(nose: int, **numbers: tuple[int, int]) -> dict[str, int]:
    """Numbers by keypoint, from those of the left and the right one of each pair."""
    named = {"nose": nose}
    for part in _PAIRS:
        if part in numbers:
            named[f"left_{part}"], named[f"right_{part}"] = numbers[part]
    return named


_COCO = {"shoulder": (5, 6), "elbow": (7, 8), "wrist": (9, 10), "hip": (11, 12), "knee": (13, 14), "ankle": (15, 16),
         "ear": (3, 4)}  # fmt: skip
COCO_17 = _layout(0, **_COCO)
COCO_WHOLE_BODY = _layout(0, **_COCO, toe=(17, 20), heel=(19, 22))
HALPE = _layout(0, **_COCO, toe=(20, 21), heel=(24, 25))
BODY_25 = _layout(
    0, shoulder=(5, 2), elbow=(6, 3), wrist=(7, 4), hip=(12, 9), knee=(13, 10), ankle=(14, 11), ear=(18, 17),
    toe=(19, 22), heel=(21, 24),
)  # fmt: skip
OPENPOSE_COCO = _layout(
    0, shoulder=(5, 2), elbow=(6, 3), wrist=(7, 4), hip=(11, 8), knee=(12, 9), ankle=(13, 10), ear=(17, 16)
)
MEDIAPIPE = _layout(
    0, ear=(7, 8), shoulder=(11, 12), elbow=(13, 14), wrist=(15, 16), hip=(23, 24), knee=(25, 26), ankle=(27, 28),
    heel=(29, 30), toe=(31, 32),
)  # fmt: skip

OPENPOSE_BY_COUNT = {25: BODY_25, 18: OPENPOSE_COCO}
"""OpenPose's layouts (its output documentation) by how many keypoints a person has."""
COCO_BY_COUNT = {17: COCO_17, 26: HALPE, 133: COCO_WHOLE_BODY, 136: HALPE}
"""COCO's, AlphaPose's and Halpe's layouts by how many keypoints a person has."""


LARGEST = 1e7
"""No coordinate is larger, in any unit: what is, is missing."""


def plausible(coordinates: FloatArray) -> FloatArray:
    """Coordinates without those that cannot be, which become NaN."""
    return np.where(np.abs(coordinates) < LARGEST, coordinates, np.nan)


def person_of(points: FloatArray, layout: dict[str, int], depth: FloatArray | None = None) -> Person:
    """One person of the canonical skeleton.

    Parameters
    ----------
    points : ndarray, shape (k, 3)
        x, y (down) and score of the detector's keypoints; a score of 0, or x and y of 0, is a missing one.
    layout : dict of str to int
        Number by keypoint.
    depth : ndarray, shape (k,), optional
        Distance from the camera, where the detector guesses it.

    Returns
    -------
    Person
    """
    xy = np.full((len(KEYPOINTS), 2), np.nan)
    score = np.zeros(len(KEYPOINTS))
    to = [INDEX[name] for name in layout]
    given = points[list(layout.values())]
    known = np.isfinite(given[:, :2]).all(axis=1) & (given[:, 2] > 0) & (given[:, :2] != 0).any(axis=1)
    xy[to] = np.where(known[:, None], given[:, :2], np.nan)
    score[to] = np.where(known, np.clip(np.nan_to_num(given[:, 2]), 0.0, 1.0), 0.0)
    if depth is None or not np.isfinite(depth).any():
        return Person(xy, score)
    away = np.full(len(KEYPOINTS), np.nan)
    away[to] = depth[list(layout.values())]
    return Person(xy, score, away)
