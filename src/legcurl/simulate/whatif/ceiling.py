"""The load that a leg can hold slowly, on average over its range: what draws of a leg are held against one another by.

A load asks for torque in proportion to itself. Strength over that demand is least at the ends of the range, where a
model of muscles is least sure of it, so the mean over the range decides here, not the weakest angle. What an athlete
lifts once is :func:`legcurl.simulate.physics.one_rep_max.one_rep_max`; it changes with leg and machine as this does.
"""

from __future__ import annotations

import numpy as np

from legcurl.machine.demand import Setup
from legcurl.machine.load import FULL_FRICTION_M_S, knee_load
from legcurl.muscles.capacity import knee_torque_capacity
from legcurl.muscles.model import LegModel
from legcurl.vocabulary import FloatArray

ANGLES = 18
"""Knee angles that are looked at, evenly over the range."""
TRIAL_KG = 100.0
LEAST_RADIUS_M = 1e-3


def held_kg(
    model: LegModel, setup: Setup, span_deg: tuple[float, float], hip_deg: float, ankle_deg: float, *,
    braced: bool = False,
) -> float:  # fmt: skip
    """Load on the label that all of a leg's strength holds against friction, on average over a range.

    Parameters
    ----------
    model : LegModel
    setup : Setup
        With a machine; its own load is not looked at.
    span_deg : tuple of float
        Lowest and highest knee angle.
    hip_deg, ankle_deg : float
        Trunk–thigh angle and dorsiflexion.
    braced : bool
        Whether the foot is held.

    Returns
    -------
    float
        kg; 0 where not even the empty machine is held.
    """
    if setup.machine is None:
        raise ValueError("a load has a ceiling only on a machine")
    machine = setup.machine
    knee_deg = np.linspace(*span_deg, ANGLES)
    capacity = knee_torque_capacity(
        knee_deg, hip_deg=hip_deg, ankle_deg=ankle_deg, braced=braced, tendon="rigid", model=model
    ).total_nm
    knee, ankle = np.radians(knee_deg), np.full(ANGLES, np.radians(ankle_deg))
    creeping = np.full(ANGLES, FULL_FRICTION_M_S / max(min(machine.cam_radius_m), LEAST_RADIUS_M))

    def asked(load_kg: float) -> FloatArray:
        still = np.zeros(ANGLES)
        return knee_load(machine, setup.leg, load_kg, knee, creeping, still, ankle_rad=ankle, legs=setup.legs).torque_nm

    empty, loaded = asked(0.0), asked(TRIAL_KG)
    per_kg = float(np.mean(loaded - empty)) / TRIAL_KG
    return max(float(np.mean(capacity - empty)) / per_kg, 0.0) if per_kg > 0.0 else 0.0
