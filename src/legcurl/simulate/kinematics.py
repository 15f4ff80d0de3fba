"""From a set plan to the knee's path: every turning point a knot, so that the truth can be read off the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.simulate.path import LARGEST_EASE, Path, PathBuilder, share_at
from legcurl.simulate.plans import RepPlan, SetPlan

SMALLEST_EASE = 0.15  # ramp share of the slowest flanks; with less the turn would be a jolt
SHORTEST_PAUSE_S = 0.05  # a shorter standstill is a turning point
FASTEST_SAG_DEG_S = 4.0  # how fast a held leg sinks at most; design choice
DIP_S = 0.35  # time from a peak down into a dip, and again up
FIDGET_S = (0.25, 0.7)  # range of the time of one set-up movement


@dataclass(frozen=True, slots=True)
class Top:
    """When one repetition is up: from its first to its last knot at the top, in s of the path."""

    first_s: float
    last_s: float


@dataclass(frozen=True, eq=False)
class KneePath:
    """The noiseless knee angle of a set, and where its repetitions are up.

    Parameters
    ----------
    path : Path
        Knee flexion in degrees.
    tops : tuple of Top
        In order; the first begins with the path where the leg starts up, the last ends with it where it ends up.
    """

    path: Path
    tops: tuple[Top, ...]


def flank_ease(seconds: float, ramp_s: float) -> float:
    """Ramp share of a flank that takes so long between its 10 and 90 % crossings."""
    return float(np.clip(ramp_s / seconds, SMALLEST_EASE, LARGEST_EASE))


def flank_duration(seconds: float, ease: float) -> float:
    """Time from standstill to standstill of a flank that takes so long between its 10 and 90 % crossings."""
    return seconds / (1.0 - 2.0 * share_at(0.1, ease))


def _flank_end(seconds: float, ramp_s: float) -> float:
    """Time that such a flank spends in its first (or last) 10 %."""
    return (flank_duration(seconds, flank_ease(seconds, ramp_s)) - seconds) / 2.0


def _phases(plan: SetPlan, rep: RepPlan) -> tuple[float, float, float, float]:
    """Seconds away from rest, at the far end, back, and at rest: the tempo in the order of the movement."""
    tempo = rep.tempo
    if plan.away > 0:
        return tempo.concentric_s, tempo.squeezed_pause_s, tempo.eccentric_s, tempo.stretched_pause_s
    return tempo.eccentric_s, tempo.stretched_pause_s, tempo.concentric_s, tempo.squeezed_pause_s


def _flank(build: PathBuilder, value: float, seconds: float, ramp_s: float, sticking_s: float = 0.0) -> None:
    """Go to a value within `seconds` between the 10 and 90 % crossings, hesitating half-way where asked to."""
    ease = flank_ease(seconds, ramp_s)
    duration = flank_duration(seconds, ease)
    if sticking_s > 0:
        build.to((build.value + value) / 2.0, duration / 2.0, ease)
        build.to(build.value, sticking_s)
        duration /= 2.0
    build.to(value, duration, ease)


def _hold(build: PathBuilder, plan: SetPlan, rep: RepPlan, seconds: float) -> None:
    """Stay where the leg is, sinking a little."""
    if seconds > SHORTEST_PAUSE_S:
        build.to(build.value - plan.away * min(rep.sag_deg, FASTEST_SAG_DEG_S * seconds), seconds)


def _top(build: PathBuilder, plan: SetPlan, rep: RepPlan, hold_s: float) -> Top:
    """Stay up for the hold, sagging a little, with a dip between two peaks where asked for."""
    first = build.time_s
    if rep.dip_deg > 0:
        build.to(rep.peak_deg - plan.away * rep.dip_deg, DIP_S)
        build.to(rep.peak_deg - plan.away * 0.5 * min(rep.sag_deg, rep.dip_deg), DIP_S)
        hold_s -= 2.0 * DIP_S
    _hold(build, plan, rep, hold_s)
    return Top(first, build.time_s)


def _fidget(build: PathBuilder, plan: SetPlan, rng: np.random.Generator) -> None:
    """Settle into the machine: a few small movements to both sides of rest, and back to it."""
    for _ in range(int(rng.integers(2, 5))):
        away = plan.away * plan.fidget_deg * float(rng.uniform(-0.5, 1.0))
        build.to(plan.rest_deg + away, float(rng.uniform(*FIDGET_S)))
        build.to(build.value, float(rng.uniform(0.0, FIDGET_S[1])))
    build.to(plan.rest_deg, float(rng.uniform(*FIDGET_S)))


def knee_path(plan: SetPlan, rng: np.random.Generator) -> KneePath:
    """Lay out the knots of a whole set.

    Parameters
    ----------
    plan : SetPlan
    rng : Generator
        Draws the set-up movements; nothing else is left to chance.

    Returns
    -------
    KneePath
    """
    first, last = plan.reps[0], plan.reps[-1]
    build = PathBuilder(first.peak_deg if plan.starts_up else plan.rest_deg)
    tops = []
    if plan.starts_up:
        _hold(build, plan, first, plan.lead_in_s)
        tops.append(Top(0.0, build.time_s))
        _, _, back_s, pause_s = _phases(plan, first)
        _flank(build, plan.rest_deg, back_s, plan.ramp_s)
        build.to(plan.rest_deg, pause_s)
    else:
        if plan.fidget_deg > 0:
            _fidget(build, plan, rng)
        build.to(plan.rest_deg, plan.lead_in_s)
    for i, rep in enumerate(plan.reps):
        away_s, hold_s, back_s, pause_s = _phases(plan, rep)
        _flank(build, rep.peak_deg, away_s, plan.ramp_s, rep.sticking_s)
        ends_s = _flank_end(away_s, plan.ramp_s) + _flank_end(back_s, plan.ramp_s)
        tops.append(_top(build, plan, rep, hold_s - ends_s))
        _flank(build, rep.return_deg, back_s, plan.ramp_s)
        if i + 1 < len(plan.reps) or plan.ends_up:
            next_away_s = _phases(plan, plan.reps[min(i + 1, len(plan.reps) - 1)])[0]
            pause_s -= _flank_end(back_s, plan.ramp_s) + _flank_end(next_away_s, plan.ramp_s)
            if pause_s > SHORTEST_PAUSE_S:
                build.to(rep.return_deg, pause_s)
    if plan.ends_up:
        _flank(build, last.peak_deg, _phases(plan, last)[0], plan.ramp_s)
        start = build.time_s
        _hold(build, plan, last, plan.lead_out_s)
        tops.append(Top(start, build.time_s))
    else:
        if plan.fidget_deg > 0:
            _fidget(build, plan, rng)
        build.to(build.value, plan.lead_out_s)
    return KneePath(build.build(), tuple(tops))
