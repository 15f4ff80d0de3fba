"""A film looked through once: the lifter is found in a few pictures, then followed from the first to the last.

Decoding runs ahead on a thread of its own while two models look at every second picture each. Memory does not grow
with the film but for the keypoints, half a kilobyte a picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from pathlib import Path

import numpy as np

from legcurl.errors import InputError, UsageError
from legcurl.pose.abreast import abreast
from legcurl.pose.ahead import ahead
from legcurl.pose.angles import track_to_recording
from legcurl.pose.backend import Backend, open_backend
from legcurl.pose.camera import CameraWatch, is_dark
from legcurl.pose.follower import Follower
from legcurl.pose.frame import Frame
from legcurl.pose.gates import TRUST_AT_WIDEST, WIDEST_VIEW_DEG
from legcurl.pose.lifter import Lifter, find_lifter
from legcurl.pose.skeleton import KEYPOINTS, Person, PoseTrack
from legcurl.pose.video import CUT_SHORT, Film, frames, open_film, sample
from legcurl.pose.view import Box
from legcurl.recording import Issue, Recording
from legcurl.vocabulary import Leg, Variation

PROBES = 4
"""Pictures in which the lifter is looked for."""
PROBE_SIDE = 960
"""Longer side at which they are looked at."""
PERSON_SIDE, LEAST_SIDE, MOST_SIDE = 480, 960, 1920
"""Pixels that the part looked at should have: detectors see a person at 256; and bounds for the whole picture, which
is drawn into and shown too."""
FOLLOWERS = 2
"""Models that look side by side: a computer has two cores at least, and one model uses one."""
MOST_HZ = 60.0
"""Pictures that follow each other faster are left out: no limb shows anything above 10 Hz."""
CAMERA_MOVES = 0.05
"""Shift of the background, as a share of the picture, from which the camera is said to move."""
VIEW_DEG = 65.0
"""Angle that the longer side of a picture spans, as a telephone's main camera sees it: so far a camera that turns by
a whole picture looks elsewhere."""


@dataclass(frozen=True)
class FilmOptions:
    """What a person knows of a film.

    Parameters
    ----------
    roi : tuple of int, optional
        Left, top, width and height, in pixels of the upright picture, of the part that holds the lifter.
    rotate : {0, 90, 180, 270}
        By how many degrees the pictures are turned clockwise, on top of what the file says.
    leg : {"left", "right", "both"}, optional
        The leg to measure.
    model : Path, optional
        A pose model of one's own; see :func:`legcurl.pose.backend.open_backend`.
    rate_hz : float, optional
        Pictures a second as they were filmed, where the file's times are wrong or there are none.
    """

    roi: tuple[int, int, int, int] | None = None
    rotate: int = 0
    leg: Leg | None = None
    model: Path | None = None
    rate_hz: float | None = None

    def __post_init__(self) -> None:
        if self.rotate not in (0, 90, 180, 270):
            raise UsageError(f"--rotate {self.rotate}: expected 0, 90, 180 or 270 degrees clockwise")
        if self.roi is not None and (min(self.roi) < 0 or 0 in self.roi[2:]):
            raise UsageError(f"--roi {','.join(map(str, self.roi))}: expected left, top, width and height in pixels")


OnFrame = Callable[[Frame, Person | None, list[Person], Variation | None], None]
"""Called with every picture, the lifter (None where not seen), and all who are seen, in pixels of its image, and the
leg curl that is done in the posture in which the lifter was found."""
OnTrack = Callable[[PoseTrack], None]
"""Called with the lifter's keypoints once a film has been looked through."""
Progress = Callable[[float, float | None], None]
"""Called with how many s of the film have been looked through, and how long it is."""
Make = Callable[[bool], Backend]
"""Makes a backend, for pictures that stand alone (True) or follow each other (False)."""


def read_film(
    path: str | PathLike[str],
    options: FilmOptions | None = None,
    *,
    on_frame: OnFrame | None = None,
    progress: Progress | None = None,
    make: Make | None = None,
    on_track: OnTrack | None = None,
) -> Recording:
    """Read a film of a set, or a folder of its pictures, as a recording of joint angles.

    Parameters
    ----------
    path : path-like
    options : FilmOptions, optional
    on_frame : callable, optional
        Shown every picture, and the lifter in it.
    progress : callable, optional
        Told how far it is.
    make : callable, optional
        Makes the backends; by `options.model` unless given.
    on_track : callable, optional
        Given the keypoints from which the angles are taken.

    Returns
    -------
    Recording

    Raises
    ------
    InputError
        If it is no film, or what it shows cannot be measured; it says why and how to film better.
    MissingExtraError
        If the extra ``video`` is not installed.
    """
    options = options or FilmOptions()
    track = track_film(path, options, on_frame=on_frame, progress=progress, make=make)
    if on_track is not None:
        on_track(track)
    return track_to_recording(track, options.leg)


