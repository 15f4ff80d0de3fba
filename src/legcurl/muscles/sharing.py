"""From joint angles and moments to what every muscle does, with the foot and the hip as the exercise holds them."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from legcurl.muscles.model import LegModel, Tendon, muscle_state
from legcurl.muscles.namespace import Array, namespace
from legcurl.muscles.recruitment import SOFTNESS, recruit
from legcurl.muscles.roles import Roles, roles_of
from legcurl.muscles.surfaces import ANKLE, COLUMNS, HIP, KNEE
from legcurl.vocabulary import FloatArray

Ankle = Literal["free", "braced", "balanced"]
Hip = Literal["supported", "balanced"]
Engine = Literal["compiled", "numpy"]

UNWEIGHTED = 1e-3
"""Cost of holding up a free foot against that of a knee flexor: it limits the calf and is otherwise no concern."""
CHUNK = 1024
"""Frames that a thread takes at a time."""
STIFF = 1e4
"""How much more a missing moment counts at the ankle and the hip than at the knee: where not all can be met, the
reserve is the knee's."""


@dataclass(frozen=True, eq=False)
class MuscleEffort:
    """What every muscle does in every frame; arrays of shape (frames, muscles) unless said otherwise.

    Parameters
    ----------
    activation : ndarray
        0 to 1; NaN where an angle or a moment was.
    active_n : ndarray
        Force that full activation would add to the passive force, along the tendon.
    passive_n : ndarray
        Force at rest, along the tendon.
    velocity_m_s : ndarray
        Lengthening velocity of muscle and tendon.
    fiber_length : ndarray
        Over the optimal fibre length.
    knee_arm_m : ndarray
        Moment arm over the knee, positive where the muscle flexes.
    reserve_nm : ndarray, shape (frames, 3)
        Moments of hip, knee and ankle that the muscles could not make; 0 at a joint that something else holds.
    converged : ndarray of bool, shape (frames,)
    """

    activation: Array
    active_n: Array
    passive_n: Array
    velocity_m_s: Array
    fiber_length: Array
    knee_arm_m: Array
    reserve_nm: Array
    converged: Array

    @cached_property
    def force_n(self) -> Array:
        """Force along the tendon, N."""
        return self.activation * self.active_n + self.passive_n


def share_load(
    model: LegModel,
    angles: Array,
    rates: Array,
    moments_nm: Array,
    *,
    ankle: Ankle = "free",
    hip: Hip = "supported",
    power: float = 2.0,
    tendon: Tendon = "rigid",
    engine: Engine | None = None,
    roles: Roles | None = None,
) -> MuscleEffort:
    """Share the joint moments among the muscles at the least sum of activation to a power.

    Parameters
    ----------
    model : LegModel
    angles, rates : array, shape (frames, 3)
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad and rad/s; of numpy, or of another array library
        (:mod:`legcurl.muscles.namespace`), in which the result then is.
    moments_nm : array, shape (frames, 3)
        Moments of hip flexion, knee flexion and dorsiflexion that the motion asks for; those of a joint that
        something else holds are not looked at.
    ankle : {"free", "braced", "balanced"}
        ``free``: nothing holds the foot, the dorsiflexors balance the calf and are no burden. ``balanced``: the same,
        and every muscle of the ankle counts in the sum. ``braced``: the foot is held.
    hip : {"supported", "balanced"}
        Whether a bench takes up the hip's moment or the muscles must.
    power : float
        2 or 3 are usual.
    tendon : {"rigid", "compliant"}
    engine : {"compiled", "numpy"}, optional
        By default compiled where numba is installed and the arrays are numpy's.
    roles : Roles, optional
        Of the model's muscles, where they are known already; otherwise they are read off its moment arms.

    Returns
    -------
    MuscleEffort
    """
    joints = [KNEE, *([ANKLE] if ankle != "braced" else []), *([HIP] if hip == "balanced" else [])]
    cost = np.ones(len(model.muscles))
    if ankle == "free":
        cost[(roles or roles_of(model)).dorsiflexors] = UNWEIGHTED
    stiffness = np.array([1.0 if joint == KNEE else STIFF for joint in joints])
    xp = namespace(angles)
    asked = xp.stack([moments_nm[:, joint] for joint in joints], axis=1)
    if engine == "compiled" or (engine is None and xp is np and has_compiler()):
        return _compiled(model, angles, rates, asked, joints, cost, stiffness, float(power), tendon)
    state = muscle_state(model, angles, rates, tendon=tendon)
    arm = xp.stack([state.arm_m[:, :, joint] for joint in joints], axis=1)
    passive = xp.sum(arm * state.passive_n[:, None, :], axis=2)
    shared = recruit(asked - passive, arm * state.active_n[:, None, :], power=power, cost=cost, stiffness=stiffness)
    return MuscleEffort(
        shared.activation, state.active_n, state.passive_n, state.velocity_m_s, state.fiber_length,
        state.arm_m[:, :, KNEE],
        _at_joints(shared.reserve_nm, joints), shared.converged,
    )  # fmt: skip


