"""Joint angles from the keypoints of one person seen from the side, and the recording that they make.

A segment's inclination is the angle of its long axis, from the proximal to the distal end, against straight down:
0° hanging, +90° pointing forward, -90° backward, so that hip flexion = thigh - trunk. Which side of the picture is
forward follows from the knee, which bends one way only; left and right of the picture need not be known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from legcurl.pose.skeleton import INDEX, PoseTrack
from legcurl.vocabulary import FloatArray

LEAST_SCORE = 0.3
"""A keypoint of a lower score is a guess; common detectors draw from here on."""
POINTED_DEG, NEUTRAL_DEG, TOES_UP_DEG = -40.0, -10.0, 15.0
"""Middles of the three classes of the ankle; an angle from video errs by 21–26° (Stenum 2021)."""
POINTED_BELOW_DEG, TOES_UP_ABOVE_DEG = -25.0, 5.0
"""Bounds between the classes."""


@dataclass(frozen=True, eq=False)
class SegmentAngles:
    """Where the segments of one leg and the trunk are, shape (n,) each, in deg; NaN where not seen.

    Parameters
    ----------
    knee, hip, ankle : ndarray
        Knee and hip flexion, ankle dorsiflexion as it was measured, before it is made a class.
    trunk, thigh, shank : ndarray
        Inclinations, within ±180°.
    facing : {1, -1}
        1 where the picture's right is forward of an upright lifter.
    """

    knee: FloatArray
    hip: FloatArray
    ankle: FloatArray
    trunk: FloatArray
    thigh: FloatArray
    shank: FloatArray
    facing: int

    def channels(self) -> dict[str, FloatArray]:
        """The angles by the names of channels; those never seen are left out, the ankle is a coarse class."""
        named = {
            "knee_flexion_deg": self.knee,
            "hip_flexion_deg": continuous(self.hip),
            "ankle_dorsiflexion_deg": ankle_class(self.ankle),
            "trunk_inclination_deg": continuous(self.trunk),
            "thigh_inclination_deg": continuous(self.thigh),
            "shank_inclination_deg": continuous(self.shank),
        }
        return {name: x for name, x in named.items() if np.isfinite(x).any()}


def segment_angles(track: PoseTrack, side: str) -> SegmentAngles:
    """Angles of one leg and the trunk in the plane of the picture.

    Parameters
    ----------
    track : PoseTrack
    side : {"left", "right"}
        The leg; the trunk is taken from the same side, from the other one where that is not seen.

    Returns
    -------
    SegmentAngles
    """
    at = {name: _seen(track, f"{side}_{name}") for name in ("hip", "knee", "ankle", "heel", "toe")}
    thigh, shank = tilt(at["hip"], at["knee"]), tilt(at["knee"], at["ankle"])
    trunk = _trunk(track, side)
    foot = tilt(np.where(np.isnan(at["heel"]), at["ankle"], at["heel"]), at["toe"])
    bend = wrapped(thigh - shank)
    facing = -1 if np.nansum(bend) < 0 else 1
    return SegmentAngles(
        knee=np.abs(bend),
        hip=wrapped(facing * (thigh - trunk)),
        ankle=wrapped(facing * (foot - shank) - 90.0),
        trunk=wrapped(facing * trunk),
        thigh=wrapped(facing * thigh),
        shank=wrapped(facing * shank),
        facing=facing,
    )


def tilt(proximal: FloatArray, distal: FloatArray) -> FloatArray:
    """Angle of the way from one point to another against straight down, positive to the right, in deg.

    Parameters
    ----------
    proximal, distal : ndarray, shape (n, 2)
        x to the right, y down.

    Returns
    -------
    ndarray, shape (n,)
        Within ±180°.
    """
    way = distal - proximal
    return np.asarray(np.degrees(np.arctan2(way[:, 0], way[:, 1])))


def wrapped(degrees: FloatArray) -> FloatArray:
    """The same angles within -180° (inclusive) and 180°."""
    return np.asarray((degrees + 180.0) % 360.0 - 180.0)


def continuous(degrees: FloatArray) -> FloatArray:
    """An angle against time without jumps by whole turns; NaN stays, and the median lies within ±180°."""
    seen = np.isfinite(degrees)
    if not seen.any():
        return degrees
    joined = degrees.copy()
    joined[seen] = np.unwrap(degrees[seen], period=360.0)
    return np.asarray(joined - 360.0 * np.rint(np.nanmedian(joined) / 360.0))


def ankle_class(degrees: FloatArray) -> FloatArray:
    """Pointed, neutral or toes up, each as the middle of its class; NaN stays."""
    classes = np.where(degrees < POINTED_BELOW_DEG, POINTED_DEG, NEUTRAL_DEG)
    classes = np.where(degrees > TOES_UP_ABOVE_DEG, TOES_UP_DEG, classes)
    return np.where(np.isfinite(degrees), classes, np.nan)


def lengths(track: PoseTrack, side: str) -> Mapping[str, FloatArray]:
    """Lengths of trunk, thigh and shank in the picture, shape (n,) each; NaN where not seen."""
    hip, knee, ankle = (_seen(track, f"{side}_{name}") for name in ("hip", "knee", "ankle"))
    shoulder = _seen(track, f"{side}_shoulder")
    pairs = {"trunk": (shoulder, hip), "thigh": (hip, knee), "shank": (knee, ankle)}
    return {name: np.asarray(np.hypot(*(b - a).T)) for name, (a, b) in pairs.items()}


def heel_height(track: PoseTrack, side: str) -> float:
    """How much higher than the shoulder the ankle lies in the middle, in lengths of the thigh; NaN where not seen."""
    thigh = lengths(track, side)["thigh"]
    height = (track.point(f"{side}_shoulder")[:, 1] - track.point(f"{side}_ankle")[:, 1]) / thigh
    return float(np.nanmedian(height)) if np.isfinite(height).any() else float("nan")


def _trunk(track: PoseTrack, side: str) -> FloatArray:
    other = "right" if side == "left" else "left"
    near, far = (tilt(_seen(track, f"{s}_shoulder"), _seen(track, f"{s}_hip")) for s in (side, other))
    return np.where(np.isfinite(near), near, far)


def _seen(track: PoseTrack, name: str) -> FloatArray:
    """Positions of one keypoint, NaN where its score is too low, shape (n, 2)."""
    k = INDEX[name]
    return np.where(track.score[:, k, None] >= LEAST_SCORE, track.xy[:, k], np.nan)
