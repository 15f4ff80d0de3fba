"""Shapes of the body in the frames of its segments, for the picture; none is measured, and none enters a computation.

Frames as in :mod:`legcurl.muscles.anatomy`: x to the front, y up along the segment; origin of pelvis and trunk in the
hip centre, of femur and tibia in the knee axis, of the foot in the ankle axis. The sizes are those of the reference man
whose paths the muscles follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from legcurl.muscles.anatomy import M_PER_MM
from legcurl.report.svg import smooth
from legcurl.vocabulary import FloatArray, Muscle

Segment = Literal["trunk", "pelvis", "femur", "tibia", "foot"]

HIP_MM, ANKLE_MM = 432.0, -444.0
"""Hip over and ankle under the knee axis, as in the anatomy."""


def _shape(*corners: tuple[float, float]) -> FloatArray:
    """A closed smooth outline, m, from corners in mm; it runs counter-clockwise."""
    outline = smooth(np.array(corners, dtype=float) * M_PER_MM)
    x, y = outline.T
    clockwise = np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) < 0
    return outline[::-1] if clockwise else outline


SKIN: Mapping[Segment, FloatArray] = MappingProxyType({
    "trunk": _shape(
        (78, 20), (97, 90), (97, 170), (104, 250), (116, 330), (118, 400), (98, 468), (60, 512), (42, 545),
        (38, 580), (-40, 592), (-52, 548), (-78, 512), (-108, 460), (-120, 390), (-112, 310), (-94, 230), (-86, 160),
        (-100, 90), (-110, 20), (-20, -20),
    ),
    "pelvis": _shape(
        (82, 60), (93, 110), (40, 170), (-60, 160), (-100, 105), (-126, 50), (-134, 0), (-122, -50), (-92, -84),
        (-40, -100), (30, -95), (72, -40), (80, 10),
    ),
    "femur": _shape(
        (54, 0), (58, 40), (66, 110), (78, 200), (86, 290), (85, 370), (70, HIP_MM), (0, HIP_MM + 45),
        (-70, HIP_MM + 20), (-96, 380), (-94, 310), (-86, 230), (-75, 150), (-62, 70), (-51, 20), (-50, -15),
        (-30, -48), (10, -54), (44, -34),
    ),
    "tibia": _shape(
        (44, 34), (52, 5), (48, -40), (46, -72), (41, -140), (36, -230), (34, -320), (38, -390), (46, ANKLE_MM + 5),
        (30, ANKLE_MM - 30), (-20, ANKLE_MM - 35), (-58, ANKLE_MM - 10), (-55, -395), (-52, -340), (-60, -270),
        (-74, -200), (-80, -140), (-72, -85), (-58, -40), (-50, 0), (-30, 42), (10, 50),
    ),
    "foot": _shape(
        (46, 14), (56, -4), (84, -20), (130, -36), (176, -43), (198, -52), (199, -64), (180, -72), (135, -74),
        (80, -66), (40, -64), (0, -71), (-40, -74), (-60, -64), (-66, -44), (-61, -18), (-55, 15), (-40, 34), (25, 36),
    ),
})  # fmt: skip
"""The body's outline, segment by segment; their union is the silhouette."""

HEAD = _shape(
    (28, 572), (48, 594), (84, 590), (97, 604), (96, 622), (103, 634), (100, 646), (113, 660), (104, 680), (102, 712),
    (88, 752), (48, 782), (0, 785), (-48, 766), (-80, 722), (-84, 672), (-66, 628), (-46, 592), (-42, 560), (-20, 540),
)  # fmt: skip
"""Head and neck in the frame of the trunk."""
NECK_JOINT = np.array([-30.0, 530.0]) * M_PER_MM
SHOULDER = np.array([-8.0, 478.0]) * M_PER_MM
UPPER_ARM_M, FOREARM_M = 0.30, 0.31
"""Shoulder to elbow, and elbow to the middle of the hand."""

