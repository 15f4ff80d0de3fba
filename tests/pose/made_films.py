"""Films of known truth for the tests: drawn ones that no detector reads, and photographs in which a shank turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Picture = NDArray[np.uint8]
TIME_BASE = Fraction(1, 1000)


def write_film(
    path: Path, pictures: Sequence[Picture], times_s: Sequence[float], *, turned_clockwise: int = 0, **metadata: str
) -> Path:
    """Write pictures with their times, stored as a camera held sideways stores them: turned, with a flag to undo it."""
    import av

    tags = {"movflags": "use_metadata_tags"} if path.suffix in (".mp4", ".mov") else {}
    with av.open(str(path), "w", options=tags) as container:
        container.metadata.update(metadata)
        codec = {".webm": "libvpx", ".gif": "gif"}.get(path.suffix, "libx264")
        stream = container.add_stream(codec, rate=30)
        first = np.rot90(pictures[0], turned_clockwise // 90)
        stream.height, stream.width = first.shape[0] // 2 * 2, first.shape[1] // 2 * 2
        stream.pix_fmt = "rgb8" if path.suffix == ".gif" else "yuv420p"
        stream.codec_context.time_base = TIME_BASE
        if turned_clockwise:
            stream.set_display_rotation(-turned_clockwise)
        for picture, time_s in zip(pictures, times_s, strict=True):
            stored = np.ascontiguousarray(np.rot90(picture, turned_clockwise // 90))
            frame = av.VideoFrame.from_ndarray(stored[: stream.height, : stream.width], format="rgb24")
            frame.pts, frame.time_base = round(time_s / float(TIME_BASE)), TIME_BASE
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def turning_shank(photo: Picture, knee: NDArray[np.float64], ankle: NDArray[np.float64]) -> Callable[[float], Picture]:
    """A photograph in which the shank below the knee, foot included, can be turned about the knee.

    What was behind the shank is made up from what lies around; the turned shank is blended in along its edge.

    Returns
    -------
    callable
        From degrees, clockwise as seen, to the picture.
    """
    whole = Image.fromarray(photo)
    way = ankle - knee
    length = float(np.hypot(*way))
    across = np.array([-way[1], way[0]]) / length
    wide, end = 0.24 * length, ankle + 0.42 * way
    corners = [knee + wide * across, end + 1.3 * wide * across, end - 1.3 * wide * across, knee - wide * across]
    mask = Image.new("L", whole.size)
    ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in corners], fill=255)
    ImageDraw.Draw(mask).ellipse([*(knee - wide), *(knee + wide)], fill=255)
    soft = mask.filter(ImageFilter.GaussianBlur(4))
    behind = Image.composite(_from_around(whole, mask), whole, mask.filter(ImageFilter.GaussianBlur(3)))

    def at(degrees: float) -> Picture:
        centre = (float(knee[0]), float(knee[1]))
        turned = whole.rotate(-degrees, Image.Resampling.BICUBIC, center=centre)
        where = soft.rotate(-degrees, Image.Resampling.BICUBIC, center=centre)
        return np.asarray(Image.composite(turned, behind, where))

    return at


def _from_around(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """The picture with what is masked filled from above it, smoothed."""
    pixels, hidden = np.asarray(picture).copy(), np.asarray(mask.filter(ImageFilter.MaxFilter(9))) > 0
    for row in range(1, pixels.shape[0]):
        pixels[row, hidden[row]] = pixels[row - 1, hidden[row]]
    return Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(2))
