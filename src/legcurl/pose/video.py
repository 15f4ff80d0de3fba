"""Frames with the times at which they are to be shown, upright and of a workable size, one after the other.

A film is read once and in order; at most a few frames are in memory. Times are the presentation time stamps, since
phones vary their rate; the turn that the camera wrote into the file is carried out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from legcurl.errors import InputError, MissingExtraError
from legcurl.pose.frame import MOST_PIXELS, Frame, scale_to, upright
from legcurl.pose.stills import folder_frames, folder_times, pictures, still

LONGEST_FILM_S = 3600.0
"""A set lasts minutes; a longer film takes longer to look through than anybody waits."""
SLOWED = 1.5
"""A camera that says it took so many times more pictures a second than are shown filmed in slow motion."""
CAPTURE_RATE = ("com.android.capture.fps",)
"""Entries of the metadata that hold the rate at which a camera took its pictures."""
FAST_FROM = 0.5
"""Pictures that keep this share of their size are scaled by neighbours, in half the time; smaller ones by means over
areas, so that nothing falls between."""
CUT_SHORT = 0.9
"""A film whose pictures end before this share of the length that it says was cut off."""


@dataclass(frozen=True)
class Film:
    """What is known of a film before its pictures are looked at.

    Parameters
    ----------
    path : Path
        A file, or a folder of pictures.
    duration_s : float or None
    frames : int or None
        How many pictures it should hold.
    rate_hz : float or None
        Given by the person; then times are the picture's number over it.
    slowed : float
        How many times slower it is shown than it was filmed, where the camera says so.
    turns : int
        Quarter turns clockwise on top of what the file says.
    """

    path: Path
    duration_s: float | None
    frames: int | None
    rate_hz: float | None = None
    slowed: float = 1.0
    turns: int = 0


def open_film(path: Path, rate_hz: float | None = None, rotate: int = 0) -> Film:
    """Look at a film, or at a folder of pictures.

    Parameters
    ----------
    path : Path
    rate_hz : float, optional
        Pictures a second, where the file's times are wrong or there are none.
    rotate : {0, 90, 180, 270}
        By how many degrees the pictures are turned clockwise, on top of what the file says.

    Raises
    ------
    InputError
        If it is no video, holds no pictures, or is longer than :data:`LONGEST_FILM_S`.
    MissingExtraError
        If no decoder is installed.
    """
    turns = rotate // 90 % 4
    if path.is_dir():
        times = folder_times(path, rate_hz)
        return Film(path, float(times[-1]), len(times), rate_hz, turns=turns)
    with _opened(path) as container:
        stream = _video_stream(container, path)
        seconds = [float(span * base) for span, base in ((stream.duration, stream.time_base),
                                                         (container.duration, Fraction(1, 1_000_000)))
                   if span is not None and base is not None]  # fmt: skip
        duration = next((value for value in seconds if value > 0), None)
        slowed = _slowed(container, stream)
        frames = stream.frames or None
    if duration is not None and duration / slowed > LONGEST_FILM_S:
        raise InputError(
            f"the film lasts {duration / 3600:.1f} hours; at most {LONGEST_FILM_S / 3600:g} is looked through",
            path=path, fix="Cut the set out of it.",
        )  # fmt: skip
    return Film(path, None if duration is None else duration / slowed, frames, rate_hz, slowed, turns)


def frames(film: Film, longest_side: int | None = None) -> Iterator[Frame]:
    """The pictures of a film in order.

    Parameters
    ----------
    film : Film
    longest_side : int, optional
        Larger pictures are scaled down to it while they are decoded.

    Yields
    ------
    Frame
        Times increase strictly; pictures whose time does not are left out.

    Raises
    ------
    InputError
        If no picture can be decoded.
    """
    source = (
        folder_frames(film.path, film.rate_hz, film.turns, longest_side)
        if film.path.is_dir()
        else _decoded(film, longest_side)
    )
    last = -np.inf
    for frame in source:
        if frame.time_s > last:
            last = frame.time_s
            yield frame
    if last == -np.inf:
        raise InputError("no picture in it can be decoded", path=film.path, fix="Record it again, or send it anew.")


def sample(film: Film, count: int, longest_side: int | None = None) -> list[Frame]:
    """A few pictures spread over a film, the first ones where it cannot be searched.

    Parameters
    ----------
    film : Film
    count : int
        How many.
    longest_side : int, optional
        As in :func:`frames`.
    """
    if film.path.is_dir():
        paths, times = pictures(film.path), folder_times(film.path, film.rate_hz)
        chosen = sorted({round(share * (len(paths) - 1)) for share in _shares(count)})
        return [still(paths[i], float(times[i]), film.turns, longest_side) for i in chosen]
    found: list[Frame] = []
    if film.duration_s is not None:
        for share in _shares(count):
            frame = next(_decoded(film, longest_side, from_share=share), None)
            if frame is not None and all(frame.time_s != other.time_s for other in found):
                found.append(frame)
    if len(found) >= min(count, 2):
        return sorted(found, key=lambda frame: frame.time_s)
    found = []
    for frame in frames(film, longest_side):
        found.append(frame)
        if len(found) >= count:
            break
    return found


def _shares(count: int) -> list[float]:
    """Middles of equal parts, so that neither the first nor the last moment is shown."""
    return [(i + 0.5) / count for i in range(count)]


def _opened(path: Path) -> Any:
    try:
        import av
    except ImportError as error:
        raise MissingExtraError("reading a video", "video") from error
    try:
        return av.open(str(path), metadata_errors="ignore")
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise InputError(
            f"cannot be read as a video ({_reason(error)}); it may be cut off or damaged", path=path,
            fix="Send it again, or convert it to MP4.",
        ) from error  # fmt: skip


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return str(text).splitlines()[0].strip().lower()


def _video_stream(container: Any, path: Path) -> Any:
    if not container.streams.video:
        raise InputError("holds no pictures, only sound or data", path=path, fix="Give the video itself.")
    stream = container.streams.video[0]
    if stream.codec_context is None:
        raise InputError("its pictures are coded in a way that is not known here", path=path,
                         fix="Convert it to MP4 (H.264).")  # fmt: skip
    stream.thread_type = "AUTO"
    return stream


def _slowed(container: Any, stream: Any) -> float:
    """How many times slower a film is shown than it was taken, by what the camera wrote down."""
    for name in CAPTURE_RATE:
        text = stream.metadata.get(name) or container.metadata.get(name)
        if text is None or not stream.average_rate:
            continue
        try:
            taken = float(text)
        except ValueError:
            continue
        ratio = taken / float(stream.average_rate)
        if ratio > SLOWED:
            return ratio
    return 1.0


def _decoded(film: Film, longest_side: int | None, from_share: float = 0.0) -> Iterator[Frame]:
    """Pictures of a file from a share of its length on; decoding errors end it, once there was a picture."""
    import av
    from av.video.reformatter import VideoReformatter

    seen = 0
    with _opened(film.path) as container:
        stream = _video_stream(container, film.path)
        try:
            start = from_share * (film.duration_s or 0.0) * film.slowed
            if start:
                container.seek(int(start * 1e6))
            scaler = VideoReformatter()  # one for all pictures: making it takes longer than scaling one
            for number, picture in enumerate(container.decode(stream)):
                if start and picture.time is not None and picture.time < start:
                    continue  # a search ends at the last picture that can be decoded alone
                time_s = _time(picture, number, stream, film)
                if time_s is None:
                    continue
                seen += 1
                yield _frame(picture, scaler, time_s, film, longest_side)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            if not seen and not from_share:
                raise InputError(
                    f"its pictures cannot be decoded ({_reason(error)})", path=film.path,
                    fix="Send it again, or convert it to MP4.",
                ) from error  # fmt: skip


def _time(picture: Any, number: int, stream: Any, film: Film) -> float | None:
    """When a picture is to be shown, in s as it was filmed."""
    if film.rate_hz is not None:
        return number / film.rate_hz
    if picture.time is not None:
        return float(picture.time) / film.slowed
    return number / float(stream.average_rate) / film.slowed if stream.average_rate else None


def _frame(picture: Any, scaler: Any, time_s: float, film: Film, longest_side: int | None) -> Frame:
    width, height = picture.width, picture.height
    if width * height > MOST_PIXELS:
        raise InputError(f"a picture of {width}×{height} is too large", path=film.path, fix="Scale it down first.")
    scale = scale_to(width, height, longest_side)
    way = "FAST_BILINEAR" if scale >= FAST_FROM else "AREA"
    sized = scaler.reformat(picture, round(width * scale), round(height * scale), "rgb24", interpolation=way)
    image = sized.to_ndarray()
    turns = round(picture.rotation / 90) - film.turns
    size = (height, width) if turns % 2 else (width, height)
    return Frame(upright(image, turns), time_s, size)
