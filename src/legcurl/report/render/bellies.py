"""The muscles of the near leg in space: each along its path, thick where its belly is, coloured by its activation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legcurl.muscles.anatomy import M_PER_MM, Anatomy, reference_anatomy
from legcurl.report.leg_bellies import FULLNESS, SHORTEST_M, along, course
from legcurl.report.leg_posture import Place, Pose
from legcurl.report.leg_shapes import BELLIES
from legcurl.report.muscle_colours import activation_colours
from legcurl.vocabulary import FloatArray

THICKNESS_M = 0.00144
"""Thickness of a belly for the square root of each newton of its maximum force: round, at 0.61 N/mm²; see
:data:`legcurl.report.leg_bellies.THICKNESS_M`."""
STATIONS, ROUND = 24, 14
"""Rings along a belly, and corners of each."""
FLATNESS = 0.85
"""Width of a belly over its thickness as seen from the side."""
TENDON_RADIUS_M = 0.0035
UNKNOWN_RGB = (0.72, 0.71, 0.70)
ASIDE_MM: Mapping[str, tuple[float, float, float]] = {
    "glmax": (-15, -35, -25), "bflh": (0, -24, -32), "bfsh": (-8, -20, -32), "semiten": (4, 14, 24),
    "semimem": (6, 26, 26), "gasmed": (18, 24, 2), "gaslat": (-18, -24, -2), "grac": (40, 42, 26),
    "sart": (-35, 18, 26), "popli": (-24, 0, 14), "soleus": (-6, 0, 0), "tibant": (-14, -14, 10),
    "recfem": (-12, -8, 0), "vasti": (-22, -30, -6),
}  # fmt: skip
"""How far a muscle lies to the inner side of the leg's middle plane at its upper end, its belly and its lower end
(general anatomy, by eye; the model itself is flat)."""


class Strand(NamedTuple):
    """The surface of a muscle: corners and their outward directions, shape (n, 3), m; red, green and blue, 0 to 1."""

    name: str
    corners: FloatArray
    normals: FloatArray
    rgb: tuple[float, float, float]


def strands(pose: Pose, femur: Place, activation: Mapping[str, float], aside_m: float) -> list[Strand]:
    """Every muscle in a posture, all with the same number of corners.

    Parameters
    ----------
    pose : Pose
    femur : Place
        Of the thigh, in the world.
    activation : mapping of str to float
        0 to 1 by muscle; NaN or missing is unknown, and grey.
    aside_m : float
        Where the middle plane of the leg is, m to the left.
    """
    anatomy = reference_anatomy()
    found = []
    for name in BELLIES:
        line = femur.world(course(anatomy, anatomy.muscle(name), pose))
        corners, normals = _surface(*_chain(anatomy, name, line, aside_m))
        found.append(Strand(name, corners, normals, _rgb(activation.get(name, math.nan))))
    return found


@cache
def triangles() -> NDArray[np.int32]:
    """Which corners of a strand make its triangles, shape (m, 3)."""
    here, beside = np.arange(ROUND), np.roll(np.arange(ROUND), -1)
    rings = [
        [np.column_stack([k + here, k + ROUND + beside, k + beside]),
         np.column_stack([k + here, k + ROUND + here, k + ROUND + beside])]
        for k in range(0, (STATIONS + 1) * ROUND, ROUND)
    ]  # fmt: skip
    return np.concatenate([part for ring in rings for part in ring]).astype(np.int32)


def _chain(anatomy: Anatomy, name: str, line: FloatArray, aside_m: float) -> tuple[FloatArray, FloatArray]:
    """Middle of a muscle at its stations, shape (n, 3), and its half thickness there."""
    shape = {str(key): value for key, value in BELLIES.items()}[name]
    whole = float(np.hypot(*np.diff(line, axis=0).T).sum())
    upper, lower = shape.upper_mm * M_PER_MM, shape.lower_mm * M_PER_MM
    now = max(whole - upper - lower, SHORTEST_M)
    half = 0.5 * THICKNESS_M * math.sqrt(anatomy.muscle(name).hill.max_force_n * _standing_m(name) / now)
    u = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, STATIONS))
    at = np.r_[0.0, upper + u * now, whole]
    points = along(line, at)
    thick = np.r_[0.0, half * np.sin(np.pi * u) ** FULLNESS, 0.0]
    to_front = _to_front(points)
    bulged = points + (shape.bulge * thick)[:, None] * to_front
    aside = np.interp(at / whole, (0.0, 0.5, 1.0), np.array(ASIDE_MM[name]) * M_PER_MM)
    return np.column_stack([bulged[:, 0], aside_m + aside, bulged[:, 1]]), np.maximum(thick, TENDON_RADIUS_M)


def _surface(middle: FloatArray, radius_m: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Rings about a line, and the directions away from it."""
    front = _to_front(middle[:, [0, 2]])
    angle = np.linspace(0.0, 2.0 * np.pi, ROUND, endpoint=False)
    away = np.empty((len(middle), ROUND, 3))
    away[:, :, 0], away[:, :, 2] = (front[:, k, None] * np.cos(angle) for k in (0, 1))
    away[:, :, 1] = np.sin(angle)
    corners = middle[:, None, :] + radius_m[:, None, None] * away * (1.0, FLATNESS, 1.0)
    return corners.reshape(-1, 3), away.reshape(-1, 3)


def _to_front(points: FloatArray) -> FloatArray:
    """Directions across a line in its plane, to the front of a standing leg."""
    ahead = np.gradient(points, axis=0)
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    return np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)


@cache
def _standing_m(name: str) -> float:
    """Length of a belly of a body that stands straight."""
    anatomy = reference_anatomy()
    shape = {str(key): value for key, value in BELLIES.items()}[name]
    line = course(anatomy, anatomy.muscle(name), Pose("standing", 0.0, 0.0))
    return float(np.hypot(*np.diff(line, axis=0).T).sum()) - (shape.upper_mm + shape.lower_mm) * M_PER_MM


def _rgb(active: float) -> tuple[float, float, float]:
    if math.isnan(active):
        return UNKNOWN_RGB
    day, _ = activation_colours(active)
    red, green, blue = (int(day[k : k + 2], 16) / 255.0 for k in (1, 3, 5))
    return red, green, blue
