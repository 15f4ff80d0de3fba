"""The muscle computation compiled: from joint angles, velocities and moments to activations and forces.

The same mathematics as :mod:`legcurl.muscles.surfaces`, :mod:`legcurl.muscles.hill` and
:mod:`legcurl.muscles.recruitment`, which stay the readable reference; a test holds both equal to 1e-10. Frames are
worked on in blocks that fit the fastest cache, with the loop over frames innermost, so that it is vectorised.

Importing this module imports numba. The functions are plain Python over numbers and arrays; numba compiles them once
and keeps the result on disk.
"""

from __future__ import annotations

import math
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.polynomial.chebyshev import cheb2poly

from legcurl.muscles import hill, recruitment
from legcurl.muscles.hill import SHORTEST_FIBER
from legcurl.muscles.kernel_nearest import nearest_frame
from legcurl.muscles.kernel_newton import jit, newton_block, scale_block, solve_frame, start_block
from legcurl.muscles.kernel_tendon import elastic_forces
from legcurl.muscles.recruitment import TOLERANCE
from legcurl.vocabulary import FloatArray

BLOCK = 128
"""Frames a block: its arrays stay in the fastest cache."""
COLUMNS = 9
"""Coefficients along the second angle: a fixed number lets the compiler unroll Horner's rule. Fewer are filled up."""
KNEE = 1
TERMS = 13
"""Of the series of exp(x/32), whose 32nd power is exp(x): good to 1e-13 for |x| below 14, where muscles are."""
LARGEST_EXPONENT = 30.0
"""Exponents are held within: a passive fibre that long would tear, and a Gaussian that far out is nothing."""
SERIES = tuple(1.0 / math.factorial(k) for k in range(TERMS))


def _exp_py(x: float) -> float:
    """exp(x) without a library call, so that a loop over it is vectorised; what is not a number stays none."""
    held = LARGEST_EXPONENT if x > LARGEST_EXPONENT else x
    held = -LARGEST_EXPONENT if held < -LARGEST_EXPONENT else held
    small = held * 0.03125
    value = SERIES[12]
    value = value * small + SERIES[11]
    value = value * small + SERIES[10]
    value = value * small + SERIES[9]
    value = value * small + SERIES[8]
    value = value * small + SERIES[7]
    value = value * small + SERIES[6]
    value = value * small + SERIES[5]
    value = value * small + SERIES[4]
    value = value * small + SERIES[3]
    value = value * small + SERIES[2]
    value = value * small + SERIES[1]
    value = value * small + SERIES[0]
    value *= value
    value *= value
    value *= value
    value *= value
    return value * value


def _geometry_py(start: int, count: int, powers: Any, axes: Any, rows: Any, mapped: Any, slope: Any, rates: Any,
                 length: Any, arm: Any, speed: Any, work: Any) -> None:  # fmt: skip
    """Length, moment arms and lengthening velocity of every muscle over a block, by Horner's rule.

    `powers[m, i, j]` is the coefficient of uⁱ·wʲ, `mapped` the angles in −1…1, `slope` their change a radian.
    """
    value, by_u, by_w = work[0], work[1], work[2]
    for m in range(powers.shape[0]):
        first, second = axes[m, 0], axes[m, 1]
        u, w = mapped[first], mapped[second]
        for f in range(count):
            value[f] = 0.0
            by_u[f] = 0.0
            by_w[f] = 0.0
        for i in range(rows[m] - 1, -1, -1):
            # In plain numbers, since the compiler could not tell that an array is not written to in the loop.
            row = powers[m, i]
            c0, c1, c2, c3, c4 = row[0], row[1], row[2], row[3], row[4]
            c5, c6, c7, c8 = row[5], row[6], row[7], row[8]
            for f in range(count):
                x = w[f]
                at, slope_at = c8, c8
                at = at * x + c7
                slope_at = slope_at * x + at
                at = at * x + c6
                slope_at = slope_at * x + at
                at = at * x + c5
                slope_at = slope_at * x + at
                at = at * x + c4
                slope_at = slope_at * x + at
                at = at * x + c3
                slope_at = slope_at * x + at
                at = at * x + c2
                slope_at = slope_at * x + at
                at = at * x + c1
                slope_at = slope_at * x + at
                at = at * x + c0
                by_u[f] = by_u[f] * u[f] + value[f]
                value[f] = value[f] * u[f] + at
                by_w[f] = by_w[f] * u[f] + slope_at
        own_length, own_speed = length[m], speed[m][start : start + count]
        turn, swing = rates[first][start : start + count], rates[second][start : start + count]
        for joint in range(3):
            along = arm[joint, m]
            for f in range(count):
                along[f] = 0.0
        along, across = arm[first, m], arm[second, m]
        for f in range(count):
            own_length[f] = value[f]
            own_speed[f] = by_u[f] * slope[first] * turn[f] + by_w[f] * slope[second] * swing[f]
            along[f] = -by_u[f] * slope[first]
        for f in range(count):
            across[f] -= by_w[f] * slope[second]