def track_film(
    path: str | PathLike[str],
    options: FilmOptions | None = None,
    *,
    on_frame: OnFrame | None = None,
    progress: Progress | None = None,
    make: Make | None = None,
) -> PoseTrack:
    """The lifter's keypoints against time, in pixels of the upright picture; see :func:`read_film`."""
    options = options or FilmOptions()
    make = make or partial(_opened, options.model)
    film = open_film(Path(path), options.rate_hz, options.rotate)
    pictures = sample(film, PROBES, PROBE_SIDE)
    if pictures and all(is_dark(picture.image) for picture in pictures):
        raise InputError("its pictures are dark: a lens cap, or no light", path=path, fix="Film it again in light.")
    prober = make(True)
    try:
        lifter = find_lifter(prober, pictures, str(path), _shares(options.roi, film, pictures))
    finally:
        prober.close()
    with ExitStack() as stack:
        backends = [stack.enter_context(closing(make(False))) for _ in range(FOLLOWERS)]
        return _followed(film, lifter, backends, on_frame, progress)


def _opened(model: Path | None, alone: bool) -> Backend:
    return open_backend(model, alone=alone)


def _shares(roi: tuple[int, int, int, int] | None, film: Film, pictures: list[Frame]) -> Box | None:
    """The part of the picture as shares of it; refused where it lies outside."""
    if roi is None or not pictures:
        return None
    width, height = pictures[0].size
    left, top, right, bottom = roi[0], roi[1], roi[0] + roi[2], roi[1] + roi[3]
    if right > width or bottom > height:
        raise InputError(
            f"--roi {','.join(map(str, roi))} reaches beyond the picture of {width}×{height}", path=film.path,
            fix="Give left, top, width and height in pixels of the upright picture.",
        )  # fmt: skip
    return left / width, top / height, right / width, bottom / height


def _followed(
    film: Film, lifter: Lifter, backends: list[Backend], on_frame: OnFrame | None, progress: Progress | None
) -> PoseTrack:
    times: list[float] = []
    found: list[Person | None] = []
    watch, size = CameraWatch(), (0, 0)
    looks = [Follower(backend, lifter).look for backend in backends]
    for frame, (person, people) in abreast(_thinned(ahead(frames(film, _side(lifter)))), looks):
        watch.look(frame.image, frame.time_s)
        scaled, size = _scaled(person, frame), frame.size
        times.append(frame.time_s)
        found.append(scaled)
        if on_frame is not None:
            on_frame(frame, person, people, lifter.variation)
        if progress is not None:
            progress(frame.time_s, film.duration_s)
    track = _track(film, times, found, size, backends[0].name, _issues(film, times, watch, lifter))
    return replace(track, steady=_steady(watch))


def _thinned(pictures: Iterable[Frame]) -> Iterator[Frame]:
    """Pictures that do not follow each other faster than :data:`MOST_HZ`."""
    last_s = -np.inf
    for frame in pictures:
        if frame.time_s - last_s >= 0.9 / MOST_HZ:
            last_s = frame.time_s
            yield frame


def _side(lifter: Lifter) -> int:
    """Longer side to which pictures are scaled, so that the part looked at is as large as a detector can use."""
    left, top, right, bottom = lifter.view.box
    return int(np.clip(PERSON_SIDE / max(right - left, bottom - top), LEAST_SIDE, MOST_SIDE))


def _scaled(person: Person | None, frame: Frame) -> Person | None:
    if person is None:
        return None
    scale = frame.size[0] / frame.image.shape[1]
    return Person(person.xy * scale, person.score, None if person.depth is None else person.depth * scale)


def _track(
    film: Film,
    times: list[float],
    found: list[Person | None],
    size: tuple[int, int],
    name: str,
    issues: tuple[Issue, ...],
) -> PoseTrack:
    missing = np.full((len(KEYPOINTS), 2), np.nan)
    depths = [np.full(len(KEYPOINTS), np.nan) if p is None or p.depth is None else p.depth for p in found]
    notes = []
    if film.slowed > 1.0:
        notes.append(
            f"the camera says that it filmed {film.slowed:.3g} times faster than is shown; times are put right"
        )
    if film.rate_hz is not None:
        notes.append(f"times from {film.rate_hz:g} pictures a second, as you said")
    return PoseTrack(
        time_s=np.array(times),
        xy=np.array([missing if p is None else p.xy for p in found]),
        score=np.array([np.zeros(len(KEYPOINTS)) if p is None else p.score for p in found]),
        size=size,
        source=str(film.path),
        format=name,
        notes=tuple(notes),
        depth=np.array(depths),
        issues=issues,
    )


def _steady(watch: CameraWatch) -> float:
    """Confidence that a camera leaves which turned by what the background moved: least where it came off the side."""
    ends = [CAMERA_MOVES, WIDEST_VIEW_DEG / VIEW_DEG]
    return float(np.interp(watch.moved, ends, [1.0, TRUST_AT_WIDEST]))


def _issues(film: Film, times: list[float], watch: CameraWatch, lifter: Lifter) -> tuple[Issue, ...]:
    issues = []
    if lifter.rival:
        detail = "somebody else in it may be lifting too; --roi X,Y,W,H says which part holds the lifter alone"
        issues.append(Issue("two_people", detail))
    if watch.moved > CAMERA_MOVES:
        detail = f"the camera moves, by {100 * watch.moved:.0f} % of the picture; put it on something firm"
        issues.append(Issue("camera_moves", detail))
    if film.rate_hz is None and film.duration_s is not None and times[-1] < CUT_SHORT * film.duration_s:
        detail = f"the film breaks off: it should last {film.duration_s:.1f} s, its pictures end at {times[-1]:.1f} s"
        issues.append(Issue("cut_off", detail, times[-1], film.duration_s))
    return tuple(issues)
