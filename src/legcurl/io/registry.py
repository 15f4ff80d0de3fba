"""The registry of formats: each is asked whether it can read what a file holds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from legcurl.errors import UnknownFormatError, UsageError
from legcurl.io.clues import clue
from legcurl.io.head import Head
from legcurl.recording import Recording
from legcurl.vocabulary import Leg

Segment = Literal["shank", "thigh"]
Axis = Literal["x", "y", "z", "-x", "-y", "-z"]


@dataclass(frozen=True)
class ReadOptions:
    """What a person knows and the file does not say.

    Parameters
    ----------
    column_map : mapping of str to str
        Column by channel, such as ``{"knee_flexion_deg": "Angle 1"}``; the unit of the key counts.
    rate_hz : float, optional
        Sampling rate, for a file without times or with wrong ones.
    segments : tuple of {"shank", "thigh"}
        What each of several sensors sits on, in the order of the files.
    long_axis : {"x", "y", "z", "-x", "-y", "-z"}, optional
        Sensor axis along the segment, towards the foot.
    size : tuple of float, optional
        Width and height of the picture in pixels, for keypoints given as shares of it.
    leg : {"left", "right", "both"}, optional
        The leg to be measured where several are seen.
    roi : tuple of int, optional
        Left, top, width and height, in pixels, of the part of a film's picture that holds the lifter.
    rotate : {0, 90, 180, 270}
        By how many degrees a film is turned clockwise, on top of what it says itself.
    pose_model : Path, optional
        A pose model of one's own for films.
    progress : callable, optional
        Told how many s of a film have been looked through, and how long it is, where that is known.
    on_frame : callable, optional
        Shown every picture of a film, and the lifter in it; see :data:`legcurl.pose.film.OnFrame`.
    on_track : callable, optional
        Given the keypoints of a film, as a :class:`legcurl.pose.skeleton.PoseTrack`.
    """

    column_map: Mapping[str, str] = field(default_factory=dict)
    rate_hz: float | None = None
    segments: tuple[Segment, ...] = ()
    long_axis: Axis | None = None
    size: tuple[float, float] | None = None
    leg: Leg | None = None
    roi: tuple[int, int, int, int] | None = None
    rotate: int = 0
    pose_model: Path | None = None
    progress: Callable[[float, float | None], None] | None = None
    on_frame: Callable[..., None] | None = None
    on_track: Callable[..., None] | None = None

    def __post_init__(self) -> None:
        if self.rate_hz is not None and not 0 < self.rate_hz < float("inf"):
            raise UsageError(f"--rate-hz {self.rate_hz:g} is no rate.\nGive samples a second, such as --rate-hz 100")
        if self.size is not None and not all(0 < side < float("inf") for side in self.size):
            width, height = self.size
            raise UsageError(f"--size {width:g}x{height:g} is no picture.\nGive both sides, such as --size 1920x1080")


class Format(ABC):
    """One kind of recording.

    Attributes
    ----------
    name : str
        Goes into ``Recording.format``.
    what : str
        In words, for the list of what can be read.
    """

    name: ClassVar[str]
    what: ClassVar[str]

    @abstractmethod
    def guess(self, head: Head, options: ReadOptions) -> int:
        """How sure the format is, by content alone, that it can read the file: 0 cannot, ``CERTAIN`` cannot err."""

    @abstractmethod
    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Read the file; its hash is added later."""

    def files(self, head: Head) -> tuple[Path, ...]:
        """Files whose bytes make up the recording."""
        return (head.path,)


CERTAIN = 100
"""A guess that no other can better."""
_FORMATS: list[Format] = []


def register(format_class: type[Format]) -> type[Format]:
    """Class decorator: make a format known."""
    _FORMATS.append(format_class())
    return format_class


def formats() -> tuple[Format, ...]:
    """All formats known, in the order in which they are asked."""
    return tuple(_FORMATS)


def find_format(head: Head, options: ReadOptions) -> Format:
    """The format that is surest that it can read a file.

    Raises
    ------
    UnknownFormatError
        If none can; it says what the file looks like and what can be read.
    """
    sure, best = 0, None
    for each in _FORMATS:
        if sure < CERTAIN and (guessed := each.guess(head, options)) > sure:
            sure, best = guessed, each
    if best:
        return best
    problem, fix = clue(head)
    raise UnknownFormatError(
        problem, path=head.path, fix=fix or f"Legcurl reads {', '.join(f.what.split(' (')[0] for f in _FORMATS)}."
    )
