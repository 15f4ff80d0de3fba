"""The own body as the load: nordic curls, and curls on a slider or a ball."""

from __future__ import annotations

import numpy as np

from legcurl.athlete import GRAVITY_M_S2, Body, Leg
from legcurl.machine.load import KneeLoad
from legcurl.vocabulary import FloatArray

TRUNK_LENGTH, TRUNK_CENTER, TRUNK_RADIUS = 0.288, 0.626, 0.496
"""Hip to shoulder over body height; centre of mass of head, arms and trunk from the hip, and radius of gyration about
it, over that length (Winter, after Drillis and Contini; recalled)."""
SHOULDER_HEIGHT_M, HEEL_HEIGHT_M = 0.08, 0.05
"""Height of the shoulder and ankle joints of a body that lies on its back, m (design choice)."""


def nordic_load(body: Body, leg: Leg, knee_rad: FloatArray, knee_acceleration: FloatArray) -> KneeLoad:
    """Knee flexion torque of one leg while the straight body is lowered forward from the knees.

    Parameters
    ----------
    body : Body
    leg : Leg
    knee_rad, knee_acceleration : ndarray, shape (n,)
        90° is the upright kneeling position, 0 lying flat; rad and rad/s².

    Returns
    -------
    KneeLoad
        Its weight and inertial parts; there is no stack, friction or pad.

    Notes
    -----
    Thighs, trunk, head and arms move as one rigid piece about knees that stay in place, and both legs share the load.
    Help by the hands is not known and not in it.
    """
    trunk = TRUNK_LENGTH * body.height_m
    trunk_mass = body.mass_kg - 2 * (leg.thigh.mass_kg + leg.shank.mass_kg + leg.foot.mass_kg)
    trunk_reach = leg.thigh.length_m + TRUNK_CENTER * trunk
    thigh_reach = leg.thigh.length_m - leg.thigh.along_m
    first = trunk_mass * trunk_reach + 2 * leg.thigh.mass_kg * thigh_reach
    second = (
        trunk_mass * (trunk_reach**2 + (TRUNK_RADIUS * trunk) ** 2)
        + 2 * (leg.thigh.mass_kg * thigh_reach**2 + leg.thigh.inertia_kg_m2)
    )  # fmt: skip
    gravity = 0.5 * first * GRAVITY_M_S2 * np.cos(knee_rad)
    return _no_machine(gravity, 0.5 * second * knee_acceleration)


def bridge_load(
    body: Body, leg: Leg, knee_rad: FloatArray, hip_rad: FloatArray | float = 0.0, *,
    support_height_m: float = 0.0, friction: float = 0.0, legs: int = 2,
) -> KneeLoad:  # fmt: skip
    """Knee flexion torque of one leg in a bridge on the shoulders, heels on a slider or a ball.

    Parameters
    ----------
    body : Body
    leg : Leg
    knee_rad, hip_rad : ndarray, shape (n,), or float
        Knee and hip flexion.
    support_height_m : float
        Height that the heels stand on: 0 for a slider, about 0.55 for a ball.
    friction : float
        Friction of the slider over its load, positive while the heels come closer.
    legs : int
        1 where the other leg is held up.

    Returns
    -------
    KneeLoad
        All of it in the weight part: the movement is taken as slow.

    Notes
    -----
    The chain shoulder–hip–knee–heel is closed by the floor: the line of the trunk is turned until the heels are on
    their support. The heels' force follows from the balance of the whole body about the shoulders.
    """
    knee_rad, hip_rad = np.broadcast_arrays(np.asarray(knee_rad, dtype=np.float64), hip_rad)
    trunk = TRUNK_LENGTH * body.height_m
    # Chain in a frame whose first axis is the trunk, shoulder to hip, and whose second points to the belly.
    thigh = leg.thigh.length_m * _unit(hip_rad)
    shank = leg.shank.length_m * _unit(hip_rad - knee_rad)
    hip = np.array([np.full_like(knee_rad, trunk), np.zeros_like(knee_rad)])
    knee, heel = hip + thigh, hip + thigh + shank
    rise = HEEL_HEIGHT_M + support_height_m - SHOULDER_HEIGHT_M
    turn = np.arcsin(np.clip(rise / np.hypot(*heel), -1.0, 1.0)) - np.arctan2(heel[1], heel[0])
    centers = [
        (1 - TRUNK_CENTER) * hip,
        hip + leg.thigh.along_m / leg.thigh.length_m * thigh,
        knee + leg.shank.along_m / leg.shank.length_m * shank,
        heel,
    ]
    pair = [2 * segment.mass_kg for segment in (leg.thigh, leg.shank, leg.foot)]
    masses = [body.mass_kg - sum(pair), *pair]
    centers, knee, heel = [_turned(c, turn) for c in centers], _turned(knee, turn), _turned(heel, turn)
    moment = GRAVITY_M_S2 * sum(mass * center[0] for mass, center in zip(masses, centers, strict=True))
    # Weight and friction of the heels both have a lever about the shoulders.
    upward = moment / (heel[0] - friction * heel[1])
    # The support pushes the heels up and, through friction, away from the shoulders.
    arm = heel - knee
    support = (upward * arm[0] - friction * upward * arm[1]) / legs
    shank_mass, foot_mass = leg.shank.mass_kg, leg.foot.mass_kg
    own = GRAVITY_M_S2 * (shank_mass * (centers[2] - knee)[0] + foot_mass * arm[0])
    return _no_machine(support - own, np.zeros_like(knee_rad))


def _no_machine(gravity: FloatArray, inertial: FloatArray) -> KneeLoad:
    nothing = np.zeros_like(gravity)
    return KneeLoad(nothing, inertial, gravity, nothing, nothing, nothing, np.zeros(len(gravity), dtype=np.bool_))


def _unit(angle: FloatArray) -> FloatArray:
    return np.array([np.cos(angle), np.sin(angle)])


def _turned(vector: FloatArray, angle: FloatArray) -> FloatArray:
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([cosine * vector[0] - sine * vector[1], sine * vector[0] + cosine * vector[1]])
