"""Keypoints out: a track of any source as a TRC file that OpenSim and its kin open."""

from __future__ import annotations

from os import PathLike
from typing import Literal

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.registry import ReadOptions, find_format
from legcurl.io.trc import write_markers
from legcurl.pose.formats.base import KeypointFormat
from legcurl.pose.skeleton import INDEX, PoseTrack
from legcurl.vocabulary import Leg

THIGH_OF_HEIGHT = 0.245
"""Length of the thigh as a share of standing height (Drillis and Contini 1966)."""
USUAL_HEIGHT_M = 1.75
"""Taken where nobody says the height; it scales positions, never angles."""
_NAMES = {"toe": "BigToe"}


def write_trc(track: PoseTrack, path: str | PathLike[str], *, height_m: float | None = None) -> None:
    """Write keypoints as markers in one plane, y up, z 0, by the names that OpenSim models for video have.

    Pixels are made metres by the length of the thigh, as it is for somebody of a height.

    Parameters
    ----------
    track : PoseTrack
        Keypoints; those never seen are left out.
    path : path-like
        The file; one that is there is replaced.
    height_m : float, optional
        Standing height of the lifter; 1.75 m unless given. Only the size of the figure depends on it.

    Raises
    ------
    InputError
        If no thigh is seen, by which to tell the size.
    OutputError
        If the file cannot be written; nothing is left behind then.
    """
    lengths = np.concatenate([_lengths(track, side) for side in ("left", "right")])
    lengths = lengths[np.isfinite(lengths) & (lengths > 0)]
    if not lengths.size:
        raise InputError("no thigh is seen by which to tell the size", path=track.source)
    scale = THIGH_OF_HEIGHT * (height_m or USUAL_HEIGHT_M) / float(np.median(lengths))
    markers = {}
    for name, at in INDEX.items():
        xy = track.xy[:, at]
        if np.isfinite(xy).any():
            depth = np.where(np.isfinite(xy[:, :1]), 0.0, np.nan)
            markers[marker_name(name)] = np.concatenate([xy * [scale, -scale], depth], axis=1)
    write_markers(path, track.time_s, markers, "m")


def read_track(
    path: str | PathLike[str],
    *,
    rate_hz: float | None = None,
    size: tuple[float, float] | None = None,
    leg: Leg | None = None,
) -> PoseTrack:
    """Read the lifter's keypoints themselves from a file that another tool wrote.

    Parameters
    ----------
    path : path-like
        A file, or a folder of pictures' files.
    rate_hz : float, optional
        Pictures a second, for files that do not say.
    size : tuple of float, optional
        Width and height of the picture in pixels, for keypoints that are given as shares of it.
    leg : {"left", "right"}, optional
        The leg that names without a side mean.

    Returns
    -------
    PoseTrack

    Raises
    ------
    InputError
        If the file is missing, damaged, or holds no keypoints.
    """
    head, options = Head.open(path), ReadOptions(rate_hz=rate_hz, size=size, leg=leg)
    found = find_format(head, options)
    if not isinstance(found, KeypointFormat):
        raise InputError(f"{found.what} hold no keypoints", path=head.path, fix="Give a file of keypoints.")
    return found.track(head, options)


def marker_name(keypoint: str) -> str:
    """Name of a keypoint as Pose2Sim's and OpenSim's models have it.

    >>> marker_name("right_toe"), marker_name("left_knee"), marker_name("nose")
    ('RBigToe', 'LKnee', 'Nose')
    """
    side, _, part = keypoint.rpartition("_")
    return f"{side[:1].upper()}{_NAMES.get(part, part.capitalize())}"


def _lengths(track: PoseTrack, side: Literal["left", "right"] | str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(np.hypot(*(track.point(f"{side}_knee") - track.point(f"{side}_hip")).T))
