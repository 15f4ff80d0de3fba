"""The own body as the load: nordic curls, and curls on a slider or a ball."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from legcurl.athlete import GRAVITY_M_S2, HEEL_TO_ANKLE, Body, Leg
from legcurl.machine.load import KneeLoad
from legcurl.vocabulary import FloatArray

TRUNK_LENGTH, TRUNK_CENTER, TRUNK_RADIUS = 0.288, 0.626, 0.496
"""Hip to shoulder over body height; centre of mass of head, arms and trunk from the hip, and radius of gyration about
it, over that length (Winter, after Drillis and Contini; recalled)."""
SHOULDER_HEIGHT_M = 0.08
"""Height of the shoulder joints of a body that lies on its back, m (design choice)."""
HEEL_RADIUS_M = 0.03
"""Radius that the back of the heel is rounded with (design choice)."""


def heel_of(leg: Leg) -> tuple[float, float]:
    """Centre of the heel's curve from the ankle, m: towards the toes and up the leg, so both are negative."""
    return HEEL_RADIUS_M - HEEL_TO_ANKLE * leg.foot.length_m, HEEL_RADIUS_M - 2 * leg.foot.across_m


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
        Its weight and inertial parts; there is no stack, friction or pad. The ankle is asked for nothing: whoever holds
        the heels down and the floor under the feet take up whatever the calf does there.

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
    ankle_rad: FloatArray | float = 0.0, support_height_m: float = 0.0, friction: float = 0.0, legs: int = 2,
) -> KneeLoad:  # fmt: skip
    """Knee flexion torque of one leg in a bridge on the shoulders, heels on a slider or a ball.

    Parameters
    ----------
    body : Body
    leg : Leg
    knee_rad, hip_rad : ndarray, shape (n,), or float
        Knee and hip flexion.
    ankle_rad : ndarray, shape (n,), or float
        Dorsiflexion.
    support_height_m : float
        Height that the heels stand on: 0 for a slider, about 0.55 for a ball.
    friction : float
        Friction of the slider over its load, positive while the heels come closer.
    legs : int
        1 where the other leg is held up.

    Returns
    -------
    KneeLoad
        All of it in the weight part: the movement is taken as slow. A heel behind and below the ankle pushes the toes
        up while the leg is straight, so the calf must hold the foot, and down when it is well bent.

    Notes
    -----
    The chain shoulder–hip–knee–heel is closed by the floor: the line of the trunk is turned until the heels are on
    their support. The heels' force follows from the balance of the whole body about the shoulders.
    """
    knee_rad, hip_rad, ankle_rad = np.broadcast_arrays(np.asarray(knee_rad, dtype=np.float64), hip_rad, ankle_rad)
    trunk = TRUNK_LENGTH * body.height_m
    # Chain in a frame whose first axis is the trunk, shoulder to hip, and whose second points to the belly.
    thigh = leg.thigh.length_m * _unit(hip_rad)
    shank = leg.shank.length_m * _unit(hip_rad - knee_rad)
    toes, up = _unit(hip_rad - knee_rad + ankle_rad + np.pi / 2), _unit(hip_rad - knee_rad + ankle_rad + np.pi)
    hip = np.array([np.full_like(knee_rad, trunk), np.zeros_like(knee_rad)])
    knee, ankle = hip + thigh, hip + thigh + shank
    ahead, above = heel_of(leg)
    heel = ankle + ahead * toes + above * up
    rise = HEEL_RADIUS_M + support_height_m - SHOULDER_HEIGHT_M
    turn = np.arcsin(np.clip(rise / np.hypot(*heel), -1.0, 1.0)) - np.arctan2(heel[1], heel[0])
    places = (
        (1 - TRUNK_CENTER) * hip,
        hip + leg.thigh.along_m / leg.thigh.length_m * thigh,
        knee + leg.shank.along_m / leg.shank.length_m * shank,
        ankle + leg.foot.along_m * toes - leg.foot.across_m * up,
    )
    pair = [2 * segment.mass_kg for segment in (leg.thigh, leg.shank, leg.foot)]
    masses = [body.mass_kg - sum(pair), *pair]
    *centers, foot, knee, ankle, heel = (_turned(place, turn) for place in (*places, knee, ankle, heel))
    weights = [GRAVITY_M_S2 * mass for mass in masses]
    moment = sum(weight * center[0] for weight, center in zip(weights, (*centers, foot), strict=True))
    # The support pushes the heels up and, through friction, away from the shoulders; both have a lever about these.
    push = (
        moment / (heel[0] - friction * heel[1]) * np.array([np.full_like(knee_rad, friction), np.ones_like(knee_rad)])
    )

    def asked_at(joint: FloatArray, *beyond: tuple[float, FloatArray]) -> FloatArray:
        """Moment that keeps what lies beyond a joint of one leg from turning towards its front."""
        own = sum(0.5 * weight * (center - joint)[0] for weight, center in beyond)
        return np.asarray(_cross(heel - joint, push) / legs - own)

    return replace(
        _no_machine(asked_at(knee, (weights[2], centers[2]), (weights[3], foot)), np.zeros_like(knee_rad)),
        ankle_nm=-asked_at(ankle, (weights[3], foot)),
    )


def _no_machine(gravity: FloatArray, inertial: FloatArray) -> KneeLoad:
    nothing = np.zeros_like(gravity)
    return KneeLoad(
        nothing, inertial, gravity, nothing, nothing, nothing, nothing, np.zeros(len(gravity), dtype=np.bool_)
    )


def _unit(angle: FloatArray) -> FloatArray:
    return np.array([np.cos(angle), np.sin(angle)])


def _cross(lever: FloatArray, force: FloatArray) -> FloatArray:
    return np.asarray(lever[0] * force[1] - lever[1] * force[0])


def _turned(vector: FloatArray, angle: FloatArray) -> FloatArray:
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([cosine * vector[0] - sine * vector[1], sine * vector[0] + cosine * vector[1]])
