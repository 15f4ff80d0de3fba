"""The film with the lifter drawn into it, made while the pose is found: one pass, in memory that does not grow.

The analysis knows everything only once the film is over, and a second pass would decode all of it again. So the film
is told by the live coach, which counts and cues by the same rules and agrees with the analysis (see
``benchmarks/validate_live.py``). Pictures are held back for a moment, so that a phase is shown where it began and not
where it became known. Drawing and encoding go on in a thread of their own beside the model.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from legcurl.live import Coach, Cue, Event, PhaseChange, RepDone, SetDone
from legcurl.live.eyes import Eyes
from legcurl.plan import Plan
from legcurl.pose.frame import Frame, Image
from legcurl.pose.sides import Side
from legcurl.pose.skeleton import Person
from legcurl.report.overlay_film import Film, writing
from legcurl.report.overlay_panel import COLOURS, SHOWN_S, Panel, State
from legcurl.report.overlay_person import FaceBlur, draw_person
from legcurl.vocabulary import Leg, Phase, Variation

HELD_BACK_S = 0.6
"""How long a picture waits: most phases are known by then."""
MOST_HELD = 30
"""Pictures that wait at most; more would take too much memory."""
WAITING = 4
"""Pictures that may wait for the drawing thread before the model has to."""
STRIP_S = 0.08
"""How often the strip is drawn anew: twelve times a second."""
CUE_SHOWN_S = 4.0
"""As long as it takes to read a cue twice."""


@dataclass(frozen=True, eq=False)
class Moment:
    """One picture with the lifter and all people in it."""

    frame: Frame
    lifter: Person | None
    people: tuple[Person, ...]
    angle_deg: float | None
    side: Side


class Telling:
    """What is shown when: the events of the coach, in order of the time that they are about."""

    def __init__(self) -> None:
        self.phases: deque[tuple[float, Phase]] = deque([(-np.inf, "rest")])
        self._counts: deque[tuple[float, int]] = deque([(-np.inf, 0)])
        self._cues: deque[tuple[float, str]] = deque()

    def take(self, events: Sequence[Event]) -> None:
        """Take in what was said."""
        for event in events:
            if isinstance(event, PhaseChange):
                while len(self.phases) > 1 and self.phases[-1][0] >= event.since_s:
                    self.phases.pop()
                self.phases.append((event.since_s, event.phase))
            elif isinstance(event, RepDone | SetDone):
                self._counts.append((event.time_s, 0 if isinstance(event, SetDone) else event.count))
            elif isinstance(event, Cue):
                self._cues.append((event.time_s, event.say))

    def at(self, time_s: float, angle_deg: float | None) -> State:
        """What is to be shown at a time; what is older than the trace is forgotten."""
        for entries in (self.phases, self._counts):
            while len(entries) > 1 and entries[1][0] < time_s - SHOWN_S - 1:
                entries.popleft()
        while self._cues and self._cues[0][0] < time_s - CUE_SHOWN_S:
            self._cues.popleft()
        phase = next(phase for since_s, phase in reversed(self.phases) if since_s <= time_s or since_s == -np.inf)
        count = next(count for since_s, count in reversed(self._counts) if since_s <= time_s)
        cue = next((say for since_s, say in reversed(self._cues) if since_s <= time_s), "")
        return State(time_s, count, phase, angle_deg, cue)


class Overlay:
    """Draws and writes; see :func:`overlay`.

    Parameters
    ----------
    film : Film
    coach : Coach
    side : {"left", "right"}, optional
    blur_faces : bool
    """

    def __init__(self, film: Film, coach: Coach, side: Side | None, *, blur_faces: bool) -> None:
        self._film, self._coach, self._eyes = film, coach, Eyes(side)
        self._faces = FaceBlur() if blur_faces else None
        self._telling = Telling()
        self._held: deque[Moment] = deque()
        self._trace: deque[tuple[float, float]] = deque()
        self._panel: Panel | None = None
        self._strip: tuple[float, Image] | None = None

    def take(self, frame: Frame, lifter: Person | None, people: Sequence[Person]) -> None:
        """Take in one picture; write those that have waited long enough."""
        angles = self._eyes.look(lifter)
        self._telling.take(self._coach.push(frame.time_s, angles))
        seen = np.isfinite(angles.get("knee_flexion_deg", np.nan)) and self._coach.flexion is not None
        knee = float(self._coach.flexion or 0.0) if seen else np.nan
        self._trace.append((frame.time_s, knee))
        shown = None if np.isnan(knee) else knee
        self._held.append(Moment(frame, lifter, tuple(people), shown, self._eyes.side or "left"))
        while frame.time_s - self._held[0].frame.time_s > HELD_BACK_S or len(self._held) > MOST_HELD:
            self._write(self._held.popleft())

    def finish(self) -> None:
        """Write what still waits."""
        self._telling.take([event for event in self._coach.finish() if not isinstance(event, SetDone)])
        while self._held:
            self._write(self._held.popleft())

    def _write(self, moment: Moment) -> None:
        image, time_s = moment.frame.image, moment.frame.time_s
        height, width = image.shape[0], image.shape[1] // 2 * 2
        if self._panel is None:
            self._panel = Panel(width, height)
        panel = self._panel
        whole = np.empty((panel.height + panel.rows, panel.width, 3), dtype=np.uint8)
        picture = whole[: panel.height]
        picture[:] = image[: panel.height, : panel.width]
        if self._faces is not None:
            self._faces.cover(picture, moment.people)
        state = self._telling.at(time_s, moment.angle_deg)
        if moment.lifter is not None:
            draw_person(picture, moment.lifter, moment.side, COLOURS[state.phase], panel.unit)
        whole[panel.height :] = self._strip_at(panel, state)
        self._film.add(whole, time_s)

    def _strip_at(self, panel: Panel, state: State) -> Image:
        """The strip, drawn anew when it is a while old: figures that change faster cannot be read."""
        if self._strip is None or state.time_s - self._strip[0] >= STRIP_S:
            while self._trace[0][0] < state.time_s - SHOWN_S - 1:
                self._trace.popleft()
            trace = np.array([sample for sample in self._trace if sample[0] <= state.time_s])
            drawn = np.empty((panel.rows, panel.width, 3), dtype=np.uint8)
            panel.draw(drawn, state, trace[:, 0], trace[:, 1], self._telling.phases)
            self._strip = state.time_s, drawn
        return self._strip[1]


class Beside:
    """Hands pictures to a thread that draws and writes them; what fails there is raised here.

    Parameters
    ----------
    drawn : Overlay
    """

    def __init__(self, drawn: Overlay) -> None:
        self._drawn = drawn
        self._queue: queue.Queue[tuple[Frame, Person | None, tuple[Person, ...]] | None] = queue.Queue(WAITING)
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="overlay", daemon=True)
        self._thread.start()

    def add(self, frame: Frame, lifter: Person | None, people: Sequence[Person]) -> None:
        """Draw one more picture when there is time; its image must not be changed any more.

        Parameters
        ----------
        frame : Frame
        lifter : Person or None
            In pixels of its image.
        people : sequence of Person
            All who are seen, the lifter among them.
        """
        if self._failed is not None:
            raise self._failed
        self._queue.put((frame, lifter, tuple(people)))

    def finish(self) -> None:
        """Wait until all is written."""
        self._queue.put(None)
        self._thread.join()
        if self._failed is not None:
            raise self._failed

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            if self._failed is not None:
                continue
            try:
                self._drawn.take(*item)
            except BaseException as error:  # raised again by the one who waits for it
                self._failed = error
        if self._failed is None:
            try:
                self._drawn.finish()
            except BaseException as error:
                self._failed = error


@contextmanager
def overlay(
    path: Path,
    plan: Plan | None = None,
    variation: Variation | None = None,
    leg: Leg | None = None,
    *,
    blur_faces: bool = False,
) -> Iterator[Beside]:
    """Write a film with the lifter drawn into it while its pictures are looked at.

    Parameters
    ----------
    path : Path
        An MP4 file; it takes its place when it is complete.
    plan, variation : optional
        As for :class:`legcurl.live.Coach`.
    leg : {"left", "right"}, optional
        The leg to draw; the one that is seen better unless given.
    blur_faces : bool
        Make the faces of all people that are seen unrecognisable.

    Yields
    ------
    Beside
        Takes each picture, in order of time, by its ``add``.

    Raises
    ------
    MissingExtraError
        If no encoder is installed.
    OutputError
        If the film cannot be written.
    """
    side: Side | None = leg if leg in ("left", "right") else None
    with writing(path) as film:
        beside = Beside(Overlay(film, Coach(plan, variation, from_pictures=True), side, blur_faces=blur_faces))
        try:
            yield beside
        finally:
            beside.finish()
