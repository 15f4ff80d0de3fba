"""From a plan to a simulated set: the same plan, athlete, machine and seed give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from legcurl.athlete import Athlete
from legcurl.errors import UsageError
from legcurl.machine.model import PRESETS, Machine
from legcurl.muscles.load import athlete_leg
from legcurl.recording import Recording
from legcurl.simulate.generator import SHORTEST_S, curl_movement
from legcurl.simulate.kinematics import KneePath
from legcurl.simulate.physics.build import SimModel, build_model, setup_for, stack_rest_rad, turning_inertia
from legcurl.simulate.physics.driver import Athletics, Course
from legcurl.simulate.physics.measured import recording_of
from legcurl.simulate.physics.plan import LiftPlan
from legcurl.simulate.physics.reference import BLOCK_S, FeltInertia, given_up, planned
from legcurl.simulate.physics.strength import Strength, strength_of
from legcurl.simulate.physics.trace import Trace, tops_of, trace_of, truth_of
from legcurl.simulate.posture import Movement
from legcurl.simulate.truth import Truth
from legcurl.vocabulary import BODYWEIGHT

GIVING_UP_S = 1.5
"""Time in which the leg goes back after a repetition that failed (design choice)."""
LAST_STILL_S = 1.5
"""How long the recording goes on after that."""
FELT_DEG = np.arange(0.0, 141.0, 20.0)
"""Knee angles at which the inertia of a slider or ball curl is felt."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The repetition at which the athlete gave up.

    Parameters
    ----------
    rep : int
        Counts from 1 over the repetitions of the plan.
    time_s, knee_deg : float
        When, on the clock of the recording, and where.
    """

    rep: int
    time_s: float
    knee_deg: float


@dataclass(frozen=True, eq=False)
class SimulatedLift:
    """A simulated set with all that is known of it.

    Parameters
    ----------
    recording : Recording
        What a sensor saw.
    truth : Truth
        Repetitions of the noiseless angle, on the recording's clock.
    trace : Trace
        Noiseless angles, torques and forces; its clock begins `start_s` before the recording's.
    plan : LiftPlan
    athlete : Athlete
    machine : Machine or None
        As it stood to the leg, misfit and stack's rest in it; None where the body is the load.
    failure : Failure or None
    model : SimModel
        The model, which with ``trace.qpos`` gives every picture.
    start_s : float
        Time of the trace at which the recording begins.
    """

    recording: Recording
    truth: Truth
    trace: Trace
    plan: LiftPlan
    athlete: Athlete
    machine: Machine | None
    failure: Failure | None
    model: SimModel
    start_s: float


def simulate_lift(
    plan: LiftPlan, athlete: Athlete | None = None, machine: Machine | None = None, seed: int = 0
) -> SimulatedLift:
    """Let an athlete lift a plan.

    Parameters
    ----------
    plan : LiftPlan
    athlete : Athlete, optional
        A reference adult unless given.
    machine : Machine, optional
        The generic preset of the variation unless given.
    seed : int
        Draws the small movements that nobody plans, and the sensor's noise.

    Returns
    -------
    SimulatedLift

    Raises
    ------
    InputError
        If the machine is for another variation or contradicts itself, or the simulation is not stable.
    UsageError
        If the cuts leave nothing of the recording.
    """
    athlete = athlete or Athlete()
    if plan.movement.leg != "both" or not plan.movement.side_difference:
        return _one_side(plan, athlete, machine, seed)
    both = _one_side(plan, athlete, machine, seed)
    weaker = _one_side(_weaker(plan), athlete, machine, seed)
    recording = recording_of(both.trace, plan, both.start_s, seed, other=weaker.trace, load_kg=plan.movement.load_kg)
    return replace(both, recording=recording, truth=replace(both.truth, side_difference_pct=_difference(both, weaker)))


def _one_side(plan: LiftPlan, athlete: Athlete, machine: Machine | None, seed: int) -> SimulatedLift:
    movement = plan.movement
    if machine is None and movement.variation not in BODYWEIGHT:
        machine = PRESETS[movement.variation]
    machine = None if machine is None or movement.variation in BODYWEIGHT else plan.misfit.applied(machine)
    setup = setup_for(movement.variation, movement.leg, movement.load_kg, athlete, machine)
    sim = build_model(setup, movement.rest_deg, hip_share=athlete.hip_share)
    rng = np.random.default_rng(seed)
    body, knee = curl_movement(movement, rng)
    courses, failed_s = _lifted(plan, athlete, sim, body, knee)
    trace = trace_of(sim, courses)
    tops = tops_of(knee, courses[0], failed_s)
    end_s = float(trace.time_s[-1]) - movement.cut_end_s
    if end_s - movement.cut_start_s < SHORTEST_S:
        raise UsageError(f"the set lasts {trace.time_s[-1]:.1f} s; the cuts leave nothing of it")
    side = 0.0 if movement.leg == "both" and movement.side_difference else None
    failure = None
    if failed_s is not None:
        failure = Failure(
            len(tops), failed_s - movement.cut_start_s, float(np.interp(failed_s, trace.time_s, trace.knee_deg))
        )
    return SimulatedLift(
        recording=recording_of(trace, plan, movement.cut_start_s, seed, load_kg=movement.load_kg),
        truth=truth_of(trace, tops, movement.away, movement.cut_start_s, end_s, side),
        trace=trace, plan=plan, athlete=athlete, machine=_as_it_stood(sim, movement.rest_deg), failure=failure,
        model=sim, start_s=movement.cut_start_s,
    )  # fmt: skip


def _lifted(
    plan: LiftPlan, athlete: Athlete, sim: SimModel, body: Movement, knee: KneePath
) -> tuple[list[Course], float | None]:
    """The course of the plan, and, where a repetition fails, the way back; with the time of the failure."""
    setup, share = sim.setup, sim.figure.pelvis_share
    felt = None
    if setup.variation in ("slider", "ball"):
        felt = FeltInertia(FELT_DEG, np.array([turning_inertia(sim, float(deg)) for deg in FELT_DEG]))
    slip = float(np.radians(plan.pad_slip_deg))
    intention = planned(setup, body, knee, sim.hip_deg, sim.tilt_deg, share, slip, felt)
    ankle_deg = float(np.degrees(intention.held[0][intention.joints.index("ankle")]))
    strength = _strength(athlete, round(sim.hip_deg, 1), round(ankle_deg))
    hands = plan.hands and setup.variation == "nordic"
    athletics = Athletics(sim, strength, intention, tires=plan.tires, hands=hands)
    course = athletics.follow(intention, to_failure=plan.to_failure)
    if not course.failed:
        return [course], None
    back = given_up(
        setup, athletics.knee_deg, plan.movement.rest_deg, sim.hip_deg, sim.tilt_deg, ankle_deg, share,
        back_s=GIVING_UP_S, still_s=LAST_STILL_S, felt=felt,
    )  # fmt: skip
    return [course, athletics.follow(back, can_fail=False)], float(len(course.clock_s)) * BLOCK_S


@lru_cache(maxsize=64)
def _strength(athlete: Athlete, hip_deg: float, ankle_deg: float) -> Strength:
    return strength_of(athlete_leg(athlete), hip_deg, ankle_deg)


def _as_it_stood(sim: SimModel, rest_deg: float) -> Machine | None:
    machine = sim.setup.machine
    if machine is None or sim.cam is None:
        return machine
    return replace(machine, rest_lever_deg=float(np.degrees(stack_rest_rad(machine, rest_deg))))


def _weaker(plan: LiftPlan) -> LiftPlan:
    """The other leg's plan: every peak is less far from rest."""
    movement = plan.movement
    less = 1.0 - movement.side_difference
    reps = tuple(
        replace(rep, peak_deg=movement.rest_deg + less * (rep.peak_deg - movement.rest_deg)) for rep in movement.reps
    )
    return replace(plan, movement=replace(movement, reps=reps))


def _difference(one: SimulatedLift, weaker: SimulatedLift) -> float | None:
    """How much smaller the other leg's median range is, percent."""
    ranges = [[rep.rom_deg for rep in lift.truth.reps if rep.kind == "complete"] for lift in (one, weaker)]
    if not all(ranges):
        return None
    larger, smaller = (float(np.median(values)) for values in ranges)
    return 100.0 * (larger - smaller) / larger
