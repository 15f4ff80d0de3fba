"""The muscles' paths as MuJoCo tendons, for pictures and lengths: the same points and circles as the anatomy's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from legcurl.muscles.anatomy import Anatomy, MuscleAnatomy, WrapCircle
from legcurl.simulate.physics.body import Piece

if TYPE_CHECKING:
    import mujoco

PIECES: Mapping[str, Piece] = {"pelvis": "pelvis", "femur": "thigh", "tibia": "shank", "foot": "foot"}
"""The segment that carries what the anatomy fixes to a bone."""
ASIDE = 2.0
"""Where the site stands that tells the side of a circle, in its radii."""
CIRCLE_LENGTH_M = 0.02
TENDON_WIDTH_M = 0.006


def add_muscles(
    spec: mujoco.MjSpec, bodies: Mapping[Piece, mujoco.MjsBody], anatomy: Anatomy, size: float
) -> tuple[str, ...]:
    """Lay every muscle along its path; they pull nothing, since the knee's torque stands for them all.

    Parameters
    ----------
    spec : mujoco.MjSpec
    bodies : mapping of str to mujoco.MjsBody
    anatomy : Anatomy
    size : float
        Times every coordinate of the anatomy: the person's height over the reference man's.

    Returns
    -------
    tuple of str
        Names of the muscles; their tendons are called the same.
    """
    for muscle in anatomy.muscles:
        _add_muscle(spec, bodies, muscle, size)
    return tuple(muscle.name for muscle in anatomy.muscles)


def _add_muscle(
    spec: mujoco.MjSpec, bodies: Mapping[Piece, mujoco.MjsBody], muscle: MuscleAnatomy, size: float
) -> None:
    import mujoco

    tendon = spec.add_tendon(name=muscle.name, width=TENDON_WIDTH_M, rgba=[0.75, 0.2, 0.2, 1.0])
    for k, step in enumerate(muscle.path):
        name, body = f"{muscle.name}_{k}", bodies[PIECES[step.body]]
        at = [size * step.x_m, 0.0, size * step.y_m]
        if not isinstance(step, WrapCircle):
            body.add_site(name=name, pos=at, size=[0.003, 0, 0], group=4)
            tendon.wrap_site(name)
            continue
        radius = size * step.radius_m
        ends = [at[0], -CIRCLE_LENGTH_M, at[2], at[0], CIRCLE_LENGTH_M, at[2]]
        body.add_geom(name=name, type=mujoco.mjtGeom.mjGEOM_CYLINDER, fromto=ends, size=[radius, 0, 0],
                      contype=0, conaffinity=0, group=4)  # fmt: skip
        behind = -1.0 if step.side == "behind" else 1.0
        aside = [at[0] + behind * ASIDE * radius, 0.0, at[2]]
        body.add_site(name=f"{name}_side", pos=aside, size=[0.003, 0, 0], group=4)
        tendon.wrap_geom(name, f"{name}_side")
