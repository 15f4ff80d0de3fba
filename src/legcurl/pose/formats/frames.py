"""Frames of landmarks in JSON as people's own scripts write them: who is where, when, in a picture of which size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from legcurl.errors import InputError
from legcurl.io.units import UNITS
from legcurl.pose.formats.base import LARGEST_NUMBER, Pictures
from legcurl.pose.formats.json_text import figures
from legcurl.pose.skeleton import Person
from legcurl.vocabulary import FloatArray

FRAMES = ("frames", "landmarks", "results", "data", "poses", "pose_data", "keyframes", "observations")
"""Keys under which a file keeps its list of frames."""
POINTS = ("pose_landmarks", "poseLandmarks", "landmarks", "keypoints", "points", "joints", "recognizedPoints", "pose",
          "pose_world_landmarks", "poseWorldLandmarks", "world_landmarks")  # fmt: skip
"""Keys under which a frame keeps its points, those in the picture before those in the world."""
TIMES = {"time_s": "s", "timestamp_s": "s", "seconds": "s", "time_sec": "s", "timestamp_ms": "ms", "time_ms": "ms",
         "timestampMs": "ms", "ms": "ms", "timestamp_us": "us", "time": None, "timestamp": None, "t": None}  # fmt: skip
"""Keys under which a frame keeps its time, and their unit where they say it."""
NUMBERS = ("frame", "frame_number", "frame_index", "frame_id", "frame_idx", "frameNumber", "frameIndex", "index")
SCORES = ("visibility", "score", "confidence", "likelihood", "presence", "v", "c")
META = ("metadata", "meta", "video", "video_info", "info")
RATES = ("fps", "frame_rate", "frameRate", "rate_hz", "video_fps")
SIZES = (("width", "height"), ("image_width", "image_height"), ("frame_width", "frame_height"),
         ("video_width", "video_height"), ("imageWidth", "imageHeight"))  # fmt: skip
MILLISECONDS_FROM = 1.0
"""Steps of times without a unit: pictures follow each other by less than a second, and by more than a millisecond."""

Reader = Callable[[object, Path, str], Person | None]


def read_frames(content: object, path: Path, person: Reader) -> Pictures:
    """Every frame of a file, its people read by `person`.

    Parameters
    ----------
    content : object
        What the JSON holds: a list of frames, or a mapping with one.
    path : Path
        The file, for messages.
    person : callable
        Makes a person of the points of one, given the file and the place; None where there is nobody.

    Raises
    ------
    InputError
        If no frames are found, or what stands in one is no landmark.
    """
    about = _about(content)
    frames: object = content if isinstance(content, list) else _first(content, FRAMES)
    if isinstance(frames, Mapping):
        frames = list(frames.values())
    if not isinstance(frames, list) or not frames:
        raise InputError("no list of frames in it", path=path, fix="Export a list with the landmarks of each picture.")
    people = [_people(frame, at, path, person) for at, frame in enumerate(frames)]
    time_s = _times(frames, path)
    number = _numbers(frames, path)
    return Pictures(people, time_s, number, _rate(about), _size(about))


def score_of(point: Mapping[str, Any]) -> float:
    """How sure a point is; 1 where nothing is said."""
    said = next((point[key] for key in SCORES if isinstance(point.get(key), int | float)), 1.0)
    return float(said)


def point_figures(point: object, path: Path, where: str) -> FloatArray:
    """x, y, z and score of one point, from a mapping or a list; NaN where it is missing.

    Lists hold x, y, z and the score, as MediaPipe has them; the last ones may be left out.
    """
    if isinstance(point, Mapping):
        point = point.get("position", point) if "x" not in point else point
    if isinstance(point, Mapping):
        said: list[object] = [point.get("x"), point.get("y"), point.get("z"), score_of(point)]
    elif isinstance(point, Sequence) and not isinstance(point, str):
        said = [*point[:4], *(None, None, None, 1.0)[len(point) :]]
    else:
        said = [None, None, None, 0.0]
    row = figures(said, "a landmark", path, where)
    if row.shape != (4,):
        raise InputError("a landmark is no list of figures", path=path, where=where, fix="Export it again.")
    return row


def _people(frame: object, at: int, path: Path, person: Reader) -> list[Person]:
    """People of one frame: of one list of points, or of a list of such lists."""
    where = f"frame {at + 1}"
    points = _first(frame, POINTS) if isinstance(frame, Mapping) else frame
    if points is None and isinstance(frame, Mapping):
        points = frame
    if isinstance(points, Mapping):
        points = points.get("landmark", points)
    each_of = [points]
    if isinstance(points, list) and points and all(_is_person(each) for each in points):
        each_of = points
    found = [person(each, path, where) for each in each_of]
    return [each for each in found if each is not None]


def _is_person(points: object) -> bool:
    """Whether this is a list of points rather than one point of figures."""
    return isinstance(points, list) and bool(points) and isinstance(points[0], Mapping | list)


def _first(mapping: object, keys: Sequence[str]) -> object:
    if not isinstance(mapping, Mapping):
        return None
    return next((mapping[key] for key in keys if mapping.get(key) is not None), None)


def _about(content: object) -> Mapping[str, Any]:
    """What the file says of the video."""
    if not isinstance(content, Mapping):
        return {}
    inner = _first(content, META)
    return {**content, **inner} if isinstance(inner, Mapping) else content


def _number(value: object) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < LARGEST_NUMBER
    return float(value) if known else None  # type: ignore[arg-type]


def _rate(about: Mapping[str, Any]) -> float | None:
    return next((rate for key in RATES if (rate := _number(about.get(key)))), None)


def _size(about: Mapping[str, Any]) -> tuple[float, float] | None:
    both = about.get("resolution") or about.get("size") or about.get("image_size")
    pairs = [both] if isinstance(both, list) and len(both) == 2 else []
    pairs += [[about.get(width), about.get(height)] for width, height in SIZES]
    for pair in pairs:
        width, height = _number(pair[0]), _number(pair[1])
        if width and height:
            return width, height
    return None


def _times(frames: Sequence[object], path: Path) -> FloatArray | None:
    """Times of the frames in s, from the first on; None where they have none."""
    key = next((key for key in TIMES if isinstance(frames[0], Mapping) and key in frames[0]), None)
    if key is None:
        return None
    said = [frame.get(key) if isinstance(frame, Mapping) else None for frame in frames]
    time = figures(said, f"the {key} of the frames", path, "frames")
    if time.ndim != 1 or not np.isfinite(time).all():
        raise InputError(f"a frame without {key}", path=path, fix="Export it again, or say the rate: --rate-hz 30")
    unit = TIMES[key]
    if unit is None:
        unit = "ms" if time.size > 1 and np.median(np.diff(time)) >= MILLISECONDS_FROM else "s"
    return np.asarray(time * UNITS["time"][unit])


def _numbers(frames: Sequence[object], path: Path) -> FloatArray | None:
    key = next((key for key in NUMBERS if isinstance(frames[0], Mapping) and key in frames[0]), None)
    if key is None:
        return None
    said = [frame.get(key) if isinstance(frame, Mapping) else None for frame in frames]
    number = figures(said, f"the {key} of the frames", path, "frames")
    return number if number.ndim == 1 and np.isfinite(number).all() else None
