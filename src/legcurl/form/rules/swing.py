"""Whether the weight is swung rather than lifted: momentum."""

from __future__ import annotations

from legcurl.form.case import NO_COMPLETE_REP, Case, Excess, Verdict, rule


@rule
def momentum(case: Case) -> Verdict:
    """Too much of the load is acceleration; without a machine a high acceleration is a hint."""
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    error = case.standard("acceleration_error").value
    shares = [(rep, rep.inertial_share) for rep in case.complete if rep.inertial_share is not None]
    if shares:
        limit = case.standard("inertial_share")
        return case.of_reps(
            "fault",
            [Excess(rep, share, limit.value) for rep, share in shares if share > limit.value],
            error * limit.value,
            limit,
            lambda reps, swing: f"In {reps} swing makes {100 * swing:.0f} % of the load; start slowly, without a jerk.",
        )
    if _explosive(case):
        return case.missing("a fast way up was planned; only the machine and the load can tell speed from swing")
    limit = case.standard("peak_acceleration")
    peaks = [(rep, rep.peak_acceleration_deg_s2) for rep in case.complete if rep.peak_acceleration_deg_s2 is not None]
    if not peaks:
        return case.missing("the acceleration of an angle is not known: give a knee angle, or the machine and the load")
    return case.of_reps(
        "advice",
        [Excess(rep, peak, limit.value) for rep, peak in peaks if peak > limit.value],
        error * limit.value,
        limit,
        lambda reps, _: f"In {reps} the weight may be swinging; start slowly, without a jerk.",
        trust=case.standard("hint_confidence").value,
    )


def _explosive(case: Case) -> bool:
    """Whether speed is wanted: a planned concentric of no more than the timing error, or an athletic goal."""
    tempo = case.plan.tempo
    if tempo is None:
        return case.plan.goal == "athletic"
    return tempo.concentric_s <= case.standard("phase_tolerance").value
