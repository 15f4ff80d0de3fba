"""Lifter, machine, light and camera as one MuJoCo model whose bodies are placed from outside, moment by moment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from legcurl.machine.model import Machine
from legcurl.report.leg_drawing import LYING_HEAD_RAD
from legcurl.report.leg_posture import Place, Places, Pose, chain, places_of
from legcurl.report.leg_scene import scene_of
from legcurl.report.leg_shapes import NECK_JOINT, Segment
from legcurl.report.render.bellies import strands, triangles
from legcurl.report.render.furniture import add_furniture
from legcurl.report.render.lifter import HAND_ASIDE_M, HIP_ASIDE_M, add_arms, add_lifter
from legcurl.report.render.light import add_light
from legcurl.report.render.machinery import add_lever, add_tower
from legcurl.report.render.shapes import add_geom
from legcurl.vocabulary import Variation

if TYPE_CHECKING:
    import mujoco

BRIDGES = ("slider", "ball")
FLAT_HAND_M = 0.015
"""How much higher a round hand is on the floor than the flat picture's."""
TOWER_X_M: Mapping[str, float] = {"prone": 1.50, "seated": -1.02, "standing": 0.62}
"""Where the stack stands, from the knee (design choice)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a picture shows.

    Parameters
    ----------
    pose : Pose
    thigh_deg : float
        Inclination of the thigh, as the channel's.
    lever_deg : float
        Of the machine; 0 where there is none.
    stack_m : float
        Height of the stack over its rest.
    activation : mapping of str to float
        0 to 1 by muscle of the near leg.
    """

    pose: Pose
    thigh_deg: float
    lever_deg: float
    stack_m: float
    activation: Mapping[str, float]


class View(NamedTuple):
    """How the camera is turned, deg: from a straight look at the right side towards the back, and down from above."""

    turn_deg: float
    down_deg: float


VIEWS: Mapping[Variation, View] = {
    "prone": View(24.0, 16.0), "seated": View(-28.0, 10.0), "standing": View(30.0, 10.0),
    "nordic": View(24.0, 12.0), "slider": View(-20.0, 16.0), "ball": View(-20.0, 14.0),
}  # fmt: skip
"""The hamstrings are seen, and the pad behind the leg."""


@dataclass(frozen=True, eq=False)
class Stage:
    """A compiled model, and what is needed to pose it.

    Parameters
    ----------
    model : mujoco.MjModel
    size : float
        The lifter's size over that of the picture's.
    machine : Machine or None
    pivot : tuple of float
        Of the lever.
    two_legs : bool
        Whether the far leg moves as well.
    start : Moment
    """

    model: mujoco.MjModel
    size: float
    machine: Machine | None
    pivot: tuple[float, float]
    two_legs: bool
    start: Moment


def build_stage(start: Moment, machine: Machine | None, load_kg: float, size: float, *, two_legs: bool) -> Stage:
    """Put everything where it is when the set begins.

    Parameters
    ----------
    start : Moment
    machine : Machine or None
        None where the body is the load.
    load_kg : float
    size : float
        The lifter's height over that of the reference man; the picture is drawn in the latter's size.
    two_legs : bool
        Whether the far leg moves as well.
    """
    import mujoco

    variation = start.pose.variation
    places = where(start)
    spec = mujoco.MjSpec()
    spec.modelname = f"{variation} leg curl"
    add_light(spec)
    scene = scene_of(start.pose, places)
    add_lifter(spec)
    _add_muscles(spec, start)
    floor = add_furniture(spec, variation, places, scene)
    bridge = variation in BRIDGES
    hand = scene.hand + np.array([0.0, FLAT_HAND_M if bridge else 0.0])
    add_arms(spec, places, hand, scene.elbow, with_trunk=not bridge, aside_m=HAND_ASIDE_M[variation])
    pivot = (0.0, 0.0)
    if machine is not None and max(machine.cam_radius_m) > 0.0:
        pivot = _pivot(machine, size)
        add_lever(spec, machine, size)
        add_tower(spec, TOWER_X_M[variation], floor, load_kg, pivot)
    else:
        machine = None
    return Stage(spec.compile(), size, machine, pivot, two_legs, start)


def where(moment: Moment) -> Places:
    """Every segment of the near leg and the trunk in the world."""
    if moment.pose.variation in BRIDGES:
        return places_of(moment.pose)
    return chain(moment.pose, math.radians(moment.thigh_deg))


