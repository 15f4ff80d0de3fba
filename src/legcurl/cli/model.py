"""``legcurl model``: legs of other people's models in, ours out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from legcurl.cli.options import NOBODY, PersonOptions
from legcurl.errors import UsageError

model = App(name="model", help="Import the leg of an OpenSim model, or export ours.", help_format="plaintext")


@model.command(name="import")
def import_(
    file: Path,
    /,
    *,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    leg: Literal["right", "left"] = "right",
) -> int:
    """Sample one leg of an OpenSim model into a profile, for --model.

    Parameters
    ----------
    file
        An .osim file.
    output
        The profile; beside the model, with the ending .npz, unless given.
    leg
        Which leg.
    """
    from rich.console import Console
    from rich.progress import Progress

    from legcurl.muscles.opensim_import import import_model
    from legcurl.muscles.profile_file import save_profile

    target = output or file.with_suffix(".npz")
    if target.resolve() == file.resolve():
        raise UsageError(f"-o {target}: this is the model itself; give another file")
    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(f"sampling {file.name}", total=1.0)
        profile = import_model(
            file, side="r" if leg == "right" else "l", progress=lambda done: bar.update(task, completed=done)
        )
    save_profile(profile, target)
    print(f"{profile.summary}\nWritten: {target}; use it with --model {target}")
    return 0


@model.command(name="export")
def export(file: Path, /, *, person: PersonOptions = NOBODY, leg: Literal["right", "left"] = "right") -> int:
    """Write our leg, in the size and strength of a person, as an OpenSim model.

    Parameters
    ----------
    file
        The .osim file to write; an existing one is replaced.
    leg
        Which leg it is to be.
    """
    from legcurl.athlete import Athlete, body_of, leg_of
    from legcurl.cli.people import athlete_of
    from legcurl.muscles.load import athlete_leg
    from legcurl.muscles.opensim_export import export_model

    person.check()
    if person.machine or person.model:
        raise UsageError("a leg is exported without a machine, and only ours: leave out --machine and --model")
    if file.suffix.lower() != ".osim":
        raise UsageError(f"{file}: an OpenSim model ends in .osim; write to {file.with_suffix('.osim')}")
    athlete = athlete_of(person) or Athlete()
    body = body_of(athlete)
    export_model(file, athlete_leg(athlete), leg_of(body), side="r" if leg == "right" else "l")
    print("\n".join([*(f"Assumed: {what}." for what in body.assumptions), f"Written: {file}"]))
    return 0
