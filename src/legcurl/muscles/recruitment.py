"""Which muscles share the load: static optimisation of all frames at once by Newton's method on the dual.

For every frame the activations a minimise Σ cᵢ aᵢᵖ / p, meet the joint moments Σ Gⱼᵢ aᵢ = mⱼ and stay in
[lower, 1]. At the optimum aᵢ = clip((sᵢ / cᵢ)^(1/(p−1)), lower, 1), where the drive sᵢ = Σ λⱼ Gⱼᵢ needs only one
multiplier λⱼ a joint. So instead of a dozen bounded activations one to three free numbers are sought, those at which
the moments are met: the residual is the gradient of the concave dual function. Frames whose moments cannot be met end
at the least violation, and what is missing is their reserve.

Crowninshield and Brand 1981, J Biomech 14:793–801 (the criterion); this is the reference in plain numpy, and
:mod:`legcurl.muscles.kernel` the compiled twin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.vocabulary import BoolArray, FloatArray

SOFTNESS = 1e-6
"""Curvature added to the dual around a centre that follows: keeps every step finite where all muscles are at a bound.
It acts as a spring that may take up a moment of softness × the change of the multiplier, and is relaxed when met."""
TOLERANCE = 1e-13
"""Residual at which a frame is met, over the moment that all muscles together could make."""
ROUNDING = 3e-15
"""Rounding error of a moment over the largest multiplier: drives are differences of large numbers where moments cannot
be met."""
STALL = 1e-6
"""Change of the residual from one centre to the next, over the residual, below which more drive no longer helps: the
moments cannot be met."""
LEAST_MOMENT_NM = 1e-9
"""All muscles together make less than this, N·m, about a joint that none of them moves."""
LONGEST_STRETCH = 3.0
"""Largest factor by which the first guess of the moment is corrected."""
MAX_STEPS, MAX_SHRINKS = 100, 40
"""Newton steps a frame, and cuts of a step; half a dozen and none are usual."""
OVERSHOOT = 0.5
"""A step is too long where the dual falls more steeply at its end than this share of its rise at the start."""
BLOCK = 4096
"""Frames worked on at once, so that memory does not grow with the recording."""


@dataclass(frozen=True, eq=False)
class Recruitment:
    """How the muscles share the joint moments.

    Parameters
    ----------
    activation : ndarray, shape (frames, muscles)
        0 to 1; NaN where a moment was NaN.
    reserve_nm : ndarray, shape (frames, joints)
        Moment asked for less moment made: what the muscles cannot do, 0 (to 1e-9) where they can.
    converged : ndarray of bool, shape (frames,)
        Whether the optimum was reached, met or at the least violation.
    """

    activation: FloatArray
    reserve_nm: FloatArray
    converged: BoolArray


def recruit(
    moment_nm: FloatArray,
    full_moment_nm: FloatArray,
    *,
    power: float = 2.0,
    cost: FloatArray | None = None,
    lower: float = 0.0,
    stiffness: FloatArray | None = None,
) -> Recruitment:
    """Activations of least Σ cost · activation^power that meet every joint moment.

    Parameters
    ----------
    moment_nm : ndarray, shape (frames, joints)
        Moments that the active muscles must make, positive in flexion and dorsiflexion.
    full_moment_nm : ndarray, shape (frames, joints, muscles)
        Moment of each muscle about each joint at activation 1.
    power : float
        Exponent, above 1; 2 and 3 are usual.
    cost : ndarray, shape (muscles,), optional
        Weight of each muscle in the sum; 1 by default.
    lower : float
        Least activation.
    stiffness : ndarray, shape (joints,), optional
        How much more a missing moment counts at one joint than at another where not all can be met.

    Returns
    -------
    Recruitment
    """
    frames, _, muscles = full_moment_nm.shape
    cost = np.ones(muscles) if cost is None else np.asarray(cost, dtype=np.float64)
    activation = np.full((frames, muscles), np.nan)
    converged = np.zeros(frames, dtype=np.bool_)
    usable = np.asarray(np.isfinite(moment_nm).all(axis=1) & np.isfinite(full_moment_nm).all(axis=(1, 2)))
    for start in range(0, frames, BLOCK):
        rows = np.flatnonzero(usable[start : start + BLOCK]) + start
        activation[rows], converged[rows] = _solve(moment_nm[rows], full_moment_nm[rows], power, cost, lower, stiffness)
    reserve = moment_nm - np.einsum("fjm,fm->fj", full_moment_nm, activation)
    return Recruitment(activation, reserve, converged)


def activation_at(drive: FloatArray, cost: FloatArray, power: float, lower: float) -> FloatArray:
    """Activation that a drive calls for: where the cost's slope equals the drive, within the bounds."""
    wanted = np.maximum(drive, 0.0) / cost
    return np.minimum(np.maximum(wanted if power == 2.0 else wanted ** (1.0 / (power - 1.0)), lower), 1.0)


