"""Length and course of a muscle along its path in the planar leg.

The path is the truth: its length is defined here and nowhere else, and every moment arm is the length's derivative,
r = −dL/dq. A muscle goes straight from point to point; where a circle stands between two points and the straight line
would cut it, the muscle follows the two tangents and the arc between them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from legcurl.errors import InputError
from legcurl.muscles.anatomy import Anatomy, MuscleAnatomy, PathPoint, WrapCircle
from legcurl.vocabulary import FloatArray

ARC_STEP_RAD = 0.1
"""Spacing of the corners that :func:`path_line` draws an arc with."""
BACKWARD_RAD = 0.9
"""How far the lower point may lie before the upper one, round a circle, in a leg bent as far as it goes."""


Angles = tuple[FloatArray, FloatArray, FloatArray]
"""Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad, of one shape."""


def place(anatomy: Anatomy, step: PathPoint | WrapCircle, angles: Angles) -> FloatArray:
    """A point of a path, or the centre of a circle, in the frame of the femur.

    Parameters
    ----------
    anatomy : Anatomy
    step : PathPoint or WrapCircle
    angles : tuple of ndarray
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad, of one shape.

    Returns
    -------
    ndarray, shape (..., 2)
        x to the front and y up along the thigh, origin in the knee axis, m.
    """
    hip, knee, ankle = angles
    x, y = np.broadcast_to(step.x_m, knee.shape), np.broadcast_to(step.y_m, knee.shape)
    if step.body == "pelvis":
        x, y = _turn(x, y, -hip)
        y = y + anatomy.thigh_m
    elif step.body == "foot":
        x, y = _turn(x, y, ankle)
        x, y = _turn(x, y - anatomy.shank_m, -knee)
    elif step.body == "tibia":
        x, y = _turn(x, y, -knee)
    return np.stack([x, y], axis=-1)


class Wrap(NamedTuple):
    """How a stretch from a point to a point meets a circle, seen from the centre of the circle.

    ``start_rad`` is the direction of the first tangent point, ``arc_rad`` the angle from there to the second (negative
    where the straight line passes free), ``reach_m`` the length of both tangents together.
    """

    start_rad: FloatArray
    arc_rad: FloatArray
    reach_m: FloatArray


def path_length(anatomy: Anatomy, muscle: MuscleAnatomy, angles: Angles) -> FloatArray:
    """Length of muscle and tendon along the path, m.

    Parameters
    ----------
    anatomy : Anatomy
    muscle : MuscleAnatomy
    angles : tuple of ndarray
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad, of one shape.

    Returns
    -------
    ndarray
        Of the shape of the angles.

    Raises
    ------
    InputError
        Where a point lies inside the circle that its muscle wraps.
    """
    length = np.zeros(angles[1].shape)
    for start, circle, end in _stretches(muscle):
        a, b = (place(anatomy, point, angles) for point in (start, end))
        straight = np.hypot(*np.moveaxis(b - a, -1, 0))
        if circle is None:
            length += straight
        else:
            wrap = _wrap(circle, a, b, place(anatomy, circle, angles), muscle.name)
            length += np.where(wrap.arc_rad > 0.0, wrap.reach_m + circle.radius_m * wrap.arc_rad, straight)
    return length


def path_line(anatomy: Anatomy, muscle: MuscleAnatomy, hip: float, knee: float, ankle: float) -> FloatArray:
    """The course of a muscle in one posture, for a drawing.

    Parameters
    ----------
    anatomy : Anatomy
    muscle : MuscleAnatomy
    hip, knee, ankle : float
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad.

    Returns
    -------
    ndarray, shape (n, 2)
        Corners of the course in the frame of the femur (origin in the knee axis), m.
    """
    angles = (np.asarray(hip, float), np.asarray(knee, float), np.asarray(ankle, float))
    stretches = _stretches(muscle)
    corners = [place(anatomy, stretches[0][0], angles)[None, :]]
    for start, circle, end in stretches:
        a, b = (place(anatomy, point, angles) for point in (start, end))
        if circle is not None:
            centre = place(anatomy, circle, angles)
            wrap = _wrap(circle, a, b, centre, muscle.name)
            if wrap.arc_rad > 0.0:
                steps = np.linspace(0.0, float(wrap.arc_rad), 2 + int(wrap.arc_rad / ARC_STEP_RAD))
                around = wrap.start_rad + _turn_of(circle) * steps
                corners.append(centre + circle.radius_m * np.stack([np.cos(around), np.sin(around)], axis=-1))
        corners.append(b[None, :])
    return np.concatenate(corners)


def _stretches(muscle: MuscleAnatomy) -> list[tuple[PathPoint, WrapCircle | None, PathPoint]]:
    """The path from point to point, each stretch with the circle that stands between, or None."""
    stretches: list[tuple[PathPoint, WrapCircle | None, PathPoint]] = []
    start: PathPoint | None = None
    circle: WrapCircle | None = None
    for step in muscle.path:
        if isinstance(step, WrapCircle):
            circle = step
            continue
        if start is not None:
            stretches.append((start, circle, step))
        start, circle = step, None
    return stretches


def _wrap(circle: WrapCircle, a: FloatArray, b: FloatArray, centre: FloatArray, name: str) -> Wrap:
    """How the stretch from ``a`` to ``b`` meets the circle that stands at ``centre``."""
    radius, turn = circle.radius_m, _turn_of(circle)
    (xa, ya), (xb, yb) = np.moveaxis(a - centre, -1, 0), np.moveaxis(b - centre, -1, 0)
    squared_a, squared_b = xa**2 + ya**2 - radius**2, xb**2 + yb**2 - radius**2
    if np.min(squared_a) <= 0.0 or np.min(squared_b) <= 0.0:
        raise InputError(f"anatomy: '{name}' has a point inside the circle that it wraps")
    reach_a, reach_b = np.sqrt(squared_a), np.sqrt(squared_b)
    from_a, from_b = np.arctan2(ya, xa), np.arctan2(yb, xb)
    between = (turn * (from_b - from_a) + BACKWARD_RAD) % (2.0 * np.pi) - BACKWARD_RAD
    past_a, past_b = np.arctan2(reach_a, radius), np.arctan2(reach_b, radius)
    return Wrap(from_a + turn * past_a, between - past_a - past_b, reach_a + reach_b)


def _turn_of(circle: WrapCircle) -> float:
    """The sense in which a muscle runs round a circle from above to below: +1 counter-clockwise, behind it."""
    return 1.0 if circle.side == "behind" else -1.0


def _turn(x: FloatArray, y: FloatArray, by: FloatArray) -> tuple[FloatArray, FloatArray]:
    """A point turned counter-clockwise about the origin."""
    cosine, sine = np.cos(by), np.sin(by)
    return x * cosine - y * sine, x * sine + y * cosine
