"""Several individuals with points of the same names: one of them is the lifter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.registry import ReadOptions
from legcurl.pose.formats.base import Pictures, increasing, times_by_number, track_of
from legcurl.pose.formats.layouts import person_of, plausible
from legcurl.pose.formats.points import known_points, track_of_points
from legcurl.pose.skeleton import PoseTrack
from legcurl.vocabulary import FloatArray


def track_of_several(
    names: Sequence[str], points: FloatArray, number: FloatArray, head: Head, options: ReadOptions, format_name: str
) -> PoseTrack:
    """The lifter's track from numbered pictures of one or several individuals.

    Parameters
    ----------
    names : sequence of str
        Names of the points, k of them.
    points : ndarray, shape (n, individuals, k, 3)
        x, y (down) and score; NaN where missing.
    number : ndarray, shape (n,)
        Numbers of the pictures.
    head, options, format_name
        The file, what the person says, and the reader.

    Raises
    ------
    InputError
        If hip, knee and ankle are not among the points, nobody is seen, or the rate is not known.
    """
    if not points.size:
        raise InputError("nobody is seen in any picture", path=head.path, fix="Run the detector on the video again.")
    number, points = increasing(number, head), plausible(points)
    if points.shape[1] == 1:
        time_s = times_by_number(number, None, head, options)
        told = f"times by {options.rate_hz:g} pictures a second (as told)"
        alone = points[:, 0]
        return track_of_points(names, alone[..., :2], alone[..., 2], time_s, head, options, format_name, notes=(told,))
    chosen, notes = known_points(names, head, options)
    made = np.stack([points[..., list(places), :].mean(axis=2) for places in chosen.values()], axis=2)
    layout = {keypoint: at for at, keypoint in enumerate(chosen)}
    people = [[person_of(each, layout) for each in picture if np.isfinite(each[:, 0]).any()] for picture in made]
    return track_of(Pictures(people, number=number, notes=notes), head, options, format_name)
