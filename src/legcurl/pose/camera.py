"""What the picture as a whole says: whether the camera moves, and whether there is any light."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from legcurl.pose.frame import Image
from legcurl.vocabulary import FloatArray

SIDE = 128
"""Pixels of the longer side at which pictures are compared."""
EVERY_S = 0.2
"""Time between two pictures that are compared: hands shake and turn no faster than a few times a second."""
DARK, EVEN = 25.0, 8.0
"""Of 255: a picture darker and more even than this shows nothing, as behind a lens cap."""
SHARP_PEAK = 4.0
"""How far the best shift must stand out of all others, in deviations, to be believed."""


@dataclass
class CameraWatch:
    """Follows the shift of the background from picture to picture."""

    _last: FloatArray | None = None
    _last_s: float = -np.inf
    _path: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])

    def look(self, image: Image, time_s: float) -> None:
        """Take a picture into account, unless the last one was a moment ago."""
        if time_s - self._last_s < EVERY_S:
            return
        small = grey(image)
        if self._last is not None and self._last.shape == small.shape:
            dx, dy = shift(self._last, small)
            x, y = self._path[-1]
            self._path.append((x + dx, y + dy))
        self._last, self._last_s = small, time_s

    @property
    def moved(self) -> float:
        """How far the camera came from where it was, at the most, as a share of the picture's longer side."""
        path = np.array(self._path)
        return float(np.hypot(*(path.max(axis=0) - path.min(axis=0))) / SIDE)


def grey(image: Image) -> FloatArray:
    """A small grey picture: means over squares, so that noise goes and edges stay."""
    step = max(1, max(image.shape[:2]) // SIDE)
    height, width = (n // step * step for n in image.shape[:2])
    part = image[:height, :width, 1].reshape(height // step, step, width // step, step)
    return np.asarray(part.mean(axis=(1, 3)))


def shift(before: FloatArray, after: FloatArray) -> tuple[float, float]:
    """How far a picture moved to the right and down, in its pixels, by phase correlation.

    What moves in front of a still background does not count: the background's peak, at no shift, is the higher one.
    Where no shift stands out the answer is none.
    """
    window = np.outer(np.hanning(before.shape[0]), np.hanning(before.shape[1]))
    a, b = (np.fft.rfft2((x - x.mean()) * window) for x in (before, after))
    cross = b * np.conj(a)
    peaks = np.fft.irfft2(cross / np.maximum(np.abs(cross), 1e-9), before.shape)
    best = int(np.argmax(peaks))
    if peaks.flat[best] < SHARP_PEAK * peaks.std():
        return 0.0, 0.0
    down, right = divmod(best, before.shape[1])
    half_h, half_w = before.shape[0] // 2, before.shape[1] // 2
    return float(right - before.shape[1] * (right > half_w)), float(down - before.shape[0] * (down > half_h))


def is_dark(image: Image) -> bool:
    """Whether nothing can be seen in a picture."""
    small = grey(image)
    return bool(small.mean() < DARK and small.std() < EVEN)
