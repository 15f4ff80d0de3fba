"""Do I believe it? What a picture must show before an angle is taken from it, and how far to trust that angle.

A keypoint of a high score is no proof: detectors draw a hidden leg with 0.9. So besides the scores it is asked whether
the camera stands at the side, whether bones keep their lengths and proportions, and whether anything moves faster
than a leg can.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.errors import InputError
from legcurl.pose.segments import LEAST_SCORE, lengths
from legcurl.pose.skeleton import INDEX, PoseTrack
from legcurl.vocabulary import BoolArray, FloatArray

WIDTH_SHARE = 0.55
"""Mean of the widths between the shoulder joints and between the hip joints, as a share of the trunk: about 0.35 m
and 0.2 m against 0.5 m (de Leva 1996)."""
FULL_VIEW_DEG, WIDEST_VIEW_DEG = 15.0, 30.0
"""Up to the first a view counts as from the side; beyond the second the projection shortens bones by 13 % and more."""
TRUST_AT_WIDEST = 0.5
"""Confidence that is left at the widest view that is still measured."""
PROPORTION = (0.6, 1.6)
"""Thigh over shank in the picture: 1.0 in the body (de Leva 1996), a quarter turn of 35° of one of them allowed."""
BONE_LOOSE, BONE_LOST = 0.15, 0.45
"""Change of a bone's length from its middle, as a share: up to the first it is the detector's scatter, at the second
the keypoint is somewhere else."""
FASTEST_DEG_S = 1000.0
"""A knee does not move faster, a kick apart."""
LEAST_SHARE_SEEN = 0.5
"""With less of the recording seen there is no telling what happened between."""
LOW_TRUST = 0.7
"""Below this the person is told that the angles are uncertain. A design choice, no published value is known; it was set
with the labelled photographs in view, so that they cannot confirm it."""
FILM_BETTER = (
    "Film from the side, at the height of the knee, with shoulder, hip, knee and ankle of the near leg in the picture."
)


@dataclass(frozen=True, eq=False)
class Trust:
    """How far each sample of the knee angle is to be believed.

    Parameters
    ----------
    confidence : ndarray, shape (n,)
        0 to 1; 0 where a sample is not to be used.
    off_side_deg : float
        How far the camera is off the side view; NaN where one side only is seen.
    low : tuple of str
        What makes it low, in words.
    """

    confidence: FloatArray
    off_side_deg: float
    low: tuple[str, ...]


def off_side_deg(track: PoseTrack) -> float:
    """How far the camera stands off the side view, in deg, from the widths of shoulders and hips against the trunk.

    Returns
    -------
    float
        The middle one of all pictures; NaN where both shoulders, both hips or the trunk are not known.
    """
    shoulders, hips = _between(track, "shoulder"), _between(track, "hip")
    middle = [(track.point(f"left_{name}") + track.point(f"right_{name}")) / 2 for name in ("shoulder", "hip")]
    trunk = np.hypot(*(middle[1] - middle[0]).T)
    width = (shoulders + hips) / 2
    known = np.isfinite(width) & (trunk > 0)
    if not known.any():
        return float("nan")
    return float(np.degrees(np.arctan(np.median(width[known] / trunk[known]) / WIDTH_SHARE)))


def trust_in(track: PoseTrack, side: str, knee: FloatArray, off: float | None = None) -> Trust:
    """Hold the near leg against every gate.

    Parameters
    ----------
    track : PoseTrack
    side : {"left", "right"}
    knee : ndarray, shape (n,)
        Knee flexion in deg.
    off : float, optional
        How far the camera is off the side view, in deg, where that is known better than from the track.

    Returns
    -------
    Trust

    Raises
    ------
    InputError
        If too little was seen, or the camera is too far off the side; it says how to film better.
    """
    seen = float(np.isfinite(knee).mean())
    if seen < LEAST_SHARE_SEEN:
        raise InputError(
            f"hip, knee and ankle of one leg are seen in {100 * seen:.0f} % of the pictures only; "
            f"at least {100 * LEAST_SHARE_SEEN:.0f} % are needed", path=track.source, fix=FILM_BETTER,
        )  # fmt: skip
    off = off_side_deg(track) if off is None else off
    if off > WIDEST_VIEW_DEG:
        raise InputError(
            f"the camera stands about {off:.0f}° off the side view; beyond {WIDEST_VIEW_DEG:g}° a knee angle "
            "cannot be measured", path=track.source, fix=FILM_BETTER,
        )  # fmt: skip
    score = np.min([track.seen(f"{side}_{joint}") for joint in ("hip", "knee", "ankle")], axis=0)
    bones, proportion = _bones(track, side)
    view = _falling(off, FULL_VIEW_DEG, WIDEST_VIEW_DEG, TRUST_AT_WIDEST) if np.isfinite(off) else 1.0
    usable = np.isfinite(knee) & ~too_fast(track.time_s, knee)
    confidence = np.where(usable, np.clip(score, 0.0, 1.0) * bones * view * proportion * track.steady, 0.0)
    low = []
    if view < 1.0:
        low.append(f"the camera stands about {off:.0f}° off the side view")
    if track.steady < 1.0:
        low.append("the camera moves")
    if proportion < 1.0:
        low.append("thigh and shank are not in proportion")
    if usable.any() and float(np.median(bones[usable])) < 1.0:
        low.append("thigh and shank change their lengths")
    if usable.any() and float(np.median(score[usable])) < LOW_TRUST:
        low.append("the near leg is seen badly")
    return Trust(confidence, off, tuple(low))


def too_fast(time_s: FloatArray, knee: FloatArray) -> BoolArray:
    """Samples that no knee could have come to from the samples before and after, shape (n,)."""
    bad = np.zeros(knee.size, dtype=bool)
    at = np.flatnonzero(np.isfinite(knee))
    if at.size < 3:
        return bad
    speed = np.abs(np.diff(knee[at]) / np.diff(time_s[at]))
    bad[at[1:-1]] = (speed[:-1] > FASTEST_DEG_S) & (speed[1:] > FASTEST_DEG_S)
    return bad


def _bones(track: PoseTrack, side: str) -> tuple[FloatArray, float]:
    """How well thigh and shank keep their lengths, for each sample, and whether they are in proportion, 0 to 1."""
    thigh, shank = (lengths(track, side)[name] for name in ("thigh", "shank"))
    kept = np.ones(track.time_s.size)
    for bone in (thigh, shank):
        change = np.abs(bone / np.nanmedian(bone) - 1.0)
        kept *= np.nan_to_num(np.clip((BONE_LOST - change) / (BONE_LOST - BONE_LOOSE), 0.0, 1.0))
    ratio = float(np.nanmedian(thigh) / np.nanmedian(shank))
    low, high = PROPORTION
    beyond = max(low / ratio, ratio / high, 1.0)
    return kept, 1.0 if beyond == 1.0 else TRUST_AT_WIDEST / beyond


def _falling(x: float, full: float, last: float, at_last: float) -> float:
    """1 up to `full`, then straight down to `at_last` at `last`."""
    return float(np.interp(x, [full, last], [1.0, at_last]))


def _between(track: PoseTrack, joint: str) -> FloatArray:
    left, right = INDEX[f"left_{joint}"], INDEX[f"right_{joint}"]
    both = (track.score[:, left] >= LEAST_SCORE) & (track.score[:, right] >= LEAST_SCORE)
    return np.where(both, np.hypot(*(track.xy[:, left] - track.xy[:, right]).T), np.nan)
