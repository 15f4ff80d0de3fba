"""Inverse dynamics of the planar leg: from its motion to the moments that hip, knee and ankle must make.

Directions are angles from straight down, counted towards the back: a hanging leg has 0, a shank that knee flexion
swung back and up to the horizontal has 90°. So the shank stands at tilt of the thigh + knee flexion, and the foot's
sole direction at that less dorsiflexion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.athlete import GRAVITY_M_S2, Leg
from legcurl.vocabulary import FloatArray


@dataclass(frozen=True, eq=False)
class LegMotion:
    """Where the leg is and how it moves; every field broadcasts to (n,).

    Parameters
    ----------
    tilt_rad : ndarray or float
        Direction of the thigh from straight down, positive to the back: standing 0, prone 90°, seated −90°.
    knee_rad, ankle_rad : ndarray or float
        Knee flexion and ankle dorsiflexion.
    tilt_velocity, knee_velocity, ankle_velocity : ndarray or float
        Their rates, rad/s.
    tilt_acceleration, knee_acceleration, ankle_acceleration : ndarray or float
        rad/s².
    """

    tilt_rad: FloatArray | float
    knee_rad: FloatArray | float
    ankle_rad: FloatArray | float = 0.0
    tilt_velocity: FloatArray | float = 0.0
    knee_velocity: FloatArray | float = 0.0
    ankle_velocity: FloatArray | float = 0.0
    tilt_acceleration: FloatArray | float = 0.0
    knee_acceleration: FloatArray | float = 0.0
    ankle_acceleration: FloatArray | float = 0.0


@dataclass(frozen=True, eq=False)
class LegMoments:
    """Moments that the leg's motion asks for, N·m: hip and knee flexion and ankle dorsiflexion positive."""

    hip_nm: FloatArray
    knee_nm: FloatArray
    ankle_nm: FloatArray


def leg_moments(
    leg: Leg,
    motion: LegMotion,
    *,
    gravity: float = GRAVITY_M_S2,
    pad_force_n: FloatArray | float = 0.0,
    pad_distance_m: FloatArray | float = 0.0,
) -> LegMoments:
    """Moments at the joints of a leg whose hip is held.

    Parameters
    ----------
    leg : Leg
    motion : LegMotion
    gravity : float
        m/s²; 0 leaves the inertial part alone.
    pad_force_n, pad_distance_m : float or ndarray
        Force of a pad on the back of the shank, at a right angle to it, and its distance from the knee.

    Returns
    -------
    LegMoments
    """
    thigh, shank, foot = leg.thigh, leg.shank, leg.foot
    m = motion
    angles = (m.tilt_rad, m.tilt_rad + m.knee_rad, m.tilt_rad + m.knee_rad - m.ankle_rad)
    rates = (m.tilt_velocity, m.tilt_velocity + m.knee_velocity, m.tilt_velocity + m.knee_velocity - m.ankle_velocity)
    turns = (
        m.tilt_acceleration,
        m.tilt_acceleration + m.knee_acceleration,
        m.tilt_acceleration + m.knee_acceleration - m.ankle_acceleration,
    )
    down = [_down(a) for a in angles]
    front = [_front(a) for a in angles]
    # Accelerations of a unit vector along each segment, and of one towards its front.
    down_rate = [-f * w - d * r**2 for d, f, r, w in zip(down, front, rates, turns, strict=True)]
    front_rate = [d * w - f * r**2 for d, f, r, w in zip(down, front, rates, turns, strict=True)]
    weight = np.array([[0.0], [gravity]])
    knee = thigh.length_m * down_rate[0]
    ankle = knee + shank.length_m * down_rate[1]
    on_thigh = thigh.mass_kg * (thigh.along_m * down_rate[0] + weight)
    on_shank = shank.mass_kg * (knee + shank.along_m * down_rate[1] + weight)
    on_foot = foot.mass_kg * (ankle + foot.along_m * front_rate[2] + foot.across_m * down_rate[2] + weight)
    ankle_turn = _dot(on_foot, foot.along_m * down[2] - foot.across_m * front[2]) + foot.inertia_kg_m2 * turns[2]
    knee_turn = (
        -_dot(shank.along_m * on_shank + shank.length_m * on_foot, front[1])
        + shank.inertia_kg_m2 * turns[1]
        + ankle_turn
        + pad_force_n * np.asarray(pad_distance_m)
    )
    hip_turn = (
        -_dot(thigh.along_m * on_thigh + thigh.length_m * (on_shank + on_foot), front[0])
        + thigh.inertia_kg_m2 * turns[0]
        + knee_turn
        + thigh.length_m * pad_force_n * np.cos(m.knee_rad)
    )
    return LegMoments(hip_nm=-hip_turn, knee_nm=np.asarray(knee_turn), ankle_nm=-ankle_turn)


def shank_and_foot(leg: Leg, ankle_rad: FloatArray | float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Shank and foot as one piece: what the knee carries while the thigh is held and the ankle keeps its angle.

    Parameters
    ----------
    leg : Leg
    ankle_rad : ndarray or float
        Dorsiflexion.

    Returns
    -------
    inertia : ndarray
        About the knee, kg·m².
    below, before : ndarray
        Mass times the distance of its centre from the knee, along the shank and to its front, kg·m.
    """
    shank, foot = leg.shank, leg.foot
    sine, cosine = np.sin(ankle_rad), np.cos(ankle_rad)
    foot_below = shank.length_m - foot.along_m * sine + foot.across_m * cosine
    foot_before = foot.along_m * cosine + foot.across_m * sine
    fixed = shank.inertia_kg_m2 + shank.mass_kg * shank.along_m**2 + foot.inertia_kg_m2
    inertia = fixed + foot.mass_kg * (foot_below**2 + foot_before**2)
    below = shank.mass_kg * shank.along_m + foot.mass_kg * foot_below
    return np.asarray(inertia), np.asarray(below), np.asarray(foot.mass_kg * foot_before)


def foot_weight_nm(leg: Leg, foot_rad: FloatArray) -> FloatArray:
    """Dorsiflexion moment that holds up the weight of the foot.

    Parameters
    ----------
    leg : Leg
    foot_rad : ndarray
        Direction of the foot: tilt of the thigh plus knee flexion less dorsiflexion, rad.
    """
    foot = leg.foot
    return foot.mass_kg * GRAVITY_M_S2 * (foot.along_m * np.cos(foot_rad) - foot.across_m * np.sin(foot_rad))


def _down(angle: FloatArray | float) -> FloatArray:
    """Unit vector (front, up) of a direction."""
    angle = np.atleast_1d(angle)
    return np.array([-np.sin(angle), -np.cos(angle)])


def _front(angle: FloatArray | float) -> FloatArray:
    """Unit vector a quarter turn towards the front of it."""
    angle = np.atleast_1d(angle)
    return np.array([np.cos(angle), -np.sin(angle)])


def _dot(a: FloatArray, b: FloatArray) -> FloatArray:
    return np.asarray((a * b).sum(axis=0))
