"""From files to a recording: find the format by content, read, and keep the hash of what was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path

from legcurl.errors import InputError
from legcurl.io import datalog, imu, opensim, parquet, phyphox, table  # noqa: F401  (each registers its format)
from legcurl.io.head import Hashing, Head
from legcurl.io.inertial import Sensor
from legcurl.io.registry import Axis, Format, ReadOptions, Segment, find_format
from legcurl.io.sensors import SensorFormat, recording_from_sensors
from legcurl.recording import Recording
from legcurl.vocabulary import Leg


def read_recording(
    *paths: str | PathLike[str],
    column_map: Mapping[str, str] | None = None,
    rate_hz: float | None = None,
    segments: Sequence[Segment] = (),
    long_axis: Axis | None = None,
    size: tuple[float, float] | None = None,
    leg: Leg | None = None,
    roi: tuple[int, int, int, int] | None = None,
    rotate: int = 0,
    pose_model: str | PathLike[str] | None = None,
    progress: Callable[[float, float | None], None] | None = None,
    on_frame: Callable[..., None] | None = None,
    on_track: Callable[..., None] | None = None,
) -> Recording:
    """Read one recorded set from a file, or from the files of several sensors.

    The format is found by what the files hold, never by their names. What had to be assumed (columns, units,
    separators, rate) stands in :attr:`Recording.notes`, what is doubtful about the data in :attr:`Recording.issues`.

    Parameters
    ----------
    *paths : path-like
        One file or folder; several for motion sensors on shank and thigh.
    column_map : mapping of str to str, optional
        Column by channel of :data:`legcurl.vocabulary.CHANNELS` or ``time_s``, overriding the guess from the headers.
        The unit of the key counts: ``{"knee_flexion_rad": "Angle", "time_ms": "T"}``.
    rate_hz : float, optional
        Sampling rate, for files without times or with wrong ones.
    segments : sequence of {"shank", "thigh"}, optional
        What each sensor sits on, in the order of `paths`.
    long_axis : {"x", "y", "z", "-x", "-y", "-z"}, optional
        Sensor axis along the segment, towards the foot.
    size : tuple of float, optional
        Width and height of the picture in pixels, for keypoints that are given as shares of it.
    leg : {"left", "right", "both"}, optional
        The leg to be measured, where keypoints show several.
    roi : tuple of int, optional
        Left, top, width and height, in pixels, of the part of a film's picture that holds the lifter.
    rotate : {0, 90, 180, 270}
        By how many degrees a film is turned clockwise, on top of what it says itself.
    pose_model : path-like, optional
        A pose model of one's own for films: a ``.task`` file of MediaPipe, or an ONNX file.
    progress : callable, optional
        Told how many s of a film have been looked through, and how long it is, where that is known.
    on_frame : callable, optional
        Shown every picture of a film, and the lifter in it; see :data:`legcurl.pose.film.OnFrame`.
    on_track : callable, optional
        Given the lifter's keypoints in a film, as :func:`legcurl.write_trc` takes them.

    Returns
    -------
    Recording

    Raises
    ------
    InputError
        If a file is missing, unknown, damaged, or its values cannot be what they are said to be.
    UsageError
        If an option is no option.
    """
    if not paths:
        raise InputError("no file was given", fix="Name a recording.")
    model = None if pose_model is None else Path(pose_model)
    options = ReadOptions(
        dict(column_map or {}), rate_hz, tuple(segments), long_axis, size, leg, roi, rotate, model, progress, on_frame,
        on_track,
    )  # fmt: skip
    heads = [Head.open(path) for path in paths]
    found = [find_format(head, options) for head in heads]
    hashing = Hashing(file for head, format_ in zip(heads, found, strict=True) for file in format_.files(head))
    hashing.start()
    recording = _side_by_side(heads, found, options) if len(heads) > 1 else found[0].read(heads[0], options)
    return replace(recording, input_sha256=hashing.result())


def _side_by_side(heads: Sequence[Head], found: Sequence[Format], options: ReadOptions) -> Recording:
    """One recording from the motion sensors of several files."""
    if len({head.path.resolve() for head in heads}) < len(heads):
        raise InputError("the same file is given twice", path=heads[0].path, fix="Give one file for each sensor.")
    sensors: list[Sensor] = []
    for head, format_ in zip(heads, found, strict=True):
        if not isinstance(format_, SensorFormat):
            raise InputError(
                f"{len(heads)} files for one set, and this is no table of a motion sensor", path=head.path,
                fix="Only sensors on shank and thigh are read side by side; give one file.",
            )  # fmt: skip
        sensors.extend(format_.sensors(head, options))
    return recording_from_sensors(sensors, options, found[0].name)
