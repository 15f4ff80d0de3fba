"""Points with names of their own, one person: their columns made a track of the canonical skeleton."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.header import listed
from legcurl.io.registry import ReadOptions
from legcurl.pose.formats.base import square_pixels
from legcurl.pose.formats.names import keypoints_by_name
from legcurl.pose.skeleton import INDEX, KEYPOINTS, PoseTrack
from legcurl.vocabulary import FloatArray

LEG = ("hip", "knee", "ankle")


def known_points(
    names: Sequence[str], head: Head, options: ReadOptions
) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    """The columns that make up each keypoint, with what is to be said of the choice.

    Raises
    ------
    InputError
        If hip, knee and ankle of no leg are among them.
    """
    columns, notes = keypoints_by_name(names, options.leg)
    if not any(all(f"{side}_{part}" in columns for part in LEG) for side in ("left", "right")):
        raise InputError(
            f"hip, knee and ankle of no leg are among the points {listed(names)}", path=head.path,
            fix="Name them so, with the side: right_hip, right_knee, right_ankle.",
        )  # fmt: skip
    unused = [name for at, name in enumerate(names) if at not in {at for made in columns.values() for at in made}]
    return columns, (*notes, *([f"left out: points {listed(unused)}"] if unused else []))


def track_of_points(
    names: Sequence[str],
    xy: FloatArray,
    score: FloatArray | None,
    time_s: FloatArray,
    head: Head,
    options: ReadOptions,
    format_name: str,
    *,
    size: tuple[float, float] | None = None,
    notes: tuple[str, ...] = (),
) -> PoseTrack:
    """One person's track from points with names.

    Parameters
    ----------
    names : sequence of str
        Name of each point, k of them.
    xy : ndarray, shape (n, k, 2)
        y down; NaN where missing.
    score : ndarray, shape (n, k), or None
        0–1; all points that are there count as sure where there is none.
    time_s : ndarray, shape (n,)
    head, options
        The file and what the person says.
    format_name : str
        Name of the reader.
    size : tuple of float, optional
        Of the picture, where the file says it.
    notes : tuple of str
        What the reader has to say already.

    Raises
    ------
    InputError
        If hip, knee and ankle are not among the points, or cannot be made pixels.
    """
    columns, said = known_points(names, head, options)
    placed = np.full((time_s.size, len(KEYPOINTS), 2), np.nan)
    sure = np.zeros((time_s.size, len(KEYPOINTS)))
    for keypoint, at in columns.items():
        placed[:, INDEX[keypoint]] = xy[:, list(at)].mean(axis=1)
        if score is not None:
            sure[:, INDEX[keypoint]] = np.clip(np.nan_to_num(score[:, list(at)].min(axis=1)), 0.0, 1.0)
    known = np.isfinite(placed).all(axis=2) & (placed != 0).any(axis=2)
    if score is None:
        sure[known] = 1.0
    known &= sure > 0
    placed[~known], sure[~known] = np.nan, 0.0
    scale, size, scaled = square_pixels(placed, size, head, options)
    return PoseTrack(
        time_s, placed if scale is None else placed * scale, sure, size, head.path.name, format_name,
        (*notes, *said, *scaled),
    )  # fmt: skip
