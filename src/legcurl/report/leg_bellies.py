"""The course of a muscle in a posture and the outline of its belly, for the picture."""

from __future__ import annotations

import math

import numpy as np

from legcurl.muscles.anatomy import M_PER_MM, Anatomy, MuscleAnatomy
from legcurl.muscles.geometry import path_line
from legcurl.report.leg_posture import Pose
from legcurl.report.leg_shapes import BELLIES
from legcurl.vocabulary import FloatArray

THICKNESS_M = 0.00102
"""Thickness of a belly for the square root of each newton of its maximum force. A round belly would have 0.00144 at
0.61 N/mm², the specific tension that the forces of Gait2392 stand for; thinner, they can be told apart."""
STATIONS = 15
"""Corners on each side of a belly."""
FULLNESS = 0.7
"""Exponent of the half sine that a belly's thickness follows: below 1 it is fuller than a lens."""
SHORTEST_M = 0.02
"""A belly is drawn no shorter than this."""


def course(anatomy: Anatomy, muscle: MuscleAnatomy, pose: Pose) -> FloatArray:
    """The path of a muscle in a posture, from above to below, in the frame of the femur.

    Returns
    -------
    ndarray, shape (n, 2)
        m. Its length is that of :func:`legcurl.muscles.geometry.path_length`.
    """
    hip, knee, ankle = (math.radians(a) for a in (anatomy.hip_share * pose.hip, pose.knee_deg, pose.ankle_deg))
    return path_line(anatomy, muscle, hip, knee, ankle)


def belly(anatomy: Anatomy, muscle: MuscleAnatomy, pose: Pose) -> FloatArray:
    """The outline of the belly of a muscle in a posture, in the frame of the femur.

    Returns
    -------
    ndarray, shape (n, 2)
        m, closed. Its thickness follows the square root of the maximum force, and of the length that the belly has
        standing over the length that it has now, since its volume stays.
    """
    shape = {str(name): shape for name, shape in BELLIES.items()}[muscle.name]
    line = course(anatomy, muscle, pose)
    upper, lower = shape.upper_mm * M_PER_MM, shape.lower_mm * M_PER_MM
    standing = _length(course(anatomy, muscle, Pose("standing", 0.0, 0.0))) - upper - lower
    now = max(_length(line) - upper - lower, SHORTEST_M)
    half = 0.5 * THICKNESS_M * math.sqrt(muscle.hill.max_force_n * standing / now)
    u = np.linspace(0.0, 1.0, STATIONS)
    points = along(line, upper + u * now)
    ahead = np.gradient(points, axis=0)
    ahead /= np.hypot(*ahead.T)[:, None]
    to_back = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    reach = half * np.sin(np.pi * u)[:, None] ** FULLNESS
    back = points + (1.0 - shape.bulge) * reach * to_back
    front = points - (1.0 + shape.bulge) * reach * to_back
    return np.concatenate([back, front[-2:0:-1]])


def sides(belly: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The back and the front side of the outline of a belly, each from above to below."""
    front = np.concatenate([belly[:1], belly[: STATIONS - 2 : -1]])
    return belly[:STATIONS], front


def along(line: FloatArray, distance_m: FloatArray) -> FloatArray:
    """Points of a line at distances from its beginning, shape (n, 2)."""
    run = np.r_[0.0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))]
    return np.stack([np.interp(distance_m, run, axis) for axis in line.T], axis=1)


def _length(line: FloatArray) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())
