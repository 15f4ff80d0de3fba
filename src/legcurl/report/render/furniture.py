"""What holds the lifter, in space: the scene of the flat picture drawn out sideways, and a stack that goes up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from legcurl.machine.model import Machine
from legcurl.report.leg_posture import BALL_RADIUS_M, SLIDER_M, Places
from legcurl.report.leg_scene import Piece, Scene
from legcurl.report.leg_shapes import SKIN
from legcurl.report.render.lifter import HAND_ASIDE_M, HIP_ASIDE_M, add_geom, add_mesh
from legcurl.report.render.light import FLOOR_RGB
from legcurl.report.render.loft import prism
from legcurl.simulate.physics.apparatus import PAD_RADIUS_M
from legcurl.simulate.physics.body import SHANK_RADIUS_M
from legcurl.vocabulary import FloatArray, Variation

if TYPE_CHECKING:
    import mujoco

CUSHION_RGBA = (0.20, 0.22, 0.26, 1.0)
FRAME_RGBA = (0.86, 0.87, 0.88, 1.0)
STEEL_RGBA = (0.55, 0.57, 0.60, 1.0)
PAD_RGBA = (0.10, 0.11, 0.13, 1.0)
GRIP_RGBA = (0.12, 0.12, 0.13, 1.0)
PLATE_RGBA = (0.30, 0.31, 0.34, 1.0)
LIFTED_RGBA = (0.86, 0.55, 0.16, 1.0)
BALL_RGBA = (0.24, 0.50, 0.66, 1.0)
MAT_RGBA = (0.30, 0.44, 0.52, 1.0)
BENCH_HALF_M, SEAT_HALF_M = 0.21, 0.23
BEVEL_M = 0.022
BEAM_M, GRIP_M, CABLE_M = 0.028, 0.014, 0.004
LEVER_ASIDE_M, PAD_HALF_M = 0.27, 0.215
"""The lever runs on the far side, its pad reaches behind both legs."""
PLATES, PLATE_M, PLATE_HALF_M = 14, 0.025, (0.075, 0.15)
TOWER_ASIDE_M = 0.10
LEAST_PAD_M = 0.03
"""The pad is drawn at least this thick."""


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
        half = 0.32 if on_floor else BENCH_HALF_M
        add_mesh(spec, spec.worldbody, f"cushion_{k}", prism(piece.points, half, -half, BEVEL_M), colour)
    for k, piece in enumerate(piece for piece in scene.pieces if piece.look == "steel"):
        _add_grips(spec, f"grip_{k}", piece)
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


def _add_grips(spec: mujoco.MjSpec, name: str, piece: Piece) -> None:
    """A handle on either side."""
    for side, y in (("near", -HAND_ASIDE_M), ("far", HAND_ASIDE_M)):
        for k, (a, b) in enumerate(zip(piece.points[:-1], piece.points[1:], strict=True)):
            _add_bar(spec, f"{name}_{k}_{side}", [a[0], y, a[1]], [b[0], y, b[1]], GRIP_M, GRIP_RGBA)


def _add_stands(spec: mujoco.MjSpec, variation: Variation, cushions: list[FloatArray], floor: float) -> None:
    """Posts under the cushions on one rail along the floor, with feet across."""
    middles = [
        0.5 * (points.min(axis=0) + points.max(axis=0)) for points in cushions if points[:, 1].min() > floor + 0.01
    ]
    if variation == "seated":
        back, middles = middles[1], middles[:1]
        down = [back[0] - 0.06, 0.0, floor + BEAM_M]
        _add_bar(spec, "back_post", [back[0] - 0.055, 0.0, back[1] + 0.1], down, BEAM_M, FRAME_RGBA)
        middles.append(np.array([down[0], floor]))
    if variation == "standing":
        pad = middles[0]
        post = float(cushions[-1][:, 0].max()) + 0.05
        _add_bar(spec, "post", [post, 0.0, pad[1] + 0.60], [post, 0.0, floor + BEAM_M], BEAM_M, FRAME_RGBA)
        _add_bar(spec, "pad_arm", [post, 0.0, pad[1]], [pad[0], 0.0, pad[1]], 0.02, STEEL_RGBA)
        middles = [np.array([post, floor]), np.array([post - 0.45, floor])]
    for k, (x, z) in enumerate(middles):
        if z > floor + 0.05:
            _add_bar(spec, f"post_{k}", [x, 0.0, z - 0.02], [x, 0.0, floor + BEAM_M], BEAM_M, FRAME_RGBA)
        _add_bar(spec, f"foot_{k}", [x, -0.24, floor + BEAM_M], [x, 0.24, floor + BEAM_M], BEAM_M, FRAME_RGBA)
    left, right = min(m[0] for m in middles), max(m[0] for m in middles)
    if right > left:
        _add_bar(spec, "rail", [left, 0.0, floor + BEAM_M], [right, 0.0, floor + BEAM_M], BEAM_M, FRAME_RGBA)


def _add_ankle_holder(spec: mujoco.MjSpec, piece: Piece, floor: float) -> None:
    """The roller over the ankles of a nordic curl, and its posts."""
    middle = piece.points.mean(axis=0)
    radius = 0.5 * float(np.ptp(piece.points[:, 0]))
    x, z = float(middle[0]), float(middle[1])
    _add_bar(spec, "pad", [x, -0.2, z], [x, 0.2, z], radius, PAD_RGBA)
    for side, y in (("near", -0.27), ("far", 0.27)):
        _add_bar(spec, f"holder_{side}", [x, y, z], [x, y, floor + BEAM_M], 0.018, FRAME_RGBA)
    _add_bar(spec, "holder_axle", [x, -0.27, z], [x, 0.27, z], 0.014, STEEL_RGBA)
    _add_bar(spec, "holder_foot", [x, -0.27, floor + BEAM_M], [x, 0.27, floor + BEAM_M], BEAM_M, FRAME_RGBA)


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


def add_lever(spec: mujoco.MjSpec, machine: Machine, size: float) -> None:
    """The lever of a machine: cam and arm on the far side, and the pad behind both legs.

    Parameters
    ----------
    spec : mujoco.MjSpec
    machine : Machine
    size : float
        The lifter's size over that of the picture's.
    """
    import mujoco

    body = spec.worldbody.add_body(name="lever", mocap=True)
    down = -machine.lever_m / size
    skin = SKIN["tibia"]
    near_pad = skin[(skin[:, 0] < 0.0) & (np.abs(skin[:, 1] - down) < PAD_RADIUS_M)]
    axis = -(SHANK_RADIUS_M + PAD_RADIUS_M) / size
    radius = max(float(near_pad[:, 0].min()) - axis, LEAST_PAD_M)
    _add_bar(body, "pad", [axis, -PAD_HALF_M, down], [axis, PAD_HALF_M, down], radius, PAD_RGBA)
    _add_bar(body, "axle", [axis, -PAD_HALF_M - 0.02, down], [axis, LEVER_ASIDE_M, down], 0.013, STEEL_RGBA)
    _add_bar(body, "lever", [axis, LEVER_ASIDE_M, down], [0.0, LEVER_ASIDE_M, 0.0], 0.02, STEEL_RGBA)
    add_geom(body, "cam", mujoco.mjtGeom.mjGEOM_CYLINDER, PLATE_RGBA,
             fromto=[0, LEVER_ASIDE_M + 0.015, 0, 0, LEVER_ASIDE_M + 0.045, 0], size=[0.085, 0, 0])  # fmt: skip


def add_tower(spec: mujoco.MjSpec, x: float, floor: float, lifted: int, pivot: FloatArray) -> None:
    """Guide rods with a stack of plates, of which some are lifted, and the cable to the cam.

    Parameters
    ----------
    spec : mujoco.MjSpec
    x : float
        Where it stands, m.
    floor : float
        Height of the floor.
    lifted : int
        How many plates go up.
    pivot : ndarray, shape (2,)
        Of the lever.
    """
    import mujoco

    box = mujoco.mjtGeom.mjGEOM_BOX
    world, high = spec.worldbody, floor + 1.25
    y = TOWER_ASIDE_M
    deep, wide = PLATE_HALF_M
    for k, (dy, radius) in enumerate(((-0.09, 0.011), (0.09, 0.011), (-0.20, 0.022), (0.20, 0.022))):
        colour = STEEL_RGBA if radius < 0.02 else FRAME_RGBA
        _add_bar(spec, f"rod_{k}", [x, y + dy, floor + 0.03], [x, y + dy, high], radius, colour)
    add_geom(world, "tower_top", box, FRAME_RGBA, pos=[x, y, high], size=[0.06, 0.225, 0.035])
    add_geom(world, "tower_base", box, FRAME_RGBA, pos=[x, y, floor + 0.03], size=[0.12, 0.225, 0.03])
    body = world.add_body(name="stack", mocap=True)
    for k in range(PLATES):
        up = k >= PLATES - lifted
        z = floor + 0.06 + PLATE_M * (k + 0.5)
        add_geom(body if up else world, f"plate_{k}", box, PLATE_RGBA, pos=[x, y, z], size=[deep, wide, 0.45 * PLATE_M])
    pin = floor + 0.06 + PLATE_M * (PLATES - lifted + 0.5)
    _add_bar(body, "pin", [x, y - wide - 0.03, pin], [x, y - wide, pin], 0.007, LIFTED_RGBA)
    top = floor + 0.06 + PLATE_M * PLATES
    add_geom(body, "stack_head", box, STEEL_RGBA, pos=[x, y, top + 0.012], size=[0.035, 0.11, 0.012])
    _add_bar(world, "cable", [x, LEVER_ASIDE_M + 0.03, floor + 0.06], [pivot[0], LEVER_ASIDE_M + 0.03, pivot[1] - 0.083],
             CABLE_M, GRIP_RGBA)  # fmt: skip
    _add_bar(spec, "pivot_post", [pivot[0], LEVER_ASIDE_M + 0.08, pivot[1]], [pivot[0], LEVER_ASIDE_M + 0.08, floor + BEAM_M],
             0.02, FRAME_RGBA)  # fmt: skip
    _add_bar(spec, "pivot_axle", [pivot[0], LEVER_ASIDE_M - 0.02, pivot[1]], [pivot[0], LEVER_ASIDE_M + 0.08, pivot[1]],
             0.018, STEEL_RGBA)  # fmt: skip
    _add_bar(spec, "long_rail", [pivot[0], LEVER_ASIDE_M + 0.08, floor + BEAM_M], [x, LEVER_ASIDE_M + 0.08, floor + BEAM_M],
             0.02, FRAME_RGBA)  # fmt: skip


def _add_bar(
    where: mujoco.MjSpec | mujoco.MjsBody, name: str, one: list[float], other: list[float], radius: float,
    rgba: tuple[float, ...],
) -> None:  # fmt: skip
    """A round bar, fixed to the world or to a body."""
    import mujoco

    body = getattr(where, "worldbody", where)
    ends = [float(value) for value in (*one, *other)]
    add_geom(body, name, mujoco.mjtGeom.mjGEOM_CAPSULE, rgba, fromto=ends, size=[float(radius), 0, 0])
