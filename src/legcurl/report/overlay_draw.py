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
Index = NDArray[np.intp]

HALO_PX, HALO = 2.0, 0.55
"""Width and darkness of the rim that keeps a line apart from a bright picture."""
CELLS = 6
"""A blurred face is left with so many cells across: nobody is known by them."""
FEATHER = 0.12
"""Share of its radius over which a blur fades out."""


def bone(image: Image, start: FloatArray, end: FloatArray, radius: float, colour: Colour) -> None:
    """Draw a line with round ends and a dark rim; only a band along the line is touched."""
    way = end - start
    steep = abs(way[1]) >= abs(way[0])
    along, across = (1, 0) if steep else (0, 1)
    margin = radius + HALO_PX + 1
    size = image.shape[0 if steep else 1], image.shape[1 if steep else 0]
    low, high = sorted((float(start[along]), float(end[along])))
    major = np.arange(max(int(low - margin), 0), min(int(high + margin) + 2, size[0]))
    slope = float(way[across] / way[along]) if way[along] else 0.0
    first = np.floor(start[across] + slope * (major - start[along]) - 2 * margin).astype(np.intp)
    minor = first[:, None] + np.arange(int(4 * margin) + 2)
    if not major.size or (minor.max(initial=-1) < 0) or (minor.min(initial=size[1]) >= size[1]):
        return
    inside = np.clip(minor, 0, size[1] - 1)
    rows, columns = (major[:, None], inside) if steep else (inside, major[:, None])
    x, y = (minor, major[:, None]) if steep else (major[:, None], minor)
    u, v = (x - start[0]).astype(np.float32), (y - start[1]).astype(np.float32)
    share = np.clip((u * way[0] + v * way[1]) / max(float(way @ way), 1e-6), 0, 1).astype(np.float32)
    far = np.hypot(u - share * np.float32(way[0]), v - share * np.float32(way[1]))
    _paint(image, rows, columns, np.where(inside == minor, far, np.float32(1e6)), radius, colour)


def disc(image: Image, centre: FloatArray, radius: float, colour: Colour) -> None:
    """Draw a disc with a dark rim."""
    box = _box(image, centre, radius + HALO_PX + 1)
    if box is not None:
        rows, columns = box
        _paint(image, rows, columns, _far(rows, columns, centre), radius, colour)


def arc(image: Image, centre: FloatArray, radius: float, towards: FloatArray, width: float, colour: Colour) -> None:
    """Draw the smaller arc about a point between two directions, `towards` being two vectors, shape (2, 2)."""
    box = _box(image, centre, radius + width + HALO_PX)
    middle = (towards / np.maximum(np.hypot(*towards.T), 1e-6)[:, None]).sum(axis=0)
    length = float(np.hypot(*middle))
    if box is None or length < 1e-3:
        return
    rows, columns = box
    far = _far(rows, columns, centre)
    ahead = (columns - centre[0]) * middle[0] + (rows - centre[1]) * middle[1]
    inside = ahead >= far * (length * length / 2)
    _paint(image, rows, columns, np.where(inside, np.abs(far - np.float32(radius)), np.float32(1e6)), width / 2, colour)


def blur(image: Image, centre: FloatArray, radius: float) -> None:
    """Make what lies in a circle unrecognisable."""
    from PIL import Image as Pictures

    box = _box(image, centre, radius)
    if box is None:
        return
    rows, columns = box
    region = image[rows[0, 0] : rows[-1, 0] + 1, columns[0, 0] : columns[0, -1] + 1]
    height, width = region.shape[:2]
    small = Pictures.fromarray(region).resize((CELLS, CELLS), Pictures.Resampling.BOX)
    smooth = np.asarray(small.resize((width, height), Pictures.Resampling.BICUBIC), dtype=np.float32)
    mask = np.clip((radius - _far(rows, columns, centre)) / np.float32(FEATHER * radius), 0, 1)[..., None]
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


def _box(image: Image, centre: FloatArray, reach: float) -> tuple[Index, Index] | None:
    """Rows and columns of the part of a picture about a point; None where it lies outside."""
    x0, y0 = np.maximum(np.floor(centre - reach), 0).astype(int)
    x1, y1 = np.minimum(np.ceil(centre + reach) + 1, (image.shape[1], image.shape[0])).astype(int)
    if x0 >= x1 or y0 >= y1:
        return None
    return np.arange(y0, y1)[:, None], np.arange(x0, x1)[None, :]


def _far(rows: Index, columns: Index, centre: FloatArray) -> Mask:
    """Distances from a point."""
    return np.asarray(np.hypot((columns - centre[0]).astype(np.float32), (rows - centre[1]).astype(np.float32)))


def _paint(image: Image, rows: Index, columns: Index, far: Mask, radius: float, colour: Colour) -> None:
    """Colour what is nearer than the radius, and darken a rim around it."""
    ys, xs = np.nonzero(far < radius + HALO_PX + 0.5)
    if not ys.size:
        return
    near = far[ys, xs]
    at = np.broadcast_to(rows, far.shape)[ys, xs], np.broadcast_to(columns, far.shape)[ys, xs]
    rim = np.float32(HALO) * np.clip(np.float32(radius + HALO_PX + 0.5) - near, 0, 1)
    core = np.clip(np.float32(radius + 0.5) - near, 0, 1)
    pixels = image[at] * (1 - rim)[:, None]
    image[at] = pixels + (np.array(colour, dtype=np.float32) - pixels) * core[:, None]
