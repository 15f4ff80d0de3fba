"""The lifter and the machine, from options and from files of settings."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from legcurl.cli.options import PersonOptions
from legcurl.errors import InputError

if TYPE_CHECKING:
    from legcurl.athlete import Athlete
    from legcurl.machine.model import Machine
    from legcurl.muscles.model import LegModel


def athlete_of(person: PersonOptions) -> Athlete | None:
    """The lifter, options before the file; None where nobody said anything of them."""
    from legcurl.athlete import Athlete

    known = {field.name for field in fields(Athlete)}
    entries: dict[str, object] = {}
    if person.athlete is not None:
        try:
            entries = tomllib.loads(_text(person.athlete))
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"not TOML: {error}", path=person.athlete) from error
        for name, value in entries.items():
            if name not in known:
                raise InputError(f"unknown entry {name!r}", path=person.athlete, fix=f"Known are {', '.join(known)}.")
            if name != "sex" and (isinstance(value, bool) or not isinstance(value, int | float)):
                raise InputError(f"{name} = {value!r} is not a number", path=person.athlete)
    entries |= person.said()
    if not entries:
        return None
    try:
        return Athlete(**entries)  # type: ignore[arg-type]
    except InputError as error:
        raise InputError(error.problem, path=person.athlete, fix=error.fix) from error


def machine_of(person: PersonOptions) -> Machine | None:
    """The machine of the file, where one was given."""
    if person.machine is None:
        return None
    from legcurl.machine.settings import parse_machine

    return parse_machine(_text(person.machine), path=person.machine)


def model_of(person: PersonOptions) -> LegModel | None:
    """The leg of the profile, where one was given."""
    if person.model is None:
        return None
    from legcurl.muscles.profile import leg_of_profile
    from legcurl.muscles.profile_file import load_profile

    return leg_of_profile(load_profile(person.model))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise InputError("is not text in UTF-8", path=path) from error
