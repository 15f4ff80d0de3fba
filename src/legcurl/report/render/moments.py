"""From a simulated set to the moments that are drawn: postures, the machine, and how active every muscle is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from legcurl.athlete import Athlete, peak_knee_flexion_torque
from legcurl.coach.guide.leg import leg_figures
from legcurl.machine.dynamics import foot_weight_nm
from legcurl.muscles.load import REFERENCE_HEIGHT_M, athlete_leg
from legcurl.muscles.sharing import share_load
from legcurl.muscles.surfaces import ANKLE, HIP, KNEE
from legcurl.report.leg_posture import Pose
from legcurl.report.render.stage import Moment, Stage, build_stage
from legcurl.simulate.physics.lift import SimulatedLift
from legcurl.vocabulary import BODYWEIGHT, FloatArray, Variation

HIP_HOLDERS = ("glmax",)
"""Where nothing supports the trunk they work as well, but only the knee is computed here."""
NAMES = ("start", "middle", "top")
REFERENCE_MAN = Athlete(mass_kg=75.0, height_cm=178.0, age=25.0, sex="male")
"""Whom the guide's loads are for."""


@dataclass(frozen=True, eq=False)
class MovingPicture:
    """A simulated set, ready to be drawn.

    Parameters
    ----------
    stage : Stage
    key_moments : tuple of Moment
        Start, middle and top of the repetition in the middle of the set.
    film : tuple of Moment
        The whole set, evenly in time.
    rate_hz : float
        Moments of the film a second.
    """

    stage: Stage
    key_moments: tuple[Moment, ...]
    film: tuple[Moment, ...]
    rate_hz: float


def moving_picture(lift: SimulatedLift, rate_hz: float) -> MovingPicture:
    """Take the moments of a set.

    Parameters
    ----------
    lift : SimulatedLift
    rate_hz : float
        Moments of the film a second.
    """
    time_s = lift.trace.time_s
    film = np.arange(time_s[0], time_s[-1], 1.0 / rate_hz)
    keys = key_times(lift)
    moments = tuple(_moments(lift, np.concatenate([keys, film])))
    stage = build_stage(
        moments[0], lift.machine, lift.plan.movement.load_kg,
        lift.model.setup.body.height_m / REFERENCE_HEIGHT_M, two_legs=lift.plan.legs == 2,
    )  # fmt: skip
    return MovingPicture(stage, moments[: keys.size], moments[keys.size :], rate_hz)


def key_times(lift: SimulatedLift) -> FloatArray:
    """When the repetition in the middle of the set starts, is half-way and at its far end, s of the trace.

    Where no repetition came of it, those of the attempt.
    """
    trace, reps = lift.trace, [rep for rep in lift.truth.reps if rep.start_s is not None and rep.end_s is not None]
    first_s, last_s = float(trace.time_s[0]), float(trace.time_s[-1])
    if reps:
        rep = reps[len(reps) // 2]
        first_s, last_s = lift.start_s + float(rep.start_s or 0.0), lift.start_s + float(rep.end_s or 0.0)
    within = np.flatnonzero((trace.time_s >= first_s) & (trace.time_s <= last_s))
    knee = trace.knee_deg[within]
    away = np.abs(knee - lift.truth.rest_deg)
    top = int(np.argmax(away))
    middle = int(np.argmin(np.abs(away[: top + 1] - 0.5 * away[top])))
    return trace.time_s[within[[0, middle, top]]]


def _moments(lift: SimulatedLift, time_s: FloatArray) -> Iterator[Moment]:
    trace = lift.trace
    names = ("knee_deg", "hip_deg", "ankle_deg", "thigh_deg", "lever_deg", "stack_m")
    rows = np.stack([np.interp(time_s, trace.time_s, getattr(trace, name)) for name in names], axis=1)
    muscles, activation = activations(lift, time_s)
    for (knee, hip, ankle, thigh, lever, stack), active in zip(rows.tolist(), activation.tolist(), strict=True):
        pose = Pose(lift.plan.movement.variation, knee, hip, ankle)
        yield Moment(pose, thigh, lever, stack, dict(zip(muscles, active, strict=True)))


def activations(lift: SimulatedLift, time_s: FloatArray) -> tuple[tuple[str, ...], FloatArray]:
    """Activation of every muscle of one leg.

    Parameters
    ----------
    lift : SimulatedLift
    time_s : ndarray, shape (n,)
        On the clock of the trace.

    Returns
    -------
    tuple of str, ndarray, shape (n, muscles)
        Muscles, and 0 to 1 for each; NaN where it is not known. The knee's torque is MuJoCo's own.
    """
    trace, leg = lift.trace, athlete_leg(lift.athlete)

    def at(values: FloatArray) -> FloatArray:
        return np.interp(time_s, trace.time_s, values)

    angles = np.radians(np.stack([at(trace.hip_deg), at(trace.knee_deg), at(trace.ankle_deg)], axis=1))
    angles[:, HIP] *= leg.hip_share
    angles = np.clip(angles, leg.surfaces.low_rad, leg.surfaces.high_rad)
    rates, moments = np.zeros_like(angles), np.zeros_like(angles)
    rates[:, KNEE] = at(np.gradient(np.radians(trace.knee_deg), trace.time_s))
    moments[:, KNEE] = at(trace.knee_torque_nm)
    if lift.machine is not None:  # whose lever leaves the foot in the air
        shank_rad = np.radians(at(trace.shank_deg))
        moments[:, ANKLE] = foot_weight_nm(lift.model.setup.leg, -shank_rad - angles[:, ANKLE])
    activation = share_load(leg, angles, rates, moments).activation
    if lift.plan.movement.variation in BODYWEIGHT:
        activation[:, [leg.muscles.index(name) for name in HIP_HOLDERS]] = np.nan
    return leg.muscles, activation


def usual_load_kg(variation: Variation, athlete: Athlete | None) -> float:
    """A load for about ten repetitions: the guide's, by the person's strength."""
    load_kg = leg_figures()[variation].load_kg or 0.0
    if athlete is None:
        return load_kg
    share = peak_knee_flexion_torque(athlete) / peak_knee_flexion_torque(REFERENCE_MAN)
    return round(share * load_kg, 1)
