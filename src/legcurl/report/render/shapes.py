"""Shapes of a model that is only looked at: surfaces of triangles, bars, and whatever else MuJoCo has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legcurl.report.render.loft import Mesh

if TYPE_CHECKING:
    import mujoco

Colour = tuple[float, float, float, float]

FRAME_RGBA: Colour = (0.86, 0.87, 0.88, 1.0)
STEEL_RGBA: Colour = (0.55, 0.57, 0.60, 1.0)
PAD_RGBA: Colour = (0.10, 0.11, 0.13, 1.0)
GRIP_RGBA: Colour = (0.12, 0.12, 0.13, 1.0)


def add_mesh(spec: mujoco.MjSpec, body: mujoco.MjsBody, name: str, mesh: Mesh, rgba: Colour) -> None:
    """A geom of triangles."""
    import mujoco

    spec.add_mesh(name=name, uservert=mesh.corners.ravel().tolist(), userface=mesh.triangles.ravel().tolist(),
                  inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL)  # fmt: skip
    add_geom(body, name, mujoco.mjtGeom.mjGEOM_MESH, rgba, meshname=name)


def add_geom(body: mujoco.MjsBody, name: str, kind: mujoco.mjtGeom, rgba: Colour, **shape: object) -> mujoco.MjsGeom:
    """A geom that touches nothing; the model is only looked at."""
    given = {"material": "matte", **shape}
    return body.add_geom(name=name, type=kind, rgba=list(rgba), contype=0, conaffinity=0, **given)


def add_bar(
    where: mujoco.MjSpec | mujoco.MjsBody, name: str, one: list[float], other: list[float], radius: float,
    rgba: Colour,
) -> None:  # fmt: skip
    """A round bar, fixed to the world or to a body."""
    import mujoco

    body = getattr(where, "worldbody", where)
    ends = [float(value) for value in (*one, *other)]
    add_geom(body, name, mujoco.mjtGeom.mjGEOM_CAPSULE, rgba, fromto=ends, size=[float(radius), 0, 0])