def _tables_py(count: int, powers: Any, axes: Any, mapped: Any, arm: Any, work: Any) -> None:
    """Moment arms from surfaces of their own, where a model has arms that contradict its lengths."""
    columns, value = powers.shape[3], work[0]
    for m in range(powers.shape[0]):
        for joint in range(3):
            arm[joint, m, :count] = 0.0
        u, w = mapped[axes[m, 0]], mapped[axes[m, 1]]
        for axis in range(2):
            for f in range(count):
                value[f] = 0.0
            for i in range(powers.shape[2] - 1, -1, -1):
                row = powers[m, axis, i]
                for f in range(count):
                    at = row[columns - 1]
                    for j in range(columns - 2, -1, -1):
                        at = at * w[f] + row[j]
                    value[f] = value[f] * u[f] + at
            along = arm[axes[m, axis], m]
            for f in range(count):
                along[f] += value[f]


def _forces_py(start: int, count: int, hill: Any, curves: Any, length: Any, speed: Any, fiber: Any, passive: Any,
               active: Any) -> None:  # fmt: skip
    """Fibre length, passive force and what full activation adds, along the tendon, with a rigid tendon."""
    width, toe_strain, toe_shape, fastest, curvature, plateau, _, _ = curves
    per_whole = 1.0 / (math.expm1(toe_shape) - toe_shape)
    per_strain, per_curvature, per_width = toe_shape / toe_strain, 1.0 / curvature, 1.0 / width
    knee = (plateau - 1.0) * curvature / (1.0 + curvature)
    for m in range(length.shape[0]):
        maximum, tendon, thickness = hill[m, 0], hill[m, 2] / hill[m, 1], hill[m, 3]
        per_optimal, per_fastest = 1.0 / hill[m, 1], 1.0 / (hill[m, 1] * fastest)
        path, lengthening, own_fiber = length[m], speed[m][start : start + count], fiber[m][start : start + count]
        own_passive, own_active = passive[m][start : start + count], active[m][start : start + count]
        for f in range(count):
            along = path[f] * per_optimal - tendon
            normal = math.sqrt(along * along + thickness * thickness)
            cosine = along / normal
            strength = maximum * cosine if along > SHORTEST_FIBER else 0.0
            velocity = lengthening[f] * per_fastest * cosine
            slow = -1.0 if velocity < -1.0 else velocity
            over = velocity * plateau + knee if velocity > 0.0 else 1.0 + slow
            under = velocity + knee if velocity > 0.0 else 1.0 - slow * per_curvature
            stretch = (normal - 1.0) * per_strain
            stretch = 0.0 if stretch < 0.0 else stretch
            own_fiber[f] = normal
            own_passive[f] = strength * ((_exp(stretch) - 1.0 - stretch) * per_whole)
            own_active[f] = strength * _exp(-(normal - 1.0) * (normal - 1.0) * per_width) * (over / under)


def _share_py(start: int, stop: int, angles: Any, rates: Any, moments: Any, shape: Any, hill: Any, task: Any,
              out: Any) -> None:  # fmt: skip
    """The frames from `start` to `stop`, block by block.

    Parameters
    ----------
    angles, rates : ndarray, shape (3, frames)
    moments : ndarray, shape (joints, frames)
    shape : tuple
        Coefficients of powers, axes and used rows of the length surfaces, and the mapping of the angles; last the
        coefficients of the arms, of no muscle where the arms are the lengths' derivative.
    hill : tuple
        Maximum force, optimal fibre, tendon and sine of pennation by muscle; the curves' constants; whether the tendon
        is elastic.
    task : tuple
        Joints whose moments must be met, cost by muscle, softness by joint, power, least activation.
    out : tuple of ndarray, shape (muscles, frames), (joints, frames) and (frames,)
        Fibre length, velocity, passive and active force, activation, knee arm, reserve, convergence; all are filled.
    """
    powers, axes, rows, low, slope, tables = shape
    parameters, curves, elastic = hill
    joints, cost, soft, power, lower = task
    fibers, velocities, passives, actives, activations, arms, reserves, converged = out
    muscles, wanted = powers.shape[0], joints.shape[0]
    length, arm = np.empty((muscles, BLOCK)), np.empty((3, muscles, BLOCK))
    mapped, work = np.empty((3, BLOCK)), np.zeros((5 + 3 * wanted, BLOCK))
    gain, target = np.empty((wanted, muscles, BLOCK)), np.empty((wanted, BLOCK))
    scale, multiplier, residual = np.empty((wanted, BLOCK)), np.empty((wanted, BLOCK)), np.empty((wanted, BLOCK))
    matrix = np.empty((wanted, wanted, BLOCK))
    for first in range(start, stop, BLOCK):
        last = min(first + BLOCK, stop)
        count = last - first
        for joint in range(3):
            row = mapped[joint]
            for f in range(count):
                row[f] = (angles[joint, first + f] - low[joint]) * slope[joint] - 1.0
        _geometry(first, count, powers, axes, rows, mapped, slope, rates, length, arm, velocities, work)
        if tables.shape[0] > 0:
            _tables(count, tables, axes, mapped, arm, work)
        if elastic:
            elastic_forces(first, count, parameters, curves, length, velocities, fibers, passives, actives)
        else:
            _forces(first, count, parameters, curves, length, velocities, fibers, passives, actives)
        for j in range(wanted):
            asked = target[j]
            for f in range(count):
                asked[f] = moments[j, first + f]
            for m in range(muscles):
                own_gain, own_arm = gain[j, m], arm[joints[j], m]
                own_active, own_passive = actives[m][first:last], passives[m][first:last]
                for f in range(count):
                    own_gain[f] = own_arm[f] * own_active[f]
                    asked[f] -= own_arm[f] * own_passive[f]
        for m in range(muscles):
            own_arm, knee_arm = arm[KNEE, m], arms[m][first:last]
            for f in range(count):
                knee_arm[f] = own_arm[f]
        scale_block(count, gain, target, scale)
        start_block(count, gain, target, cost, soft, multiplier, matrix)
        newton_block(
            first, count, gain, target, cost, power, lower, soft, multiplier, activations, residual, matrix, work
        )
        _finish(
            first, count, gain, target, scale, residual, (cost, power, lower, soft), activations, reserves, converged
        )


