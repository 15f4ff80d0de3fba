"""``legcurl render``: every leg curl as pictures and as a film, lifter and machine, muscles coloured by activation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from legcurl.cli.options import NOBODY, PersonOptions
from legcurl.cli.simulate import (
    CLEAN,
    NOTHING_WRONG,
    TEN_EASY,
    USUAL_TEMPO,
    MovementOptions,
    WrongOptions,
    lift_plan,
    load_said,
)
from legcurl.errors import UsageError
from legcurl.vocabulary import BODYWEIGHT, VARIATIONS, Variation

if TYPE_CHECKING:
    from legcurl.athlete import Athlete
    from legcurl.machine.model import Machine
    from legcurl.report.render.files import Report
    from legcurl.simulate.physics.lift import SimulatedLift

USUAL_REPS = 2
USUAL_SIZE = "960x540"
SMALLEST, LARGEST = 120, 3840


def render(
    *variations: Variation,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    size: str = USUAL_SIZE,
    film: bool = True,
    movement: MovementOptions = TEN_EASY,
    wrong: WrongOptions = NOTHING_WRONG,
    person: PersonOptions = NOBODY,
    seed: int = 0,
) -> int:
    """Draw leg curls: start, middle and top as PNG, the set as MP4 and GIF.

    The set is simulated; the muscles of the near leg are coloured by their activation, the darker the harder.
    No screen is needed, but OpenGL through EGL is (Debian: libegl1 libgl1).

    Parameters
    ----------
    variations
        Which leg curls; all six unless given.
    output
        Folder for the pictures; made if it is missing.
    size
        WxH: width and height in pixels.
    film
        Draw the film, too, which takes a minute.
    seed
        The same seed gives the same bytes.
    """
    from legcurl.report.render.canvas import check_drawing

    width, height = _size(size)
    person.check()
    if person.model is not None:
        raise UsageError("--model: a simulated athlete has the muscles of Legcurl's own leg; leave it out")
    if seed < 0:
        raise UsageError(f"--seed {seed}: expected 0 or more")
    check_drawing()
    if film:
        _check_film()
    from legcurl.cli.people import athlete_of, machine_of
    from legcurl.report.render.files import FILM_HZ, prepare_folder, write_film, write_stills
    from legcurl.report.render.moments import moving_picture

    athlete, machine = athlete_of(person), machine_of(person)
    chosen = tuple(dict.fromkeys(variations)) or ((machine.variation,) if machine else VARIATIONS)
    prepare_folder(output)
    for variation in chosen:
        own = _movement(variation, movement, athlete, alone=len(chosen) == 1)
        lift = _lift(variation, own, wrong, athlete, machine, seed)
        picture = moving_picture(lift, FILM_HZ)
        written = write_stills(picture, output, variation, width, height)
        if film:
            with _bar(variation) as report:
                written += write_film(picture, output, variation, width, height, report)
        _say(lift, written)
    return 0


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"\s*(\d{1,6})\s*[x×X]\s*(\d{1,6})\s*", text)
    width, height = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise UsageError(f"--size {text}: expected width and height from {SMALLEST} to {LARGEST}, as in {USUAL_SIZE}")
    return width - width % 2, height - height % 2


def _check_film() -> None:
    """Refuse before any work is done."""
    import importlib.util

    from legcurl.errors import MissingExtraError

    if importlib.util.find_spec("av") is None:
        raise MissingExtraError("a film (--no-film leaves it out)", "video")


def _movement(variation: Variation, said: MovementOptions, athlete: Athlete | None, *, alone: bool) -> MovementOptions:
    """What was said, few repetitions unless given, and a load for about ten repetitions unless given."""
    from legcurl.report.render.moments import usual_load_kg

    if said.reps is None and not said.to_failure:
        said = replace(said, reps=USUAL_REPS)
    if variation in BODYWEIGHT:
        return said if alone else replace(said, load_kg=None, one_rm_pct=None)
    if said.load_kg is None and said.one_rm_pct is None:
        return replace(said, load_kg=usual_load_kg(variation, athlete))
    return said


def _lift(
    variation: Variation, movement: MovementOptions, wrong: WrongOptions, athlete: Athlete | None,
    machine: Machine | None, seed: int,
) -> SimulatedLift:  # fmt: skip
    from legcurl.athlete import Athlete
    from legcurl.plan import Tempo
    from legcurl.simulate.physics.lift import simulate_lift

    lifter = athlete or Athlete()
    load_kg, _ = load_said(variation, movement, wrong, lifter, machine)
    tempo = Tempo.parse(movement.tempo or USUAL_TEMPO)
    plan = lift_plan(variation, movement, wrong, CLEAN, load_kg, tempo, lifter, machine, seed)
    return simulate_lift(plan, lifter, machine, seed)


def _say(lift: SimulatedLift, written: tuple[Path, ...]) -> None:
    from rich.console import Console
    from rich.text import Text

    from legcurl.report.words import where

    load = "" if lift.machine is None else f", {lift.plan.movement.load_kg:g} kg"
    failed = "" if lift.failure is None else f"; repetition {lift.failure.rep} failed"
    said = f"{lift.plan.movement.variation} curl, simulated{load}{failed}"
    Console(highlight=False).print(Text("\n".join([said, *where(written)])), soft_wrap=True)


@contextmanager
def _bar(variation: str) -> Iterator[Report]:
    """A bar with the time left; rich shows it only where somebody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, TextColumn("left"), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(f"Drawing the {variation} curl")
        yield lambda done, total: bar.update(task, completed=done, total=total)
