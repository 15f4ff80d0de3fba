"""The lifter in space: every segment a soft body round its silhouette, the near leg of glass, with its bones in it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from legcurl.report.leg_posture import Places
from legcurl.report.leg_shapes import BONES, FOREARM_M, SHOULDER, SKIN, UPPER_ARM_M, Segment
from legcurl.report.render.loft import limb
from legcurl.report.render.shapes import add_geom, add_mesh
from legcurl.vocabulary import FloatArray, Variation

if TYPE_CHECKING:
    import mujoco

Widths = tuple[tuple[float, float], ...]

HIP_ASIDE_M = 0.095
"""Half of the distance between both legs; the right one, whose muscles are shown, is on the near side."""
SHOULDER_ASIDE_M = 0.175
HAND_ASIDE_M: Mapping[Variation, float] = {
    "prone": 0.24, "seated": 0.20, "standing": 0.20, "nordic": 0.10, "slider": 0.34, "ball": 0.34,
}  # fmt: skip
"""How far the hands are from the middle: on handles, before the chest, on the floor."""
SKIN_RGBA = (0.80, 0.70, 0.62, 1.0)
SHIRT_RGBA = (0.24, 0.38, 0.45, 1.0)
SHORTS_RGBA = (0.17, 0.20, 0.25, 1.0)
SHOE_RGBA = (0.93, 0.93, 0.92, 1.0)
GLASS_RGBA = (0.90, 0.82, 0.75, 0.13)
GLASS_ENDS_M = 0.40
"""The near thigh is of glass up to here, below the shorts."""
BONE_RGBA = (0.93, 0.90, 0.82, 1.0)
HAIR_RGBA = (0.25, 0.20, 0.17, 1.0)

HALF_WIDTHS: Mapping[Segment, Widths] = {
    "trunk": ((-20, 150), (60, 155), (150, 140), (220, 142), (320, 160), (420, 166), (480, 160), (520, 105),
              (560, 58), (592, 52)),
    "pelvis": ((-100, 120), (-40, 168), (20, 172), (100, 158), (170, 145)),
    "femur": ((-54, 46), (0, 52), (60, 54), (150, 64), (250, 76), (350, 84), (430, 84), (477, 70)),
    "tibia": ((-480, 32), (-440, 36), (-390, 36), (-320, 42), (-230, 54), (-140, 60), (-60, 54), (0, 50), (50, 46)),
    "foot": ((-66, 26), (-40, 34), (0, 36), (60, 42), (130, 48), (180, 42), (200, 26)),
}  # fmt: skip
"""Half widths seen from the front, mm, along the segment (general anatomy, by eye)."""
BONE_WIDTHS: Mapping[Segment, Widths] = {
    "femur": ((-25, 34), (20, 36), (60, 22), (110, 13), (380, 14), (410, 24), (456, 24)),
    "tibia": ((-466, 10), (-430, 22), (-390, 13), (-110, 14), (-60, 30), (-28, 36)),
}
HEAD_M, HEAD_AT, NECK_RADIUS_M = (0.098, 0.078, 0.118), (0.044, 0.150), 0.052
"""Half axes of the head, its middle over the joint of the neck, and the neck's radius."""
ARM_RADII_M = (0.046, 0.036)


def add_lifter(spec: mujoco.MjSpec) -> None:
    """Add the segments as bodies that are placed from outside: trunk, pelvis, and both legs."""
    import mujoco

    capsule, ellipsoid = mujoco.mjtGeom.mjGEOM_CAPSULE, mujoco.mjtGeom.mjGEOM_ELLIPSOID
    trunk = _body(spec, "trunk")
    add_mesh(spec, trunk, "trunk", limb(SKIN["trunk"], HALF_WIDTHS["trunk"]), SHIRT_RGBA)
    head = _body(spec, "head")
    x, z = HEAD_AT
    add_geom(head, "head", ellipsoid, SKIN_RGBA, pos=[x, 0, z], size=list(HEAD_M))
    add_geom(head, "hair", ellipsoid, HAIR_RGBA, pos=[x - 0.018, 0, z + 0.022], size=[0.094, 0.081, 0.106])
    add_geom(head, "neck", capsule, SKIN_RGBA, fromto=[0.012, 0, -0.01, 0.03, 0, 0.09], size=[NECK_RADIUS_M, 0, 0])
    x, z = SHOULDER
    add_geom(trunk, "shoulders", capsule, SHIRT_RGBA, fromto=[x, -SHOULDER_ASIDE_M, z, x, SHOULDER_ASIDE_M, z],
             size=[0.06, 0, 0])  # fmt: skip
    add_mesh(spec, _body(spec, "pelvis"), "pelvis", limb(SKIN["pelvis"], HALF_WIDTHS["pelvis"]), SHORTS_RGBA)
    for side in ("near", "far"):
        for part in ("femur", "tibia", "foot"):
            body = _body(spec, f"{part}_{side}")
            colour = SHOE_RGBA if part == "foot" else GLASS_RGBA if side == "near" else SKIN_RGBA
            skin = SKIN[part]
            if part == "femur" and side == "near":
                skin = skin[skin[:, 1] < GLASS_ENDS_M]
            mesh = limb(skin, HALF_WIDTHS[part], lengthwise=0 if part == "foot" else 1)
            add_mesh(spec, body, f"{part}_{side}", mesh, colour)
            if side == "near" and part in BONE_WIDTHS:
                for k, bone in enumerate(BONES[part]):
                    add_mesh(spec, body, f"bone_{part}_{k}", limb(bone, BONE_WIDTHS[part]), BONE_RGBA)


