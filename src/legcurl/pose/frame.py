"""One picture, with the time at which it is to be shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""Shape (height, width, 3), red, green, blue."""

MOST_PIXELS = 400e6
"""A larger picture is no photograph, and would not fit into a small computer's memory."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a film.

    Parameters
    ----------
    image : ndarray of uint8, shape (height, width, 3)
        Upright, perhaps scaled down.
    time_s : float
        When it is to be shown.
    size : tuple of int
        Width and height before it was scaled down.
    """

    image: Image
    time_s: float
    size: tuple[int, int]


def upright(image: Image, quarter_turns: int) -> Image:
    """A picture turned counter-clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(image, quarter_turns % 4)) if quarter_turns % 4 else image


def scale_to(width: int, height: int, longest_side: int | None) -> float:
    """Factor by which a picture is scaled down so that its longer side fits."""
    return 1.0 if longest_side is None else min(1.0, longest_side / max(width, height))
