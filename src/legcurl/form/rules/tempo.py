"""How long the phases take: rushed_repetition, dropped_eccentric, missing_hold, pause_between_reps.

Phases are measured between 10 and 90 % of the range, a plan is about the whole way. A smooth movement spends the share
``flank_share`` of its time between the two, so a planned time is multiplied by it before it becomes a bound; and the
measured rest contains the ends of both neighbouring ways, which are taken off before it is called a pause: no more than
a smooth movement of that time has, nor than one takes that passes the 10 % at that speed, since an even pace has less.
"""

from __future__ import annotations

import math

import numpy as np

from legcurl.form.case import NO_COMPLETE_REP, SAY_GOAL_OR_TEMPO, Case, Excess, Verdict, rule
from legcurl.form.wording import seconds, which_reps
from legcurl.metrics import RepMetrics
from legcurl.motion import Motion
from legcurl.reps import EDGE


@rule
def rushed_repetition(case: Case) -> Verdict:
    """The way up is shorter than the tempo plans it, or up and down together than the goal asks for."""
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    flank, tolerance = case.standard("flank_share"), case.standard("phase_tolerance")
    if case.plan.tempo is not None:
        planned_s = case.plan.tempo.concentric_s
        bound = flank.value * (planned_s - tolerance.value)
        found = [Excess(rep, up_s, bound) for rep, up_s, _ in _up_and_down(case) if up_s < bound]
        return case.of_reps(
            "fault", found, tolerance.value, tolerance,
            lambda reps, _: f"In {reps} you come up too fast; take about {seconds(planned_s)} on the way up.",
        )  # fmt: skip
    if case.plan.goal is None:
        return case.missing(SAY_GOAL_OR_TEMPO)
    least = case.standard("least_moving_time")
    bound = flank.value * (least.value - tolerance.value)
    found = [Excess(rep, up_s + down_s, bound) for rep, up_s, down_s in _up_and_down(case) if up_s + down_s < bound]
    return case.of_reps(
        "advice", found, tolerance.value, least,
        lambda reps, _: f"In {reps} you move too fast; take at least {seconds(least.value)} for up and down together.",
    )  # fmt: skip


@rule
def dropped_eccentric(case: Case) -> Verdict:
    """The way down is much shorter than planned (without a tempo: than the way up), or the leg is let fall."""
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    margin, tempo = case.standard("phase_tolerance").value, case.plan.tempo
    if tempo is not None:
        share = case.standard("least_eccentric_of_plan")
        bound = share.value * case.standard("flank_share").value * tempo.eccentric_s
        found = [Excess(rep, down_s, bound) for rep, _, down_s in _up_and_down(case) if down_s < bound]
        shorter = case.of_reps(
            "fault", found, margin, share,
            lambda reps, _: f"In {reps} you drop the leg; take about {seconds(tempo.eccentric_s)} on the way down.",
            unit="s",
        )  # fmt: skip
    else:
        share = case.standard("least_eccentric_of_concentric")
        bounds = [(rep, down_s, share.value * up_s) for rep, up_s, down_s in _up_and_down(case)]
        found = [Excess(rep, down_s, bound) for rep, down_s, bound in bounds if down_s < bound]
        shorter = case.of_reps(
            "advice", found, margin, share,
            lambda reps, _: f"In {reps} the way down takes less than {100 * share.value:.0f} % of the way up; "
            "lower at least as slowly as you lift.",
            unit="s",
        )  # fmt: skip
    return shorter or _let_fall(case)


def _let_fall(case: Case) -> Verdict:
    """The leg nearly falls freely on the way down."""
    limit = case.standard("free_fall")
    if case.motion.unit != "deg" or case.eccentric_first:
        return None
    falls = [(rep, _fall_acceleration(case.motion, rep)) for rep in case.complete if not case.bridged(rep)]
    found = [Excess(rep, fall, limit.value) for rep, fall in falls if fall > limit.value]
    noise = case.acceleration_noise()
    if found and noise >= limit.value:
        return case.too_noisy(noise)
    return case.of_reps(
        "fault", found, math.hypot(case.standard("acceleration_error").value * limit.value, noise), limit,
        lambda reps, _: f"In {reps} you let the leg fall; keep it slow all the way down.",
    )  # fmt: skip


def _fall_acceleration(motion: Motion, rep: RepMetrics) -> float:
    """Largest acceleration towards the resting position on the way down; -inf where it is not known."""
    if rep.rep.top_end_s is None or rep.rep.end_s is None:
        return -math.inf
    first, last = np.searchsorted(motion.time_s, (rep.rep.top_end_s, rep.rep.end_s))
    falling = -motion.acceleration[first:last]
    return float(falling[np.isfinite(falling)].max(initial=-math.inf))


