"""``legcurl live``: a recording, played to the coach at the pace at which it happened."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legcurl.cli.options import NO_PLAN, READ_AS_IT_IS, RESULTS, STDOUT, PlanOptions, ReadingOptions
from legcurl.errors import UsageError

if TYPE_CHECKING:
    from legcurl.live import Coach, Event
    from legcurl.pose.frame import Frame
    from legcurl.pose.skeleton import Person
    from legcurl.recording import Recording
    from legcurl.vocabulary import Variation

Push = Callable[[float, Mapping[str, float]], None]
Tell = Callable[[float, "list[Event]"], None]

REFRESH_S = 0.05
"""The screen is drawn so often, in seconds of the recording."""


def live(
    file: Path,
    /,
    *,
    pace: float = 1.0,
    fast: Annotated[bool, Parameter(negative=())] = False,
    reading: ReadingOptions = READ_AS_IT_IS,
    planned: PlanOptions = NO_PLAN,
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True, group=RESULTS)] = None,
) -> int:
    """Count, time and cue a set while it is played.

    The coach sees one moment after the other and never looks ahead. Ctrl-C ends it.

    Parameters
    ----------
    file
        A recording, or a video.
    pace
        How many times faster than it happened: 2 is twice as fast.
    fast
        As fast as possible.
    json
        - prints each event as a line of JSON to standard output, and nothing else.
    """
    if not (math.isfinite(pace) and 0 < pace <= 1000):
        raise UsageError(f"--pace {pace:g}: expected more than 0, at most 1000")
    if json not in (None, STDOUT):
        raise UsageError(f"--json {json}: events go to standard output; give --json - and send them to a file with >")
    plan = planned.plan()
    from legcurl.coach.dose import load_dose
    from legcurl.live import Coach
    from legcurl.live.play import Pacer

    recording = None if _is_film(file) else _recording(file, reading)
    variation = reading.variation or (recording.variation if recording else None)
    leg = reading.leg or (recording.leg if recording else None)
    coach = Coach(plan, variation, leg, None if planned.standards is None else load_dose(planned.standards),
                  from_pictures=recording is None)  # fmt: skip
    pacer = Pacer(None if fast else pace)

    def play(push: Push) -> None:
        def when_due(time_s: float, angles: Mapping[str, float]) -> None:
            pacer.wait(time_s)
            push(time_s, angles)

        if recording is None:
            _play_film(file, reading, coach, when_due)
        else:
            _play_recording(recording, when_due)

    if json == STDOUT:
        _follow(coach, play, _print_json)
    elif sys.stdout.isatty() and not fast:
        _on_screen(coach, play, file.name)
    else:
        _follow(coach, play, _print_lines)
    return 0


def _is_film(file: Path) -> bool:
    from legcurl.io.head import Head
    from legcurl.io.registry import ReadOptions, find_format
    from legcurl.pose import reading  # noqa: F401  (registers films among the formats)

    return find_format(Head.open(file), ReadOptions()).name == "film"


def _recording(file: Path, reading: ReadingOptions) -> Recording:
    from legcurl.pose.reading import read_recording

    return read_recording(
        file,
        column_map=reading.column_map(),
        rate_hz=reading.rate_hz,
        segments=reading.segment or (),
        long_axis=reading.long_axis,
        size=reading.picture_size(),
        leg=reading.leg,
    )


def _play_recording(recording: Recording, push: Push) -> None:
    from legcurl.live.play import moments

    for time_s, angles in moments(recording):
        push(time_s, angles)


def _play_film(file: Path, reading: ReadingOptions, coach: Coach, push: Push) -> None:
    from legcurl.live.eyes import Eyes
    from legcurl.pose.film import FilmOptions, track_film

    eyes = Eyes(reading.leg if reading.leg in ("left", "right") else None)
    said = FilmOptions(reading.part(), reading.rotate, reading.leg, reading.pose_model, reading.rate_hz)

    def on_frame(frame: Frame, lifter: Person | None, people: list[Person], seen: Variation | None) -> None:
        if coach.variation is None and coach.flexion is None:
            coach.is_told(seen)
        push(frame.time_s, eyes.look(lifter))

    track_film(file, said, on_frame=on_frame)


def _follow(coach: Coach, play: Callable[[Push], None], tell: Tell) -> None:
    """Play to the end, or until somebody interrupts it, and tell what the coach says."""
    now_s = 0.0

    def push(time_s: float, angles: Mapping[str, float]) -> None:
        nonlocal now_s
        now_s = time_s
        tell(time_s, coach.push(time_s, angles))

    with suppress(KeyboardInterrupt):
        play(push)
    tell(now_s, coach.finish())


def _print_json(time_s: float, events: list[Event]) -> None:
    import json

    from legcurl.live import to_row

    for event in events:
        print(json.dumps(to_row(event)), flush=True)


def _print_lines(time_s: float, events: list[Event]) -> None:
    from legcurl.report.live_screen import line

    for event in events:
        print(line(event), flush=True)


def _on_screen(coach: Coach, play: Callable[[Push], None], title: str) -> None:
    from rich.live import Live

    from legcurl.report.live_screen import Screen

    screen, drawn_s = Screen(coach, title), -math.inf
    with Live(screen, auto_refresh=False) as shown:

        def tell(time_s: float, events: list[Event]) -> None:
            nonlocal drawn_s
            screen.tell(time_s, events)
            if events or time_s - drawn_s >= REFRESH_S:
                drawn_s = time_s
                shown.refresh()

        _follow(coach, play, tell)
