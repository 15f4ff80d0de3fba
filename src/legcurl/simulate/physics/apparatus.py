"""The machine as MuJoCo bodies: lever with pad, cam, cable and stack; and what stands around it.

A pad can only push and a cable can only pull, so both may lose contact. The pad touches the back of the shank without
friction and so slides along it. The cable is a tendon between lever and stack that cannot be stretched: length =
travel of the cam less height of the stack, with an upper limit. A cam that is not round is taken as round about the
lever's angle and followed step by step (:func:`follow_cam`). Each leg carries its share of the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from legcurl.machine.model import Machine
from legcurl.simulate.physics.body import SHANK_RADIUS_M
from legcurl.vocabulary import FloatArray

if TYPE_CHECKING:
    import mujoco

PAD_RADIUS_M, PAD_WIDTH_M = 0.05, 0.12
LEVER_RADIUS_M = 0.015
STIFF_S = 0.004
"""Time in which pad, cable and bumper settle: four steps, as stiff as they can be without ringing (numerical)."""
STIFF = (0.98, 0.995, 0.001, 0.5, 2.0)
"""How much of a load they carry themselves, near 1: hard (numerical; MuJoCo's solimp)."""
FRICTION_S = 0.0125
"""Sets the speed from which friction acts fully to about the 5 mm/s of :mod:`legcurl.machine.load` (numerical)."""
LEAST_STACK_KG = 0.05
STACK_AT_M = (1.1, 0.0, 0.3)
"""Where the stack stands, from the pivot; for the picture."""
BELOW_START_DEG = 3.0
"""The stack's rest is this much below the knee angle at which the set rests, where the machine does not say: between
repetitions the load hangs on the leg (design choice)."""
MOST_ASKEW_RAD = 1.5
"""Largest angle between lever and shank that a badly set pivot makes (numerical)."""
BISECTIONS = 50
_STEPS = 721


@dataclass(frozen=True, eq=False)
class Cam:
    """Cable drawn in over the lever angle.

    Parameters
    ----------
    angle_rad, travel_m, radius_m : ndarray, shape (n,)
        Lever angle, cable since the stack left its rest, and its derivative.
    round : bool
        Whether the radius is the same everywhere.
    """

    angle_rad: FloatArray
    travel_m: FloatArray
    radius_m: FloatArray
    round: bool

    def travel(self, lever_rad: FloatArray) -> FloatArray:
        """Cable drawn in at lever angles, m; 0 while the stack rests."""
        return np.maximum(np.interp(lever_rad, self.angle_rad, self.travel_m), 0.0)


def cam_of(machine: Machine, rest_rad: float) -> Cam:
    """The cam of a machine whose stack leaves its rest at a lever angle."""
    angle = np.radians(np.linspace(-90.0, 180.0, _STEPS))
    radius = np.interp(angle, np.radians(machine.cam_angle_deg), machine.cam_radius_m)
    drawn = np.concatenate([[0.0], np.cumsum(0.5 * (radius[1:] + radius[:-1]) * np.diff(angle))])
    travel = drawn - np.interp(rest_rad, angle, drawn)
    return Cam(angle, travel, radius, len(set(machine.cam_radius_m)) == 1)


def has_lever(machine: Machine | None) -> bool:
    """Whether there is a machine at all, or the own leg alone."""
    return machine is not None and max(machine.cam_radius_m) > 0.0


def lever_rad(machine: Machine, knee_rad: float) -> float:
    """Lever angle at which the pad touches the back of the shank.

    The point of :func:`legcurl.machine.load.lever_motion`, but for a pad and a shank that are thick: with the pivot in
    line with the knee both are the same.
    """
    behind = SHANK_RADIUS_M + PAD_RADIUS_M
    back = (-np.cos(knee_rad), np.sin(knee_rad))  # of the shank, in a frame along the thigh
    low, high = knee_rad - MOST_ASKEW_RAD, knee_rad + MOST_ASKEW_RAD
    for _ in range(BISECTIONS):
        angle = 0.5 * (low + high)
        x = -behind * np.cos(angle) - machine.lever_m * np.sin(angle) - machine.pivot_across_m
        z = behind * np.sin(angle) - machine.lever_m * np.cos(angle) - machine.pivot_along_m
        low, high = (low, angle) if x * back[0] + z * back[1] > behind else (angle, high)
    return float(0.5 * (low + high))


def add_machine(
    spec: mujoco.MjSpec, machine: Machine, load_kg: float, legs: int, knee_at: tuple[float, float, float],
    rest_rad: float,
) -> Cam:  # fmt: skip
    """Put the lever at its pivot, the pad behind the shank and the stack on its rest.

    Parameters
    ----------
    spec : mujoco.MjSpec
        With the body's ``shank`` in it.
    machine : Machine
    load_kg : float
    legs : int
        How many legs share the machine.
    knee_at : tuple of float
        Where the knee is in the world.
    rest_rad : float
        Lever angle at which the stack stands on its rest.

    Returns
    -------
    Cam
    """
    import mujoco

    tilt = np.radians(machine.thigh_tilt_deg)
    along, across = machine.pivot_along_m, machine.pivot_across_m
    pivot = [knee_at[0] - across * np.cos(tilt) - along * np.sin(tilt), 0.0,
             knee_at[2] + across * np.sin(tilt) - along * np.cos(tilt)]  # fmt: skip
    lever = spec.worldbody.add_body(name="lever", pos=pivot, quat=_turned(tilt))
    mass, centre = machine.lever_mass_kg / legs, machine.lever_center_m
    inertia = machine.lever_inertia_kg_m2 / legs - mass * centre**2
    lever.explicitinertial = 1
    lever.mass, lever.ipos, lever.inertia = max(mass, 1e-3), [0, 0, -centre], [max(inertia, 1e-4)] * 3
    lever.add_joint(name="lever", axis=[0.0, 1.0, 0.0])
    behind = -(SHANK_RADIUS_M + PAD_RADIUS_M)
    pad = [behind, -PAD_WIDTH_M, -machine.lever_m, behind, PAD_WIDTH_M, -machine.lever_m]
    plain: dict[str, Any] = {"contype": 0, "conaffinity": 0}
    lever.add_geom(name="pad", type=mujoco.mjtGeom.mjGEOM_CAPSULE, fromto=pad, size=[PAD_RADIUS_M, 0, 0],
                   rgba=[0.1, 0.1, 0.12, 1], **plain)  # fmt: skip
    arm = [behind, PAD_WIDTH_M, -machine.lever_m, behind, PAD_WIDTH_M, 0.0]
    lever.add_geom(name="lever", type=mujoco.mjtGeom.mjGEOM_CAPSULE, fromto=arm, size=[LEVER_RADIUS_M, 0, 0],
                   rgba=[0.5, 0.5, 0.55, 1], **plain)  # fmt: skip
    lever.add_site(name="pad", pos=[behind, 0, -machine.lever_m], size=[3 * PAD_RADIUS_M] * 3)
    spec.add_pair(geomname1="pad", geomname2="shank", condim=1, solref=[STIFF_S, 1.0], solimp=list(STIFF))
    _add_stack(spec, machine, load_kg, legs, pivot)
    return _add_cable(spec, machine, rest_rad)


def _add_stack(spec: mujoco.MjSpec, machine: Machine, load_kg: float, legs: int, pivot: list[float]) -> None:
    import mujoco

    at = [pivot[0] + STACK_AT_M[0], STACK_AT_M[1], STACK_AT_M[2]]
    stack = spec.worldbody.add_body(name="stack", pos=at)
    mass = max((load_kg + machine.carriage_kg) / legs, LEAST_STACK_KG)
    stack.explicitinertial = 1
    stack.mass, stack.inertia = mass, [0.01 * mass] * 3
    slide = stack.add_joint(name="stack", type=mujoco.mjtJoint.mjJNT_SLIDE, axis=[0, 0, 1], range=[0.0, 3.0])
    slide.limited = 1  # the bumper
    slide.solref_limit, slide.solimp_limit = [STIFF_S, 1.0], list(STIFF)
    slide.frictionloss, slide.solref_friction = 1e-6, [FRICTION_S, 1.0]
    stack.add_geom(name="stack", type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.12, 0.16, 0.15], rgba=[0.25, 0.25, 0.3, 1],
                   contype=0, conaffinity=0)  # fmt: skip