BONES: Mapping[Segment, tuple[FloatArray, ...]] = MappingProxyType({
    "trunk": (),
    "pelvis": (
        _shape((-66, 106), (-96, 98), (-120, 66), (-130, 24), (-116, -14), (-108, 14), (-96, 44), (-72, 62)),
        _shape(
            (50, 78), (44, 96), (30, 114), (4, 128), (-28, 131), (-58, 121), (-80, 106), (-94, 90), (-90, 72),
            (-70, 64), (-50, 52), (-38, 32), (-36, 14), (-47, 2), (-42, -14), (-54, -32), (-59, -50), (-50, -64),
            (-30, -63), (-8, -62), (18, -62), (40, -58), (49, -46), (44, -32), (28, -18), (27, 2), (38, 24), (40, 34),
            (32, 46), (36, 62),
        ),
    ),
    "femur": (
        _shape(
            (-12, 390), (-28, 424), (-24, 448), (-4, 452), (8, 456), (22, 444), (23, 426), (12, 412), (14, 370),
            (18, 290), (19, 200), (16, 120), (18, 66), (28, 30), (30, 4), (20, -18), (-2, -25), (-22, -22), (-33, -6),
            (-28, 18), (-12, 46), (-6, 110), (-4, 200), (-6, 290),
        ),
    ),
    "tibia": (
        _shape((-20, -46), (-14, -58), (-10, -150), (-12, -300), (-8, -410), (-6, -462), (-18, -466), (-18, -410),
               (-20, -300), (-19, -150), (-26, -60)),
        _shape(
            (-28, -30), (0, -28), (26, -31), (32, -46), (34, -72), (24, -110), (20, -200), (17, -300), (18, -390),
            (24, -428), (8, -434), (-14, -430), (-12, -390), (-6, -300), (-5, -200), (-10, -110), (-24, -60),
        ),
    ),
    "foot": (
        _shape((-54, -28), (-58, -48), (-46, -64), (-20, -62), (10, -50), (32, -44), (30, -24), (6, -20), (-30, -18)),
        _shape((-22, -10), (-16, 6), (4, 10), (22, 4), (36, -12), (30, -24), (0, -22)),
        _shape((34, -12), (58, -14), (86, -30), (120, -48), (150, -56), (186, -58), (188, -66), (150, -67),
               (112, -64), (70, -50), (34, -42)),
    ),
})  # fmt: skip
"""The bones of the leg."""
FORAMEN = _shape((-32, -44), (-22, -33), (0, -30), (20, -36), (27, -44), (12, -52), (-14, -53))
"""The opening in the pelvis, in its frame."""
PATELLA = _shape((0, 24), (9, 14), (11, 0), (7, -14), (-1, -24), (-7, -10), (-8, 8))
"""The knee cap, x away from the knee and y up along the tendon, about its own middle."""
PATELLA_TENDON_M = 0.075
"""Its middle from the tibia, along the path of the quadriceps."""
LUMBAR, NECK = (np.array([-72.0, 108.0]) * M_PER_MM, np.array([-16.0, 590.0]) * M_PER_MM)
"""Lower end of the spine in the frame of the pelvis, upper end in that of the trunk."""
SPINE_BENDS = np.array([(-52.0, 200.0), (-74.0, 330.0), (-74.0, 430.0), (-40.0, 530.0)]) * M_PER_MM
"""Course of the spine between, in the frame of the trunk."""


@dataclass(frozen=True, slots=True)
class Belly:
    """Where on its path a muscle is thick.

    Parameters
    ----------
    upper_mm, lower_mm : float
        Tendon above and below the belly; they keep their length, and the belly takes up all change.
    bulge : float
        −1 to 1: how far the belly lies to the back (negative) or front of its path, of its half thickness.
    """

    upper_mm: float
    lower_mm: float
    bulge: float = 0.0


BELLIES: Mapping[Muscle, Belly] = MappingProxyType({
    "popli": Belly(4, 4),
    "soleus": Belly(0, 90, -0.3),
    "bfsh": Belly(0, 40, 0.1),
    "sart": Belly(6, 70),
    "grac": Belly(15, 150),
    "vasti": Belly(0, 105, -0.3),
    "recfem": Belly(25, 150, 0.35),
    "tibant": Belly(0, 120, 0.1),
    "gasmed": Belly(8, 240, -1.0),
    "gaslat": Belly(8, 265, 0.5),
    "semimem": Belly(110, 40, -0.8),
    "semiten": Belly(10, 170, -1.8),
    "bflh": Belly(35, 75, 0.2),
    "glmax": Belly(0, 12, -0.8),
})  # fmt: skip
"""From the deepest to the outermost, as they are drawn (general anatomy, by eye)."""
