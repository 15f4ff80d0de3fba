"""Smooth lines, discs, arcs and blurs on a picture, by distance: each pixel is covered as far as the shape reaches.

Only the box around a shape is touched, so that a person costs a few milliseconds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from legcurl.pose.frame import Image
from legcurl.vocabulary import FloatArray

Colour = tuple[int, int, int]
Mask = NDArray[np.float32]

HALO_PX, HALO = 2.0, 0.55
"""Width and darkness of the rim that keeps a line apart from a bright picture."""
CELLS = 6
"""A blurred face is left with so many cells across: nobody is known by them."""
FEATHER = 0.12
"""Share of its radius over which a blur fades out."""


def bone(image: Image, start: FloatArray, end: FloatArray, radius: float, colour: Colour) -> None:
    """Draw a line with round ends and a dark rim."""
    box = _box(image, np.stack([start, end]), radius + HALO_PX + 1)
    if box is None:
        return
    region, x, y = box
    way = (end - start).astype(np.float32)
    u, v = x - np.float32(start[0]), y - np.float32(start[1])
    along = np.clip((u * way[0] + v * way[1]) / np.float32(max(float(way @ way), 1e-6)), 0, 1)
    _paint(region, np.hypot(u - along * way[0], v - along * way[1]), radius, colour)


def disc(image: Image, centre: FloatArray, radius: float, colour: Colour) -> None:
    """Draw a disc with a dark rim."""
    box = _box(image, centre[None], radius + HALO_PX + 1)
    if box is not None:
        region, x, y = box
        _paint(region, np.hypot(x - np.float32(centre[0]), y - np.float32(centre[1])), radius, colour)


def arc(image: Image, centre: FloatArray, radius: float, towards: FloatArray, width: float, colour: Colour) -> None:
    """Draw the smaller arc about a point between two directions, `towards` being two vectors, shape (2, 2)."""
    box = _box(image, centre[None], radius + width + HALO_PX)
    if box is None:
        return
    region, x, y = box
    u, v = x - np.float32(centre[0]), y - np.float32(centre[1])
    middle = sum(way / max(float(np.hypot(*way)), 1e-6) for way in towards)
    length = float(np.hypot(*middle))
    if length < 1e-3:
        return
    far = np.hypot(u, v)
    inside = (u * middle[0] + v * middle[1]) >= far * np.float32(length / 2 * length)
    _paint(region, np.where(inside, np.abs(far - np.float32(radius)), np.float32(1e6)), width / 2, colour)


def blur(image: Image, centre: FloatArray, radius: float) -> None:
    """Make what lies in a circle unrecognisable."""
    from PIL import Image as Pictures

    box = _box(image, centre[None], radius)
    if box is None:
        return
    region, x, y = box
    height, width = region.shape[:2]
    small = Pictures.fromarray(region).resize((CELLS, CELLS), Pictures.Resampling.BOX)
    smooth = np.asarray(small.resize((width, height), Pictures.Resampling.BICUBIC), dtype=np.float32)
    far = np.hypot(x - np.float32(centre[0]), y - np.float32(centre[1]))
    mask = np.clip((radius - far) / np.float32(FEATHER * radius), 0, 1)[..., None]
    region[:] = region + (smooth - region) * mask


def blur_all(image: Image) -> None:
    """Make a whole picture unrecognisable."""
    from PIL import Image as Pictures

    height, width = image.shape[:2]
    small = Pictures.fromarray(image).resize((4 * CELLS, 4 * CELLS), Pictures.Resampling.BOX)
    image[:] = np.asarray(small.resize((width, height), Pictures.Resampling.BICUBIC))


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


def _box(image: Image, points: FloatArray, margin: float) -> tuple[Image, Mask, Mask] | None:
    """The part of a picture around points, and the places of its columns and rows; None where it lies outside."""
    height, width = image.shape[:2]
    x0, y0 = np.maximum(np.floor(points.min(axis=0) - margin), 0).astype(int)
    x1, y1 = (np.ceil(points.max(axis=0) + margin) + 1).astype(int)
    x1, y1 = min(int(x1), width), min(int(y1), height)
    if x0 >= x1 or y0 >= y1:
        return None
    columns = np.arange(x0, x1, dtype=np.float32)[None, :]
    rows = np.arange(y0, y1, dtype=np.float32)[:, None]
    return image[y0:y1, x0:x1], columns, rows


def _paint(region: Image, far: Mask, radius: float, colour: Colour) -> None:
    """Colour what is nearer than the radius, and darken a rim around it."""
    ys, xs = np.nonzero(far < radius + HALO_PX + 0.5)
    if not ys.size:
        return
    near = far[ys, xs]
    rim = np.float32(HALO) * np.clip(np.float32(radius + HALO_PX + 0.5) - near, 0, 1)
    core = np.clip(np.float32(radius + 0.5) - near, 0, 1)
    pixels = region[ys, xs] * (1 - rim)[:, None]
    region[ys, xs] = pixels + (np.array(colour, dtype=np.float32) - pixels) * core[:, None]
