"""Muscle length as Chebyshev surfaces over the joint angles, with moment arms as their exact derivatives.

The path in :mod:`legcurl.muscles.geometry` has corners in its second derivative, where a muscle leaves a circle, and
costs a few square roots a frame. The surfaces are smooth polynomials, fitted once (``tools/fit_surfaces.py``) and
shipped. No muscle of the leg crosses more than two joints, so one muscle is one matrix of coefficients.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

from legcurl.muscles.anatomy import JOINTS, RAD_PER_DEG, Anatomy, MuscleAnatomy
from legcurl.muscles.geometry import path_length
from legcurl.muscles.namespace import Array, like, moved, namespace
from legcurl.vocabulary import FloatArray

HIP, KNEE, ANKLE = (JOINTS.index(joint) for joint in ("hip", "knee", "ankle"))
LOW_DEG = np.array([-30.0, -15.0, -60.0])
HIGH_DEG = np.array([110.0, 150.0, 45.0])
"""Range of femur–pelvis flexion, knee flexion and ankle dorsiflexion, deg: what joints reach, with a margin."""
ROWS, COLUMNS = 6, 9
"""Coefficients along the hip or ankle, and along the knee or a single joint: the fewest that stay within 0.2 mm."""
NODES = 40
"""Samples along an angle; several for each coefficient, so that the corners of the paths are averaged."""


@dataclass(frozen=True, eq=False)
class LengthSurfaces:
    """Length of every muscle over the angles it crosses, in plain arrays.

    Parameters
    ----------
    axes : ndarray of int, shape (muscles, 2)
        The joints (0 hip, 1 knee, 2 ankle) that the rows and the columns of a muscle's coefficients stand for. A
        muscle of one joint has it twice, and coefficients in its first row only.
    coefficients : ndarray, shape (muscles, rows, columns)
        Length, m: Σᵢⱼ cᵢⱼ·Tᵢ(u)·Tⱼ(w) with u, w the two angles mapped to −1…1.
    low_rad, high_rad : ndarray, shape (3,)
        The angles of hip (femur–pelvis), knee and ankle that map to −1 and 1.
    arms : ndarray, shape (muscles, 2, rows, columns), optional
        Moment arms over the two axes, m, where a model that came from elsewhere has arms that contradict its lengths.
        Ours have none: their arms are the derivative.
    """

    axes: NDArray[np.int64]
    coefficients: FloatArray
    low_rad: FloatArray
    high_rad: FloatArray
    arms: FloatArray | None = None


def evaluate(surfaces: LengthSurfaces, angles: Array) -> tuple[Array, Array]:
    """Lengths and moment arms of every muscle.

    Parameters
    ----------
    surfaces : LengthSurfaces
    angles : array, shape (frames, 3)
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad.

    Returns
    -------
    length : array, shape (frames, muscles)
        m.
    arm : array, shape (frames, muscles, 3)
        Over hip, knee and ankle, m, positive where the muscle increases the angle: r = −dL/dq, or the surfaces' own.
    """
    length, slope = length_and_slope(surfaces, angles)
    if surfaces.arms is None:
        return length, slope
    surfaces, arms = moved(surfaces, angles), like(surfaces.arms, angles)
    rows, columns = arms.shape[2:]
    value, _ = _basis(_mapped(surfaces, angles), max(rows, columns))
    u, w = _along_axes(surfaces, value, rows, columns)
    return length, _at_axes(surfaces, *(_polynomial(u, arms[:, axis, :, :], w) for axis in range(2)))


def length_and_slope(surfaces: LengthSurfaces, angles: Array) -> tuple[Array, Array]:
    """Lengths, and −dL/dq whatever the arms of the surfaces are; arguments and shapes as :func:`evaluate`."""
    surfaces = moved(surfaces, angles)
    rows, columns = surfaces.coefficients.shape[1:]
    value, derivative = _basis(_mapped(surfaces, angles), max(rows, columns))
    u, w = _along_axes(surfaces, value, rows, columns)
    du, dw = _along_axes(surfaces, derivative, rows, columns)
    length = _polynomial(u, surfaces.coefficients, w)
    slope = (_polynomial(du, surfaces.coefficients, w), _polynomial(u, surfaces.coefficients, dw))
    return length.T, _at_axes(surfaces, *slope) * (-2.0 / (surfaces.high_rad - surfaces.low_rad))


def fit_surfaces(anatomy: Anatomy) -> LengthSurfaces:
    """Fit the surfaces to the paths of a leg, by least squares over the Chebyshev points of the angles."""
    low, high = LOW_DEG * RAD_PER_DEG, HIGH_DEG * RAD_PER_DEG
    axes = np.array([_axes_of(muscle) for muscle in anatomy.muscles])
    coefficients = np.zeros((len(axes), ROWS, COLUMNS))
    nodes = chebyshev.chebpts1(NODES)
    inverse_rows = np.linalg.pinv(chebyshev.chebvander(nodes, ROWS - 1))
    inverse_columns = np.linalg.pinv(chebyshev.chebvander(nodes, COLUMNS - 1))
    for muscle, (first, second), target in zip(anatomy.muscles, axes, coefficients, strict=True):
        angles = [np.full((NODES, NODES), 0.5 * (a + b)) for a, b in zip(low, high, strict=True)]
        spread = 0.5 * (nodes + 1.0)
        angles[first] = np.broadcast_to((low + spread[:, None] * (high - low))[:, first, None], (NODES, NODES))
        angles[second] = np.broadcast_to((low + spread[:, None] * (high - low))[None, :, second], (NODES, NODES))
        length = path_length(anatomy, muscle, (angles[0], angles[1], angles[2]))
        if first == second:
            target[0] = inverse_columns @ length[0]
        else:
            target[:] = inverse_rows @ length @ inverse_columns.T
    return LengthSurfaces(axes, coefficients, low, high)


def _mapped(surfaces: LengthSurfaces, angles: Array) -> Array:
    """Angles in −1…1 of their range."""
    return 2.0 * (angles - surfaces.low_rad) / (surfaces.high_rad - surfaces.low_rad) - 1.0


def _axes_of(muscle: MuscleAnatomy) -> tuple[int, int]:
    """The joints of a muscle as axes: the one that moves it less first, the knee second, a single joint twice."""
    crossed = [JOINTS.index(joint) for joint in muscle.joints]
    if len(crossed) == 1:
        return crossed[0], crossed[0]
    other = next(joint for joint in crossed if joint != KNEE)
    return other, KNEE


def _basis(mapped: Array, count: int) -> tuple[Array, Array]:
    """Chebyshev polynomials 0…count−1 and their derivatives, on a new last axis."""
    xp = namespace(mapped)
    value, second_kind = [xp.ones_like(mapped), mapped], [xp.ones_like(mapped), 2.0 * mapped]
    for recurrence in (value, second_kind):
        for _ in range(count - 2):
            recurrence.append(2.0 * mapped * recurrence[-1] - recurrence[-2])
    slope = [xp.zeros_like(mapped), *(order * before for order, before in enumerate(second_kind, 1))]
    return xp.stack(value[:count], axis=-1), xp.stack(slope[:count], axis=-1)


def _along_axes(surfaces: LengthSurfaces, basis: Array, rows: int, columns: int) -> tuple[Array, Array]:
    """A basis along the first and the second axis of every muscle, shapes (muscles, frames, rows or columns)."""
    xp = namespace(basis)
    by_joint = xp.stack([basis[:, joint, :] for joint in range(len(JOINTS))])
    first, second = (xp.take(by_joint, surfaces.axes[:, axis], axis=0) for axis in range(2))
    return first[:, :, :rows], second[:, :, :columns]


def _polynomial(u: Array, coefficients: Array, w: Array) -> Array:
    """Σᵢⱼ cᵢⱼ·uᵢ·wⱼ of every muscle, shape (muscles, frames)."""
    xp = namespace(u)
    return xp.sum((u @ coefficients) * w, axis=-1)


def _at_axes(surfaces: LengthSurfaces, first: Array, second: Array) -> Array:
    """What belongs to the two axes of every muscle at the joints, (muscles, frames) to (frames, muscles, joints)."""
    xp = namespace(first)
    both = [(first, surfaces.axes[:, 0]), (second, surfaces.axes[:, 1])]
    zero = xp.zeros_like(first)
    joints = [sum(xp.where((axis == joint)[:, None], value, zero) for value, axis in both) for joint in range(3)]
    return xp.stack([value.T for value in joints], axis=-1)
