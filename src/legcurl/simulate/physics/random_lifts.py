"""Lifts drawn at random over variations, tempos, disturbances and faults, for long tables of accuracy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.athlete import Athlete
from legcurl.errors import UsageError
from legcurl.plan import Tempo
from legcurl.simulate.physics.faults import FAULTS, with_fault
from legcurl.simulate.physics.one_rep_max import one_rep_max
from legcurl.simulate.physics.plan import LiftPlan, plan_lift, with_uneven_reps
from legcurl.simulate.plans import Sensor
from legcurl.simulate.random_plans import random_plan
from legcurl.vocabulary import BODYWEIGHT, VARIATIONS

PHASE_S = (0.5, 8.0)
"""Whole ways up and down, log-uniform."""
HOLD_S, PAUSE_S = (0.0, 3.0), (0.0, 2.0)
LOAD = (0.2, 0.45)
"""Share of the 1RM: light enough that most sets of any tempo do not fail."""
REPS = (4, 9)
LONGEST_S = 75.0
SIZES = (1.5, 2.5)
"""Of ordered faults, in thresholds."""
FAULTY, NOISY = 0.5, 0.5
"""Shares of sets with a fault, and with a sensor that disturbs."""
ATHLETE = Athlete(75.0, 178.0, 25.0, "male")
PERFECT = Sensor(rate_hz=100.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lift and what was ordered in it.

    Parameters
    ----------
    plan : LiftPlan
    tempo : Tempo
        As the lifter says it.
    fault : str or None
    size : float
    noisy : bool
    """

    plan: LiftPlan
    tempo: Tempo
    fault: str | None
    size: float
    noisy: bool


def random_lift(seed: int) -> Drawn:
    """Draw a lift from its seed.

    Parameters
    ----------
    seed : int

    Returns
    -------
    Drawn
    """
    rng = np.random.default_rng([seed, 3])
    while True:
        drawn = _draw(rng, seed)
        if drawn is not None:
            return drawn


def _draw(rng: np.random.Generator, seed: int) -> Drawn | None:
    """One try; None where the set would be too long or the fault does not fit."""
    variation = VARIATIONS[int(rng.integers(len(VARIATIONS)))]
    down_s, up_s = np.exp(rng.uniform(np.log(PHASE_S[0]), np.log(PHASE_S[1]), 2))
    hold_s, pause_s = (float(rng.uniform(*span)) if rng.random() < 0.6 else 0.0 for span in (HOLD_S, PAUSE_S))
    tempo = Tempo(float(down_s), pause_s, float(up_s), hold_s)
    reps = int(rng.integers(*REPS))
    if reps * (down_s + up_s + hold_s + pause_s) > LONGEST_S:
        return None
    noisy = bool(rng.random() < NOISY)
    load_kg = 0.0 if variation in BODYWEIGHT else float(rng.uniform(*LOAD)) * one_rep_max(variation, ATHLETE)
    sensor = random_plan(rng).sensor if noisy else PERFECT
    plan = plan_lift(variation, load_kg=load_kg, reps=reps, tempo=tempo, sensor=sensor)
    fault, size = None, 0.0
    if rng.random() < FAULTY:
        names = sorted(name for name, one in FAULTS.items() if variation in one.variations)
        fault, size = names[int(rng.integers(len(names)))], float(rng.uniform(*SIZES))
        try:
            plan = with_fault(plan, fault, size, tempo, ATHLETE)
        except UsageError:
            return None
    return Drawn(with_uneven_reps(plan, float(rng.uniform(0.0, 0.05)), seed), tempo, fault, size, noisy)
