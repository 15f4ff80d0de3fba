"""Which muscles share the load: static optimisation of all frames at once by Newton's method on the dual.

For every frame the activations a minimise Σ cᵢ aᵢᵖ / p, meet the joint moments Σ Gⱼᵢ aᵢ = mⱼ and stay in
[lower, 1]. At the optimum aᵢ = clip((sᵢ / cᵢ)^(1/(p−1)), lower, 1), where the drive sᵢ = Σ λⱼ Gⱼᵢ needs only one
multiplier λⱼ a joint. So instead of a dozen bounded activations one to three free numbers are sought, those at which
the moments are met: the residual is the gradient of the concave dual function. Frames whose moments cannot be met end
at the least violation, and what is missing is their reserve.

Crowninshield and Brand 1981, J Biomech 14:793–801 (the criterion); this is the reference, for any array library, and
:mod:`legcurl.muscles.kernel` the compiled twin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from legcurl.muscles.namespace import Array, like, namespace, repeat
from legcurl.vocabulary import FloatArray

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

    activation: Array
    reserve_nm: Array
    converged: Array


def recruit(
    moment_nm: Array,
    full_moment_nm: Array,
    *,
    power: float = 2.0,
    cost: FloatArray | None = None,
    lower: float = 0.0,
    stiffness: FloatArray | None = None,
) -> Recruitment:
    """Activations of least Σ cost · activation^power that meet every joint moment.

    Parameters
    ----------
    moment_nm : array, shape (frames, joints)
        Moments that the active muscles must make, positive in flexion and dorsiflexion.
    full_moment_nm : array, shape (frames, joints, muscles)
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
    xp, (_, joints, muscles) = namespace(full_moment_nm), full_moment_nm.shape
    weights = like(np.ones(muscles) if cost is None else np.asarray(cost, dtype=np.float64), full_moment_nm)
    soft = like(SOFTNESS / (np.ones(joints) if stiffness is None else np.asarray(stiffness)), full_moment_nm)
    usable = xp.all(xp.isfinite(moment_nm), axis=1) & xp.all(xp.isfinite(full_moment_nm), axis=(1, 2))
    moment = xp.where(usable[:, None], moment_nm, xp.zeros_like(moment_nm))
    full = xp.where(usable[:, None, None], full_moment_nm, xp.zeros_like(full_moment_nm))
    activation, converged = _solve(moment, full, usable, power, weights, lower, soft)
    activation = xp.where(usable[:, None], activation, xp.full_like(activation, math.nan))
    return Recruitment(activation, moment_nm - _made(full_moment_nm, activation), converged & usable)


def activation_at(drive: Array, cost: Array, power: float, lower: float) -> Array:
    """Activation that a drive calls for: where the cost's slope equals the drive, within the bounds."""
    xp = namespace(drive)
    wanted = xp.clip(drive, 0.0, None) / cost
    return xp.clip(wanted if power == 2.0 else wanted ** (1.0 / (power - 1.0)), lower, 1.0)


def slope_at(activation: Array, cost: Array, power: float, lower: float) -> Array:
    """Change of that activation with the drive: none at a bound."""
    xp = namespace(activation)
    inside = (activation > lower) & (activation < 1.0)
    base = xp.where(inside, activation, xp.ones_like(activation))
    slope = 1.0 / (cost * (power - 1.0) * base ** (power - 2.0))
    return xp.where(inside, slope, xp.zeros_like(slope))


