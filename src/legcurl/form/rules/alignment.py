"""How the machine sits on the leg: axis_misaligned, pad_slipping.

With the knee in line with the pivot, lever and shank turn as one. A pivot that is off by a (along the thigh) and b
(towards its back) makes the lever run ahead or behind by (a sin q − b cos q) / L at a knee angle q, L being the pivot's
distance from the pad: the same every time the knee passes that angle. What is left besides is the pad, which gives way
or loses the leg.
"""

from __future__ import annotations

import numpy as np

from legcurl.form.case import NO_COMPLETE_REP, Case, Excess, Verdict, rule
from legcurl.form.findings import NotJudged
from legcurl.form.lever_fit import LeverFit, lever_fit, spread
from legcurl.form.scoring import certainty
from legcurl.form.wording import degrees
from legcurl.metrics import RepMetrics
from legcurl.vocabulary import BODYWEIGHT, BoolArray, FloatArray, base_channel


@rule
def axis_misaligned(case: Case) -> Verdict:
    """The lever turns further, or less far, than the shank, in every repetition alike."""
    fit = _fit(case)
    if not isinstance(fit, LeverFit):
        return fit
    limit, error = case.standard("axis_drift"), case.standard("lever_error")
    if fit.drift_deg <= limit.value or fit.drift_deg < spread(fit.left_deg):
        return None
    way = "further" if fit.ahead else "less far"
    cue = (
        f"The lever turns about {degrees(fit.drift_deg)} {way} than your lower leg; "
        "set seat and back rest so that your knee is in line with the pivot."
    )
    confidence = certainty(fit.drift_deg, limit.value, error.value)
    return case.of_set("fault", confidence, fit.drift_deg, limit, cue)


@rule
def pad_slipping(case: Case) -> Verdict:
    """Lever and shank part in a way that does not repeat with the knee's angle: the pad gives way or loses the leg."""
    fit = _fit(case)
    if not isinstance(fit, LeverFit):
        return fit
    limit = case.standard("pad_slip")
    slips = [(rep, spread(fit.left_deg[_within(case, rep)])) for rep in case.complete]
    return case.of_reps(
        "fault",
        [Excess(rep, slip, limit.value) for rep, slip in slips if slip > limit.value],
        case.standard("lever_error").value,
        limit,
        lambda reps, by: f"In {reps} the pad gives way by about {degrees(by)} of the lever; set it snug above the "
        "heel, and keep your leg against it.",
    )  # fmt: skip


def _fit(case: Case) -> LeverFit | NotJudged | None:
    """Lever against shank in the complete repetitions, or why it is not known; None where there is no machine."""
    if case.variation in BODYWEIGHT:
        return None
    lever = case.motion.companion("lever_angle_deg")
    if lever is None or base_channel(case.motion.source_channel) != "knee_flexion_deg":
        return case.missing("it takes the angle of the lever beside that of the knee: record lever_angle_deg")
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    seen = np.any([_within(case, rep) for rep in case.complete], axis=0)
    fit = lever_fit(case.motion.time_s, case.motion.position, lever - _shank(case), seen)
    return fit or case.missing("lever and knee were hardly recorded at the same time")


def _shank(case: Case) -> FloatArray:
    """Direction of the shank, deg, bent positive: its own inclination, or the knee on a thigh that may move."""
    own, thigh = case.motion.companion("shank_inclination_deg"), case.motion.companion("thigh_inclination_deg")
    if own is not None:
        return -own
    return case.motion.position if thigh is None else case.motion.position - thigh


def _within(case: Case, rep: RepMetrics) -> BoolArray:
    """The samples of a repetition."""
    time, start_s, end_s = case.motion.time_s, rep.rep.start_s, rep.rep.end_s
    if start_s is None or end_s is None:
        return np.zeros(time.size, dtype=np.bool_)
    return (time >= start_s) & (time <= end_s)
