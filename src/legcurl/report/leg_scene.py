"""What holds the body in each variation: bench, seat, board, mat, slider or ball, and the pad behind the shank.

Every cushion is laid against the skin, wherever the angles have put it, so that nothing passes through anything. The
sizes are those of common furniture (design choice); only the pad's distance is the machine's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from legcurl.machine.model import PRESETS
from legcurl.muscles.anatomy import M_PER_MM
from legcurl.report.leg_posture import BALL_RADIUS_M, MAT_M, SLIDER_M, Place, Places, Pose, outline
from legcurl.report.leg_shapes import ANKLE_MM, SHOULDER, SKIN, Segment
from legcurl.vocabulary import FloatArray, Variation

Look = Literal["cushion", "roller", "steel", "beam", "floor", "ball"]
LINES: tuple[Look, ...] = ("steel", "beam", "floor")
"""Looks that are drawn as lines; the others are areas."""

CUSHION_M, ROUND_M, ROLLER_M, SINK_M = 0.065, 0.022, 0.045, 0.004
"""Thickness of a cushion, radius of its corners, radius of a roller pad, and how far the body sinks into a cushion."""
MACHINE_FLOOR_M, STEP_M, BOARD_M = -0.64, 0.10, 0.30
"""Floor under the knee of a prone or seated machine; height of the step that one stands on; of the nordic board."""
BESIDE_M, ARM_HEIGHT_M = 0.60, 0.035
"""How far from the shoulder, along the floor, the hand of a body in a bridge lies, and how high its middle is."""
KNEE_ROUND_M = max(float(np.hypot(*SKIN["femur"][SKIN["femur"][:, 1] < 0.0].T).max()), float(SKIN["tibia"][:, 0].max()))
"""How far the bent knee reaches from its axis."""


@dataclass(frozen=True, eq=False)
class Piece:
    """One thing of the scene.

    Parameters
    ----------
    look : str
        Class that it is drawn in.
    points : ndarray, shape (n, 2)
        Its corners in the world, m.
    before : bool
        Whether it stands before the body.
    """

    look: Look
    points: FloatArray
    before: bool = False


@dataclass(frozen=True, eq=False)
class Scene:
    """What surrounds a body.

    Parameters
    ----------
    pieces : tuple of Piece
    hand : ndarray, shape (2,)
        Where the hand of the near side is, in the world, m.
    elbow : {-1, 1}
        On which side of the straight line from the shoulder to the hand the elbow lies: 1 to its left.
    """

    pieces: tuple[Piece, ...]
    hand: FloatArray
    elbow: int


def scene_of(pose: Pose, places: Places) -> Scene:
    """What holds the body of a pose.

    Parameters
    ----------
    pose : Pose
    places : mapping of str to Place
        Of that pose.
    """
    return _SCENES[pose.variation](places)


def roller(places: Places, along_m: float) -> FloatArray:
    """The pad behind the shank, at a distance from the knee: a circle that touches the skin.

    Returns
    -------
    ndarray, shape (n, 2)
    """
    skin = SKIN["tibia"]
    behind = skin[(skin[:, 0] < 0.0) & (np.abs(skin[:, 1] + along_m) < ROLLER_M)]
    return _circle(places["tibia"].world(np.array([behind[:, 0].min() - ROLLER_M, -along_m])), ROLLER_M)


def _prone(places: Places) -> Scene:
    trunk, femur = places["trunk"], places["femur"]
    thighs = _cushion(places, femur, 1, 0.085, 0.33)
    chest = _cushion(places, trunk, 1, 0.15, 0.54)
    under = float(trunk.local(chest)[:, 0].max()) + 0.05
    grip = trunk.world(np.array([[under - 0.06, 0.30], [under, 0.32], [under, 0.42]]))
    pieces = (
        _floor(MACHINE_FLOOR_M, -0.72, 1.32),
        *_stand(MACHINE_FLOOR_M, thighs, chest), Piece("steel", grip),
        Piece("cushion", thighs), Piece("cushion", chest), *_lever(places, "prone"),
    )  # fmt: skip
    return Scene(pieces, trunk.world(np.array([under, 0.40])), -1)


def _seated(places: Places) -> Scene:
    trunk, femur = places["trunk"], places["femur"]
    seat = _cushion(places, femur, -1, 0.225, 0.55)
    back = _cushion(places, trunk, -1, 0.14, 0.53, leans=False)
    pad = _cushion(places, femur, 1, 0.06, 0.17)
    over = float(femur.local(pad)[:, 0].max())
    grip = femur.world(np.array([[over - 0.03, 0.11], [over + 0.13, 0.13]]))
    middle = 0.5 * (back.min(axis=0) + back.max(axis=0))
    rest = np.array([middle, [middle[0] - 0.03, MACHINE_FLOOR_M]])
    pieces = (
        _floor(MACHINE_FLOOR_M, -0.88, 0.72),
        *_stand(MACHINE_FLOOR_M, seat), Piece("beam", rest), Piece("steel", grip),
        Piece("cushion", seat), Piece("cushion", back), *_lever(places, "seated"), Piece("cushion", pad, before=True),
    )  # fmt: skip
    return Scene(pieces, femur.world(np.array([over + 0.10, 0.13])), -1)


def _standing(places: Places) -> Scene:
    femur, hip = places["femur"], places["pelvis"]
    sole = femur.y_m + float(SKIN["foot"][:, 1].min()) + ANKLE_MM * M_PER_MM
    floor = sole - STEP_M
    pad = _cushion(places, femur, 1, 0.05, 0.18)
    post = float(pad[:, 0].max()) + 0.05
    hand = np.array([post + 0.02, hip.y_m + 0.26])
    pieces = (
        _floor(floor, -0.70, 0.62),
        Piece("cushion", _rounded(-0.16, 0.30, floor, sole, 0.01)),
        Piece("beam", np.array([[post, floor], [post, hip.y_m + 0.24]])),
        Piece("steel", np.array([[post, hip.y_m + 0.24], [post - 0.03, hip.y_m + 0.30]])),
        Piece("steel", np.array([[post, 0.115], [float(pad[:, 0].min()) + 0.03, 0.115]])),
        Piece("cushion", pad), *_lever(places, "standing"),
    )  # fmt: skip
    return Scene(pieces, hand, -1)


def _nordic(places: Places) -> Scene:
    tibia = places["tibia"]
    board = tibia.world(_rounded(KNEE_ROUND_M, KNEE_ROUND_M + CUSHION_M, -0.37, 0.09, ROUND_M))
    floor = tibia.y_m - KNEE_ROUND_M - BOARD_M
    stops = roller(places, 0.405)
    middle = stops.mean(axis=0)
    post = np.array([middle, [middle[0], floor]])
    pieces = (
        _floor(floor, -0.70, 1.34), *_stand(floor, board), Piece("beam", post), Piece("cushion", board),
        Piece("roller", stops, before=True),
    )  # fmt: skip
    return Scene(pieces, _on_chest(places), -1)


def _slider(places: Places) -> Scene:
    at = places["foot"].x_m
    disc = _rounded(at - 0.10, at + 0.18, 0.0, SLIDER_M, 0.012)
    return _on_the_floor(places, Piece("roller", disc))


def _ball(places: Places) -> Scene:
    ball = _circle(np.array([places["foot"].x_m, BALL_RADIUS_M]), BALL_RADIUS_M)
    return _on_the_floor(places, Piece("ball", ball))


def _on_the_floor(places: Places, under_heels: Piece) -> Scene:
    mat = _rounded(-0.42, 0.24, 0.0, MAT_M, 0.015)
    pieces = (_floor(0.0, -0.48, 1.52), Piece("cushion", mat), under_heels)
    shoulder_x, _ = places["trunk"].world(SHOULDER)
    return Scene(pieces, np.array([float(shoulder_x) + BESIDE_M, ARM_HEIGHT_M]), -1)


def _on_chest(places: Places) -> FloatArray:
    """Where the hand is of arms that are crossed."""
    return places["trunk"].world(np.array([0.125, 0.40]))


def _lever(places: Places, variation: Variation) -> tuple[Piece, ...]:
    """The lever from the machine's pivot, in line with the knee, to the pad."""
    pad = roller(places, PRESETS[variation].lever_m)
    knee = np.array([places["tibia"].x_m, places["tibia"].y_m])
    return Piece("beam", np.array([knee, pad.mean(axis=0)])), Piece("roller", pad, before=True)


