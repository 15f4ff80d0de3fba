"""Light, background and camera of a picture."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from legcurl.vocabulary import FloatArray

if TYPE_CHECKING:
    import mujoco

BACKGROUND = (0.945, 0.943, 0.935)
FLOOR_RGB = (0.90, 0.895, 0.88)
SHADOW_CORNERS = 2048
"""Corners of the map of shadows, across: their edges are smooth at the size of a screen."""
FOV_DEG = 18.0
"""Of the camera, from bottom to top: narrow, so that near and far look much the same size."""
MARGIN = 1.06
"""How much more than everything is in the picture."""


def add_light(spec: mujoco.MjSpec) -> None:
    """Soft light from above and behind the camera, a plain background, and a floor that fades into it."""
    import mujoco

    look = spec.visual
    look.quality.shadowsize = SHADOW_CORNERS
    look.global_.fovy = FOV_DEG
    look.headlight.ambient, look.headlight.diffuse, look.headlight.specular = [0.50] * 3, [0.28] * 3, [0.05] * 3
    look.map.znear, look.map.zfar = 0.05, 60.0
    look.map.fogstart, look.map.fogend = 4.0, 8.0
    look.rgba.fog = look.rgba.haze = [*BACKGROUND, 1.0]
    spec.stat.extent, spec.stat.center = 2.0, [0.3, 0.0, 0.0]
    sky = spec.add_texture(name="sky", type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
                           builtin=mujoco.mjtBuiltin.mjBUILTIN_FLAT, width=16, height=96)  # fmt: skip
    sky.rgb1 = sky.rgb2 = list(BACKGROUND)
    spec.add_material(name="matte", specular=0.15, shininess=0.3)
    spec.add_material(name="muscle", specular=0.3, shininess=0.5, emission=0.25)
    spec.add_material(name="floor", specular=0.0, shininess=0.0, emission=0.1)
    spec.worldbody.add_light(
        name="sun", type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL, pos=[0.0, -2.0, 4.0], dir=[0.15, 0.4, -1.0],
        diffuse=[0.34] * 3, specular=[0.12] * 3, castshadow=True,
    )  # fmt: skip


def corners_of(model: mujoco.MjModel, data: mujoco.MjData) -> FloatArray:
    """Corners of the boxes round everything but the floor, in the world, shape (n, 3)."""
    signs = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T
    found = []
    for k in range(model.ngeom):
        if model.geom(k).name == "floor":
            continue
        boxed = model.geom_aabb[k, :3] + signs * model.geom_aabb[k, 3:]
        found.append(data.geom_xpos[k] + boxed @ data.geom_xmat[k].reshape(3, 3).T)
    return np.concatenate(found)


def camera(corners: Iterable[FloatArray], turn_deg: float, down_deg: float, aspect: float) -> mujoco.MjvCamera:
    """A camera that sees everything, as near as it can be.

    Parameters
    ----------
    corners : iterable of ndarray, shape (n, 3)
        What is to be seen, at every moment.
    turn_deg, down_deg : float
        How it is turned, see :class:`legcurl.report.render.stage.View`.
    aspect : float
        Width over height of the picture.
    """
    import mujoco

    seen = mujoco.MjvCamera()
    seen.type = mujoco.mjtCamera.mjCAMERA_FREE
    seen.azimuth, seen.elevation = 90.0 - turn_deg, -down_deg
    turn, down = math.radians(seen.azimuth), math.radians(seen.elevation)
    ahead = np.array([math.cos(down) * math.cos(turn), math.cos(down) * math.sin(turn), math.sin(down)])
    right = np.array([math.sin(turn), -math.cos(turn), 0.0])
    up = np.cross(right, ahead)
    points = np.concatenate(list(corners))
    across, high, deep = (points @ axis for axis in (right, up, ahead))
    middle = [0.5 * (float(values.min()) + float(values.max())) for values in (across, high)]
    nearest = float(deep.min())
    slope = math.tan(math.radians(0.5 * FOV_DEG))
    far = max(
        float((np.abs(high - middle[1]) / slope - (deep - nearest)).max()),
        float((np.abs(across - middle[0]) / (slope * aspect) - (deep - nearest)).max()),
    )
    seen.lookat = middle[0] * right + middle[1] * up + nearest * ahead
    seen.distance = MARGIN * far
    return seen
