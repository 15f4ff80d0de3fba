"""The body as MuJoCo bodies: trunk, pelvis, thigh, shank and foot in the sagittal plane, hung from what is held.

x points to the front, z up. All frames are parallel in the anatomical position and have their z axis up along the
segment; their origins are those of the anatomy: trunk and pelvis in the hip, thigh and shank in the knee, foot in the
ankle. Every angle is that of the joint's name, positive in flexion or dorsiflexion, so that a joint that is passed
from below turns the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from legcurl.athlete import Body, Leg, Segment
from legcurl.machine.bodyweight import TRUNK_CENTER, TRUNK_LENGTH, TRUNK_RADIUS, heel_of
from legcurl.vocabulary import Variation

if TYPE_CHECKING:
    import mujoco

Piece = Literal["trunk", "pelvis", "thigh", "shank", "foot"]
UP_DOWN: tuple[Piece, ...] = ("trunk", "pelvis", "thigh", "shank", "foot")

SHANK_RADIUS_M, THIGH_RADIUS_M, TRUNK_RADIUS_M, FOOT_RADIUS_M = 0.045, 0.07, 0.11, 0.03
"""Thickness of the segments; the shank's is that where the pad lies (design choice, for the picture and the pad)."""
SERVO_HZ = 8.0
"""How stiffly hip, trunk, thigh and ankle are held: natural frequency of their servos (design choice)."""
LEAST_MASS_KG, LEAST_INERTIA_KG_M2 = 0.2, 0.002
"""Of bodies that have no mass of their own in the source, such as the pelvis, which is part of the trunk there."""
KNEE_RANGE_DEG = (-8.0, 148.0)
"""Where ligaments and soft tissue stop the knee; within what the muscles' surfaces span."""


class Hinge(NamedTuple):
    """A joint: the segment above it, the one below, the one in whose origin it lies, and the way that flexes it.

    The way is that of the lower segment about the y axis: positive swings it to the back.
    """

    above: Piece
    below: Piece
    at: Piece
    way: float


JOINTS: Mapping[str, Hinge] = {
    "lumbar": Hinge("trunk", "pelvis", "pelvis", -1.0),
    "hip": Hinge("pelvis", "thigh", "pelvis", -1.0),
    "knee": Hinge("thigh", "shank", "shank", 1.0),
    "ankle": Hinge("shank", "foot", "foot", -1.0),
}
HELD: Mapping[Variation, Piece] = {
    "prone": "thigh", "seated": "thigh", "standing": "thigh", "nordic": "shank", "slider": "trunk", "ball": "trunk",
}  # fmt: skip
"""The segment that the surroundings hold: bench and pads the thigh, a partner the shank, the floor the shoulders."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Lengths and masses of the half of a body that one leg carries.

    Parameters
    ----------
    leg : Leg
    trunk : Segment
        Head, arms and trunk, from the hip upwards; its share where both legs work.
    pelvis_share : float
        Share of the trunk–thigh angle that the hip joint itself makes.
    """

    leg: Leg
    trunk: Segment
    pelvis_share: float

    def segment(self, piece: Piece) -> Segment | None:
        """Length and mass of a piece; None for the pelvis, which the trunk's holds."""
        return self.trunk if piece == "trunk" else None if piece == "pelvis" else getattr(self.leg, piece)

    def origin_m(self, piece: Piece) -> float:
        """Height of a piece's origin over the knee, upright."""
        high = {"trunk": self.leg.thigh.length_m, "pelvis": self.leg.thigh.length_m, "foot": -self.leg.shank.length_m}
        return high.get(piece, 0.0)


def figure_of(body: Body, leg: Leg, legs: int, hip_share: float) -> Figure:
    """The half (or, on one leg, the whole) of a body, as :mod:`legcurl.machine.bodyweight` counts it.

    Parameters
    ----------
    body : Body
    leg : Leg
    legs : int
        How many legs carry it.
    hip_share : float
        See :class:`legcurl.athlete.Athlete`.
    """
    length = TRUNK_LENGTH * body.height_m
    mass = (body.mass_kg - 2 * (leg.thigh.mass_kg + leg.shank.mass_kg + leg.foot.mass_kg)) / legs
    return Figure(
        leg, Segment(mass, length, TRUNK_CENTER * length, 0.0, mass * (TRUNK_RADIUS * length) ** 2), hip_share
    )


