"""``legcurl log athletes``, ``machines`` and ``machine``: who is in the journal, and on what they train."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated

from cyclopts import Group, Parameter

from legcurl.cli.log_options import ANYWHERE, Json, PlaceOptions, nothing_in, wants_json
from legcurl.errors import InputError, UsageError
from legcurl.vocabulary import Variation

SETTINGS = Group("Settings, as the machine labels them; an empty one is forgotten", sort_key=2)


def athletes(*, json: Json = None, place: PlaceOptions = ANYWHERE) -> int:
    """Show who is in the journal.

    Parameters
    ----------
    json
        - prints them as JSON to standard output.
    """
    from legcurl.cli import log_screens as screens

    as_json = wants_json(json)
    with place.open() as journal:
        found = journal.athletes()
    if as_json:
        screens.print_json([screens.plain(asdict(one)) for one in found])
    elif found:
        screens.print_athletes(found)
    else:
        print(nothing_in(journal.place))
    return 0


def machines(*, athlete: str | None = None, json: Json = None, place: PlaceOptions = ANYWHERE) -> int:
    """Show the machines and how they are set.

    Parameters
    ----------
    athlete
        As this athlete sets them.
    json
        - prints them as JSON to standard output.
    """
    from legcurl.cli import log_screens as screens

    as_json = wants_json(json)
    with place.open() as journal:
        found = journal.machines(athlete)
    if as_json:
        screens.print_json([screens.plain(asdict(one)) for one in found])
    elif found:
        screens.print_machines(found)
    else:
        print("No machine is known yet: legcurl log machine NAME --plate-step-kg 5 --seat 4")
    return 0


def machine(
    name: str,
    /,
    *,
    athlete: str | None = None,
    variation: Variation | None = None,
    plate_step_kg: float | None = None,
    lightest_kg: float | None = None,
    seat: Annotated[str | None, Parameter(group=SETTINGS)] = None,
    back_rest: Annotated[str | None, Parameter(group=SETTINGS)] = None,
    thigh_pad: Annotated[str | None, Parameter(group=SETTINGS)] = None,
    leg_pad: Annotated[str | None, Parameter(group=SETTINGS)] = None,
    start_stop: Annotated[str | None, Parameter(group=SETTINGS)] = None,
    end_stop: Annotated[str | None, Parameter(group=SETTINGS)] = None,
    setting: Annotated[list[str] | None, Parameter(group=SETTINGS, negative=())] = None,
    place: PlaceOptions = ANYWHERE,
) -> int:
    """Remember a machine and how it is set, or show it.

    Parameters
    ----------
    name
        What you call it.
    athlete
        Whose settings these are; everybody's unless given.
    variation
        Which leg curl is done on it.
    plate_step_kg
        Smallest step of its stack.
    lightest_kg
        Lightest load that it can be set to.
    seat, back_rest, thigh_pad, leg_pad, start_stop, end_stop
        Where each stands.
    setting
        NAME=VALUE: anything else; may be repeated.
    """
    from legcurl.cli.log_screens import print_machines
    from legcurl.journal.entry import LoggedMachine

    own = [text.partition("=") for text in setting or ()]
    if wrong := [text for text, (key, sign, _) in zip(setting or (), own, strict=True) if not (key.strip() and sign)]:
        raise UsageError(f"--setting {wrong[0]}: expected NAME=VALUE, as in foot-plate=2")
    named = {"seat": seat, "back rest": back_rest, "thigh pad": thigh_pad, "leg pad": leg_pad,
             "start stop": start_stop, "end stop": end_stop}  # fmt: skip
    settings = {key: value for key, value in named.items() if value is not None} | {key: value for key, _, value in own}
    said = LoggedMachine(name, variation, plate_step_kg, lightest_kg, settings)
    tells = replace(said, settings={}) != LoggedMachine(name) or bool(settings)
    with place.open(create=tells) as journal:
        if tells:
            journal.add_machine(said, athlete)
        known = journal.machine(name, athlete)
    if known is None:
        raise InputError(f"no machine {name!r} in the journal", fix="legcurl log machines lists those that are.")
    print_machines([known])
    return 0