def add_arms(
    spec: mujoco.MjSpec, places: Places, hand: FloatArray, elbow: int, *, with_trunk: bool, aside_m: float
) -> None:
    """Both arms, from the shoulders to where the hands are.

    Parameters
    ----------
    spec : mujoco.MjSpec
    places : mapping of str to Place
        Where the segments are when the set begins.
    hand : ndarray, shape (2,)
        In the world, m.
    elbow : {-1, 1}
        Side of the line from the shoulder to the hand that the elbow is on.
    with_trunk : bool
        Whether the arms go along with the trunk or stay where they are.
    aside_m : float
        How far the hands are from the middle.
    """
    import mujoco

    body = spec.body("trunk") if with_trunk else spec.worldbody
    seen = places["trunk"].local if with_trunk else np.asarray
    start, end = places["trunk"].world(SHOULDER), np.asarray(hand)
    for side, way in (("near", -1.0), ("far", 1.0)):
        sideways = way * (aside_m - SHOULDER_ASIDE_M)
        joints = _elbow(start, end, elbow, sideways)
        points = [np.r_[seen(p[:2]), p[2] + way * SHOULDER_ASIDE_M] for p in joints]
        xyz = [[float(p[0]), float(p[2]), float(p[1])] for p in points]
        capsule, sphere = mujoco.mjtGeom.mjGEOM_CAPSULE, mujoco.mjtGeom.mjGEOM_SPHERE
        add_geom(body, f"sleeve_{side}", capsule, SHIRT_RGBA, fromto=[*xyz[0], *_between(xyz[0], xyz[1], 0.45)],
                 size=[ARM_RADII_M[0] + 0.012, 0, 0])  # fmt: skip
        add_geom(body, f"upper_arm_{side}", capsule, SKIN_RGBA, fromto=[*xyz[0], *xyz[1]], size=[ARM_RADII_M[0], 0, 0])
        add_geom(body, f"forearm_{side}", capsule, SKIN_RGBA, fromto=[*xyz[1], *_between(xyz[1], xyz[2], 0.86)],
                 size=[ARM_RADII_M[1], 0, 0])  # fmt: skip
        add_geom(body, f"hand_{side}", sphere, SKIN_RGBA, pos=xyz[2], size=[0.044, 0, 0])


def _elbow(start: FloatArray, end: FloatArray, side: int, sideways: float) -> list[FloatArray]:
    """Shoulder, elbow and hand as (x, height, sideways from the shoulder); the hand as far as the arm reaches."""
    whole = np.array([end[0] - start[0], end[1] - start[1], sideways])
    far = float(np.linalg.norm(whole))
    reach = min(far, 0.995 * (UPPER_ARM_M + FOREARM_M))
    ahead = whole / far
    bend = math.acos(np.clip((UPPER_ARM_M**2 + reach**2 - FOREARM_M**2) / (2 * UPPER_ARM_M * reach), -1.0, 1.0))
    across = np.array([-ahead[1], ahead[0], 0.0]) * side
    across /= np.linalg.norm(across)
    shoulder = np.array([start[0], start[1], 0.0])
    elbow = shoulder + UPPER_ARM_M * (math.cos(bend) * ahead + math.sin(bend) * across)
    return [shoulder, elbow, shoulder + reach * ahead]


def _between(one: list[float], other: list[float], share: float) -> list[float]:
    return [a + share * (b - a) for a, b in zip(one, other, strict=True)]


def _body(spec: mujoco.MjSpec, name: str) -> mujoco.MjsBody:
    return spec.worldbody.add_body(name=name, mocap=True)
