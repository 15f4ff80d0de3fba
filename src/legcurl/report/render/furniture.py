"""What holds the lifter, in space: the scene of the flat picture drawn out sideways."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from legcurl.report.leg_posture import BALL_RADIUS_M, SLIDER_M, Places
from legcurl.report.leg_scene import Piece, Scene
from legcurl.report.render.lifter import HAND_ASIDE_M, HIP_ASIDE_M
from legcurl.report.render.light import FLOOR_RGB
from legcurl.report.render.loft import prism
from legcurl.report.render.shapes import FRAME_RGBA, GRIP_RGBA, PAD_RGBA, STEEL_RGBA, add_bar, add_geom, add_mesh
from legcurl.vocabulary import FloatArray, Variation

if TYPE_CHECKING:
    import mujoco

CUSHION_RGBA = (0.20, 0.22, 0.26, 1.0)
BALL_RGBA = (0.24, 0.50, 0.66, 1.0)
MAT_RGBA = (0.30, 0.44, 0.52, 1.0)
BENCH_HALF_M, CHEST_HALF_M, MAT_HALF_M = 0.21, 0.15, 0.32
"""Half widths of what both legs lie or sit on, of what the chest lies on between the arms, and of a mat."""
BEVEL_M = 0.022
BEARING_ASIDE_M = 0.35
"""How far to the left what carries the lever is."""
BEAM_M, GRIP_M = 0.028, 0.014
"""Radii of posts and of handles."""
POST_BEHIND_M, POST_OVER_PAD_M = 0.05, 0.555
"""Where the post of a standing machine is, behind its pad, and how far it reaches above it: up to the handles."""


def add_furniture(spec: mujoco.MjSpec, variation: Variation, places: Places, scene: Scene) -> float:
    """Cushions, mats, handles, their stands, and the floor; returns how high the floor is.

    Parameters
    ----------
    spec : mujoco.MjSpec
    variation : str
    places : mapping of str to Place
        Where the segments are when the set begins.
    scene : Scene
        What the flat picture puts around them.
    """
    floor = next(float(piece.points[0, 1]) for piece in scene.pieces if piece.look == "floor")
    _add_floor(spec, floor)
    cushions = [piece for piece in scene.pieces if piece.look == "cushion"]
    on_floor = variation in ("slider", "ball")
    for k, piece in enumerate(cushions):
        stands_on_floor = float(piece.points[:, 1].min()) - floor < 1e-3
        colour = MAT_RGBA if on_floor else FRAME_RGBA if stands_on_floor else CUSHION_RGBA
        half = MAT_HALF_M if on_floor else CHEST_HALF_M if variation == "prone" and k == 1 else BENCH_HALF_M
        right = 0.02 if stands_on_floor and not on_floor else -half  # a step is under the leg that one stands on
        add_mesh(spec, spec.worldbody, f"cushion_{k}", prism(piece.points, half, right, BEVEL_M), colour)
    for k, piece in enumerate(piece for piece in scene.pieces if piece.look == "steel"):
        if variation != "standing" or k == 0:
            _add_grips(spec, f"grip_{k}", piece, HAND_ASIDE_M[variation])
    if variation == "slider":
        _add_sliders(spec)
    elif variation == "ball":
        _add_ball(spec)
    elif variation == "nordic":
        _add_ankle_holder(spec, next(piece for piece in scene.pieces if piece.look == "roller"), floor)
    if not on_floor:
        _add_stands(spec, variation, [piece.points for piece in cushions], floor)
    return floor


def _add_floor(spec: mujoco.MjSpec, height_m: float) -> None:
    import mujoco

    add_geom(spec.worldbody, "floor", mujoco.mjtGeom.mjGEOM_PLANE, (*FLOOR_RGB, 1.0), pos=[0, 0, height_m],
             size=[0, 0, 0.05], material="floor")  # fmt: skip


def _add_grips(spec: mujoco.MjSpec, name: str, piece: Piece, aside_m: float) -> None:
    """A handle on either side, and the bar between them that carries both."""
    x, z = piece.points[0]
    add_bar(spec, f"{name}_between", [x, -aside_m, z], [x, aside_m, z], GRIP_M, STEEL_RGBA)
    for side, y in (("near", -aside_m), ("far", aside_m)):
        for k, (a, b) in enumerate(pairwise(piece.points)):
            add_bar(spec, f"{name}_{k}_{side}", [a[0], y, a[1]], [b[0], y, b[1]], GRIP_M, GRIP_RGBA)


def _add_stands(spec: mujoco.MjSpec, variation: Variation, cushions: list[FloatArray], floor: float) -> None:
    """Posts under the cushions on one rail along the floor, with feet across."""
    middles = [
        0.5 * (points.min(axis=0) + points.max(axis=0)) for points in cushions if points[:, 1].min() > floor + 0.01
    ]
    if variation == "seated":
        back, pad, middles = middles[1], middles[2], middles[:1]
        arm = [pad[0], BEARING_ASIDE_M, pad[1]]
        add_bar(spec, "pad_arm", [pad[0], 0.0, pad[1]], arm, 0.018, STEEL_RGBA)
        add_bar(spec, "pad_holder", arm, [0.0, BEARING_ASIDE_M, 0.0], 0.018, FRAME_RGBA)
        down = [back[0] - 0.06, 0.0, floor + BEAM_M]
        add_bar(spec, "back_post", [back[0] - 0.055, 0.0, back[1] + 0.1], down, BEAM_M, FRAME_RGBA)
        middles.append(np.array([down[0], floor]))
    if variation == "standing":
        pad = middles[0]
        post = float(cushions[-1][:, 0].max()) + POST_BEHIND_M
        add_bar(spec, "post", [post, 0.0, pad[1] + POST_OVER_PAD_M], [post, 0.0, floor + BEAM_M], BEAM_M, FRAME_RGBA)
        add_bar(spec, "pad_arm", [post, 0.0, pad[1]], [pad[0], 0.0, pad[1]], 0.02, STEEL_RGBA)
        middles = [np.array([post, floor]), np.array([post - 0.45, floor])]
    for k, (x, z) in enumerate(middles):
        if z > floor + 0.05:
            add_bar(spec, f"post_{k}", [x, 0.0, z - 0.02], [x, 0.0, floor + BEAM_M], BEAM_M, FRAME_RGBA)
        add_bar(spec, f"foot_{k}", [x, -0.24, floor + BEAM_M], [x, 0.24, floor + BEAM_M], BEAM_M, FRAME_RGBA)
    left, right = min(m[0] for m in middles), max(m[0] for m in middles)
    if right > left:
        add_bar(spec, "rail", [left, 0.0, floor + BEAM_M], [right, 0.0, floor + BEAM_M], BEAM_M, FRAME_RGBA)


def _add_ankle_holder(spec: mujoco.MjSpec, piece: Piece, floor: float) -> None:
    """The roller over the ankles of a nordic curl, and its posts."""
    middle = piece.points.mean(axis=0)
    radius = 0.5 * float(np.ptp(piece.points[:, 0]))
    x, z = float(middle[0]), float(middle[1])
    add_bar(spec, "pad", [x, -0.2, z], [x, 0.2, z], radius, PAD_RGBA)
    for side, y in (("near", -0.27), ("far", 0.27)):
        add_bar(spec, f"holder_{side}", [x, y, z], [x, y, floor + BEAM_M], 0.018, FRAME_RGBA)
    add_bar(spec, "holder_axle", [x, -0.27, z], [x, 0.27, z], 0.014, STEEL_RGBA)
    add_bar(spec, "holder_foot", [x, -0.27, floor + BEAM_M], [x, 0.27, floor + BEAM_M], BEAM_M, FRAME_RGBA)


def _add_sliders(spec: mujoco.MjSpec) -> None:
    """A disc under each heel; it goes where the heels go."""
    import mujoco

    body = spec.worldbody.add_body(name="under_heels", mocap=True)
    for side, y in (("near", -HIP_ASIDE_M), ("far", HIP_ASIDE_M)):
        add_geom(body, f"slider_{side}", mujoco.mjtGeom.mjGEOM_CYLINDER, PAD_RGBA, pos=[0.03, y, 0.5 * SLIDER_M],
                 size=[0.085, 0.5 * SLIDER_M, 0])  # fmt: skip


def _add_ball(spec: mujoco.MjSpec) -> None:
    import mujoco

    body = spec.worldbody.add_body(name="under_heels", mocap=True)
    add_geom(body, "ball", mujoco.mjtGeom.mjGEOM_SPHERE, BALL_RGBA, pos=[0, 0, BALL_RADIUS_M],
             size=[BALL_RADIUS_M, 0, 0])  # fmt: skip
