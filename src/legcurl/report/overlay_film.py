"""A film written picture by picture: H.264 that a browser plays from its first bytes, at the times of its source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from legcurl.errors import MissingExtraError, OutputError
from legcurl.io.in_place import in_place
from legcurl.pose.frame import Image

CLOCK_HZ = 90_000
"""Ticks a second, as video has them: 11 µs, so that times of any rate are kept."""
QUALITY = "25"
"""Constant rate factor of x264: about 2 Mbit/s at 540 lines; 18 cannot be told from the source, 28 is soft."""
PRESET = "ultrafast"
"""How hard x264 tries: it has one core beside the pose model."""
KEY_EVERY = 60
"""Pictures from one that stands alone to the next, so that jumping to a repetition is quick."""


class Film:
    """A film that is being written; see :func:`writing`."""

    def __init__(self, container: Any) -> None:
        self._container = container
        self._stream: Any = None
        self._last = -1

    def add(self, image: Image, time_s: float) -> None:
        """Write one picture.

        Parameters
        ----------
        image : ndarray of uint8, shape (height, width, 3)
            Height and width are even, and the same for all pictures.
        time_s : float
            When it is to be shown, not negative and later than the last one.
        """
        import av
        import cv2

        if self._stream is None:
            self._stream = self._open(image.shape[1], image.shape[0])
        planes: Image = np.asarray(
            cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), np.uint8
        )  # four times as fast as FFmpeg's own
        picture = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        self._last = max(self._last + 1, round(time_s * CLOCK_HZ))
        picture.pts, picture.time_base = self._last, Fraction(1, CLOCK_HZ)
        self._container.mux(self._stream.encode(picture))

    def close(self) -> None:
        """Write what the encoder still holds."""
        if self._stream is not None:
            self._container.mux(self._stream.encode())

    def _open(self, width: int, height: int) -> Any:
        stream = self._container.add_stream("libx264", options={"crf": QUALITY, "preset": PRESET})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, CLOCK_HZ)
        stream.codec_context.gop_size = KEY_EVERY
        stream.codec_context.thread_count = 1
        return stream


@contextmanager
def writing(path: Path) -> Iterator[Film]:
    """A film that takes its place when it is complete, and goes away when anything fails.

    Raises
    ------
    MissingExtraError
        If no encoder is installed.
    OutputError
        If it cannot be written.
    """
    try:
        import av
        import cv2  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("writing a video", "video") from error
    with in_place(path) as beside:
        try:
            with av.open(str(beside), "w", format="mp4", options={"movflags": "+faststart"}) as container:
                film = Film(container)
                yield film
                film.close()
        except av.error.FFmpegError as error:
            raise OutputError(f"{path}: the film cannot be written ({error.strerror or error})") from error
