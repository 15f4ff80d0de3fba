"""Bench, seat, floor, slider and ball: what holds the body, and what the picture needs. Nothing here collides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from legcurl.machine.bodyweight import HEEL_RADIUS_M, heel_of
from legcurl.simulate.physics.apparatus import STIFF, STIFF_S
from legcurl.simulate.physics.body import THIGH_RADIUS_M, TRUNK_RADIUS_M, Figure, Piece
from legcurl.vocabulary import Variation

if TYPE_CHECKING:
    import mujoco

CUSHION_M = 0.05
"""Half the thickness of a cushion."""
WIDTH_M = 0.2
"""Half the width of bench and seat."""
CUSHION = [0.16, 0.18, 0.22, 1.0]
FLOOR = [0.85, 0.85, 0.83, 1.0]
RUBBER = [0.2, 0.5, 0.75, 1.0]


def add_surroundings(
    spec: mujoco.MjSpec, bodies: Mapping[Piece, mujoco.MjsBody], variation: Variation, figure: Figure,
    support_m: float, knee_m: float,
) -> None:  # fmt: skip
    """Put what belongs to a variation around the body; cushions keep to the side that the body leans on.

    Parameters
    ----------
    spec : mujoco.MjSpec
    bodies : mapping of str to mujoco.MjsBody
        Cushions are fixed to the world, in the frame of the held thigh where that does not move.
    variation : str
    figure : Figure
    support_m : float
        Height that the heels stand on.
    knee_m : float
        Height of the knee.
    """
    import mujoco

    world, box = spec.worldbody, mujoco.mjtGeom.mjGEOM_BOX
    world.add_geom(name="floor", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[4, 4, 0.1], rgba=FLOOR,
                   contype=0, conaffinity=0)  # fmt: skip
    long = figure.leg.thigh.length_m + figure.trunk.length_m
    if variation == "prone":
        top = knee_m - THIGH_RADIUS_M
        # The knees are just past its edge; it ends under the chest.
        _cushion(world, box, "bench", [0.06 + 0.5 * long, 0, top - CUSHION_M], [0.5 * long, WIDTH_M, CUSHION_M])
    elif variation == "seated":
        seat = figure.leg.thigh.length_m
        hip = -seat
        _cushion(world, box, "seat", [hip + 0.42 * seat, 0, knee_m - THIGH_RADIUS_M - CUSHION_M],
                 [0.5 * seat, WIDTH_M, CUSHION_M])  # fmt: skip
        _cushion(world, box, "back_rest", [hip - TRUNK_RADIUS_M - CUSHION_M, 0, knee_m + 0.5 * figure.trunk.length_m],
                 [CUSHION_M, WIDTH_M, 0.5 * figure.trunk.length_m])  # fmt: skip
        _cushion(world, box, "thigh_pad", [-0.12, 0, knee_m + THIGH_RADIUS_M + CUSHION_M], [0.07, WIDTH_M, CUSHION_M])
    elif variation == "standing":
        _cushion(world, box, "thigh_pad", [THIGH_RADIUS_M + CUSHION_M, 0, knee_m + 0.4 * figure.leg.thigh.length_m],
                 [CUSHION_M, WIDTH_M, 0.08])  # fmt: skip
    elif variation == "nordic":
        _cushion(world, box, "mat", [-0.2, 0, -0.5 * CUSHION_M + 0.015], [0.45, 0.3, 0.5 * CUSHION_M])
    if variation in ("slider", "ball"):
        _add_heel_support(spec, bodies, figure, support_m)


def _cushion(world: mujoco.MjsBody, kind: mujoco.mjtGeom, name: str, at: list[float], half: list[float]) -> None:
    world.add_geom(name=name, type=kind, pos=at, size=half, rgba=CUSHION, contype=0, conaffinity=0)


def _add_heel_support(
    spec: mujoco.MjSpec, bodies: Mapping[Piece, mujoco.MjsBody], figure: Figure, high_m: float
) -> None:
    """A plane without friction under the heel, which glides on a slider or rolls with a ball."""
    import mujoco

    ahead, up = heel_of(figure.leg)
    bodies["foot"].add_geom(
        name="heel", type=mujoco.mjtGeom.mjGEOM_SPHERE, size=[HEEL_RADIUS_M, 0, 0], pos=[ahead, 0, up],
        contype=0, conaffinity=0,
    )  # fmt: skip
    spec.worldbody.add_geom(
        name="support", type=mujoco.mjtGeom.mjGEOM_PLANE, size=[0, 0, 0.05], pos=[0, 0, high_m],
        contype=0, conaffinity=0, group=4,
    )  # fmt: skip
    spec.add_pair(geomname1="heel", geomname2="support", condim=1, solref=[STIFF_S, 1.0], solimp=list(STIFF))
