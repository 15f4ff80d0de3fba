"""A view: a part of the picture, turned by quarters and scaled, as it is shown to a detector."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from legcurl.pose.frame import Image, upright
from legcurl.pose.skeleton import Person
from legcurl.vocabulary import FloatArray

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as shares of width and height."""
GREY = 128


@dataclass(frozen=True)
class View:
    """What part of a picture is looked at, and how it is turned.

    Parameters
    ----------
    box : tuple of float, optional
        As shares of width and height, so that it holds at any size; the whole picture unless given.
    turns : int
        Quarter turns counter-clockwise: detectors know people who stand better than those who lie.
    hidden : tuple of tuple of float
        Parts that are painted grey, as shares of the picture: heads and shoulders of other people.
    """

    box: Box = (0.0, 0.0, 1.0, 1.0)
    turns: int = 0
    hidden: tuple[Box, ...] = ()

    def of(self, image: Image) -> Image:
        """The part of the picture, turned."""
        left, top, right, bottom = _pixels(self.box, image)
        if self.hidden:
            image = image.copy()
            for x0, y0, x1, y1 in (_pixels(box, image) for box in self.hidden):
                image[y0:y1, x0:x1] = GREY
        return upright(np.ascontiguousarray(image[top:bottom, left:right]), self.turns)

    def back(self, person: Person, image: Image) -> Person:
        """A person found in the view, in pixels of the picture; keypoints outside of the view were guessed."""
        left, top, right, bottom = _pixels(self.box, image)
        width, height = right - left, bottom - top
        u, v = person.xy.T
        x, y = ((u, v), (width - v, u), (width - u, height - v), (v, height - u))[self.turns % 4]
        inside = (x >= 0) & (x <= width) & (y >= 0) & (y <= height)
        return replace(person, xy=np.column_stack([x + left, y + top]), score=np.where(inside, person.score, 0.0))


def box_around(points: FloatArray, size: tuple[int, int], margin: float) -> Box:
    """A square-ish box around points, in shares of the picture.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
        In pixels; NaN is left out.
    size : tuple of int
        Width and height of the picture.
    margin : float
        How much is added on every side, as a share of the longer side.
    """
    low, high = np.nanmin(points, axis=0), np.nanmax(points, axis=0)
    middle, half = (low + high) / 2, (0.5 + margin) * float((high - low).max())
    edges = np.clip(np.concatenate([middle - half, middle + half]) / np.array([*size, *size]), 0.0, 1.0)
    return float(edges[0]), float(edges[1]), float(edges[2]), float(edges[3])


def _pixels(box: Box, image: Image) -> tuple[int, int, int, int]:
    height, width = image.shape[:2]
    left, top, right, bottom = box
    x0, y0 = round(left * width), round(top * height)
    return x0, y0, max(x0 + 1, round(right * width)), max(y0 + 1, round(bottom * height))