def pose_stage(stage: Stage, data: mujoco.MjData, moment: Moment) -> None:
    """Move every body to where it is at a moment."""
    import mujoco

    places = where(moment)
    far = places if stage.two_legs else _still(stage.start)
    upper: tuple[Segment, ...] = ("trunk", "pelvis")
    lower: tuple[Segment, ...] = ("femur", "tibia", "foot")
    for part in upper:
        _put(stage.model, data, part, places[part], 0.0)
    _put(stage.model, data, "head", _head(moment.pose.variation, places["trunk"]), 0.0)
    for part in lower:
        _put(stage.model, data, f"{part}_near", places[part], -HIP_ASIDE_M)
        _put(stage.model, data, f"{part}_far", far[part], HIP_ASIDE_M)
    if stage.machine is not None:
        turn = math.radians(stage.machine.thigh_tilt_deg + moment.lever_deg)
        _put(stage.model, data, "lever", Place(*stage.pivot, -turn), 0.0)
        _put(stage.model, data, "stack", Place(0.0, moment.stack_m / stage.size, 0.0), 0.0)
    if moment.pose.variation in BRIDGES:
        _put(stage.model, data, "under_heels", Place(places["foot"].x_m, 0.0, 0.0), 0.0)
    mujoco.mj_kinematics(stage.model, data)
    mujoco.mj_camlight(stage.model, data)
    _pose_muscles(stage, data, moment)


def _add_muscles(spec: mujoco.MjSpec, start: Moment) -> None:
    """A mesh for every muscle, whose corners are moved from picture to picture."""
    import mujoco

    faces = triangles().ravel().tolist()
    for strand in strands(start.pose, where(start)["femur"], start.activation, -HIP_ASIDE_M):
        spec.add_mesh(name=strand.name, uservert=strand.corners.ravel().tolist(), userface=faces,
                             usernormal=strand.normals.ravel().tolist(), userfacenormal=faces,
                             inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL)  # fmt: skip
        add_geom(spec.worldbody, strand.name, mujoco.mjtGeom.mjGEOM_MESH, (*strand.rgb, 1.0), meshname=strand.name,
                 material="muscle")  # fmt: skip


def _pose_muscles(stage: Stage, data: mujoco.MjData, moment: Moment) -> None:
    """Move the corners of the muscles' meshes, and colour them; the meshes are in the world's frame."""
    model = stage.model
    for strand in strands(moment.pose, where(moment)["femur"], moment.activation, -HIP_ASIDE_M):
        mesh, geom = model.mesh(strand.name).id, model.geom(strand.name).id
        first, count = model.mesh_vertadr[mesh], model.mesh_vertnum[mesh]
        model.mesh_vert[first : first + count] = strand.corners
        first, count = model.mesh_normaladr[mesh], model.mesh_normalnum[mesh]
        model.mesh_normal[first : first + count] = strand.normals
        model.geom_rgba[geom, :3] = strand.rgb
        data.geom_xpos[geom], data.geom_xmat[geom] = 0.0, np.eye(3).ravel()


def _still(start: Moment) -> Places:
    """The far leg where it does nothing: the one that is stood on, straight, or one that rests."""
    return chain(Pose("standing", 0.0, start.pose.hip_deg), 0.0) if start.pose.variation == "standing" else where(start)


def _head(variation: Variation, trunk: Place) -> Place:
    """The head goes with the trunk, and lies on the mat in a bridge."""
    x, y = (float(value) for value in trunk.world(NECK_JOINT))
    return Place(x, y, LYING_HEAD_RAD if variation in BRIDGES else trunk.turn_rad)


def _pivot(machine: Machine, size: float) -> tuple[float, float]:
    """Where the lever turns: off the knee as the machine says."""
    tilt = math.radians(machine.thigh_tilt_deg)
    along, across = machine.pivot_along_m / size, machine.pivot_across_m / size
    return -across * math.cos(tilt) - along * math.sin(tilt), across * math.sin(tilt) - along * math.cos(tilt)


def _put(model: mujoco.MjModel, data: mujoco.MjData, name: str, place: Place, aside_m: float) -> None:
    at = model.body(name).mocapid[0]
    data.mocap_pos[at] = [place.x_m, aside_m, place.y_m]
    data.mocap_quat[at] = [math.cos(place.turn_rad / 2), 0.0, -math.sin(place.turn_rad / 2), 0.0]