def _solve(
    moment: Array, full: Array, usable: Array, power: float, cost: Array, lower: float, soft: Array
) -> tuple[Array, Array]:
    """Proximal Newton steps on the dual of all frames side by side; a frame that is done stays where it is."""
    xp = namespace(full)
    together = xp.sum(xp.abs(full), axis=2)
    scale = xp.where(together > LEAST_MOMENT_NM, together, xp.ones_like(together))
    gain, target = full / scale[:, :, None], moment / scale
    springs = like(np.eye(full.shape[1]), full) * soft

    def newton(state: tuple[Array, Array, Array, Array]) -> tuple[Array, Array, Array, Array]:
        multiplier, center, before, done = state
        active = activation_at(_drive(multiplier, gain), cost, power, lower)
        residual = target - _made(gain, active)
        pull = residual - soft * (multiplier - center)
        met = _largest(residual) <= TOLERANCE
        settled = _largest(pull) <= TOLERANCE + ROUNDING * _largest(multiplier)
        pushing = xp.sum(residual * multiplier, axis=1) > 0.0
        same = _largest(residual - before) <= STALL * _largest(residual)
        done = done | met | (settled & pushing & same)
        # The centre follows where the softened optimum is reached, and the next step goes on from there.
        center, before, pull = (
            xp.where(settled[:, None], new, old)
            for new, old in ((multiplier, center), (residual, before), (residual, pull))
        )
        slope = slope_at(active, cost, power, lower)
        step = _linear((gain * slope[:, None, :]) @ _turned(gain) + springs, pull)
        rise = xp.sum(step * pull, axis=1)

        def shorter(length_and_excess: tuple[Array, Array]) -> tuple[Array, Array]:
            length, _ = length_and_excess
            there = multiplier + length[:, None] * step
            made = _made(gain, activation_at(_drive(there, gain), cost, power, lower))
            # The slope of the softened dual along the step, at its end.
            at_end = xp.sum(step * (target - made - soft * (there - center)), axis=1)
            too_long = (at_end < -OVERSHOOT * rise) & ~done
            # Where that slope would cross zero if it fell along a straight line, within sane bounds.
            fall = xp.where(too_long, rise - at_end, xp.ones_like(rise))
            return xp.where(too_long, length * xp.clip(rise / fall, 0.1, 0.7), length), too_long

        length, _ = repeat(shorter, (xp.ones_like(rise), ~done), lambda state: xp.any(state[1]), MAX_SHRINKS)
        return xp.where(done[:, None], multiplier, multiplier + length[:, None] * step), center, before, done

    first = _first_guess(gain, target, power, cost, lower, springs)
    start = (first, first, xp.full_like(first, math.inf), ~usable)
    multiplier, _, _, done = repeat(newton, start, lambda state: xp.any(~state[3]), MAX_STEPS)
    return activation_at(_drive(multiplier, gain), cost, power, lower), done


def _first_guess(gain: Array, target: Array, power: float, cost: Array, lower: float, springs: Array) -> Array:
    """Multipliers as if no bound mattered, without the muscles that work against the first moment: they will be off."""
    xp = namespace(gain)
    helping = gain[:, :1, :] * target[:, :1, None] >= 0.0
    weighted = xp.where(helping, gain / cost, xp.zeros_like(gain))
    guess = _linear(weighted @ _turned(gain) + springs, target)
    if power == 2.0:
        return guess
    # Moments grow with the multiplier to the power 1/(p − 1): stretch it until the first one is about right.
    made = _made(gain[:, :1, :], activation_at(_drive(guess, gain), cost, power, lower))
    ratio = target[:, :1] / xp.where(made == 0.0, xp.ones_like(made), made)
    return guess * xp.clip(ratio, 0.0, LONGEST_STRETCH) ** (power - 1.0)


def _drive(multiplier: Array, gain: Array) -> Array:
    return (multiplier[:, None, :] @ gain)[:, 0, :]


def _made(gain: Array, activation: Array) -> Array:
    return (gain @ activation[:, :, None])[:, :, 0]


def _turned(gain: Array) -> Array:
    return namespace(gain).moveaxis(gain, 1, 2)


def _largest(values: Array) -> Array:
    xp = namespace(values)
    return xp.max(xp.abs(values), axis=1)


def _linear(matrix: Array, right: Array) -> Array:
    return namespace(matrix).linalg.solve(matrix, right[:, :, None])[:, :, 0]
