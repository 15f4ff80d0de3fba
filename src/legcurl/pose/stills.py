"""Pictures as files: one alone, or a folder of the frames of a film."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from legcurl.errors import InputError
from legcurl.pose.frame import Frame, upright

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})
"""Name endings of the pictures that a folder of frames holds."""


def pictures(folder: Path) -> list[Path]:
    """Pictures of a folder, numbers in their names in order."""
    found = [path for path in folder.iterdir() if path.suffix.lower() in PICTURES and not path.name.startswith(".")]

    def key(path: Path) -> list[tuple[int, int | str]]:
        return [(0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", path.stem.lower())]

    return sorted(found, key=key)


def folder_times(folder: Path, rate_hz: float | None) -> list[float]:
    """Times of a folder's pictures: from the rate, else from names such as ``12.345`` (s) or ``40ms``.

    Raises
    ------
    InputError
        If there are no pictures, or nothing tells their times.
    """
    names = [path.stem for path in pictures(folder)]
    if not names:
        raise InputError("a folder without pictures", path=folder, fix="Give the video, or a folder of its frames.")
    if rate_hz is not None:
        return [i / rate_hz for i in range(len(names))]
    seconds = [re.search(r"(\d+\.\d+)s?$", name) for name in names]
    if all(seconds):
        return [float(match[1]) for match in seconds if match]
    milliseconds = [re.search(r"(\d+)_?ms$", name) for name in names]
    if all(milliseconds):
        return [int(match[1]) / 1000.0 for match in milliseconds if match]
    raise InputError(
        f"{len(names)} pictures without times", path=folder,
        fix="Say how many there are a second, such as --rate-hz 30.",
    )  # fmt: skip


def folder_frames(folder: Path, rate_hz: float | None, turns: int, longest_side: int | None) -> Iterator[Frame]:
    """The pictures of a folder in order; see :func:`still`."""
    for path, time_s in zip(pictures(folder), folder_times(folder, rate_hz), strict=True):
        yield still(path, time_s, turns, longest_side)


def still(path: Path, time_s: float = 0.0, turns: int = 0, longest_side: int | None = None) -> Frame:
    """A picture file, turned upright as its camera says, and by quarters clockwise on top.

    Raises
    ------
    InputError
        If it is no picture.
    """
    from PIL import Image as Pictures
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pictures.DecompressionBombWarning)  # large ones are scaled down
            with Pictures.open(path) as picture:
                size = picture.size
                if longest_side is not None:
                    picture.draft("RGB", (longest_side, longest_side))
                turned = ImageOps.exif_transpose(picture)
                if longest_side is not None:
                    turned.thumbnail((longest_side, longest_side))
                image = np.asarray(turned.convert("RGB"))
    except (OSError, SyntaxError, ValueError, Pictures.DecompressionBombError) as error:
        raise InputError(f"cannot be read as a picture ({error})", path=path, fix="Take it again.") from error
    sideways = (image.shape[1] > image.shape[0]) != (size[0] > size[1])
    size = (size[1], size[0]) if sideways else size
    size = (size[1], size[0]) if turns % 2 else size
    return Frame(upright(image, -turns), time_s, size)
