"""One side of a comparison lifted by the simulated athlete, and what every muscle did in it, drawn many times over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from legcurl.athlete import Athlete
from legcurl.errors import InputError
from legcurl.machine.demand import Posture, Setup, load_of, posture_of
from legcurl.machine.load import inertial_share
from legcurl.machine.model import LOAD_KG, PRESETS, Machine, checked_load
from legcurl.motion import motion_from_recording
from legcurl.muscles.load import Window, athlete_leg, effort_of, figures_of, within_model
from legcurl.muscles.uncertainty import Draw, draws
from legcurl.simulate.physics.build import setup_for
from legcurl.simulate.physics.lift import SimulatedLift, simulate_lift
from legcurl.simulate.physics.one_rep_max import one_rep_max
from legcurl.simulate.physics.plan import LiftPlan, plan_lift, with_foot
from legcurl.simulate.whatif.ceiling import held_kg
from legcurl.simulate.whatif.side import Side
from legcurl.vocabulary import BODYWEIGHT, FloatArray

POWER = 2.0
"""Exponent of the criterion by which the muscles share the load, where it is not drawn."""


@dataclass(frozen=True, eq=False)
class Lifted:
    """What came of one side.

    Parameters
    ----------
    side : Side
    lift : SimulatedLift
    load_kg, one_rep_max_kg : float or None
        None where the body is the load, or the load was given.
    muscles : tuple of str
    figures : ndarray, shape (1 + draws, muscles, figures), or None
        Of the whole set, in the order of :data:`legcurl.muscles.load.FIGURES`: as estimated, then every draw. None
        where no repetition came about.
    inertial_share : ndarray, shape (1 + draws,), or None
        Largest inertial torque over the mean of all the rest.
    set_s : float
        From the start of the first repetition to the end of the last.
    """

    side: Side
    lift: SimulatedLift
    load_kg: float | None
    one_rep_max_kg: float | None
    muscles: tuple[str, ...]
    figures: FloatArray | None
    inertial_share: FloatArray | None
    set_s: float

    @property
    def failed_from_the_start(self) -> bool:
        """Whether not one repetition came about."""
        return self.figures is None


def lift_side(side: Side, athlete: Athlete, machine: Machine | None, *, count: int, seed: int) -> Lifted:
    """Lift one side, and share its load among the muscles.

    Parameters
    ----------
    side : Side
    athlete : Athlete
    machine : Machine or None
        That of the side's file; the generic preset of the variation where None.
    count : int
        Draws of what is not known exactly.
    seed : int
        The same seed gives every side the same draws.

    Returns
    -------
    Lifted
        With a share of the own 1RM as the load, every draw has its own 1RM and lifts the same share of that.

    Raises
    ------
    InputError, UsageError
        If the machine is for another variation or contradicts itself, or nobody can plan the set.
    """
    best = _own_best(side, athlete, machine)
    load = 0.0 if side.variation in BODYWEIGHT else side.load_kg
    if load is None:
        load = min(round((best or 0.0) * side.one_rm_pct / 100.0, 2), LOAD_KG[1])
    plan = plan_of(side, load)
    lift = simulate_lift(plan, athlete, machine, seed)
    muscles = athlete_leg(athlete).muscles
    known_load = None if side.variation in BODYWEIGHT else load
    span = _set_span(lift)
    if span is None:
        return Lifted(side, lift, known_load, best, muscles, None, None, 0.0)
    setup = setup_for(side.variation, plan.movement.leg, load, athlete, lift.machine)
    motion = motion_from_recording(lift.recording)
    posture = None if motion is None else posture_of(motion, setup)
    if posture is None:
        return Lifted(side, lift, known_load, best, muscles, None, None, 0.0)
    window = _window(posture, *span)
    made = list(_drawn(side, athlete, setup, posture, window, count=count, seed=seed))
    return Lifted(
        side, lift, known_load, best, muscles, np.array([one for one, _ in made]), np.array([one for _, one in made]),
        span[1] - span[0],
    )  # fmt: skip


def plan_of(side: Side, load_kg: float) -> LiftPlan:
    """The set that a side stands for.

    Raises
    ------
    UsageError
        If nobody can plan that.
    """
    plan = plan_lift(
        side.variation, load_kg=load_kg, reps=side.reps, tempo=side.tempo, rest_deg=side.rest_deg,
        peak_deg=side.peak_deg, to_failure=side.to_failure,
    )  # fmt: skip
    plan = replace(plan, misfit=side.misfit)
    return plan if side.ankle_deg is None else with_foot(plan, side.ankle_deg)


def check_side(side: Side, machine: Machine | None) -> None:
    """Refuse what cannot be lifted at all, before anything is.

    Raises
    ------
    InputError, UsageError
        If nobody can plan the set, or the machine is for another variation or contradicts itself.
    """
    plan = plan_of(side, side.load_kg or 0.0)
    if side.variation in BODYWEIGHT:
        return
    checked_load(side.load_kg or 0.0)
    placed = plan.misfit.applied(machine or PRESETS[side.variation])
    setup_for(side.variation, plan.movement.leg, side.load_kg or 0.0, Athlete(), placed)


def _own_best(side: Side, athlete: Athlete, machine: Machine | None) -> float | None:
    """The 1RM there; None where it is not asked for. A foot that is held adds what the calf then can."""
    if not side.own_share:
        return None
    best = one_rep_max(
        side.variation, athlete, machine, rest_deg=side.rest_deg, peak_deg=side.peak_deg, misfit=side.misfit,
        foot_deg=side.ankle_deg,
    )  # fmt: skip
    if not side.braced:
        return best
    plan = plan_lift(side.variation, rest_deg=side.rest_deg, peak_deg=side.peak_deg)
    placed = side.misfit.applied(machine or PRESETS[side.variation])
    setup = setup_for(side.variation, plan.movement.leg, best, athlete, placed)
    span = (plan.movement.rest_deg, plan.movement.best_deg)
    ankle, leg = side.ankle_deg or 0.0, athlete_leg(athlete)
    free, held = (held_kg(leg, setup, span, placed.hip_flexion_deg, ankle, braced=braced) for braced in (False, True))
    return best * held / free if free > 0.0 else best


def _set_span(lift: SimulatedLift) -> tuple[float, float] | None:
    """Start of the first complete repetition and end of the last; None where there is none."""
    whole = [rep for rep in lift.truth.reps if rep.kind == "complete"]
    starts = [rep.start_s for rep in whole if rep.start_s is not None]
    ends = [rep.end_s for rep in whole if rep.end_s is not None]
    return (min(starts), max(ends)) if starts and ends else None


def _window(posture: Posture, start_s: float, end_s: float) -> Window:
    first, last = np.searchsorted(posture.time_s, (start_s, end_s)).tolist()
    samples = np.arange(first, min(last + 1, posture.time_s.size))
    step_s = float(posture.time_s[1] - posture.time_s[0])
    return Window(samples, np.array([0]), np.array([samples.size]), step_s)


def _drawn(
    side: Side, athlete: Athlete, setup: Setup, posture: Posture, window: Window, *, count: int, seed: int
) -> Iterator[tuple[FloatArray, float]]:
    """Figures of every muscle and inertial share: as estimated, then draw by draw."""
    model = athlete_leg(athlete)
    measured = athlete.knee_flexion_torque_nm is not None
    nominal = Draw(model, setup, within_model(posture, model)[0], POWER)
    usual_kg = _held(side, nominal, window) if side.own_share else None
    span = slice(int(window.samples[0]), int(window.samples[-1]) + 1)
    for one in (nominal, *draws(model, setup, posture, count, measured_strength=measured, seed=seed)):
        draw = replace(one, posture=within_model(one.posture, model)[0])
        if usual_kg is not None and one is not nominal:
            draw = replace(draw, setup=_at_the_same_share(draw, _held(side, draw, window) / usual_kg))
        effort = effort_of(draw, window, "braced" if side.braced else "free")
        share = inertial_share(load_of(draw.setup, draw.posture), span)
        yield figures_of(effort, window)[0], np.nan if share is None else share


def _held(side: Side, draw: Draw, window: Window) -> float:
    """What the leg of a draw can hold over the range of the set."""
    knee, at = draw.posture.knee_deg[window.samples], window.samples
    hip, ankle = float(draw.posture.hip_deg[at].mean()), float(draw.posture.ankle_deg[at].mean())
    held = held_kg(draw.model, draw.setup, (float(knee.min()), float(knee.max())), hip, ankle, braced=side.braced)
    if held <= 0.0:
        raise InputError(
            "this athlete cannot hold this machine even without a load",
            fix="Take a lighter lever, a smaller range, or a stronger athlete.",
        )
    return held


def _at_the_same_share(draw: Draw, factor: float) -> Setup:
    """The setup with the load that is the same share of what this draw can hold."""
    return replace(draw.setup, load_kg=float(np.clip(draw.setup.load_kg * factor, *LOAD_KG)))