def has_compiler() -> bool:
    """Whether numba is installed (it is not imported)."""
    return importlib.util.find_spec("numba") is not None


def _compiled(
    model: LegModel, angles: FloatArray, rates: FloatArray, asked: FloatArray, joints: list[int], cost: FloatArray,
    stiffness: FloatArray, power: float, tendon: Tendon,
) -> MuscleEffort:  # fmt: skip
    from legcurl.muscles.kernel import power_coefficients, share_frames

    surfaces, curves = model.surfaces, model.curves
    frames, muscles = len(angles), len(model.muscles)
    span = 2.0 / (surfaces.high_rad - surfaces.low_rad)
    tables = np.zeros((0, 2, 1, COLUMNS)) if surfaces.arms is None else power_coefficients(surfaces.arms)
    used = np.any(surfaces.coefficients != 0.0, axis=2)
    rows = np.max(used * np.arange(1, used.shape[1] + 1), axis=1, initial=1)
    tendon_m = model.tendon_slack_m if tendon == "compliant" else model.rigid_tendon_m
    hill = np.stack([model.max_force_n, model.optimal_fiber_m, tendon_m, np.sin(model.pennation_rad)], 1)
    shape = (
        curves.active_width, curves.passive_strain, curves.passive_shape, curves.max_velocity,
        curves.velocity_curvature, curves.eccentric_plateau, curves.tendon_strain, curves.tendon_shape,
    )  # fmt: skip
    fiber, velocity, passive, active, activation = (np.empty((muscles, frames)) for _ in range(5))
    knee_arm, reserve = np.empty((muscles, frames)), np.empty((len(joints), frames))
    converged = np.empty(frames, dtype=np.bool_)
    arguments = (
        np.ascontiguousarray(angles.T),
        np.ascontiguousarray(rates.T),
        np.ascontiguousarray(asked.T),
        (power_coefficients(surfaces.coefficients), surfaces.axes, rows, surfaces.low_rad, span, tables),
        (hill, shape, tendon == "compliant"),
        (np.array(joints), cost, SOFTNESS / stiffness, power, 0.0),
        (fiber, velocity, passive, active, activation, knee_arm, reserve, converged),
    )
    _on_all_processors(frames, lambda start, stop: share_frames(start, stop, *arguments))
    return MuscleEffort(
        activation.T, active.T, passive.T, velocity.T, fiber.T, knee_arm.T, _at_joints(reserve.T, joints), converged
    )


def _on_all_processors(frames: int, work: Callable[[int, int], None]) -> None:
    """Do all frames, chunk by chunk; the compiled code lets go of the interpreter, so plain threads do."""
    starts = iter(range(0, frames, CHUNK))

    def take() -> None:
        for start in starts:
            work(start, min(start + CHUNK, frames))

    count = min(os.cpu_count() or 1, -(-frames // CHUNK))
    with ThreadPoolExecutor(max(count, 1)) as pool:
        others = [pool.submit(take) for _ in range(count - 1)]
        take()
    for other in others:
        other.result()  # an error there is an error here


def _at_joints(values: Array, joints: list[int]) -> Array:
    """Values of some joints in the columns of all three."""
    xp, nothing = namespace(values), values[:, 0] * 0.0
    columns = [values[:, joints.index(joint)] if joint in joints else nothing for joint in range(3)]
    return xp.stack(columns, axis=1)
