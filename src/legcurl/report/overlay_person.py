"""The lifter drawn into a picture, and faces made unrecognisable."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from legcurl.pose.frame import Image
from legcurl.pose.segments import LEAST_SCORE
from legcurl.pose.sides import Side
from legcurl.pose.skeleton import INDEX, Person
from legcurl.report.overlay_draw import Colour, arc, blur, blur_all, bone, disc
from legcurl.vocabulary import FloatArray

LEG = (("hip", "knee"), ("knee", "ankle"))
FOOT = (("ankle", "heel"), ("heel", "toe"))
BODY = (("shoulder", "hip"), ("shoulder", "elbow"), ("elbow", "wrist"))
WHITE: Colour = (250, 250, 247)
QUIET: Colour = (205, 205, 200)
ARC_SHARE = 0.3
"""Radius of the arc at the knee, as a share of the shank."""

HEAD = ("nose", "left_ear", "right_ear")
HEAD_OF_TRUNK = 0.36
"""Radius that holds a head, seen from anywhere, as a share of the trunk's length from shoulder to hip: a head is
about 0.23 m high, that length 0.5 m (de Leva 1996), and half as much again is added."""
NECK_OF_TRUNK = 0.40
"""How far beyond the shoulders the middle of the head lies, as a share of the same."""
GUESSED = 1.5
"""A head that is not seen itself is covered more generously."""
LEAST_OF_PICTURE = 0.03
"""Least radius, as a share of the picture's longer side."""
LOST_GROWS = 1.03
"""What covers a head that is lost grows by so much a picture, until it is seen again."""


def draw_person(image: Image, person: Person, side: Side, colour: Colour, unit: float) -> None:
    """Draw the near leg in the colour of the phase, and the rest of the near side quietly.

    Parameters
    ----------
    image : ndarray of uint8, shape (height, width, 3)
        Changed in place.
    person : Person
        In its pixels.
    side : {"left", "right"}
    colour : tuple of int
    unit : float
        A hundredth of the picture's shorter side, in pixels.
    """
    at = {name: _seen(person, f"{side}_{name}") for pair in (*LEG, *FOOT, *BODY) for name in pair}
    for pairs, tint, radius in ((BODY, QUIET, 0.28), (FOOT, QUIET, 0.35), (LEG, colour, 0.6)):
        for a, b in pairs:
            start, end = at[a], at[b]
            if start is not None and end is not None:
                bone(image, start, end, radius * unit, tint)
    hip, knee, ankle = at["hip"], at["knee"], at["ankle"]
    if hip is not None and knee is not None and ankle is not None:
        shank = ankle - knee
        radius = ARC_SHARE * float(np.hypot(*shank))
        arc(image, knee, radius, np.stack([knee - hip, shank]), 0.45 * unit, WHITE)
    for name in ("hip", "knee", "ankle"):
        point = at[name]
        if point is not None:
            disc(image, point, (1.1 if name == "knee" else 0.8) * unit, WHITE)


class FaceBlur:
    """Covers the heads of all people that are seen, and goes on where one was when it is lost.

    A picture in which nobody has been seen yet is made unrecognisable as a whole: there may be somebody.
    """

    def __init__(self) -> None:
        self._last: list[tuple[FloatArray, float]] = []

    def cover(self, image: Image, people: Sequence[Person]) -> None:
        """Blur the heads in a picture, in place."""
        heads = [head for person in people if (head := head_of(person, max(image.shape[:2]))) is not None]
        if heads:
            self._last = heads
        else:
            self._last = [(centre, radius * LOST_GROWS) for centre, radius in self._last]
        for centre, radius in self._last:
            blur(image, centre, radius)
        if not self._last:
            blur_all(image)


def head_of(person: Person, longer_side: int) -> tuple[FloatArray, float] | None:
    """Middle and radius of a circle that holds a person's head; None where nothing tells where it is."""
    trunk = _trunk(person)
    seen = [point for name in HEAD if (point := _seen(person, name)) is not None]
    least = LEAST_OF_PICTURE * longer_side
    if seen:
        centre = np.mean(seen, axis=0)
        spread = max(float(np.hypot(*(point - centre))) for point in seen)
        size = 0.0 if trunk is None else HEAD_OF_TRUNK * float(np.hypot(*(trunk[1] - trunk[0])))
        return centre, max(least, size, 2.2 * spread)
    if trunk is None:
        return None
    hips, shoulders = trunk
    way = shoulders - hips
    return shoulders + NECK_OF_TRUNK * way, max(least, GUESSED * HEAD_OF_TRUNK * float(np.hypot(*way)))


def _trunk(person: Person) -> tuple[FloatArray, FloatArray] | None:
    """Middles of hips and shoulders, guesses among them where nothing better is there."""
    ends = []
    for joint in ("hip", "shoulder"):
        points = [person.xy[INDEX[f"{side}_{joint}"]] for side in ("left", "right")]
        known = [point for point in points if np.isfinite(point).all()]
        if not known:
            return None
        ends.append(np.mean(known, axis=0))
    return ends[0], ends[1]


def _seen(person: Person, name: str) -> FloatArray | None:
    k = INDEX[name]
    point = person.xy[k]
    return point if person.score[k] >= LEAST_SCORE and np.isfinite(point).all() else None
