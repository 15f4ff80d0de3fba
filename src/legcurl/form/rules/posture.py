"""What the rest of the body does: pointed_toes, hips_rising, trunk_rocking, thigh_swinging."""

from __future__ import annotations

import math

from legcurl.form.case import NO_COMPLETE_REP, Case, Cue, Excess, Verdict, rule
from legcurl.form.wording import degrees
from legcurl.metrics import RepMetrics
from legcurl.vocabulary import Variation


@rule
def pointed_toes(case: Case) -> Verdict:
    """Ankle pointed down while curling: advice only, since growth does not depend on it."""
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    channel = "ankle_dorsiflexion_deg"
    ankles = _known(case, channel)
    if not ankles:
        return case.missing(f"no ankle angle: film the foot from the side, or record {channel}")
    least = case.standard("least_dorsiflexion")
    return case.of_reps(
        "advice",
        [Excess(rep, ankle, least.value) for rep, ankle in ankles if ankle < least.value],
        case.standard("ankle_error").value,
        least,
        lambda reps, _: f"In {reps} your toes point away; pull them towards the shin, so that the calf can help.",
        trust=case.motion.trust(channel),
    )


@rule
def hips_rising(case: Case) -> Verdict:
    """Prone: the hip angle changes during a repetition."""
    return _moves(
        case, "prone", "hip_change", ("hip_flexion_deg", "thigh_inclination_deg"),
        lambda reps, by: f"In {reps} your hips move by about {degrees(by)}; press them into the bench, "
        "and take less weight if they still rise.",
    )  # fmt: skip


@rule
def trunk_rocking(case: Case) -> Verdict:
    """Seated: the trunk tilts during a repetition."""
    return _moves(
        case, "seated", "trunk_change", ("trunk_inclination_deg", "hip_flexion_deg"),
        lambda reps, by: f"In {reps} your trunk rocks by about {degrees(by)}; keep your back against the rest "
        "and hold the handles.",
    )  # fmt: skip


@rule
def thigh_swinging(case: Case) -> Verdict:
    """Standing: the thigh tilts during a repetition."""
    return _moves(
        case, "standing", "thigh_change", ("thigh_inclination_deg", "hip_flexion_deg"),
        lambda reps, by: f"In {reps} your thigh swings by about {degrees(by)}; keep it still "
        "and move the lower leg only.",
    )  # fmt: skip


def _known(case: Case, channel: str) -> list[tuple[RepMetrics, float]]:
    """The complete repetitions in which the angle was recorded, and what is known of it, in deg."""
    angles = [(rep, rep.excursions_deg.get(channel, math.nan)) for rep in case.complete]
    return [(rep, angle) for rep, angle in angles if math.isfinite(angle)]


def _moves(case: Case, variation: Variation, standard: str, channels: tuple[str, ...], cue: Cue) -> Verdict:
    """Largest change of the first of the channels that is there, either way, against its bound.

    Nothing is said of another variation: its body is held elsewhere.
    """
    if case.variation is None:
        return case.missing(f"it is about {variation} curls: give --variation")
    if case.variation != variation:
        return None
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    channel = next((name for name in channels if _known(case, name)), None)
    if channel is None:
        return case.missing(f"the rest of the body was not recorded: give {' or '.join(channels)}")
    changes = _known(case, channel)
    limit = case.standard(standard)
    return case.of_reps(
        "fault",
        [Excess(rep, abs(change), limit.value) for rep, change in changes if abs(change) > limit.value],
        case.standard("angle_difference").value,
        limit,
        cue,
        trust=case.motion.trust(channel),
    )
