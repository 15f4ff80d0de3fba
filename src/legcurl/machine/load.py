"""From the motion of the knee to the torque that the machine and the leg's own mass ask of its flexors."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from legcurl.athlete import GRAVITY_M_S2, Leg
from legcurl.machine.dynamics import foot_weight_nm, shank_and_foot
from legcurl.machine.model import Machine, checked_load
from legcurl.metrics import Metrics
from legcurl.vocabulary import BoolArray, FloatArray

FULL_FRICTION_M_S = 0.005
"""Stack speed from which friction acts fully: below, it may point either way, and a linear law stands for that."""
NOISE_SPREAD = 3.0
"""Standard deviations of the speed's noise that widen this, since then the sign of what was measured says little."""


@dataclass(frozen=True, eq=False)
class KneeLoad:
    """Knee flexion torque of one leg that the load asks for, N·m, part by part.

    Parameters
    ----------
    stack_nm : ndarray, shape (n,)
        What the weight of the stack alone would ask for.
    inertial_nm : ndarray, shape (n,)
        For speeding up and slowing down stack, lever, shank and foot.
    gravity_nm : ndarray, shape (n,)
        For the weight of lever, shank and foot.
    friction_nm : ndarray, shape (n,)
        Against friction while lifting, less by it while lowering.
    pad_force_n, pad_distance_m : ndarray, shape (n,)
        Force between pad and shank, never negative, and how far from the knee it acts.
    ankle_nm : ndarray, shape (n,)
        Dorsiflexion moment that the foot's weight, and what it stands on, ask of the ankle.
    slack : ndarray of bool, shape (n,)
        Where the cable carries nothing although the stack is off its rest: it was thrown.
    swing : ndarray, shape (n,), or None
        What speeding up the stack adds to the cable's pull, over the stack's weight; 0 where the cable carries
        nothing. None where there is no stack.
    """

    stack_nm: FloatArray
    inertial_nm: FloatArray
    gravity_nm: FloatArray
    friction_nm: FloatArray
    pad_force_n: FloatArray
    pad_distance_m: FloatArray
    ankle_nm: FloatArray
    slack: BoolArray
    swing: FloatArray | None = None

    @property
    def torque_nm(self) -> FloatArray:
        """The sum of the parts."""
        return self.stack_nm + self.inertial_nm + self.gravity_nm + self.friction_nm


@dataclass(frozen=True, eq=False)
class LeverMotion:
    """How the lever follows the shank.

    Parameters
    ----------
    angle_rad, velocity, acceleration : ndarray, shape (n,)
        Of the lever, 0 along the thigh's line.
    ratio : ndarray, shape (n,)
        Lever velocity over knee velocity, and so knee torque over lever torque.
    pad_distance_m : ndarray, shape (n,)
        Knee to pad along the shank.
    """

    angle_rad: FloatArray
    velocity: FloatArray
    acceleration: FloatArray
    ratio: FloatArray
    pad_distance_m: FloatArray


def lever_motion(
    machine: Machine, knee_rad: FloatArray, knee_velocity: FloatArray, knee_acceleration: FloatArray
) -> LeverMotion:
    """Motion of the lever whose pad slides along the back of the shank.

    Parameters
    ----------
    machine : Machine
    knee_rad, knee_velocity, knee_acceleration : ndarray, shape (n,)
        rad, rad/s, rad/s².

    Returns
    -------
    LeverMotion

    Notes
    -----
    The pad is where a circle about the pivot meets the line of the shank. With the pivot on the knee axis it does not
    slide, and lever and shank turn as one.
    """
    along, across = machine.pivot_along_m, machine.pivot_across_m
    if along == across == 0.0:
        one = np.ones_like(knee_rad)
        return LeverMotion(knee_rad, knee_velocity, knee_acceleration, one, machine.lever_m * one)
    cosine, sine = np.cos(knee_rad), np.sin(knee_rad)
    offset = along * cosine + across * sine
    offset_rate = across * cosine - along * sine
    reach = np.sqrt(machine.lever_m**2 - along**2 - across**2 + offset**2)
    distance = offset + reach
    ratio = distance / reach
    ratio_slope = offset_rate * (reach**2 - offset**2) / reach**3
    return LeverMotion(
        angle_rad=np.arctan2(distance * sine - across, distance * cosine - along),
        velocity=ratio * knee_velocity,
        acceleration=ratio * knee_acceleration + ratio_slope * knee_velocity**2,
        ratio=ratio,
        pad_distance_m=distance,
    )


