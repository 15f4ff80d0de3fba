"""A body in a posture, with the muscles of the near leg, as a drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from legcurl.muscles.anatomy import reference_anatomy
from legcurl.report.leg_bellies import along, belly, course
from legcurl.report.leg_posture import Place, Places, Pose, chain, places_of
from legcurl.report.leg_scene import LINES, Piece, Scene, scene_of
from legcurl.report.leg_shapes import (
    BELLIES,
    BONES,
    FORAMEN,
    FOREARM_M,
    HEAD,
    LUMBAR,
    NECK,
    NECK_JOINT,
    PATELLA,
    PATELLA_TENDON_M,
    SHOULDER,
    SKIN,
    SPINE_BENDS,
    UPPER_ARM_M,
    Segment,
)
from legcurl.report.muscle_colours import activation_style
from legcurl.report.muscle_names import muscle_name
from legcurl.report.svg import Drawing, line_data, path, smooth
from legcurl.vocabulary import FloatArray, Muscle, Variation

Framing = Literal["body", "leg"]

UNITS_PER_M = 500.0
ARM_UNITS, FOREARM_UNITS, EDGE_UNITS = 42.0, 31.0, 3.2
"""Thickness of the arm, and of the line round the body (half of it shows)."""
TENDON_UNITS = (1.4, 0.045)
"""Thickness of a tendon: at no force, and more for the square root of each newton of maximum force."""
LYING_HEAD_RAD = math.pi / 2 - 0.1
"""Turn of the head of a body that lies on its shoulders: the face up."""

STYLE = """
.lc .skin-edge{stroke:var(--edge);stroke-width:3.2}.lc .skin{fill:var(--skin)}
.lc .far{fill:var(--far);stroke:var(--edge);stroke-width:1.4}
.lc .bone{fill:var(--bone);stroke:var(--rim);stroke-width:1.4}
.lc .hole{fill:var(--skin);stroke:var(--rim);stroke-width:1.4}
.lc .spine{stroke:var(--bone);stroke-width:17;stroke-dasharray:9 3;stroke-linecap:butt}
.lc .spine-rim{stroke:var(--rim);stroke-width:19.4;stroke-dasharray:11 1;stroke-dashoffset:1;stroke-linecap:butt}
.lc .tendon{stroke:var(--tendon);stroke-linecap:butt}
.lc .belly{fill:var(--day);stroke:var(--skin);stroke-width:1.4}
.lc .unknown{stroke:var(--s);stroke-width:1;stroke-dasharray:3 3}
.lc .belly.plain{fill:var(--bone);stroke:var(--rim);stroke-width:1.6}
.lc .cushion{fill:var(--pad)}.lc .roller{fill:var(--dark-pad)}.lc .ball{fill:var(--pad);opacity:.55}
.lc .beam{stroke:var(--steel);stroke-width:13;stroke-linecap:butt}.lc .steel{stroke:var(--dark-pad);stroke-width:9}
.lc .floor{stroke:var(--l);stroke-width:3}
.lc .arm-edge{stroke:var(--edge)}.lc .arm{stroke:var(--skin)}
@media screen and (prefers-color-scheme:dark){.lc .belly:not(.plain){fill:var(--night)}}
"""

BOX: Mapping[Framing, Mapping[Variation, tuple[float, float, float, float]]] = MappingProxyType({
    "body": {
        "prone": (-0.74, 1.34, -0.68, 0.66), "seated": (-0.90, 0.74, -0.68, 0.92),
        "standing": (-0.72, 0.64, -0.66, 1.30), "nordic": (-0.72, 1.36, -0.40, 1.32),
        "slider": (-0.50, 1.56, -0.04, 0.92), "ball": (-0.50, 1.56, -0.04, 1.14),
    },
    "leg": {
        "prone": (-0.70, 0.68, -0.34, 0.63), "seated": (-0.70, 0.70, -0.66, 0.38),
        "standing": (-0.68, 0.36, -0.66, 0.66), "nordic": (-0.66, 0.72, -0.40, 0.72),
        "slider": (0.12, 1.54, -0.05, 0.86), "ball": (0.14, 1.62, -0.05, 1.12),
    },
})  # fmt: skip
"""Left, right, low and high edge of a picture, m in the world: the same at every angle."""
BARE_POSE = Pose("standing", 0.0, 0.0)
BARE_BOX = (-0.19, 0.24, -0.54, 0.59)
"""The straight leg that names the muscles, and the edges of its picture."""


def leg_drawing(pose: Pose, activation: Mapping[str, float], framing: Framing = "body") -> Drawing:
    """The body of a pose and what holds it.

    Parameters
    ----------
    pose : Pose
    activation : mapping of str to float
        0 to 1 by muscle; NaN or missing is unknown, and drawn as an outline.
    framing : {"body", "leg"}
        All of it, or from the pelvis to the foot.

    Returns
    -------
    Drawing
    """
    pen = Pen(*BOX[framing][pose.variation])
    places = places_of(pose)
    scene = scene_of(pose, places)
    shapes = [
        *(pen.piece(piece) for piece in scene.pieces if not piece.before and pen.shows(piece.points)),
        *_far_leg(pen, pose),
        *_skin(pen, pose, places),
        *_bones(pen, places),
        *_muscles(pen, pose, places["femur"], activation),
        *(pen.piece(piece) for piece in scene.pieces if piece.before),
        *_arm(pen, places, scene),
    ]
    return pen.drawing(shapes)


def bare_leg() -> tuple[Drawing, Pen]:
    """The straight leg without anything else, no muscle coloured, and the pen that drew it."""
    pen, places = Pen(*BARE_BOX), places_of(BARE_POSE)
    shapes = [
        *_skin(pen, BARE_POSE, places),
        *_bones(pen, places),
        *_muscles(pen, BARE_POSE, places["femur"], None),
    ]
    return pen.drawing(shapes), pen


@dataclass(frozen=True, slots=True)
class Pen:
    """From the world to the paper, by the part of the world that the paper shows."""

    left_m: float
    right_m: float
    low_m: float
    high_m: float

    def shows(self, points: FloatArray) -> bool:
        """Whether any of a shape is on the paper."""
        (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
        return bool(right > self.left_m and left < self.right_m and high > self.low_m and low < self.high_m)

    def drawing(self, shapes: Iterable[str]) -> Drawing:
        """The whole sheet."""
        width, height = self.right_m - self.left_m, self.high_m - self.low_m
        return Drawing(width * UNITS_PER_M, height * UNITS_PER_M, "".join(shapes))

    def units(self, points: FloatArray) -> FloatArray:
        """Points of the world on the paper, shape (n, 2)."""
        return np.asarray(UNITS_PER_M * (points - (self.left_m, self.high_m)) * (1.0, -1.0))

    def data(self, points: FloatArray, *, closed: bool = True) -> str:
        """Path data of points of the world."""
        return line_data(self.units(points), closed=closed)

    def piece(self, piece: Piece) -> str:
        """A piece of the scene as an element."""
        return path(piece.look, self.data(piece.points, closed=piece.look not in LINES))


def _far_leg(pen: Pen, pose: Pose) -> Iterator[str]:
    """The leg that one stands on; elsewhere both legs move as one."""
    if pose.variation == "standing":
        places = chain(Pose("standing", 0.0, pose.hip_deg), 0.0)
        parts: tuple[Segment, ...] = ("femur", "foot", "tibia")
        yield from (path("far", pen.data(places[part].world(SKIN[part]))) for part in parts)


def _skin(pen: Pen, pose: Pose, places: Places) -> Iterator[str]:
    """The silhouette: a line round all parts together, then all parts without a line."""
    parts = [_head(pose, places["trunk"]), *(places[part].world(skin) for part, skin in SKIN.items())]
    data = "".join(pen.data(part) for part in parts if pen.shows(part))
    yield path("skin-edge", data)
    yield path("skin", data)


def _head(pose: Pose, trunk: Place) -> FloatArray:
    """The head goes with the trunk, and lies on the mat in a bridge."""
    if pose.variation not in ("slider", "ball"):
        return trunk.world(HEAD)
    x, y = trunk.world(NECK_JOINT)
    return Place(float(x), float(y), LYING_HEAD_RAD).world(HEAD - NECK_JOINT)


def _bones(pen: Pen, places: Places) -> Iterator[str]:
    low = places["trunk"].local(places["pelvis"].world(LUMBAR))
    spine = pen.data(places["trunk"].world(smooth(np.vstack([low, SPINE_BENDS, NECK]), closed=False)), closed=False)
    yield path("spine-rim", spine)
    yield path("spine", spine)
    for part, bones in BONES.items():
        shapes = (places[part].world(bone) for bone in bones)
        yield from (path("bone", pen.data(shape)) for shape in shapes if pen.shows(shape))
        if part == "pelvis":
            yield path("hole", pen.data(places[part].world(FORAMEN)))


def _muscles(pen: Pen, pose: Pose, femur: Place, activation: Mapping[str, float] | None) -> Iterator[str]:
    """Every muscle, the deepest first: its path as a tendon, and its belly; None draws them without activation."""
    anatomy = reference_anatomy()
    for name in BELLIES:
        muscle = anatomy.muscle(name)
        line = femur.world(course(anatomy, muscle, pose))
        thick = TENDON_UNITS[0] + TENDON_UNITS[1] * math.sqrt(muscle.hill.max_force_n)
        yield path("tendon", pen.data(line, closed=False), style=f"stroke-width:{thick:.1f}")
        if name == "recfem":
            yield path("bone", pen.data(_patella(line)))
        kind, style, words = _active(name, activation)
        outline = pen.data(femur.world(belly(anatomy, muscle, pose)))
        yield path(kind, outline, style=style, inside=f"<title>{words}</title>")


def _active(muscle: Muscle, activation: Mapping[str, float] | None) -> tuple[str, str, str]:
    """Class, colours and words of a belly."""
    name = muscle_name(muscle)
    if activation is None:
        return "belly plain", "", name
    active = activation.get(muscle, math.nan)
    if math.isnan(active):
        return "belly unknown", activation_style(active), f"{name}: activation unknown"
    return "belly", activation_style(active), f"{name}: {100 * active:.0f} % active"


def _patella(quadriceps: FloatArray) -> FloatArray:
    """The knee cap on the path of the quadriceps, in the world."""
    (x, y), above = along(quadriceps[::-1], np.array([PATELLA_TENDON_M, PATELLA_TENDON_M + 0.01]))
    return Place(x, y, math.atan2(above[1] - y, above[0] - x) - math.pi / 2).world(PATELLA)


def _arm(pen: Pen, places: Places, scene: Scene) -> Iterator[str]:
    """The near arm, from the shoulder to where the hand is, as far as it reaches."""
    shoulder = places["trunk"].world(SHOULDER)
    across, up = scene.hand - shoulder
    far = min(math.hypot(across, up), UPPER_ARM_M + FOREARM_M)
    bend = math.acos(np.clip((UPPER_ARM_M**2 + far**2 - FOREARM_M**2) / (2 * UPPER_ARM_M * far), -1.0, 1.0))
    raised = math.atan2(up, across) + scene.elbow * bend
    elbow = shoulder + UPPER_ARM_M * np.array([math.cos(raised), math.sin(raised)])
    hand = elbow + FOREARM_M * (scene.hand - elbow) / math.hypot(*(scene.hand - elbow))
    limbs = [
        (pen.data(np.array([elbow, hand]), closed=False), FOREARM_UNITS),
        (pen.data(np.array([shoulder, elbow]), closed=False), ARM_UNITS),
    ]
    yield from (path("arm-edge", data, style=f"stroke-width:{width + EDGE_UNITS:.1f}") for data, width in limbs)
    yield from (path("arm", data, style=f"stroke-width:{width:.1f}") for data, width in limbs)