def _add_cable(spec: mujoco.MjSpec, machine: Machine, rest_rad: float) -> Cam:
    cam = cam_of(machine, rest_rad)
    cable = spec.add_tendon(name="cable", limited=1, rgba=[0, 0, 0, 0])
    radius = float(np.interp(rest_rad, cam.angle_rad, cam.radius_m))
    cable.wrap_joint("lever", radius)
    cable.wrap_joint("stack", -1.0)
    cable.range = [-10.0, radius * rest_rad]
    cable.solref_limit, cable.solimp_limit = [STIFF_S, 1.0], list(STIFF)
    return cam


def follow_cam(model: mujoco.MjModel, cable: int, cam: Cam, lever_angle: float) -> None:
    """Take the cam as round about the lever's angle; exact to the second order in what it turns within a block."""
    radius = float(np.interp(lever_angle, cam.angle_rad, cam.radius_m))
    travel = float(np.interp(lever_angle, cam.angle_rad, cam.travel_m))
    model.wrap_prm[model.tendon_adr[cable]] = radius
    model.tendon_range[cable, 1] = radius * lever_angle - travel


def _turned(angle: float) -> list[float]:
    """Quaternion of a turn about y."""
    return [float(np.cos(angle / 2)), 0.0, float(np.sin(angle / 2)), 0.0]