def knee_load(
    machine: Machine,
    leg: Leg,
    load_kg: float,
    knee_rad: FloatArray,
    knee_velocity: FloatArray,
    knee_acceleration: FloatArray,
    *,
    ankle_rad: FloatArray | float = 0.0,
    legs: int = 1,
    velocity_noise: float = 0.0,
) -> KneeLoad:
    """Torque that a leg must make at the knee to move a machine as it moved.

    Parameters
    ----------
    machine : Machine
    leg : Leg
        Of the athlete.
    load_kg : float
        Load on the label.
    knee_rad, knee_velocity, knee_acceleration : ndarray, shape (n,)
        Knee flexion and its derivatives, rad and s.
    ankle_rad : float or ndarray
        Dorsiflexion; moves the foot's mass a little.
    legs : int
        How many legs share the pad.
    velocity_noise : float
        Standard deviation of the noise of `knee_velocity`: in a hold it would turn the friction round and round.

    Returns
    -------
    KneeLoad
        Of one leg.

    Raises
    ------
    InputError
        If the load is negative or absurd.

    Notes
    -----
    A cable can only pull and a pad can only push. Where the stack would have to be held back the cable is slack and
    its parts cancel; where the lever runs ahead of the shank it asks for nothing.
    """
    lever = lever_motion(machine, knee_rad, knee_velocity, knee_acceleration)
    stack, stack_inertia, friction, slack, swing = _cable(machine, checked_load(load_kg), lever, velocity_noise)
    lever_weight = (
        machine.lever_mass_kg * GRAVITY_M_S2 * machine.lever_center_m
        * np.sin(np.radians(machine.thigh_tilt_deg) + lever.angle_rad)
    )  # fmt: skip
    lever_inertia = machine.lever_inertia_kg_m2 * lever.acceleration
    lever_parts = stack_inertia + lever_inertia
    share = (stack + lever_parts + lever_weight + friction > 0.0) * (lever.ratio / legs)
    stack, lever_parts, lever_weight, friction = (part * share for part in (stack, lever_parts, lever_weight, friction))
    inertia, below, before = shank_and_foot(leg, ankle_rad)
    shank = np.radians(machine.thigh_tilt_deg) + knee_rad
    weight = GRAVITY_M_S2 * (below * np.sin(shank) - before * np.cos(shank))
    return KneeLoad(
        stack_nm=stack,
        inertial_nm=lever_parts + inertia * knee_acceleration,
        gravity_nm=lever_weight + weight,
        friction_nm=friction,
        pad_force_n=(stack + lever_parts + lever_weight + friction) / lever.pad_distance_m,
        pad_distance_m=lever.pad_distance_m,
        ankle_nm=foot_weight_nm(leg, shank - ankle_rad),
        slack=slack,
        swing=swing,
    )


def _cable(
    machine: Machine, load_kg: float, lever: LeverMotion, velocity_noise: float
) -> tuple[FloatArray, FloatArray, FloatArray, BoolArray, FloatArray | None]:
    """Lever torques of the stack's weight, its inertia and friction; where the cable is slack; and the swing."""
    radius, slope = _cam(machine, lever.angle_rad)
    speed = radius * lever.velocity
    acceleration = radius * lever.acceleration + slope * lever.velocity**2
    mass = load_kg + machine.carriage_kg
    resting = np.zeros(len(radius), dtype=np.bool_)
    if machine.rest_lever_deg is not None:
        resting = lever.angle_rad <= np.radians(machine.rest_lever_deg)
    tension = mass * (GRAVITY_M_S2 + acceleration)
    slack = (tension <= 0.0) & ~resting & (mass * radius > 0.0)
    pulls = ~slack & ~resting
    surely = FULL_FRICTION_M_S + NOISE_SPREAD * velocity_noise * lever.ratio * radius
    way = np.clip(speed / surely, -1.0, 1.0)
    share = np.where(way > 0, machine.friction_up, machine.friction_down) * way
    stack = np.where(pulls, mass * GRAVITY_M_S2 * radius, 0.0)
    inertia = np.where(pulls, mass * acceleration * radius, 0.0)
    swing = np.where(pulls, acceleration / GRAVITY_M_S2, 0.0) if mass * radius.max() > 0.0 else None
    return stack, inertia, np.where(pulls, share * tension * radius, 0.0), slack, swing


def _cam(machine: Machine, lever_rad: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Cam radius at lever angles, and its slope (m/rad²)."""
    angles, radii = np.radians(machine.cam_angle_deg), np.asarray(machine.cam_radius_m)
    if len(radii) == 1:
        return np.full_like(lever_rad, radii[0]), np.zeros_like(lever_rad)
    radius = np.interp(lever_rad, angles, radii)
    slopes = np.concatenate([[0.0], np.diff(radii) / np.diff(angles), [0.0]])
    return radius, slopes[np.searchsorted(angles, lever_rad)]


def inertial_share(load: KneeLoad, span: slice) -> float | None:
    """What speeding up the stack adds to its weight at most, over a span of samples.

    0.23 says that speed added up to 23 % to the load. Lever and leg are left out: they are sped up in every curl, and
    with a light stack their share is large at any pace. None where there is no stack.
    """
    return None if load.swing is None else float(np.max(load.swing[span]))


def concentric_work_j(load: KneeLoad, velocity_rad_s: FloatArray, time_s: FloatArray, span: slice) -> float:
    """Work that the knee flexors of one leg did while the knee bent, J."""
    power = np.maximum(load.torque_nm[span] * np.maximum(velocity_rad_s[span], 0.0), 0.0)
    return float(np.sum(0.5 * (power[1:] + power[:-1]) * np.diff(time_s[span])))


def with_load(metrics: Metrics, load: KneeLoad, time_s: FloatArray, velocity_rad_s: FloatArray) -> Metrics:
    """The metrics with `inertial_share` and `work_j` of every repetition whose start and end are known.

    Parameters
    ----------
    metrics : Metrics
    load : KneeLoad
        On the grid of `time_s`.
    time_s, velocity_rad_s : ndarray, shape (n,)
        Of the motion.

    Returns
    -------
    Metrics
    """
    filled = []
    for measured in metrics.reps:
        rep = measured.rep
        if rep.start_s is None or rep.end_s is None:
            filled.append(measured)
            continue
        first, last = np.searchsorted(time_s, (rep.start_s, rep.end_s))
        span = slice(int(first), int(last) + 1)
        finite = bool(np.isfinite(load.torque_nm[span]).all()) and last - first > 1
        share = inertial_share(load, span) if finite else None
        work = concentric_work_j(load, velocity_rad_s, time_s, span) if finite else None
        filled.append(replace(measured, inertial_share=share, work_j=work))
    return replace(metrics, reps=tuple(filled))