def _up_and_down(case: Case) -> list[tuple[RepMetrics, float, float]]:
    """Concentric and eccentric times of the complete repetitions."""
    return [
        (rep, rep.concentric_s, rep.eccentric_s)
        for rep in case.complete
        if rep.concentric_s is not None and rep.eccentric_s is not None
    ]


@rule
def missing_hold(case: Case) -> Verdict:
    """The squeeze at the top is shorter than planned by more than the tolerance."""
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    tolerance, wanted, tempo = case.standard("phase_tolerance"), case.standard("hold"), case.plan.tempo
    if tempo is not None:
        planned_s = tempo.stretched_pause_s if case.eccentric_first else tempo.squeezed_pause_s
    elif case.plan.goal is None:
        return case.missing(SAY_GOAL_OR_TEMPO)
    elif wanted.value <= 0:
        return case.missing(f"the goal {case.plan.goal} asks for no hold: plan one with --tempo, such as 3-0-1-3")
    else:
        planned_s = wanted.value
    bound = planned_s - tolerance.value
    holds = [(rep, rep.hold_s) for rep in case.complete]
    return case.of_reps(
        "advice" if tempo is None else "fault",
        [Excess(rep, hold_s, bound) for rep, hold_s in holds if hold_s is not None and hold_s < bound],
        tolerance.value,
        wanted if tempo is None else tolerance,
        lambda reps, held: f"In {reps} you leave the top after {seconds(held)}; squeeze for {seconds(planned_s)}.",
        expected=planned_s,
    )


@rule
def pause_between_reps(case: Case) -> Verdict:
    """A rest between two complete repetitions, beyond the planned pause and the time that turning round takes.

    A rest so long that it ends a set is no pause; where there are only such, they are mentioned.
    """
    tolerance, longest, tempo = case.standard("pause_tolerance"), case.standard("set_break"), case.plan.tempo
    planned_s = 0.0
    if tempo is not None:
        planned_s = tempo.squeezed_pause_s if case.eccentric_first else tempo.stretched_pause_s
    pauses, ends = _pauses(case), case.set_ends()
    if not pauses and not ends:
        return case.missing("it takes two complete repetitions, one right after the other")
    bound = planned_s + tolerance.value
    found = case.of_reps(
        "advice",
        [Excess(rep, pause_s, bound) for rep, pause_s in pauses if pause_s > bound],
        case.standard("phase_tolerance").value,
        tolerance,
        lambda reps, rested: (
            f"After {reps} you rest for about {seconds(rested)}; "
            f"start the next one {f'after {seconds(planned_s)}' if planned_s else 'at once'}."
        ),
    )
    if found is not None or not ends:
        return found
    cue = (
        f"After {which_reps(ends)} you rested for more than {seconds(longest.value)}, which ends a set; "
        "record each set on its own."
    )
    return case.of_set("info", 1.0, max(rest_s for _, _, rest_s in case.rests()), longest, cue)


def _pauses(case: Case) -> list[tuple[RepMetrics, float]]:
    """The rests within a set, between complete repetitions, less the turning round in them."""
    longest = case.standard("set_break").value
    pauses = []
    for rep, following, rest_s in case.rests():
        fall_s, rise_s = rep.eccentric_s, following.concentric_s
        if case.eccentric_first:
            fall_s, rise_s = rep.concentric_s, following.eccentric_s
        whole = rep.rep.kind == following.rep.kind == "complete"
        if whole and fall_s is not None and rise_s is not None and rest_s <= longest:
            fall = abs(rep.rep.peak_position - rep.rep.end_position)
            rise = abs(following.rep.peak_position - following.rep.start_position)
            turning_s = _end_s(case, rep.rep.end_s, fall, fall_s) + _end_s(case, following.rep.start_s, rise, rise_s)
            pauses.append((rep, max(0.0, rest_s - turning_s)))
    return pauses


def _end_s(case: Case, edge_s: float | None, height: float, phase_s: float) -> float:
    """Time of a way beyond the moment at which it is 10 % of its height away from standstill."""
    share = case.standard("flank_share").value
    by_time = (1 - share) / share / 2 * phase_s
    speed = 0.0 if edge_s is None else abs(float(np.interp(edge_s, case.motion.time_s, case.motion.velocity)))
    if not speed > 0.0:
        return by_time
    return min(by_time, case.standard("turning_share").value * EDGE * height / speed)