def _cushion(
    places: Places, on: Place, side: Literal[-1, 1], low_m: float, high_m: float, *, leans: bool = True
) -> FloatArray:
    """A cushion against the back (−1) or front (1) of a segment, between two heights.

    It leans with the skin, or goes straight along the segment.
    """
    parts: tuple[Segment, ...] = ("trunk", "pelvis", "femur")
    x, y = on.local(outline(places, *parts)).T
    x = side * x
    ends = [x[np.abs(y - height) < 0.02].max() for height in (low_m, high_m)]
    slope = (ends[1] - ends[0]) / (high_m - low_m) if leans else 0.0
    between = (y > low_m) & (y < high_m)
    face = float((x - slope * (y - low_m))[between].max()) - SINK_M
    length = math.hypot(1.0, slope) * (high_m - low_m)
    flat = _rounded(0.0, CUSHION_M, 0.0, length, ROUND_M)
    leaned = Place(face, low_m, -math.atan(slope)).world(flat)
    return on.world(leaned * (side, 1.0))


def _stand(floor_m: float, *cushions: FloatArray) -> tuple[Piece, ...]:
    """A post under the middle of each cushion, and the rail that they stand on."""
    middles = [0.5 * (cushion.min(axis=0) + cushion.max(axis=0)) for cushion in cushions]
    posts = [Piece("beam", np.array([middle, [middle[0], floor_m]])) for middle in middles]
    left, right = min(m[0] for m in middles) - 0.14, max(m[0] for m in middles) + 0.14
    return *posts, Piece("beam", np.array([[left, floor_m + 0.012], [right, floor_m + 0.012]]))


def _floor(height_m: float, left_m: float, right_m: float) -> Piece:
    return Piece("floor", np.array([[left_m, height_m], [right_m, height_m]]))


def _rounded(left: float, right: float, low: float, high: float, radius: float) -> FloatArray:
    """A rectangle with round corners."""
    quarter = np.linspace(0.0, np.pi / 2, 6)
    corners = ((right, high, 0), (left, high, 1), (left, low, 2), (right, low, 3))
    inward = {0: (-1, -1), 1: (1, -1), 2: (1, 1), 3: (-1, 1)}
    arcs = []
    for x, y, k in corners:
        angle = quarter + k * np.pi / 2
        centre = np.array([x, y]) + radius * np.array(inward[k])
        arcs.append(centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1))
    return np.concatenate(arcs)


def _circle(centre: FloatArray, radius: float) -> FloatArray:
    angle = np.linspace(0.0, 2 * np.pi, 48, endpoint=False)
    return np.asarray(centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1))


_SCENES: Mapping[Variation, Callable[[Places], Scene]] = {
    "prone": _prone, "seated": _seated, "standing": _standing, "nordic": _nordic, "slider": _slider, "ball": _ball,
}  # fmt: skip