def add_body(spec: mujoco.MjSpec, figure: Figure, held: Piece, *, rigid: bool) -> dict[Piece, mujoco.MjsBody]:
    """Hang the segments one from the other, beginning with the one that is held.

    Parameters
    ----------
    spec : mujoco.MjSpec
    figure : Figure
    held : Piece
        The segment that hangs in the world; its place is left to the caller.
    rigid : bool
        Whether all joints but the knee keep their angle for good.

    Returns
    -------
    dict of str to mujoco.MjsBody
    """
    placed: dict[Piece, mujoco.MjsBody] = {held: spec.worldbody.add_body(name=held)}
    start = UP_DOWN.index(held)
    order = [*UP_DOWN[start + 1 :], *reversed(UP_DOWN[:start])]
    for piece in order:
        name, hinge = next((n, h) for n, h in JOINTS.items() if piece in h[:2] and set(h[:2]) & set(placed))
        parent = hinge.above if hinge.below == piece else hinge.below
        from_above = parent == hinge.above
        rise = figure.origin_m(piece) - figure.origin_m(parent)
        child = placed[parent].add_body(name=piece, pos=[0.0, 0.0, rise])
        placed[piece] = child
        if name == "knee" or not rigid:
            joint = child.add_joint(name=name, axis=[0.0, hinge.way if from_above else -hinge.way, 0.0])
            joint.pos = [0.0, 0.0, figure.origin_m(hinge.at) - figure.origin_m(piece)]
            if name == "knee":
                joint.range = np.radians(KNEE_RANGE_DEG).tolist()
                joint.limited = 1
    for piece, body in placed.items():
        _fill(body, piece, figure)
    return placed


def _fill(body: mujoco.MjsBody, piece: Piece, figure: Figure) -> None:
    """Mass, inertia and shape of one segment."""
    import mujoco

    segment = figure.segment(piece)
    if segment is None:
        mass, centre, inertia = LEAST_MASS_KG, [0.0, 0.0, 0.0], LEAST_INERTIA_KG_M2
    else:
        mass, inertia = segment.mass_kg, segment.inertia_kg_m2
        if piece == "foot":
            centre = [segment.along_m, 0.0, -segment.across_m]
        else:
            up = segment.length_m - segment.along_m if piece == "thigh" else -segment.along_m
            centre = [0.0, 0.0, segment.along_m if piece == "trunk" else up]
    body.explicitinertial = 1
    body.mass, body.ipos, body.inertia = mass, centre, [inertia] * 3
    capsule = mujoco.mjtGeom.mjGEOM_CAPSULE
    ends, radius = _shape(piece, figure)
    body.add_geom(name=piece, type=capsule, fromto=ends, size=[radius, 0, 0], contype=0, conaffinity=0)


def _shape(piece: Piece, figure: Figure) -> tuple[list[float], float]:
    """Both ends of a segment's capsule in its own frame, and its radius."""
    leg = figure.leg
    if piece == "trunk":
        return [0, 0, 0.35 * figure.trunk.length_m, 0, 0, figure.trunk.length_m], TRUNK_RADIUS_M
    if piece == "pelvis":
        return [0, -0.06, 0.03, 0, 0.06, 0.03], TRUNK_RADIUS_M
    if piece == "thigh":
        return [0, 0, 0, 0, 0, leg.thigh.length_m], THIGH_RADIUS_M
    if piece == "shank":
        return [0, 0, 0, 0, 0, -leg.shank.length_m], SHANK_RADIUS_M
    behind, sole = heel_of(leg)
    return [behind, 0, sole, 0.7 * leg.foot.length_m, 0, sole], FOOT_RADIUS_M


def add_servo(spec: mujoco.MjSpec, joint: str, inertia_kg_m2: float) -> None:
    """Hold a joint at the angle that its control says, as firmly as :data:`SERVO_HZ` holds that inertia."""
    frequency = 2 * np.pi * SERVO_HZ
    servo = spec.add_actuator(name=f"hold_{joint}", trntype=_joint_transmission(), target=joint)
    servo.set_to_position(kp=inertia_kg_m2 * frequency**2, kv=2 * inertia_kg_m2 * frequency)


def add_torque(spec: mujoco.MjSpec, name: str, joint: str) -> None:
    """A torque on a joint, N·m as its control says."""
    spec.add_actuator(name=name, trntype=_joint_transmission(), target=joint).set_to_motor()


def _joint_transmission() -> mujoco.mjtTrn:
    import mujoco

    return mujoco.mjtTrn.mjTRN_JOINT
