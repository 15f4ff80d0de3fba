"""Smooth lines, discs, arcs, words and blurs on a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from legcurl.pose.frame import Image
from legcurl.vocabulary import FloatArray

Colour = tuple[int, int, int]
Mask = NDArray[np.float32]

RIM: Colour = (22, 22, 24)
RIM_PX = 1.5
"""Colour and width of the rim that keeps a line apart from a bright picture."""
CELLS = 6
"""A blurred face is left with so many cells across: nobody is known by them."""
FEATHER = 0.12
"""Share of its radius over which a blur fades out."""
_PARTS = 4
"""Bits of a pixel: places are given in sixteenths."""
_FAR_PX = 1e5
"""Points further outside are as far outside for a picture; what draws counts in 32 bits."""


def bone(image: Image, start: FloatArray, end: FloatArray, radius: float, colour: Colour) -> None:
    """Draw a line with round ends and a dark rim."""
    import cv2

    a, b = _fine(start), _fine(end)
    for wide, tint in ((radius + RIM_PX, RIM), (radius, colour)):
        cv2.line(image, a, b, tint, max(1, round(2 * wide)), cv2.LINE_AA, _PARTS)


def disc(image: Image, centre: FloatArray, radius: float, colour: Colour) -> None:
    """Draw a disc with a dark rim."""
    import cv2

    for wide, tint in ((radius + RIM_PX, RIM), (radius, colour)):
        cv2.circle(image, _fine(centre), round(wide * 2**_PARTS), tint, cv2.FILLED, cv2.LINE_AA, _PARTS)


def arc(image: Image, centre: FloatArray, radius: float, towards: FloatArray, width: float, colour: Colour) -> None:
    """Draw the smaller arc about a point between two directions, `towards` being two vectors, shape (2, 2)."""
    import cv2

    first, last = np.degrees(np.arctan2(towards[:, 1], towards[:, 0]))
    turn = (last - first + 180) % 360 - 180
    axes = (round(radius * 2**_PARTS),) * 2
    for wide, tint in ((width + 2 * RIM_PX, RIM), (width, colour)):
        cv2.ellipse(image, _fine(centre), axes, 0.0, float(first), float(first + turn), tint, max(1, round(wide)),
                    cv2.LINE_AA, _PARTS)  # fmt: skip


def blur(image: Image, centre: FloatArray, radius: float) -> None:
    """Make what lies in a circle unrecognisable."""
    x0, y0 = np.maximum(np.floor(centre - radius), 0).astype(int)
    x1, y1 = np.minimum(np.ceil(centre + radius) + 1, (image.shape[1], image.shape[0])).astype(int)
    if x0 >= x1 or y0 >= y1:
        return
    region = image[y0:y1, x0:x1]
    across = (np.arange(x0, x1) - centre[0]).astype(np.float32)
    down = (np.arange(y0, y1) - centre[1]).astype(np.float32)
    far = np.sqrt(across**2 + down[:, None] ** 2)
    mask = np.clip((radius - far) / np.float32(FEATHER * radius), 0, 1)[..., None]
    region[:] = region + (_coarse(region, CELLS) - region.astype(np.float32)) * mask


def blur_all(image: Image) -> None:
    """Make a whole picture unrecognisable."""
    image[:] = _coarse(image, 4 * CELLS)


def stamp(image: Image, mask: Mask, left: int, top: int, colour: Colour) -> None:
    """Put a mask (a text, say) onto a picture in one colour; what reaches beyond the edge is cut off."""
    height, width = image.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + mask.shape[1], width), min(top + mask.shape[0], height)
    if x0 >= x1 or y0 >= y1:
        return
    part = mask[y0 - top : y1 - top, x0 - left : x1 - left, None]
    region = image[y0:y1, x0:x1]
    region[:] = region + (np.array(colour, dtype=np.float32) - region) * part


def _coarse(image: Image, cells: int) -> Image:
    """The picture as so many smooth cells across and down."""
    import cv2

    small = cv2.resize(image, (cells, cells), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_CUBIC), np.uint8)


def _fine(point: FloatArray) -> tuple[int, int]:
    """A point in parts of a pixel."""
    x, y = np.clip(point, -_FAR_PX, _FAR_PX) * 2**_PARTS
    return round(x), round(y)
