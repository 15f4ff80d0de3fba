"""The geometry of a fit against one simulated repetition, in which a thick pad really slides along a thick shank."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from legcurl.athlete import Athlete, body_of, leg_of
from legcurl.machine.load import knee_load, lever_motion
from legcurl.machine.model import Machine
from legcurl.simulate.physics.apparatus import PAD_RADIUS_M
from legcurl.simulate.physics.body import SHANK_RADIUS_M
from legcurl.simulate.physics.lift import simulate_lift
from legcurl.simulate.physics.plan import plan_lift
from legcurl.vocabulary import FloatArray

SLOW = "4-0-4-0"
"""Tempo at which speed asks for next to no force."""


@dataclass(frozen=True, slots=True)
class Check:
    """Both ways of looking at one slow repetition.

    Parameters
    ----------
    sliding_m, geometry_sliding_m : float
        Of the pad along the shank, simulated and by geometry, over the same knee angles.
    push_n, geometry_push_n : float
        Mean push of the pad on one leg on the way up.
    """

    sliding_m: float
    geometry_sliding_m: float
    push_n: float
    geometry_push_n: float


def check_fit(machine: Machine, athlete: Athlete, span_deg: tuple[float, float], load_kg: float) -> Check:
    """Lift one slow repetition on a machine as it stands to the leg.

    Parameters
    ----------
    machine : Machine
    athlete : Athlete
    span_deg : tuple of float
        Knee angle at rest and at the far end.
    load_kg : float

    Raises
    ------
    InputError
        If the machine contradicts itself or the simulation is not stable.
    """
    plan = plan_lift(machine.variation, load_kg=load_kg, reps=1, tempo=SLOW, rest_deg=span_deg[0], peak_deg=span_deg[1])
    lift = simulate_lift(replace(plan, tires=False), athlete, machine)
    trace = lift.trace
    knee = np.radians(trace.knee_deg)
    rate = np.gradient(knee, trace.time_s)
    top = int(np.argmax(knee))
    up = slice(int(np.argmax(rate[:top] > 0.25 * rate[:top].max())), top)
    load = knee_load(
        machine, leg_of(body_of(athlete)), load_kg, knee, rate, np.zeros(knee.size), legs=plan.legs
    )  # fmt: skip
    geometry = lever_motion(machine, knee, rate, np.zeros(knee.size)).pad_distance_m
    place = pad_place_m(machine, knee, np.radians(trace.lever_deg))
    return Check(
        float(np.ptp(place[up])), float(np.ptp(geometry[up])), float(trace.pad_force_n[up].mean()),
        float(load.pad_force_n[up].mean()),
    )  # fmt: skip


def pad_place_m(machine: Machine, knee_rad: FloatArray, lever_rad: FloatArray) -> FloatArray:
    """Knee to pad along the shank, from the angles of both.

    Parameters
    ----------
    machine : Machine
    knee_rad, lever_rad : ndarray, shape (n,)
        0 along the thigh's line.
    """
    behind = SHANK_RADIUS_M + PAD_RADIUS_M
    back = -behind * np.cos(lever_rad) - machine.lever_m * np.sin(lever_rad) - machine.pivot_across_m
    up = behind * np.sin(lever_rad) - machine.lever_m * np.cos(lever_rad) - machine.pivot_along_m
    return np.asarray(-back * np.sin(knee_rad) - up * np.cos(knee_rad))
