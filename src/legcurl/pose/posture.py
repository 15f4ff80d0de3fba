"""How the body is held, which variation that is, and whether what moves makes it a leg curl."""

from __future__ import annotations

import numpy as np

from legcurl.pose.segments import SegmentAngles, continuous
from legcurl.recording import Posture
from legcurl.vocabulary import FloatArray, Variation

UPRIGHT_DEG = 50.0
"""A trunk that leans less is upright: back rests lean by 10–35°."""
LYING_DEG = 140.0
"""A trunk that leans more points head down."""
ABOUT_DEG = 40.0
"""A segment that is off by less has the direction that is asked for: benches are bent, cameras are not level."""
STILL_SHARE = 0.35
"""A segment that turns by less than this share of the knee's range stays."""
HIP_SHARE = 0.4
"""A hip that moves by more than this share of the knee's range takes part, as in a squat."""
MOVES_DEG = 25.0
"""A knee that moves less shows no exercise: twice the smallest real difference of a phone's angle (Hancock 2018)."""
BALL_SHARE = 0.3
"""Heels on a ball lie higher than the shoulders by more than this share of the thigh; on a slider they do not."""


def posture_of(angles: SegmentAngles, heel_height: float = float("nan")) -> Posture | None:
    """How a lifter is held, from the directions of the segments.

    Parameters
    ----------
    angles : SegmentAngles
        Of the near leg; the picture's up is taken to be up.
    heel_height : float
        How much higher than the shoulders the ankle lies in the middle, in lengths of the thigh.

    Returns
    -------
    Posture or None
        None where the segments point in no way that any leg curl has.
    """
    held, variation = _held(angles, heel_height)
    if held is None:
        return None
    if variation is None:
        return Posture(held, None, None, 0.0, f"the lifter is {held}")
    knee = _span(angles.knee)
    if not knee >= MOVES_DEG:
        return Posture(held, variation, None, 0.0, f"the lifter is {held}, and the knee hardly moves")
    still, hip = _span(angles.thigh) <= STILL_SHARE * knee, _span(angles.hip)
    folds = np.isfinite(hip) and hip > HIP_SHARE * knee
    if variation in ("prone", "standing") and still:
        behind = "face down" if variation == "prone" else "upright"
        why = f"the lifter is {held}, the thigh stays and the shank comes up behind"
        return Posture(held, variation, True, 0.85 if behind == "face down" else 0.8, why)
    if variation == "nordic" and not folds:
        why = "the lifter is kneeling, the shank stays and trunk and thigh are lowered in one line"
        return Posture(held, variation, True, 0.8, why)
    if variation in ("slider", "ball") and not folds and np.isfinite(hip):
        return Posture(
            held, variation, True, 0.7, f"the lifter is {held}, the hips stay up and the heels are pulled in"
        )
    return Posture(held, variation, None, 0.0, f"the lifter is {held}")


def _held(angles: SegmentAngles, heel_height: float) -> tuple[str | None, Variation | None]:
    """The posture in words, and the leg curl that is done in it."""
    trunk, thigh, shank = (_middle(x) for x in (angles.trunk, angles.thigh, angles.shank))
    if _about(shank, -90.0) and _kneels(angles):
        return "kneeling", "nordic"
    upright = np.isnan(trunk) or abs(trunk) < UPRIGHT_DEG
    if upright and _about(thigh, 0.0):
        return "standing", "standing"
    if _about(thigh, -90.0) and (np.isnan(trunk) or -LYING_DEG < trunk < -UPRIGHT_DEG):
        return "lying face down", "prone"
    if np.isfinite(trunk) and upright and _about(thigh, 90.0):
        return "sitting", "seated"
    if UPRIGHT_DEG <= trunk < LYING_DEG and np.isfinite(heel_height):
        return "lying face up", "ball" if heel_height > BALL_SHARE else "slider"
    if -LYING_DEG < trunk < -UPRIGHT_DEG:
        return "bent forward", None
    return None, None


def _kneels(angles: SegmentAngles) -> bool:
    """The shank lies on the floor: it turns less than the thigh, or neither turns and the thigh is upright."""
    shank, thigh = _span(angles.shank), _span(angles.thigh)
    if max(shank, thigh) < MOVES_DEG:
        return _about(_middle(angles.thigh), 0.0)
    return bool(shank < STILL_SHARE * thigh)


def _about(degrees: float, direction: float) -> bool:
    return bool(abs((degrees - direction + 180.0) % 360.0 - 180.0) <= ABOUT_DEG)


def _middle(x: FloatArray) -> float:
    joined = continuous(x)
    return float(np.nanmedian(joined)) if np.isfinite(joined).any() else float("nan")


def _span(x: FloatArray) -> float:
    joined = continuous(x)
    seen = joined[np.isfinite(joined)]
    return float(np.subtract(*np.percentile(seen, [97, 3]))) if seen.size else float("nan")
