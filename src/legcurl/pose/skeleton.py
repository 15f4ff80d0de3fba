"""The canonical small skeleton: every backend and every file of keypoints is brought to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.errors import InputError
from legcurl.recording import Issue
from legcurl.vocabulary import FloatArray

KEYPOINTS: tuple[str, ...] = (
    "nose", "left_ear", "right_ear",
    "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
    "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle",
    "left_heel", "right_heel", "left_toe", "right_toe",
)  # fmt: skip
"""Names of the keypoints, in the order in which arrays hold them. The toe is the big toe's tip."""

BONES: tuple[tuple[str, str], ...] = tuple(
    (f"{side}_{a}", f"{side}_{b}")
    for side in ("left", "right")
    for a, b in (
        ("shoulder", "elbow"), ("elbow", "wrist"), ("shoulder", "hip"), ("hip", "knee"), ("knee", "ankle"),
        ("ankle", "heel"), ("heel", "toe"), ("ankle", "toe"),
    )
)  # fmt: skip
"""Pairs of keypoints to be joined when a person is drawn."""

INDEX: dict[str, int] = {name: i for i, name in enumerate(KEYPOINTS)}


@dataclass(frozen=True, eq=False)
class Person:
    """One person in one picture.

    Parameters
    ----------
    xy : ndarray, shape (len(KEYPOINTS), 2)
        Positions, x to the right and **y down**, in pixels (or another unit with square pixels); NaN where missing.
    score : ndarray, shape (len(KEYPOINTS),)
        How sure the detector is, 0–1; 0 where missing.
    depth : ndarray, shape (len(KEYPOINTS),), optional
        Distance from the camera relative to the middle of the hips, smaller is nearer, in any unit.
    """

    xy: FloatArray
    score: FloatArray
    depth: FloatArray | None = None


@dataclass(frozen=True, eq=False)
class PoseTrack:
    """The keypoints of one person against time, before any angle.

    Parameters
    ----------
    time_s : ndarray, shape (n,)
        Presentation times in s, strictly increasing.
    xy : ndarray, shape (n, len(KEYPOINTS), 2)
        As in :class:`Person`; NaN where nothing was seen.
    score : ndarray, shape (n, len(KEYPOINTS))
        As in :class:`Person`.
    size : tuple of float, optional
        Width and height of the picture in the unit of `xy`; None where it is unknown.
    source : str
        Name of the file.
    format : str
        Name of the reader or the backend.
    notes : tuple of str
        What was assumed, in sentences for the person.
    depth : ndarray, shape (n, len(KEYPOINTS)), optional
        As in :class:`Person`.
    issues : tuple of Issue
        What is doubtful about the pictures.
    steady : float
        How far angles are to be believed for all that the camera moves, 0–1; 1 where it stands.

    Raises
    ------
    InputError
        If the shapes do not fit together.
    """

    time_s: FloatArray
    xy: FloatArray
    score: FloatArray
    size: tuple[float, float] | None = None
    source: str = "memory"
    format: str = "pose"
    notes: tuple[str, ...] = ()
    depth: FloatArray | None = None
    issues: tuple[Issue, ...] = ()
    steady: float = 1.0

    def __post_init__(self) -> None:
        n, k = np.size(self.time_s), len(KEYPOINTS)
        if np.shape(self.xy) != (n, k, 2) or np.shape(self.score) != (n, k):
            raise InputError(
                f"keypoints of shape {np.shape(self.xy)} and scores of {np.shape(self.score)} for {n} times; "
                f"expected {(n, k, 2)} and {(n, k)}",
                path=self.source,
            )

    def point(self, name: str) -> FloatArray:
        """Positions of one keypoint, shape (n, 2)."""
        return self.xy[:, INDEX[name]]

    def seen(self, name: str) -> FloatArray:
        """Scores of one keypoint, shape (n,)."""
        return self.score[:, INDEX[name]]
