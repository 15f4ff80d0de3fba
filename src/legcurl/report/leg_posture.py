"""Where every segment is: the posture of each variation, for the picture.

World frame: m, x to the right, y up. Every body is the standing one, seen from its right side and facing right, turned:
face down with the head to the right (prone), face up with the head to the left (slider, ball).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from legcurl.errors import InputError
from legcurl.machine.model import PRESETS
from legcurl.muscles.anatomy import reference_anatomy
from legcurl.report.leg_shapes import SHOULDER, SKIN, Segment
from legcurl.vocabulary import FloatArray, Variation

KNEE_DEG, HIP_DEG, ANKLE_DEG = (-15.0, 160.0), (-30.0, 140.0), (-60.0, 45.0)
"""Angles that a body can be drawn at: a little more than people can (design choice)."""
USUAL_HIP_DEG: Mapping[Variation, float] = MappingProxyType({
    "prone": PRESETS["prone"].hip_flexion_deg, "seated": PRESETS["seated"].hip_flexion_deg,
    "standing": PRESETS["standing"].hip_flexion_deg, "nordic": 0.0, "slider": 0.0, "ball": 0.0,
})  # fmt: skip
"""Trunk–thigh angle where none is known."""
MAT_M, SLIDER_M, BALL_RADIUS_M = 0.05, 0.025, 0.275
"""Thickness of the mat under the shoulders and of a slider; a ball for people of this height (design choice)."""
UPPER_BACK_M = 0.28
"""Height over the hip from which the back is on the mat in a bridge: the shoulder blades."""
STEEPEST_RAD = 1.4
"""How far the trunk of a bridge may be from level."""
HALVINGS = 40
"""Steps of the bisection for the tilt of a bridge: to 1e-12 of the range."""


@dataclass(frozen=True, slots=True)
class Pose:
    """What is known of a posture.

    Parameters
    ----------
    variation : Variation
    knee_deg : float
        Knee flexion.
    hip_deg : float, optional
        Trunk–thigh angle; the usual one of the variation where it is not known.
    ankle_deg : float
        Dorsiflexion.

    Raises
    ------
    InputError
        If a body cannot be drawn at an angle.
    """

    variation: Variation
    knee_deg: float
    hip_deg: float | None = None
    ankle_deg: float = 0.0

    def __post_init__(self) -> None:
        for name, value, (low, high) in (
            ("knee flexion", self.knee_deg, KNEE_DEG),
            ("hip flexion", self.hip, HIP_DEG),
            ("ankle dorsiflexion", self.ankle_deg, ANKLE_DEG),
        ):
            if not low <= value <= high:
                raise InputError(f"picture: {name} {value:g} deg, expected {low:g} to {high:g} deg")

    @property
    def hip(self) -> float:
        """Trunk–thigh angle, deg."""
        return USUAL_HIP_DEG[self.variation] if self.hip_deg is None else self.hip_deg


@dataclass(frozen=True, slots=True)
class Place:
    """A segment's frame in the world: its origin, and by how much it is turned counter-clockwise, rad."""

    x_m: float
    y_m: float
    turn_rad: float

    def world(self, points: FloatArray) -> FloatArray:
        """Points of the segment in the world, shape (..., 2)."""
        cosine, sine = math.cos(self.turn_rad), math.sin(self.turn_rad)
        turned = points @ np.array([[cosine, sine], [-sine, cosine]])
        return np.asarray(turned + np.array([self.x_m, self.y_m]))

    def local(self, points: FloatArray) -> FloatArray:
        """Points of the world in the frame of the segment, shape (..., 2)."""
        cosine, sine = math.cos(self.turn_rad), math.sin(self.turn_rad)
        return np.asarray((points - (self.x_m, self.y_m)) @ np.array([[cosine, -sine], [sine, cosine]]))

    def moved(self, x_m: float, y_m: float) -> Place:
        """The frame shifted in the world."""
        return Place(self.x_m + x_m, self.y_m + y_m, self.turn_rad)


Places = Mapping[Segment, Place]


def places_of(pose: Pose) -> Places:
    """Every segment of a pose in the world.

    The origin of the world is the knee where the machine or the ground holds it, and on the floor under the shoulders
    in a bridge.
    """
    if pose.variation in ("slider", "ball"):
        return _bridge(pose)
    tilt = 90.0 - pose.knee_deg if pose.variation == "nordic" else PRESETS[pose.variation].thigh_tilt_deg
    return chain(pose, -math.radians(tilt))


def chain(pose: Pose, thigh_turn_rad: float) -> Places:
    """The segments hung on each other, the knee in the origin, from the direction of the thigh (0 upright)."""
    anatomy = reference_anatomy()
    hip, knee, ankle = (math.radians(angle) for angle in (pose.hip, pose.knee_deg, pose.ankle_deg))
    femur = Place(0.0, 0.0, thigh_turn_rad)
    tibia = Place(0.0, 0.0, thigh_turn_rad - knee)
    hip_x, hip_y = femur.world(np.array([0.0, anatomy.thigh_m]))
    ankle_x, ankle_y = tibia.world(np.array([0.0, -anatomy.shank_m]))
    return {
        "trunk": Place(hip_x, hip_y, thigh_turn_rad - hip),
        "pelvis": Place(hip_x, hip_y, thigh_turn_rad - anatomy.hip_share * hip),
        "femur": femur,
        "tibia": tibia,
        "foot": Place(ankle_x, ankle_y, tibia.turn_rad + ankle),
    }


def outline(places: Places, *segments: Segment) -> FloatArray:
    """Points of the skin of some segments in the world, shape (n, 2)."""
    return np.concatenate([places[segment].world(SKIN[segment]) for segment in segments])


def _bridge(pose: Pose) -> Places:
    """A body on its shoulders and heels: the tilt at which both rest on what bears them."""
    level = math.radians(90.0 + pose.hip)
    low, high = level - STEEPEST_RAD, level + STEEPEST_RAD
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if _gap_under_feet(pose, _on_shoulders(pose, middle)) < 0.0:
            low = middle
        else:
            high = middle
    return _on_shoulders(pose, low)


def _on_shoulders(pose: Pose, thigh_turn_rad: float) -> Places:
    """The chain with the shoulders over the origin, and the upper back on the mat."""
    places = chain(pose, thigh_turn_rad)
    shoulder = places["trunk"].world(SHOULDER)
    back = places["trunk"].world(SKIN["trunk"][SKIN["trunk"][:, 1] > UPPER_BACK_M])
    return {name: place.moved(-shoulder[0], MAT_M - back[:, 1].min()) for name, place in places.items()}


def _gap_under_feet(pose: Pose, places: Places) -> float:
    """How far the feet are above what bears them, m; negative where they are in it."""
    if pose.variation == "slider":
        return float(outline(places, "foot")[:, 1].min()) - SLIDER_M
    from_centre = outline(places, "tibia", "foot") - (places["foot"].x_m, BALL_RADIUS_M)
    return float(np.hypot(*from_centre.T).min()) - BALL_RADIUS_M