def slope_at(activation: FloatArray, cost: FloatArray, power: float, lower: float) -> FloatArray:
    """Change of that activation with the drive: none at a bound."""
    inside = (activation > lower) & (activation < 1.0)
    base = np.where(inside, activation, 1.0)
    return np.where(inside, 1.0 / (cost * (power - 1.0) * base ** (power - 2.0)), 0.0)


def _solve(
    moment: FloatArray, full: FloatArray, power: float, cost: FloatArray, lower: float, stiffness: FloatArray | None
) -> tuple[FloatArray, BoolArray]:
    """Proximal Newton steps on the dual, on ever fewer frames until all are done."""
    together = np.abs(full).sum(axis=2)
    scale = np.where(together > LEAST_MOMENT_NM, together, 1.0)
    gain, target = full / scale[:, :, None], moment / scale
    soft = SOFTNESS / (np.ones(full.shape[1]) if stiffness is None else np.asarray(stiffness))
    # Start as if no bound mattered, without the muscles that work against the first moment: they will be off.
    helping = gain * np.sqrt(np.where(gain[:, :1] * target[:, :1, None] < 0.0, 0.0, 1.0 / cost))
    center = _linear(helping @ helping.transpose(0, 2, 1) + np.diag(soft), target)
    if power != 2.0:
        # Moments grow with the multiplier to the power 1/(p − 1): stretch it until the first one is about right.
        made = _made(gain[:, :1], activation_at(_drive(center, gain), cost, power, lower))[:, 0]
        center *= (np.clip(target[:, 0] / np.where(made == 0.0, 1.0, made), 0.0, LONGEST_STRETCH) ** (power - 1.0))[
            :, None
        ]
    multiplier = center.copy()
    activation = np.empty((len(moment), full.shape[2]))
    before = np.full_like(target, np.inf)
    converged = np.zeros(len(moment), dtype=np.bool_)
    todo = np.arange(len(moment))
    for _ in range(MAX_STEPS):
        gains, aims = gain[todo], target[todo]
        active = activation_at(_drive(multiplier[todo], gains), cost, power, lower)
        residual = aims - _made(gains, active)
        activation[todo] = active
        pull = residual - soft * (multiplier[todo] - center[todo])
        settled = np.abs(pull).max(axis=1) <= TOLERANCE + ROUNDING * np.abs(multiplier[todo]).max(axis=1)
        met = np.abs(residual).max(axis=1) <= TOLERANCE
        pushing = np.einsum("fj,fj->f", residual, multiplier[todo]) > 0.0
        same = np.abs(residual - before[todo]).max(axis=1) <= STALL * np.abs(residual).max(axis=1)
        stuck = settled & pushing & same
        center[todo[settled]], before[todo[settled]] = multiplier[todo[settled]], residual[settled]
        pull[settled] = residual[settled]
        converged[todo] = met | stuck
        open_ = ~(met | stuck)
        todo, gains, aims, active, pull = todo[open_], gains[open_], aims[open_], active[open_], pull[open_]
        if todo.size == 0:
            break
        curvature = (gains * slope_at(active, cost, power, lower)[:, None, :]) @ gains.transpose(0, 2, 1)
        step = _linear(curvature + np.diag(soft), pull)
        # The slope of the softened dual along the step, as a function of the share of the step that is taken.
        from_center = multiplier[todo] - center[todo]
        rise = np.einsum("fj,fj->f", step, pull)
        length = np.ones(todo.size)
        for _ in range(MAX_SHRINKS):
            part = length[:, None] * step
            made = _made(gains, activation_at(_drive(multiplier[todo] + part, gains), cost, power, lower))
            at_end = np.einsum("fj,fj->f", step, aims - made - soft * (from_center + part))
            too_long = at_end < -OVERSHOOT * rise
            if not too_long.any():
                break
            # Where that slope would cross zero if it fell along a straight line, within sane bounds.
            shrink = np.clip(rise / np.where(too_long, rise - at_end, 1.0), 0.1, 0.7)
            length = np.where(too_long, length * shrink, length)
        multiplier[todo] += length[:, None] * step
    return activation, converged


def _drive(multiplier: FloatArray, gain: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("fj,fjm->fm", multiplier, gain))


def _made(gain: FloatArray, activation: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("fjm,fm->fj", gain, activation))


def _linear(matrix: FloatArray, right: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.solve(matrix, right[:, :, None])[:, :, 0])
