"""What the formats of keypoints share: one read, times from picture numbers, shares of the picture made pixels."""

from __future__ import annotations

import shlex
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.io.registry import Format, ReadOptions
from legcurl.io.timebase import uniform
from legcurl.pose.angles import track_to_recording
from legcurl.pose.formats.chains import lifter_track
from legcurl.pose.skeleton import INDEX, Person, PoseTrack
from legcurl.recording import Recording
from legcurl.vocabulary import FloatArray

LARGEST_SHARE = 3.0
"""Coordinates within ± this are shares of the picture (a limb outside of it included), never pixels."""
WORLD_HIPS = 0.02
"""MediaPipe's world landmarks are metres from the middle of the hips: it stays this close to 0."""
LARGEST_NUMBER = 10**9
"""Of a picture; a larger one is a time or a hash in a name."""


class KeypointFormat(Format):
    """Keypoints of people in pictures."""

    @abstractmethod
    def track(self, head: Head, options: ReadOptions) -> PoseTrack:
        """Keypoints of the lifter against time, in pixels or metres."""

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Joint angles from the keypoints of the lifter."""
        return track_to_recording(self.track(head, options), options.leg)


@dataclass(frozen=True, eq=False)
class Pictures:
    """Who is seen in each picture, as a file says it.

    Parameters
    ----------
    people : sequence of sequence of Person
        The people of each picture, in any order; coordinates as they stand in the file, y down.
    time_s : ndarray, shape (n,), optional
        Times; None where the file knows only numbers.
    number : ndarray, shape (n,), optional
        Numbers of the pictures, increasing; None where the file knows times.
    rate_hz : float, optional
        Pictures a second, where the file says so.
    size : tuple of float, optional
        Width and height of the picture, where the file says so.
    notes : tuple of str
    """

    people: Sequence[Sequence[Person]]
    time_s: FloatArray | None = None
    number: FloatArray | None = None
    rate_hz: float | None = None
    size: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()


def track_of(pictures: Pictures, head: Head, options: ReadOptions, format_name: str) -> PoseTrack:
    """The lifter's keypoints against time, in pixels.

    Raises
    ------
    InputError
        If nobody is seen, or what makes times or pixels is neither in the file nor said.
    """
    if not any(len(people) for people in pictures.people):
        raise InputError("nobody is seen in any picture", path=head.path, fix="Run the detector on the video again.")
    time_s, told = _times(pictures, head, options)
    people, size, scaled = _in_pixels(pictures, head, options)
    track = lifter_track(time_s, people, size=size, source=head.path.name, format_name=format_name)
    return replace(track, notes=(*pictures.notes, told, *scaled, *track.notes))


def times_by_number(number: FloatArray, rate_hz: float | None, head: Head, options: ReadOptions) -> FloatArray:
    """Times of numbered pictures, the first at 0 s; a number left out is a picture left out.

    Raises
    ------
    InputError
        If the rate is neither in the file nor told, or is no rate.
    """
    rate = options.rate_hz or rate_hz
    if rate is None:
        raise InputError(
            "keypoints without times or frame rate", path=head.path,
            fix=f"Say how many pictures a second the video has: {_command(head, options, '--rate-hz 30')}",
        )  # fmt: skip
    uniform(1, rate, head)
    return np.asarray((number - number[0]) / rate)


def increasing(number: FloatArray, head: Head) -> FloatArray:
    """Numbers of pictures, or :class:`InputError` where they are none or do not increase."""
    sound = np.isfinite(number).all() and np.abs(number).max() <= LARGEST_NUMBER
    if not sound or (np.diff(number) <= 0).any():
        at = int(np.flatnonzero(np.diff(number) <= 0)[0]) + 2 if sound else 1
        raise InputError("the numbers of the pictures are missing or do not increase", path=head.path,
                         where=f"picture {at} of those in the file", fix="Export them again.")  # fmt: skip
    return number


def _times(pictures: Pictures, head: Head, options: ReadOptions) -> tuple[FloatArray, str]:
    if pictures.time_s is not None and options.rate_hz is None:
        return pictures.time_s, "times as the file says them"
    number = np.arange(len(pictures.people), dtype=np.float64) if pictures.number is None else pictures.number
    number = increasing(number, head)
    time_s = times_by_number(number, pictures.rate_hz, head, options)
    rate = options.rate_hz or pictures.rate_hz
    missing = int(number[-1] - number[0]) + 1 - number.size
    left = f", {missing} numbers left out" if missing else ""
    return time_s, f"times by {rate:g} pictures a second ({'as told' if options.rate_hz else 'by the file'}){left}"


def _in_pixels(
    pictures: Pictures, head: Head, options: ReadOptions
) -> tuple[Sequence[Sequence[Person]], tuple[float, float] | None, tuple[str, ...]]:
    """People in units with square pixels, the size of the picture, and what was done."""
    every = np.array([person.xy for people in pictures.people for person in people])
    scale, size, notes = square_pixels(every, pictures.size, head, options)
    if scale is None:
        return pictures.people, size, notes
    return [[replace(person, xy=person.xy * scale) for person in people] for people in pictures.people], size, notes


def _command(head: Head, options: ReadOptions, missing: str) -> str:
    """The command that would read the file, with what was said already."""
    said = [f"--rate-hz {options.rate_hz:g}"] if options.rate_hz else []
    said += [f"--size {options.size[0]:g}x{options.size[1]:g}"] if options.size else []
    return " ".join(["legcurl analyze", shlex.quote(str(head.path)), *said, missing])


def square_pixels(
    xy: FloatArray, size: tuple[float, float] | None, head: Head, options: ReadOptions
) -> tuple[FloatArray | None, tuple[float, float] | None, tuple[str, ...]]:
    """What x and y must be multiplied by so that angles can be taken.

    Parameters
    ----------
    xy : ndarray, shape (n, len(KEYPOINTS), 2)
        As they stand in the file.
    size : tuple of float or None
        Width and height of the picture by the file.
    head, options
        The file and what the person says.

    Returns
    -------
    scale : ndarray, shape (2,), or None
        None where nothing is to be done.
    size : tuple of float or None
        Of the picture, in the unit that comes out.
    notes : tuple of str

    Raises
    ------
    InputError
        If nothing is seen, or the points are shares of a picture of unknown size.
    """
    size = options.size or size
    if not np.isfinite(xy).any():
        raise InputError("no keypoint of anybody is seen", path=head.path, fix="Run the detector on the video again.")
    if np.nanmax(np.abs(xy)) > LARGEST_SHARE:
        return None, size, ()
    hips = (xy[:, INDEX["left_hip"]] + xy[:, INDEX["right_hip"]]) / 2
    if np.isfinite(hips).any() and np.nanmax(np.abs(hips)) < WORLD_HIPS:
        return None, None, ("positions are metres from the middle of the hips",)
    if size is None:
        raise InputError(
            "keypoints as shares of a picture whose size the file does not say", path=head.path,
            fix=f"Say its width and height in pixels: {_command(head, options, '--size 1920x1080')}",
        )  # fmt: skip
    return np.array(size), size, (f"shares of the picture were multiplied by {size[0]:g} x {size[1]:g}",)
