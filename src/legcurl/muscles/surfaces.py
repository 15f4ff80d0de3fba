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


def evaluate(surfaces: LengthSurfaces, angles: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Lengths and moment arms of every muscle.

    Parameters
    ----------
    surfaces : LengthSurfaces
    angles : ndarray, shape (frames, 3)
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad.

    Returns
    -------
    length : ndarray, shape (frames, muscles)
        m.
    arm : ndarray, shape (frames, muscles, 3)
        Over hip, knee and ankle, m, positive where the muscle increases the angle: r = −dL/dq, or the surfaces' own.
    """
    length, slope = length_and_slope(surfaces, angles)
    if surfaces.arms is None:
        return length, slope
    value, _ = _basis(_mapped(surfaces, angles), max(surfaces.arms.shape[2:]))
    rows, columns = surfaces.arms.shape[2:]
    muscles = np.arange(len(surfaces.axes))
    first, second = surfaces.axes.T
    arm = np.zeros_like(slope)
    for axis, joint in enumerate((first, second)):
        arm[:, muscles, joint] += np.einsum(
            "fmi,mij,fmj->fm", value[:, first, :rows], surfaces.arms[:, axis], value[:, second, :columns], optimize=True
        )
    return length, arm


def length_and_slope(surfaces: LengthSurfaces, angles: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Lengths, and −dL/dq whatever the arms of the surfaces are; arguments and shapes as :func:`evaluate`."""
    span = surfaces.high_rad - surfaces.low_rad
    count, rows, columns = surfaces.coefficients.shape
    value, derivative = _basis(_mapped(surfaces, angles), max(rows, columns))
    muscles = np.arange(count)
    first, second = surfaces.axes.T
    u, w = value[:, first, :rows], value[:, second, :columns]
    du, dw = derivative[:, first, :rows], derivative[:, second, :columns]
    length = np.einsum("fmi,mij,fmj->fm", u, surfaces.coefficients, w, optimize=True)
    slope = np.zeros((len(angles), count, 3))
    slope[:, muscles, first] = -np.einsum("fmi,mij,fmj->fm", du, surfaces.coefficients, w, optimize=True)
    slope[:, muscles, second] -= np.einsum("fmi,mij,fmj->fm", u, surfaces.coefficients, dw, optimize=True)
    return length, slope * (2.0 / span)


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


def _mapped(surfaces: LengthSurfaces, angles: FloatArray) -> FloatArray:
    """Angles in −1…1 of their range."""
    return 2.0 * (angles - surfaces.low_rad) / (surfaces.high_rad - surfaces.low_rad) - 1.0


def _axes_of(muscle: MuscleAnatomy) -> tuple[int, int]:
    """The joints of a muscle as axes: the one that moves it less first, the knee second, a single joint twice."""
    crossed = [JOINTS.index(joint) for joint in muscle.joints]
    if len(crossed) == 1:
        return crossed[0], crossed[0]
    other = next(joint for joint in crossed if joint != KNEE)
    return other, KNEE


def _basis(mapped: FloatArray, count: int) -> tuple[FloatArray, FloatArray]:
    """Chebyshev polynomials 0…count−1 and their derivatives, on a new last axis."""
    value = np.asarray(chebyshev.chebvander(mapped, count - 1), dtype=np.float64)
    slope = np.zeros_like(value)
    second_kind = np.ones_like(mapped), 2.0 * mapped
    for order in range(1, count):
        slope[..., order] = order * second_kind[0]
        second_kind = second_kind[1], 2.0 * mapped * second_kind[1] - second_kind[0]
    return value, slope
