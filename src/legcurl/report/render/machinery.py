"""What moves of a machine: lever, cam and pad, and the stack that goes up in its tower."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from legcurl.machine.model import Machine
from legcurl.report.leg_shapes import SKIN
from legcurl.report.render.furniture import BEAM_M, BEARING_ASIDE_M
from legcurl.report.render.shapes import FRAME_RGBA, GRIP_RGBA, PAD_RGBA, STEEL_RGBA, add_bar, add_geom
from legcurl.simulate.physics.apparatus import PAD_RADIUS_M
from legcurl.simulate.physics.body import SHANK_RADIUS_M

if TYPE_CHECKING:
    import mujoco

PLATE_RGBA = (0.30, 0.31, 0.34, 1.0)
PIN_RGBA = (0.86, 0.55, 0.16, 1.0)
LEVER_ASIDE_M, PAD_HALF_M = 0.27, 0.215
"""The lever runs on the far side, its pad reaches behind both legs."""
LEAST_PAD_M = 0.03
"""The pad is drawn at least this thick."""
CAM_M, CABLE_M, CABLE_ASIDE_M = 0.085, 0.004, 0.30
"""Radii of cam and cable, and how far to the left the cable is."""
TOWER_HIGH_M, TOWER_ASIDE_M, BASE_M = 1.25, 0.10, 0.06
PLATES, MOST_LIFTED, PLATE_KG = 14, 12, 5.0
"""Plates of a stack, how many of them are lifted at most, and what each weighs."""
PLATE_M, PLATE_HALF_M = 0.025, (0.075, 0.15)
"""Height of a plate, and half of its depth and width."""


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
    add_bar(body, "pad", [axis, -PAD_HALF_M, down], [axis, PAD_HALF_M, down], radius, PAD_RGBA)
    add_bar(body, "axle", [axis, -PAD_HALF_M - 0.02, down], [axis, LEVER_ASIDE_M, down], 0.013, STEEL_RGBA)
    add_bar(body, "lever", [axis, LEVER_ASIDE_M, down], [0.0, LEVER_ASIDE_M, 0.0], 0.02, STEEL_RGBA)
    add_geom(body, "cam", mujoco.mjtGeom.mjGEOM_CYLINDER, PLATE_RGBA,
             fromto=[0, LEVER_ASIDE_M + 0.015, 0, 0, LEVER_ASIDE_M + 0.045, 0], size=[CAM_M, 0, 0])  # fmt: skip


def add_tower(spec: mujoco.MjSpec, x: float, floor: float, load_kg: float, pivot: tuple[float, float]) -> None:
    """A tower with a stack of plates, of which some are lifted, and a cable from its foot to the cam.

    Parameters
    ----------
    spec : mujoco.MjSpec
    x : float
        Where it stands, m.
    floor : float
        Height of the floor.
    load_kg : float
        Says how many plates go up.
    pivot : tuple of float
        Of the lever.
    """
    import mujoco

    y, high, box = TOWER_ASIDE_M, floor + TOWER_HIGH_M, mujoco.mjtGeom.mjGEOM_BOX
    for k, (aside, radius) in enumerate(((-0.09, 0.011), (0.09, 0.011), (-0.20, 0.022), (0.20, 0.022))):
        colour = STEEL_RGBA if radius < 0.02 else FRAME_RGBA
        add_bar(spec, f"rod_{k}", [x, y + aside, floor + 0.5 * BASE_M], [x, y + aside, high], radius, colour)
    add_geom(spec.worldbody, "tower_top", box, FRAME_RGBA, pos=[x, y, high], size=[0.06, 0.225, 0.035])
    add_geom(spec.worldbody, "tower_base", box, FRAME_RGBA, pos=[x, y, floor + 0.5 * BASE_M],
             size=[0.12, 0.225, 0.5 * BASE_M])  # fmt: skip
    _add_stack(spec, x, floor + BASE_M, min(max(math.ceil(load_kg / PLATE_KG), 1), MOST_LIFTED))
    _add_bearing(spec, x, floor, pivot)


def _add_stack(spec: mujoco.MjSpec, x: float, low: float, lifted: int) -> None:
    """The plates; the upper ones and the pin hang on a body of their own."""
    import mujoco

    box, (deep, wide), y = mujoco.mjtGeom.mjGEOM_BOX, PLATE_HALF_M, TOWER_ASIDE_M
    stack = spec.worldbody.add_body(name="stack", mocap=True)
    for k in range(PLATES):
        body = stack if k >= PLATES - lifted else spec.worldbody
        add_geom(body, f"plate_{k}", box, PLATE_RGBA, pos=[x, y, low + PLATE_M * (k + 0.5)],
                 size=[deep, wide, 0.45 * PLATE_M])  # fmt: skip
    pin, top = low + PLATE_M * (PLATES - lifted + 0.5), low + PLATE_M * PLATES
    add_bar(stack, "pin", [x, y - wide - 0.03, pin], [x, y - wide, pin], 0.007, PIN_RGBA)
    add_geom(stack, "stack_head", box, STEEL_RGBA, pos=[x, y, top + 0.012], size=[0.035, 0.11, 0.012])


def _add_bearing(spec: mujoco.MjSpec, x: float, floor: float, pivot: tuple[float, float]) -> None:
    """What the lever turns in, and what joins it to the tower."""
    along, up = pivot
    foot, low = [along, BEARING_ASIDE_M, floor + BEAM_M], floor + BASE_M
    add_bar(spec, "cable", [x, CABLE_ASIDE_M, low], [along, CABLE_ASIDE_M, up - CAM_M], CABLE_M, GRIP_RGBA)
    add_bar(spec, "pivot_post", [along, BEARING_ASIDE_M, up], foot, 0.02, FRAME_RGBA)
    add_bar(spec, "pivot_axle", [along, LEVER_ASIDE_M - 0.02, up], [along, BEARING_ASIDE_M, up], 0.018, STEEL_RGBA)
    add_bar(spec, "long_rail", foot, [x, BEARING_ASIDE_M, floor + BEAM_M], 0.02, FRAME_RGBA)
