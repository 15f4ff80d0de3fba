"""An athlete's strength from the heaviest load that they can lift once on a machine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from legcurl.athlete import Athlete, body_of, leg_of, normal_knee_flexion_torque
from legcurl.machine.load import FULL_FRICTION_M_S, knee_load
from legcurl.machine.model import Machine

RANGE_DEG = (5.0, 90.0)
"""Knee angles that a valid single repetition passes (design choice)."""


def with_one_rep_max(athlete: Athlete, machine: Machine, one_rep_max_kg: float, *, legs: int = 2) -> Athlete:
    """The athlete whose strength just suffices for a one-repetition maximum.

    Parameters
    ----------
    athlete : Athlete
    machine : Machine
        The one that it was lifted on.
    one_rep_max_kg : float
    legs : int
        How many legs lifted.

    Returns
    -------
    Athlete
        With `knee_flexion_torque_nm` set, on the shape of Anderson's torque over the angle. The lift is taken as
        slow, so it is the hardest angle that tells.

    Raises
    ------
    InputError
        If the load or the strength that follows from it is absurd.
    """
    body = body_of(athlete)
    angle = np.radians(np.linspace(*RANGE_DEG, 86))
    creeping = np.full_like(angle, FULL_FRICTION_M_S / max(min(machine.cam_radius_m), 1e-3))
    load = knee_load(machine, leg_of(body), one_rep_max_kg, angle, creeping, np.zeros_like(angle), legs=legs)
    normal = normal_knee_flexion_torque(body, angle)
    scale = float(np.max(load.torque_nm / normal))
    return replace(athlete, knee_flexion_torque_nm=scale * float(normal.max()))
