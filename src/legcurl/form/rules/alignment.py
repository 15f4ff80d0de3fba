"""How the machine sits on the leg: axis_misaligned, pad_slipping.

With the knee in line with the pivot, lever and shank turn as one. A pivot that is off by a (along the thigh) and b
(towards its back) makes the lever run ahead or behind by (a sin q − b cos q) / L at a knee angle q, L being the pivot's
distance from the pad: the same every time the knee passes that angle. What is left besides is the pad, which gives way
or loses the leg.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.form.case import NO_COMPLETE_REP, Case, Excess, Verdict, rule
from legcurl.form.findings import NotJudged
from legcurl.form.scoring import certainty
from legcurl.form.wording import degrees
from legcurl.metrics import RepMetrics
from legcurl.vocabulary import BODYWEIGHT, BoolArray, FloatArray, base_channel

MOST_OF_THEM = (2.0, 98.0)
"""Percentiles that a range over many samples is taken between, so that single ones do not decide (numerical)."""
LEAST_SAMPLES = 50
"""Fewer tell nothing (numerical: half a second)."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Lever against shank in the complete repetitions.

    Parameters
    ----------
    drift_deg : float
        How far the lever runs ahead or behind over the range, the same at every repetition.
    ahead : bool
        Whether it turns further than the shank.
    left_deg : ndarray, shape (n,)
        What is not explained by that; NaN outside the repetitions.
    """

    drift_deg: float
    ahead: bool
    left_deg: FloatArray


@rule
def axis_misaligned(case: Case) -> Verdict:
    """The lever turns further, or less far, than the shank, in every repetition alike."""
    fit = _fit(case)
    if not isinstance(fit, Fit):
        return fit
    limit, error = case.standard("axis_drift"), case.standard("lever_error")
    if fit.drift_deg <= limit.value or fit.drift_deg < _spread(fit.left_deg):
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
    if not isinstance(fit, Fit):
        return fit
    limit = case.standard("pad_slip")
    slips = [(rep, _spread(fit.left_deg[_within(case, rep)])) for rep in case.complete]
    return case.of_reps(
        "fault",
        [Excess(rep, slip, limit.value) for rep, slip in slips if slip > limit.value],
        case.standard("lever_error").value,
        limit,
        lambda reps, by: f"In {reps} the pad gives way by about {degrees(by)} of the lever; set it snug above the "
        "heel, and keep your leg against it.",
    )  # fmt: skip


def _fit(case: Case) -> Fit | NotJudged | None:
    """Lever against shank, or why it is not known; None where there is no machine."""
    if case.variation in BODYWEIGHT:
        return None
    lever = case.motion.companion("lever_angle_deg")
    if lever is None or base_channel(case.motion.source_channel) != "knee_flexion_deg":
        return case.missing("it takes the angle of the lever beside that of the knee: record lever_angle_deg")
    if not case.complete:
        return case.missing(NO_COMPLETE_REP)
    knee, shank = np.radians(case.motion.position), _shank(case)
    ahead = lever - shank
    seen = np.any([_within(case, rep) for rep in case.complete], axis=0) & np.isfinite(ahead) & np.isfinite(knee)
    if int(seen.sum()) < LEAST_SAMPLES:
        return case.missing("lever and knee were hardly recorded at the same time")
    time = case.motion.time_s
    # A drifting sensor is taken out as well: its error grows with time and not with the angle.
    terms = np.stack([np.ones_like(time), time - time[seen].mean(), np.sin(knee), -np.cos(knee)], axis=1)
    weights = np.linalg.lstsq(terms[seen], ahead[seen], rcond=None)[0]
    course = terms[:, 2:] @ weights[2:]
    low, high = (float(np.median(course[seen & near])) for near in _ends(knee, seen))
    left = np.where(seen, ahead - terms @ weights, np.nan)
    return Fit(_spread(course[seen]), high > low, left)


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


def _ends(knee: FloatArray, seen: BoolArray) -> tuple[BoolArray, BoolArray]:
    """Where the knee is nearly as straight, and nearly as bent, as it gets."""
    low, high = np.percentile(knee[seen], [20.0, 80.0])
    return knee <= low, knee >= high


def _spread(values: FloatArray) -> float:
    """Range of nearly all of them, 0 where there are none."""
    known = values[np.isfinite(values)]
    return float(np.ptp(np.percentile(known, MOST_OF_THEM))) if known.size else 0.0