def _finish_py(first: int, count: int, gain: Any, target: Any, scale: Any, residual: Any, task: Any, activations: Any,
               reserves: Any, converged: Any) -> None:  # fmt: skip
    """Solve the frames of a block that are not done one by one, and write down what could not be met."""
    cost, power, lower, soft = task
    wanted, muscles = gain.shape[0], gain.shape[1]
    one_gain, one_target, one_matrix = np.empty((wanted, muscles)), np.empty(wanted), np.empty((wanted, wanted))
    one_multiplier, one_activation, one_work = np.empty(wanted), np.empty(muscles), np.empty((6, wanted))
    for f in range(count):
        worst, finite = 0.0, True
        for j in range(wanted):
            finite = finite and math.isfinite(target[j, f]) and math.isfinite(scale[j, f])
            worst = max(worst, abs(residual[j, f]))
        done = finite and worst <= TOLERANCE
        if finite and not done:
            for j in range(wanted):
                one_target[j] = target[j, f]
                for m in range(muscles):
                    one_gain[j, m] = gain[j, m, f]
            done = wanted <= 2 and nearest_frame(one_target, one_gain, cost, power, lower, soft, one_activation)
            done = done or solve_frame(one_target, one_gain, cost, power, lower, soft, one_multiplier, one_activation,
                                       one_work, one_matrix)  # fmt: skip
            for m in range(muscles):
                activations[m, first + f] = one_activation[m]
            for j in range(wanted):
                made = 0.0
                for m in range(muscles):
                    made += one_gain[j, m] * one_activation[m]
                residual[j, f] = one_target[j] - made
        if not finite:
            for m in range(muscles):
                activations[m, first + f] = math.nan
        for j in range(wanted):
            reserves[j, first + f] = residual[j, f] * scale[j, f] if finite else math.nan
        converged[first + f] = done


def _fingerprint() -> int:
    """A number that changes with the source of everything that is compiled, or frozen into it."""
    rooms = Path(__file__).parent.glob("kernel*.py"), (Path(recruitment.__file__), Path(hill.__file__))
    return zlib.crc32(b"".join(path.read_bytes() for path in sorted([*rooms[0], *rooms[1]])))


def _keyed(fingerprint: int) -> Any:
    """The outermost function; what it closes over is part of the key under which numba keeps it on disk."""

    def share_frames(start: int, stop: int, angles: Any, rates: Any, moments: Any, shape: Any, hill: Any, task: Any,
                     out: Any) -> None:  # fmt: skip
        if fingerprint >= 0:
            _share(start, stop, angles, rates, moments, shape, hill, task, out)

    return share_frames


_exp = jit(_exp_py)
_geometry = jit(_geometry_py)
_tables = jit(_tables_py)
_forces = jit(_forces_py)
_finish = jit(_finish_py)
_share = jit(_share_py)
share_frames = jit(_keyed(_fingerprint()), outermost=True)


def power_coefficients(chebyshev: FloatArray) -> FloatArray:
    """Coefficients of uⁱ·wʲ from those of Tᵢ(u)·Tⱼ(w), along the last two axes, filled up to all columns."""
    rows, columns = (_to_powers(size) for size in chebyshev.shape[-2:])
    plain = np.zeros((*chebyshev.shape[:-1], COLUMNS))
    plain[..., : chebyshev.shape[-1]] = rows @ chebyshev @ columns.T
    return plain


@cache
def _to_powers(size: int) -> FloatArray:
    """The matrix that turns coefficients of Chebyshev polynomials into those of powers."""
    matrix = np.zeros((size, size))
    for order in range(size):
        matrix[: order + 1, order] = cheb2poly(np.eye(size)[order])[: order + 1]
    return matrix
