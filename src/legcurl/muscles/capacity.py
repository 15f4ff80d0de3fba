"""The knee flexion torque that a leg can make, by muscle, over angles and velocity.

Every knee flexor pulls as hard as it can. With the foot held (``braced``) that includes the calf; with the foot free
the dorsiflexors alone must balance the calf at the ankle, which caps the gastrocnemius. Extensors are at rest and act
by their passive force only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from legcurl.errors import InputError
from legcurl.muscles.anatomy import RAD_PER_DEG
from legcurl.muscles.model import LegModel, MuscleState, Tendon, muscle_state, reference_leg
from legcurl.muscles.roles import Roles, roles_of
from legcurl.muscles.surfaces import ANKLE, HIP, KNEE
from legcurl.vocabulary import FloatArray

FASTEST_DEG_S = 1500.0
"""Knee velocities beyond it are refused; the swing leg of a sprinter reaches about 1000 deg/s (design choice)."""
SMALLEST_NM = 1e-9
"""A calf that pulls less than this on the ankle has nothing to balance."""


@dataclass(frozen=True, eq=False)
class TorqueCapacity:
    """Knee torque by muscle; every array has the common shape of the postures, with the muscles on the last axis.

    Parameters
    ----------
    muscles : tuple of str
    active_nm, passive_nm : ndarray, shape (..., muscles)
        Knee torque, N·m, positive flexes: what activation adds, and at rest.
    activation : ndarray, shape (..., muscles)
        1 for a flexor at its most, less for a calf that the dorsiflexors cannot balance, 0 for a muscle at rest.
    strength_scale : float
        Times the maximum forces of the reference man.
    """

    muscles: tuple[str, ...]
    active_nm: FloatArray
    passive_nm: FloatArray
    activation: FloatArray
    strength_scale: float

    @property
    def total_nm(self) -> FloatArray:
        """Active and passive torque of all muscles, N·m."""
        return np.asarray(np.sum(self.active_nm + self.passive_nm, axis=-1))

    @property
    def total_active_nm(self) -> FloatArray:
        """Active torque of all muscles, N·m."""
        return np.asarray(np.sum(self.active_nm, axis=-1))


def knee_torque_capacity(
    knee_deg: ArrayLike,
    *,
    hip_deg: ArrayLike,
    ankle_deg: ArrayLike = 0.0,
    velocity_deg_s: ArrayLike = 0.0,
    braced: bool = False,
    strength_scale: float = 1.0,
    tendon: Tendon = "compliant",
    model: LegModel | None = None,
) -> TorqueCapacity:
    """Knee torque of a maximal effort.

    Parameters
    ----------
    knee_deg : array-like
        Knee flexion, deg.
    hip_deg : array-like
        Trunk–thigh angle (hip flexion), deg.
    ankle_deg : array-like
        Ankle dorsiflexion, deg.
    velocity_deg_s : array-like
        Knee velocity, deg/s, positive bends the knee (concentric).
    braced : bool
        Whether something outside the leg holds the foot.
    strength_scale : float
        Times every maximum force of the model.
    tendon : {"compliant", "rigid"}
    model : LegModel, optional
        The reference man unless given.

    Returns
    -------
    TorqueCapacity
        Over the common shape of the four arrays.

    Raises
    ------
    InputError
        Where an angle is outside a joint's range, or a velocity faster than a leg moves.
    """
    leg = (model or reference_leg()).scaled(strength=strength_scale)
    knee, hip, ankle, velocity = np.broadcast_arrays(
        *(np.asarray(value, dtype=float) for value in (knee_deg, hip_deg, ankle_deg, velocity_deg_s))
    )
    shape = knee.shape
    angles = joint_angles(leg, hip.ravel(), knee.ravel(), ankle.ravel())
    _check(velocity, -FASTEST_DEG_S, FASTEST_DEG_S, "knee velocity", "deg/s")
    rates = np.zeros_like(angles)
    rates[:, KNEE] = velocity.ravel() * RAD_PER_DEG
    state = muscle_state(leg, angles, rates, tendon=tendon)
    activation = np.zeros_like(state.active_n)
    roles = roles_of(leg)
    activation[:, roles.flexors] = 1.0
    if not braced:
        activation[:, roles.calf] = _balanced_calf(roles, state)[:, None]
    arm = state.arm_m[:, :, KNEE]
    return TorqueCapacity(
        muscles=leg.muscles,
        active_nm=(activation * state.active_n * arm).reshape(*shape, -1),
        passive_nm=(state.passive_n * arm).reshape(*shape, -1),
        activation=activation.reshape(*shape, -1),
        strength_scale=strength_scale,
    )


def strength_scale_for(peak_nm: float, *, hip_deg: float = 85.0, model: LegModel | None = None) -> float:
    """The strength scale that gives a peak isometric active torque (foot free, ankle neutral).

    Parameters
    ----------
    peak_nm : float
        Peak knee flexion torque of one leg, N·m.
    hip_deg : float
        Trunk–thigh angle of the measurement, deg; sitting unless given.
    model : LegModel, optional
        The reference man unless given.

    Raises
    ------
    InputError
        Where the torque is not a positive number.

    Notes
    -----
    Flexors and dorsiflexors scale together, so the torque is proportional to the scale.
    """
    if not (np.isfinite(peak_nm) and peak_nm > 0):
        raise InputError(f"peak knee flexion torque {peak_nm} N·m, expected a positive number")
    unscaled = knee_torque_capacity(np.arange(0.0, 91.0, 1.0), hip_deg=hip_deg, model=model)
    return float(peak_nm / np.max(unscaled.total_active_nm))


def joint_angles(model: LegModel, hip_deg: FloatArray, knee_deg: FloatArray, ankle_deg: FloatArray) -> FloatArray:
    """Postures as the surfaces take them.

    Parameters
    ----------
    model : LegModel
    hip_deg, knee_deg, ankle_deg : ndarray, shape (frames,)
        Trunk–thigh angle, knee flexion and ankle dorsiflexion, deg.

    Returns
    -------
    ndarray, shape (frames, 3)
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad.

    Raises
    ------
    InputError
        Where an angle is outside a joint's range.
    """
    low, high = model.surfaces.low_rad / RAD_PER_DEG, model.surfaces.high_rad / RAD_PER_DEG
    share = model.hip_share
    _check(hip_deg, np.ceil(low[HIP] / share), np.floor(high[HIP] / share), "hip flexion", "deg")
    _check(knee_deg, low[KNEE], high[KNEE], "knee flexion", "deg")
    _check(ankle_deg, low[ANKLE], high[ANKLE], "ankle dorsiflexion", "deg")
    return np.stack([hip_deg * share, knee_deg, ankle_deg], axis=-1) * RAD_PER_DEG


def _balanced_calf(roles: Roles, state: MuscleState) -> FloatArray:
    """Activation of the gastrocnemius that the fully active dorsiflexors just balance, shape (frames,)."""
    arm = state.arm_m[:, :, ANKLE]
    spare = np.sum(state.passive_n * arm, axis=-1) + np.sum((state.active_n * arm)[:, roles.dorsiflexors], axis=-1)
    pull = -np.sum((state.active_n * arm)[:, roles.calf], axis=-1)
    return np.asarray(np.clip(spare, 0.0, pull) / np.maximum(pull, SMALLEST_NM))


def _check(values: FloatArray, low: float, high: float, what: str, unit: str) -> None:
    """Refuse what is not a number or outside the range."""
    wrong = ~((values >= low) & (values <= high))
    if np.any(wrong):
        raise InputError(f"{what} {values[wrong].flat[0]:g} {unit}, expected {low:g} to {high:g} {unit}")
