"""Whether the weight is swung rather than lifted: momentum."""

from __future__ import annotations

import math
from statistics import median

from legcurl.form.case import NO_COMPLETE_REP, Case, Excess, Verdict, rule
from legcurl.vocabulary import BODYWEIGHT


@rule
def momentum(case: Case) -> Verdict:
    """Speeding up the stack adds too much to its weight; without a machine a high acceleration is a hint."""
    if case.variation in BODYWEIGHT:
        return case.missing(f"a {case.variation} curl has no weight that could be swung: the phase times tell its pace")
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    whole = [rep for rep in case.complete if not case.bridged(rep)]
    if not whole:
        return case.missing("every repetition has a gap in it, across which no acceleration is known")
    error, noise = case.standard("acceleration_error").value, case.acceleration_noise()
    shares = [(rep, rep.inertial_share) for rep in whole if rep.inertial_share is not None]
    if shares:
        limit = case.standard("inertial_share")
        swung = [Excess(rep, share, limit.value) for rep, share in shares if share > limit.value]
        share_noise = median([_share_noise(one, noise) for one in swung] or [0.0])
        if share_noise >= limit.value:
            return case.too_noisy(noise)
        return case.of_reps(
            "fault",
            swung,
            math.hypot(error * limit.value, share_noise),
            limit,
            lambda reps, swing: f"In {reps} swing adds {100 * swing:.0f} % to the load; start slowly, without a jerk.",
        )
    if _explosive(case):
        return case.missing("a fast way up was planned; only the machine and the load can tell speed from swing")
    limit = case.standard("peak_acceleration")
    peaks = [(rep, rep.peak_acceleration_deg_s2) for rep in whole if rep.peak_acceleration_deg_s2 is not None]
    if not peaks:
        return case.missing("the acceleration of an angle is not known: give a knee angle, or the machine and the load")
    high = [Excess(rep, peak, limit.value) for rep, peak in peaks if peak > limit.value]
    if high and noise >= limit.value:
        return case.too_noisy(noise)
    return case.of_reps(
        "advice",
        high,
        math.hypot(error * limit.value, noise),
        limit,
        lambda reps, _: f"In {reps} the weight may be swinging; start slowly, without a jerk.",
        trust=case.standard("hint_confidence").value,
    )


def _share_noise(swung: Excess, noise: float) -> float:
    """What noise alone may make of an inertial share, which grows with the acceleration."""
    peak = swung.rep.peak_acceleration_deg_s2
    return swung.measured * noise / peak if peak else 0.0


def _explosive(case: Case) -> bool:
    """Whether speed is wanted: a planned concentric of no more than the timing error, or an athletic goal."""
    tempo = case.plan.tempo
    if tempo is None:
        return case.plan.goal == "athletic"
    return tempo.concentric_s <= case.standard("phase_tolerance").value
