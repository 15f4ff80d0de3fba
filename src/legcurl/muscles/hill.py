"""Hill-type muscle: normalised curves, and the forces of fibre and tendon in equilibrium.

Fibre lengths are in optimal fibre lengths, forces in maximum isometric forces, velocities in maximum shortening
velocities, positive while the fibre lengthens. All curves are smooth enough for Newton's method: their first
derivatives are continuous.

Sources: active force–length after Thelen 2003 (a Gaussian, wide because it stands for fibres spread over many
lengths: a single fibre at 0.28 optimal lengths makes no force); force–velocity after Hill 1938 with a lengthening
branch of equal slope at rest; passive and tendon curves exponential as in Thelen 2003, started with zero slope.
Tendon and fibre are in quasi-static equilibrium: the tendon's own lengthening velocity is left out of the fibre's.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from legcurl.muscles.anatomy import HillCurves
from legcurl.muscles.namespace import Array, namespace, repeat

SHORTEST_FIBER = 0.02
"""Shortest fibre length along the tendon that is solved for, optimal lengths; below it a muscle is simply slack."""
LARGEST_TENDON_STRAIN = 0.5
"""Strain that brackets the equilibrium from the side of the tendon: no tendon gets there."""
EQUILIBRIUM_STEPS = 60
"""Most steps of the bracketed Newton method; it takes about 5, and pure bisection to 1e-14 takes 50."""
EQUILIBRIUM_TOLERANCE = 1e-13
"""Change of the fibre length, optimal lengths, that ends the iteration."""
FLATTEST = 1e-9
"""Least slope that Newton's step divides by; smaller ones lead out of the bracket, which halves it instead."""


class Fiber(NamedTuple):
    """State of a fibre: length along the tendon, and force along the tendon, both normalised."""

    length_along_tendon: Array
    force: Array


def active_force(length: Array, curves: HillCurves) -> Array:
    """Isometric force of the fully active fibre at a normalised length."""
    return namespace(length).exp(-((length - 1.0) ** 2) / curves.active_width)


def velocity_factor(velocity: Array, curves: HillCurves) -> Array:
    """Force of the active fibre at a normalised velocity (−1 to about 1; positive lengthens), of its isometric force.

    Shortening follows Hill's hyperbola, lengthening the hyperbola with the same slope at rest that tends to the
    plateau.
    """
    xp, curvature, plateau = namespace(velocity), curves.velocity_curvature, curves.eccentric_plateau
    shortening = xp.clip(velocity, -1.0, 0.0)
    lengthening = xp.clip(velocity, 0.0, None)
    knee = (plateau - 1.0) * curvature / (1.0 + curvature)
    return (1.0 + shortening) / (1.0 - shortening / curvature) + (plateau - 1.0) * lengthening / (lengthening + knee)


def passive_force(length: Array, curves: HillCurves) -> Array:
    """Force of the resting fibre at a normalised length."""
    return _toe((length - 1.0) / curves.passive_strain, curves.passive_shape)[0]


def tendon_force(strain: Array, curves: HillCurves) -> Array:
    """Force of the tendon at a strain."""
    return _toe(strain / curves.tendon_strain, curves.tendon_shape)[0]


def rigid_fiber(
    path: Array,
    velocity: Array,
    activation: Array,
    tendon: Array,
    pennation: Array,
    curves: HillCurves,
) -> Fiber:
    """Force where the tendon keeps its length.

    Parameters
    ----------
    tendon : array
        The length that it keeps, optimal fibre lengths.
    path, velocity, activation, pennation, curves
        As in :func:`equilibrium_fiber`.

    Returns
    -------
    Fiber
        Force 0 where the muscle is shorter than its tendon.
    """
    xp = namespace(path)
    along = path - tendon
    force, _ = _fiber_force(xp.clip(along, SHORTEST_FIBER, None), velocity, activation, xp.sin(pennation), curves)
    return Fiber(along, xp.where(along > SHORTEST_FIBER, force, xp.zeros_like(force)))


def equilibrium_fiber(
    path: Array,
    velocity: Array,
    activation: Array,
    tendon: Array,
    pennation: Array,
    curves: HillCurves,
) -> Fiber:
    """Length and force of a fibre that pulls on an elastic tendon.

    Parameters
    ----------
    path : array
        Length of muscle and tendon, optimal fibre lengths.
    velocity : array
        Its rate of change over the maximum shortening velocity, positive while it lengthens.
    activation : array
        0 to 1.
    tendon : array
        Tendon slack length, optimal fibre lengths.
    pennation : array
        Pennation angle at optimal length, rad; the fibre keeps its thickness.
    curves : HillCurves

    Returns
    -------
    Fiber
        Of the common shape of the arguments. Force 0 where the muscle is shorter than its tendon.

    Notes
    -----
    The fibre's force rises and the tendon's falls with the fibre's length, so the equilibrium is bracketed between the
    slack tendon and a tendon strained beyond reason; Newton's step is taken where it stays inside, else the bracket is
    halved.
    """
    xp = namespace(path)
    path, velocity, activation, tendon, thickness = xp.broadcast_arrays(
        path, velocity, activation, tendon, xp.sin(pennation)
    )

    def closer(state: tuple[Array, Array, Array, Array]) -> tuple[Array, Array, Array, Array]:
        low, along, high, _ = state
        force, slope = _fiber_force(along, velocity, activation, thickness, curves)
        pull, stiffness = _toe(((path - along) / tendon - 1.0) / curves.tendon_strain, curves.tendon_shape)
        excess = force - pull
        high = xp.where(excess > 0.0, along, high)
        low = xp.where(excess < 0.0, along, low)
        newton = along - excess / xp.clip(slope + stiffness / (tendon * curves.tendon_strain), FLATTEST, None)
        step = xp.where((newton < low) | (newton > high), 0.5 * (low + high), newton)
        return low, step, high, xp.abs(step - along) >= EQUILIBRIUM_TOLERANCE

    high = xp.clip(path - tendon, SHORTEST_FIBER, None)
    low = xp.clip(path - tendon * (1.0 + LARGEST_TENDON_STRAIN), SHORTEST_FIBER, None)
    start = (low, high, high, high > 0.0)
    _, along, _, _ = repeat(closer, start, lambda state: xp.any(state[3]), EQUILIBRIUM_STEPS)
    return Fiber(along, tendon_force((path - along) / tendon - 1.0, curves))


def _fiber_force(
    along: Array, velocity: Array, activation: Array, thickness: Array, curves: HillCurves
) -> tuple[Array, Array]:
    """Force of a fibre along the tendon, and its slope over the length along the tendon (velocity held)."""
    length = namespace(along).hypot(along, thickness)
    cosine = along / length
    active = activation * active_force(length, curves) * velocity_factor(velocity * cosine, curves)
    passive, stiffness = _toe((length - 1.0) / curves.passive_strain, curves.passive_shape)
    along_fiber = -2.0 * (length - 1.0) / curves.active_width * active + stiffness / curves.passive_strain
    force = active + passive
    return force * cosine, along_fiber * cosine**2 + force * (thickness**2 / length**3)


def _toe(strain: Array, shape: float) -> tuple[Array, Array]:
    """Exponential that leaves 0 with zero slope and reaches 1 at strain 1, and its slope."""
    xp = namespace(strain)
    scaled = shape * xp.clip(strain, 0.0, None)
    growth = xp.expm1(scaled)
    whole = math.expm1(shape) - shape
    return (growth - scaled) / whole, shape * growth / whole
