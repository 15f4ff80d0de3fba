"""The heaviest load that a simulated athlete lifts once: what "70 % of 1RM" is a share of."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from legcurl.athlete import Athlete
from legcurl.errors import InputError, UsageError
from legcurl.machine.model import LOAD_KG, Machine
from legcurl.simulate.physics.lift import simulate_lift
from legcurl.simulate.physics.plan import LiftPlan, Misfit, plan_lift, with_foot
from legcurl.vocabulary import BODYWEIGHT, Variation

TEMPO = "2-0-1-0"
"""How a single is meant to be lifted; near the limit it takes as long as it takes (design choice)."""
STEP_KG = 0.25
"""How finely the load is found."""
FIRST_KG = 20.0


def one_rep_max(
    variation: Variation,
    athlete: Athlete | None = None,
    machine: Machine | None = None,
    *,
    rest_deg: float | None = None,
    peak_deg: float | None = None,
    one_leg: bool | None = None,
    misfit: Misfit | None = None,
    foot_deg: float | None = None,
) -> float:
    """The largest load, to a quarter of a kilogram, with which a single repetition does not fail.

    Parameters
    ----------
    variation : str
    athlete : Athlete, optional
    machine : Machine, optional
    rest_deg, peak_deg, one_leg
        See :func:`legcurl.simulate.physics.plan.plan_lift`.
    misfit : Misfit, optional
    foot_deg : float, optional
        Dorsiflexion that the foot is held at; as usual in the variation unless given.

    Returns
    -------
    float
        kg; found by halving, since a heavier load never becomes easier.

    Raises
    ------
    UsageError
        If the body is the load.
    InputError
        If even no load at all cannot be lifted.
    """
    if variation in BODYWEIGHT:
        raise UsageError(f"a {variation} curl has no 1RM: the body is the load")
    single = plan_lift(variation, reps=1, tempo=TEMPO, rest_deg=rest_deg, peak_deg=peak_deg, one_leg=one_leg)
    if foot_deg is not None:
        single = with_foot(single, foot_deg)
    return _found(replace(single, misfit=misfit or Misfit()), athlete or Athlete(), machine)


@lru_cache(maxsize=64)
def _found(single: LiftPlan, athlete: Athlete, machine: Machine | None) -> float:
    low, high = 0.0, FIRST_KG
    while high < LOAD_KG[1] and _lifts(single, high, athlete, machine):
        low, high = high, min(2.0 * high, LOAD_KG[1])
    if low == 0.0 and not _lifts(single, 0.0, athlete, machine):
        raise InputError(
            "this athlete cannot lift this machine even without a load",
            fix="Take a lighter lever, a smaller range, or a stronger athlete.",
        )
    while high - low > STEP_KG:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _lifts(single, middle, athlete, machine) else (low, middle)
    return STEP_KG * round(low / STEP_KG)


def _lifts(single: LiftPlan, load_kg: float, athlete: Athlete, machine: Machine | None) -> bool:
    lift = simulate_lift(replace(single, movement=replace(single.movement, load_kg=load_kg)), athlete, machine)
    return lift.failure is None
