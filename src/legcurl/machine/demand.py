"""What a recorded set asks of one leg: posture, machine and load put together from what is known, the rest assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from legcurl.athlete import Athlete, Body, Leg, body_of, leg_of
from legcurl.errors import InputError
from legcurl.machine.bodyweight import bridge_load, nordic_load
from legcurl.machine.derivatives import derivatives_of
from legcurl.machine.load import KneeLoad, knee_load
from legcurl.machine.model import PRESETS, Machine
from legcurl.motion import Motion
from legcurl.vocabulary import BODYWEIGHT, FloatArray, Variation, base_channel
from legcurl.vocabulary import Leg as Side

HIP_DEG: Mapping[Variation, float] = {
    "prone": 15.0, "seated": 85.0, "standing": 10.0, "nordic": 0.0, "slider": 10.0, "ball": 10.0,
}  # fmt: skip
"""Angle between trunk and thigh where it was not recorded (middle of the usual, design choice)."""
BALL_HEIGHT_M = 0.55
"""Where the heels are on a ball (design choice)."""
TWO_LEGS: frozenset[Variation] = frozenset({"prone", "seated", "nordic", "slider", "ball"})
"""Variations that are usually done with both legs."""

FOOT_HELD: frozenset[Variation] = frozenset({"nordic"})
"""Variations in which something outside the leg takes up the ankle's moment: a partner or a strap holds the heels down
and the toes or the instep stand on the floor, so the foot cannot turn either way, whatever the calf does."""
HOLDS: Mapping[Variation, str] = {
    "nordic": "the foot is held between the strap and the floor, so the calf may pull as it likes",
    "slider": "the heels carry the load, and the muscles balance that at the ankle",
    "ball": "the heels carry the load, and the muscles balance that at the ankle",
}
"""How the foot is held, in words; elsewhere it is free."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Who did the set on what.

    Parameters
    ----------
    variation : str
    machine : Machine or None
        None where the body is the load.
    load_kg : float
    body : Body
    leg : Leg
    legs : int
        How many legs share the load.
    assumptions : tuple of str
        What was not known and is assumed, in sentences.
    """

    variation: Variation
    machine: Machine | None
    load_kg: float
    body: Body
    leg: Leg
    legs: int
    assumptions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Posture:
    """Joint angles of one leg over time.

    Parameters
    ----------
    time_s : ndarray, shape (n,)
    hip_deg, knee_deg, ankle_deg : ndarray, shape (n,)
        Trunk–thigh angle, knee flexion, dorsiflexion; no NaN.
    knee_velocity, knee_acceleration : ndarray, shape (n,)
        rad/s and rad/s², as far as they stand out of the noise (:mod:`legcurl.machine.derivatives`).
    hip_known, ankle_known : bool
        Whether they were recorded.
    assumptions : tuple of str
    velocity_noise : float
        Standard deviation of the noise that the velocity still has, rad/s.
    """

    time_s: FloatArray
    hip_deg: FloatArray
    knee_deg: FloatArray
    ankle_deg: FloatArray
    knee_velocity: FloatArray
    knee_acceleration: FloatArray
    hip_known: bool
    ankle_known: bool
    assumptions: tuple[str, ...]
    velocity_noise: float = 0.0


def setup_of(
    variation: Variation | None,
    side: Side | None,
    load_kg: float | None,
    athlete: Athlete | None = None,
    machine: Machine | None = None,
) -> Setup | None:
    """Put together who did the set on what.

    Parameters
    ----------
    variation : str or None
        The machine's where not given.
    side : {"left", "right", "both"} or None
        Which leg worked.
    load_kg : float or None
        Load on the label; not needed where the body is the load.
    athlete : Athlete, optional
    machine : Machine, optional
        The generic preset of the variation unless given.

    Returns
    -------
    Setup or None
        None where variation or load are not known.

    Raises
    ------
    InputError
        If the machine is one for another variation.
    """
    if machine is not None and variation is not None and machine.variation != variation:
        raise InputError(f"the machine {machine.name!r} is for {machine.variation} curls, the set is a {variation} one")
    variation = variation or (machine.variation if machine else None)
    if variation is None or (load_kg is None and variation not in BODYWEIGHT):
        return None
    said: list[str] = []
    if variation in BODYWEIGHT:
        machine = None
    elif machine is None:
        free = load_kg == 0 and f"{variation}-free" in PRESETS
        machine = PRESETS[f"{variation}-free" if free else variation]
        if not free:
            said.append(f"the machine is not known: a {machine.name} machine with a round cam is taken (--machine)")
    legs = 1 if side in ("left", "right") else 2 if side == "both" or variation in TWO_LEGS else 1
    if side is None:
        said.append(f"{'one leg is' if legs == 1 else 'both legs are'} taken to work (--leg left, right or both)")
    body = body_of(athlete or Athlete())
    return Setup(variation, machine, load_kg or 0.0, body, leg_of(body), legs, (*said, *body.assumptions))


def posture_of(motion: Motion, setup: Setup) -> Posture | None:
    """Joint angles of the leg, recorded where they were, assumed otherwise.

    Parameters
    ----------
    motion : Motion
    setup : Setup

    Returns
    -------
    Posture or None
        None where the motion is not an angle.
    """
    if motion.unit != "deg":
        return None
    said: list[str] = []
    knee = motion.position
    if base_channel(motion.source_channel) != "knee_flexion_deg":
        knee = knee - motion.rest
        said.append(f"the knee is taken to be straight where {motion.source_channel} rests")
    held_deg = setup.machine.hip_flexion_deg if setup.machine else HIP_DEG[setup.variation]
    hip, ankle = motion.companion("hip_flexion_deg"), motion.companion("ankle_dorsiflexion_deg")
    if hip is None:
        said.append(f"the hip was not recorded: {held_deg:g}° is taken")
    if ankle is None:
        said.append("the ankle was not recorded: 0° is taken")
    whole = _without_gaps(knee, 0.0)
    rates = derivatives_of(motion, whole)
    return Posture(
        time_s=motion.time_s,
        hip_deg=np.full(knee.size, held_deg) if hip is None else _without_gaps(hip, held_deg),
        knee_deg=whole,
        ankle_deg=np.zeros(knee.size) if ankle is None else _without_gaps(ankle, 0.0),
        knee_velocity=np.radians(rates.velocity),
        knee_acceleration=np.radians(rates.acceleration),
        hip_known=hip is not None,
        ankle_known=ankle is not None,
        assumptions=tuple(said),
        velocity_noise=float(np.radians(rates.velocity_noise)),
    )


def load_of(setup: Setup, posture: Posture) -> KneeLoad:
    """Torque that one leg must make at the knee.

    Parameters
    ----------
    setup : Setup
    posture : Posture

    Returns
    -------
    KneeLoad
        On the posture's grid.

    Raises
    ------
    InputError
        If the load is negative or absurd.
    """
    knee = np.radians(posture.knee_deg)
    if setup.machine is not None:
        return knee_load(
            setup.machine, setup.leg, setup.load_kg, knee, posture.knee_velocity, posture.knee_acceleration,
            ankle_rad=np.radians(posture.ankle_deg), legs=setup.legs, velocity_noise=posture.velocity_noise,
        )  # fmt: skip
    if setup.variation == "nordic":
        return nordic_load(setup.body, setup.leg, knee, posture.knee_acceleration)
    height = BALL_HEIGHT_M if setup.variation == "ball" else 0.0
    return bridge_load(
        setup.body, setup.leg, knee, np.radians(posture.hip_deg), ankle_rad=np.radians(posture.ankle_deg),
        support_height_m=height, legs=setup.legs,
    )  # fmt: skip


def _without_gaps(x: FloatArray, otherwise: float) -> FloatArray:
    """Straight lines across NaN; `otherwise` where nothing is known."""
    known = np.isfinite(x)
    if known.all():
        return x
    if not known.any():
        return np.full(x.size, otherwise)
    index = np.arange(x.size)
    return np.interp(index, index[known], x[known])
