"""Where all segments are while the knee moves: sagittal angles with their derivatives.

A segment's inclination is the angle of its long axis, from the proximal to the distal end, against straight down:
0° hanging, +90° pointing forward, -90° backward. So knee flexion = thigh - shank and hip flexion = thigh - trunk,
in every variation. All postures here are round figures for the picture's sake, not measurements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from legcurl.simulate.path import Path
from legcurl.simulate.plans import Faults
from legcurl.vocabulary import FloatArray, Variation

Activity = Literal["leg_curl", "seated_extension", "straight_leg_raise", "isometric_hold", "squat", "walking"]
Anchor = Literal["hip", "knee", "ankle"]

HIPS_TO_THIGH = 0.6  # share of a hip rise (as hip flexion) by which the thigh tilts; the trunk tilts by the rest
TOES_UP_BY_EFFORT_DEG = 4.0  # how much further the toes come up at the peak
WOBBLE_EVERY_S = (0.8, 2.5)  # range of the time between two turning points of the small movements nobody plans
WOBBLE_DEG = {"hip": 0.5, "trunk": 0.5, "ankle": 1.2}  # their standard deviation


@dataclass(frozen=True, slots=True)
class Posture:
    """How the body is held at rest, and how it goes along with the movement.

    Parameters
    ----------
    hip_deg, thigh_deg : float
        Hip flexion and inclination of the thigh at rest; the trunk follows from both.
    anchor : {"hip", "knee", "ankle"}
        The joint that stays where it is.
    thigh_gain_deg, trunk_gain_deg : float
        Change of inclination from rest to peak.
    ankle_deg : float
        Ankle dorsiflexion at rest.
    shank_deg : float, optional
        Inclination of the shank where it is held and the thigh moves (nordic).
    """

    hip_deg: float
    thigh_deg: float
    anchor: Anchor
    thigh_gain_deg: float = 0.0
    trunk_gain_deg: float = 0.0
    ankle_deg: float = 5.0
    shank_deg: float | None = None


CURL_POSTURES: dict[Variation, Posture] = {
    "prone": Posture(hip_deg=15, thigh_deg=-90, anchor="knee"),
    "seated": Posture(hip_deg=92, thigh_deg=90, anchor="knee"),
    "standing": Posture(hip_deg=10, thigh_deg=5, anchor="hip"),
    "nordic": Posture(hip_deg=5, thigh_deg=0, anchor="knee", shank_deg=-90),
    "slider": Posture(hip_deg=5, thigh_deg=80, anchor="hip", thigh_gain_deg=55, trunk_gain_deg=45),
    "ball": Posture(hip_deg=5, thigh_deg=95, anchor="hip", thigh_gain_deg=45, trunk_gain_deg=35),
}
OTHER_POSTURES: dict[Activity, Posture] = {
    "seated_extension": Posture(hip_deg=85, thigh_deg=90, anchor="knee"),
    "straight_leg_raise": Posture(hip_deg=0, thigh_deg=90, anchor="hip", thigh_gain_deg=55),
    "isometric_hold": Posture(hip_deg=90, thigh_deg=90, anchor="knee"),
    "squat": Posture(hip_deg=5, thigh_deg=2, anchor="ankle", thigh_gain_deg=80, trunk_gain_deg=-35),
    "walking": Posture(hip_deg=0, thigh_deg=0, anchor="hip"),
}


@dataclass(frozen=True, eq=False)
class Movement:
    """A whole recording's movement, before anything samples it.

    Parameters
    ----------
    activity : Activity
    posture : Posture
    driver : Path
        What leads the movement: the knee in degrees, or anything else that goes from `driver_rest` to `driver_peak`.
    driver_rest, driver_peak : float
        Its values at rest and at the set's best peak.
    knee_rest_deg, knee_gain_deg : float
        Knee flexion at rest, and its change from rest to peak.
    faults : Faults
    start_s, end_s : float
        What the recording holds of it, in s of the paths.
    thigh : Path, optional
        Inclination of the thigh where it has a path of its own (walking).
    wobble : dict of str to Path
        Small unplanned movements of hip, trunk and ankle, in degrees.
    """

    activity: Activity
    posture: Posture
    driver: Path
    driver_rest: float
    driver_peak: float
    knee_rest_deg: float
    knee_gain_deg: float
    faults: Faults
    start_s: float
    end_s: float
    wobble: dict[str, Path]
    thigh: Path | None = None

    def effort(self, time_s: FloatArray) -> FloatArray:
        """0 at rest, 1 at the set's best peak, with its derivatives; shape (3, n)."""
        effort = self.driver.at(time_s)
        effort[0] -= self.driver_rest
        return effort / (self.driver_peak - self.driver_rest)


@dataclass(frozen=True, eq=False)
class Pose:
    """Angles at some times in degrees, each with its first and second derivative; every array of shape (3, n)."""

    effort: FloatArray
    knee: FloatArray
    hip: FloatArray
    ankle: FloatArray
    trunk: FloatArray
    thigh: FloatArray
    shank: FloatArray


def wobbles(duration_s: float, rng: np.random.Generator) -> dict[str, Path]:
    """Small, slow, unplanned movements of hip, trunk and ankle."""
    paths = {}
    for name, spread in WOBBLE_DEG.items():
        steps = rng.uniform(*WOBBLE_EVERY_S, size=int(duration_s / WOBBLE_EVERY_S[0]) + 2)
        times = np.concatenate([[0.0], np.cumsum(steps)])
        paths[name] = Path(times, rng.normal(0.0, spread, times.size), np.full(steps.size, 0.5))
    return paths


def pose_at(movement: Movement, time_s: FloatArray) -> Pose:
    """Every angle at some times.

    Parameters
    ----------
    movement : Movement
    time_s : ndarray, shape (n,)
        Times on the clock of the paths.

    Returns
    -------
    Pose
    """
    posture, faults = movement.posture, movement.faults
    effort = movement.effort(time_s)
    knee = movement.knee_gain_deg * effort
    knee[0] += movement.knee_rest_deg
    still = np.zeros_like(effort)

    def constant(value: float) -> FloatArray:
        out = still.copy()
        out[0] = value
        return out

    if movement.thigh is not None:
        thigh = movement.thigh.at(time_s)
        trunk = constant(0.0)
    elif posture.shank_deg is not None:
        thigh = constant(posture.shank_deg) + knee
        trunk = thigh - constant(posture.hip_deg)
    else:
        rises, swings = HIPS_TO_THIGH * faults.hips_rising_deg, faults.thigh_swinging_deg
        thigh = constant(posture.thigh_deg) + (posture.thigh_gain_deg + rises + swings) * effort
        leans = (1.0 - HIPS_TO_THIGH) * faults.hips_rising_deg + faults.trunk_rocking_deg
        trunk = constant(posture.thigh_deg - posture.hip_deg) + (posture.trunk_gain_deg - leans) * effort
    trunk = trunk + movement.wobble["trunk"].at(time_s)
    thigh = thigh + movement.wobble["hip"].at(time_s)
    ankle = constant(posture.ankle_deg - faults.toes_pointed_deg) + TOES_UP_BY_EFFORT_DEG * effort
    ankle = ankle + movement.wobble["ankle"].at(time_s)
    return Pose(effort, knee, thigh - trunk, ankle, trunk, thigh, thigh - knee)
