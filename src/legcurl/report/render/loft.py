"""From an outline in the sagittal plane to a body: a stack of rounded sections between the outline's two sides."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legcurl.vocabulary import FloatArray

SLICES, CORNERS = 28, 24
"""Sections of a limb and corners of each: smooth at the size of a screen."""
SQUARENESS = 2.3
"""Exponent of a section's superellipse: 2 is an ellipse, more is boxier, as limbs are."""
BEVEL_STEPS = 4
"""Sections over the rounding of a cushion's edge."""


class Mesh(NamedTuple):
    """Corners, shape (n, 3), and triangles, shape (m, 3), counter-clockwise from outside."""

    corners: FloatArray
    triangles: NDArray[np.int32]


def limb(outline: FloatArray, half_widths: tuple[tuple[float, float], ...], *, lengthwise: int = 1) -> Mesh:
    """A limb whose silhouette from the side is an outline.

    Parameters
    ----------
    outline : ndarray, shape (n, 2)
        Closed, in the frame of the segment: to the front and up along it, m.
    half_widths : tuple of (float, float)
        Place along the segment and half of the width there, mm; in between along straight lines.
    lengthwise : {0, 1}
        Axis of the outline that runs along the limb: 1, but 0 for a foot.

    Returns
    -------
    Mesh
        x to the front, y to the left, z up.
    """
    along = outline[:, lengthwise]
    inset = 0.5 * (1.0 - np.cos(np.linspace(0.03 * np.pi, 0.97 * np.pi, SLICES)))
    levels = along.min() + inset * np.ptp(along)
    sides = np.array([_sides(outline, level, lengthwise) for level in levels])
    middle, half = sides.mean(axis=1), 0.5 * np.ptp(sides, axis=1)
    at, widths = np.array(half_widths).T * 1e-3
    rounded = np.sqrt(np.clip(1.0 - np.abs(2.0 * inset - 1.0) ** 6, 0.0, 1.0))  # the ends close softly
    width = np.interp(levels, at, widths) * rounded
    angle = np.linspace(0.0, 2.0 * np.pi, CORNERS, endpoint=False)
    round_x, round_y = (np.sign(f(angle)) * np.abs(f(angle)) ** (2.0 / SQUARENESS) for f in (np.cos, np.sin))
    across = middle[:, None] + half[:, None] * round_x
    aside = width[:, None] * round_y
    up = np.broadcast_to(levels[:, None], across.shape)
    rings = np.stack([across, aside, up] if lengthwise == 1 else [up, aside, across], axis=2)
    return _closed(rings, outward=lengthwise == 1)


def prism(outline: FloatArray, left_m: float, right_m: float, bevel_m: float) -> Mesh:
    """A convex outline drawn out sideways, its edges rounded: a cushion.

    Parameters
    ----------
    outline : ndarray, shape (n, 2)
    left_m, right_m : float
        Sideways, right below left.
    bevel_m : float
        Radius of the edges.
    """
    middle = 0.5 * (outline.min(axis=0) + outline.max(axis=0))
    reach = np.maximum(np.hypot(*(outline - middle).T), bevel_m)
    after = np.roll(outline, -1, axis=0)
    clockwise = np.sum(outline[:, 0] * after[:, 1] - after[:, 0] * outline[:, 1]) < 0
    turn = np.linspace(0.0, 0.5 * np.pi, BEVEL_STEPS)
    inset = bevel_m * (1.0 - np.sin(turn))
    edge = [(bevel_m * (1.0 - np.cos(a)), i) for a, i in zip(turn, inset, strict=True)]
    stations = [*((right_m + deep, i) for deep, i in edge), *((left_m - deep, i) for deep, i in reversed(edge))]
    rings = []
    for y, shrink in stations:
        ring = middle + (outline - middle) * (1.0 - shrink / reach)[:, None]
        rings.append(np.column_stack([ring[:, 0], np.full(len(ring), y), ring[:, 1]]))
    return _closed(np.array(rings), outward=bool(clockwise))


def _sides(outline: FloatArray, level: float, lengthwise: int) -> tuple[float, float]:
    """The outermost crossings of an outline with a level."""
    along, across = outline[:, lengthwise], outline[:, 1 - lengthwise]
    after, beyond = np.roll(along, -1), np.roll(across, -1)
    crossed = np.flatnonzero((along <= level) != (after <= level))
    share = (level - along[crossed]) / (after[crossed] - along[crossed])
    places = across[crossed] + share * (beyond[crossed] - across[crossed])
    return float(places.min()), float(places.max())


def _closed(rings: FloatArray, *, outward: bool) -> Mesh:
    """Triangles between neighbouring rings and over both ends."""
    count, corners = rings.shape[:2]
    first, second = np.arange(corners), np.roll(np.arange(corners), -1)
    triangles = []
    for k in range(count - 1):
        low, high = k * corners, (k + 1) * corners
        triangles.append(np.column_stack([low + first, low + second, high + second]))
        triangles.append(np.column_stack([low + first, high + second, high + first]))
    bottom, top = count * corners, count * corners + 1
    triangles.append(np.column_stack([np.full(corners, bottom), second, first]))
    last = (count - 1) * corners
    triangles.append(np.column_stack([np.full(corners, top), last + first, last + second]))
    faces = np.concatenate(triangles).astype(np.int32)
    ends = np.stack([rings[0].mean(axis=0), rings[-1].mean(axis=0)])
    return Mesh(np.concatenate([rings.reshape(-1, 3), ends]), faces if outward else faces[:, ::-1])
