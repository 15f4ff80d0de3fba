"""``legcurl fit``: seat, pad and pivot of a machine for an athlete, and what it costs to be off."""

from __future__ import annotations

import math
import sys
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Group, Parameter

from legcurl.cli.options import NOBODY, STDOUT, PersonOptions
from legcurl.errors import InputError, UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from legcurl.athlete import Athlete
    from legcurl.machine.model import Machine
    from legcurl.simulate.whatif.fit import Cost, Fit, Holes, Setting
    from legcurl.simulate.whatif.fit_check import Check

MACHINE = Group("The machine's settings", sort_key=1)
SCHEMA = "legcurl.fit/1"
MOST_HOLES = 40
SHARE_HELD = 0.5  # of what the leg holds on average over the range: about 70 % of its 1RM in simulation
USUAL = {"seat": "34:52:2", "pad": "28:42:2", "pivot": "2:10:2"}
WHAT = {
    "seat": "from the hip (back rest) to the pivot", "pad": "from the pivot to the pad",
    "pivot": "of the pivot over the cushion",
}  # fmt: skip


@Parameter(name="*", group=MACHINE, negative=())
@dataclass(frozen=True)
class HoleOptions:
    """What can be set, hole by hole, in cm.

    Parameters
    ----------
    seat
        From the hip to the pivot, FROM:TO:STEP in cm; hole 1 is the first. One number where it is fixed.
    pad
        From the pivot to the middle of the pad, the same way.
    pivot
        Height of the pivot over the cushion that the thigh lies on, the same way.
    fixed
        A setting that the machine does not have.
    """

    seat: str = USUAL["seat"]
    pad: str = USUAL["pad"]
    pivot: str = USUAL["pivot"]
    fixed: Annotated[list[Literal["seat", "pad", "pivot"]] | None, Parameter(negative=())] = None


GENERIC = HoleOptions()


def fit(
    *,
    variation: Literal["prone", "seated", "standing"] | None = None,
    holes: HoleOptions = GENERIC,
    person: PersonOptions = NOBODY,
    thigh_cm: float | None = None,
    shank_cm: float | None = None,
    load_kg: float | None = None,
    check: Annotated[bool, Parameter(negative=())] = False,
    json: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
) -> int:
    """Find the settings of a leg curl machine that fit you, and what it costs to be off.

    Least sliding of the pad along the shank, and least extra force at the knee, over the range of motion.

    Parameters
    ----------
    variation
        Which leg curl machine; a generic one unless --machine gives yours.
    thigh_cm
        From the hip joint to the knee joint; by your height unless given.
    shank_cm
        From the knee joint to the outer ankle bone; by your height unless given.
    load_kg
        Load on the label; a usual one for your strength unless given.
    check
        Lift one slow repetition in simulation with the settings found, and say how it agrees.
    json
        - prints all figures as JSON to standard output.
    """
    from legcurl.athlete import body_of, leg_of
    from legcurl.machine.demand import TWO_LEGS
    from legcurl.simulate.physics.plan import RANGE_DEG
    from legcurl.simulate.whatif.fit import fit_machine

    if json not in (None, STDOUT):
        raise UsageError(f"--json {json}: expected -, for standard output")
    person.check()
    if person.model is not None:
        raise UsageError("--model: the fit needs no muscles of another model; leave it out")
    machine = _machine(variation, person)
    athlete = _athlete(person, thigh_cm, shank_cm)
    choices = _choices(holes)
    span, legs = RANGE_DEG[machine.variation], 2 if machine.variation in TWO_LEGS else 1
    load = _load(load_kg, machine, athlete, span)
    found = fit_machine(machine, leg_of(body_of(athlete)), choices, span, load, legs=legs)
    checked = None
    if check:
        from legcurl.simulate.whatif.fit_check import check_fit

        checked = check_fit(found.machine, athlete, span, load)
    said = [*body_of(athlete).assumptions, *_assumed(machine, load_kg, holes)]
    if json == STDOUT:
        from legcurl.report.contract import to_json

        sys.stdout.buffer.write(to_json(_content(found, choices, load, checked, said)).encode())
    else:
        _print(found, choices, athlete, load, checked, said)
    return 0


def _machine(variation: str | None, person: PersonOptions) -> Machine:
    from legcurl.cli.people import machine_of
    from legcurl.machine.model import PRESETS
    from legcurl.simulate.whatif.fit import TOWARDS_BACK

    machine = machine_of(person)
    if machine is None:
        if variation is None:
            raise UsageError("which machine? Say --variation prone, seated or standing, or --machine FILE")
        return PRESETS[variation]
    if variation is not None and machine.variation != variation:
        raise UsageError(f"--variation {variation}: the machine {machine.name!r} is for {machine.variation} curls")
    if machine.variation not in TOWARDS_BACK or max(machine.cam_radius_m) <= 0.0:
        raise InputError(f"the machine {machine.name!r} has no lever to set", path=person.machine)
    return machine


def _athlete(person: PersonOptions, thigh_cm: float | None, shank_cm: float | None) -> Athlete:
    from legcurl.athlete import LIMB_CM, Athlete
    from legcurl.cli.people import athlete_of

    athlete = athlete_of(person) or Athlete()
    for option, name, value in (("thigh", "thigh_length_cm", thigh_cm), ("shank", "shank_length_cm", shank_cm)):
        if value is None:
            continue
        low, high = LIMB_CM[name]
        if not low <= value <= high:
            raise UsageError(f"--{option}-cm {value:g}: expected {low:g} to {high:g} cm")
        athlete = replace(athlete, **{name: value})  # type: ignore[arg-type]
    return athlete


def _choices(holes: HoleOptions) -> list[Holes]:
    from legcurl.simulate.whatif.fit import SETTINGS, Holes

    left_out = set(holes.fixed or ())
    choices = [Holes(name, _values(name, getattr(holes, name))) for name in SETTINGS if name not in left_out]
    if not choices:
        raise UsageError("--fixed names all three settings, so there is nothing to fit; leave one out")
    return choices


def _values(name: Setting, text: str) -> tuple[float, ...]:
    """Holes in m."""
    try:
        parts = [float(part) for part in text.split(":")]
    except ValueError:
        parts = []
    if len(parts) not in (1, 3) or not all(map(math.isfinite, parts)):
        raise UsageError(f"--{name} {text}: expected FROM:TO:STEP in cm, as in {USUAL[name]}, or one number")
    if len(parts) == 1:
        return (0.01 * parts[0],)
    first, last, step = parts
    if step <= 0 or last < first:
        raise UsageError(f"--{name} {text}: expected FROM below TO and a STEP above 0, as in {USUAL[name]}")
    count = math.floor((last - first) / step + 1e-9) + 1
    if count > MOST_HOLES:
        raise UsageError(f"--{name} {text}: {count} holes, expected at most {MOST_HOLES}; take a larger STEP")
    return tuple(0.01 * (first + step * k) for k in range(count))


def _load(load_kg: float | None, machine: Machine, athlete: Athlete, span: tuple[float, float]) -> float:
    from legcurl.machine.model import LOAD_KG
    from legcurl.muscles.load import athlete_leg
    from legcurl.simulate.physics.build import setup_for
    from legcurl.simulate.whatif.ceiling import held_kg

    low, high = LOAD_KG
    if load_kg is not None:
        if not low <= load_kg <= high:
            raise UsageError(f"--load-kg {load_kg:g}: expected {low:g} to {high:g} kg")
        return load_kg
    setup = setup_for(machine.variation, None, 0.0, athlete, machine)
    held = held_kg(athlete_leg(athlete), setup, span, machine.hip_flexion_deg, 0.0)
    return float(round(SHARE_HELD * held))


def _assumed(machine: Machine, load_kg: float | None, holes: HoleOptions) -> list[str]:
    said = []
    if machine.generic:
        said.append(f"the machine is not known: a {machine.name} one is taken (--machine)")
    usual = [name for name in USUAL if getattr(holes, name) == USUAL[name] and name not in (holes.fixed or ())]
    if usual:
        said.append(f"the holes of {', '.join(usual)} are made up: say them with --{' --'.join(usual)}, or --fixed")
    if load_kg is None:
        said.append("the load is half of what such legs hold on average over the range, about 70 % of a 1RM")
    said.append("skin passes on 1.5 N along the shank for every mm that the pad is dragged, until it slips")
    return said


def _content(found: Fit, choices: list[Holes], load: float, checked: Check | None, said: list[str]) -> dict[str, Any]:
    from legcurl.report.contract import cleaned, legcurl_version

    values = {one.setting: one.values_m for one in choices}
    content: dict[str, Any] = cleaned({
        "schema": SCHEMA,
        "settings": {
            name: {"hole": hole, "cm": 100 * values[name][hole - 1]} for name, hole in found.holes.items()
        },
        "cost": asdict(found.cost),
        "off": [
            {"setting": off.setting, "hole": off.hole, "cm": 100 * values[off.setting][off.hole - 1]}
            | asdict(off.cost) for off in found.off
        ],
        "machine": asdict(found.machine), "load_kg": load,
        "check": None if checked is None else asdict(checked),
        "assumptions": said, "provenance": {"version": legcurl_version()},
    })  # fmt: skip
    return content


def _print(
    found: Fit, choices: list[Holes], athlete: Athlete, load: float, checked: Check | None, said: list[str]
) -> None:
    from rich.console import Console
    from rich.text import Text

    from legcurl.athlete import body_of
    from legcurl.report.terminal import WIDEST
    from legcurl.report.words import sentence

    console, body = Console(highlight=False), body_of(athlete)
    console.width = min(console.width, WIDEST)
    values = {one.setting: one.values_m for one in choices}
    places = (f"{name} at {hole} ({100 * values[name][hole - 1]:g} cm)" for name, hole in found.holes.items())
    console.print(Text(f"{', '.join(places).capitalize()}: {_costs(found.cost)}.", style="bold"))
    about = f"thigh {100 * body.thigh_m:.0f} cm, shank {100 * body.shank_m:.0f} cm, {load:g} kg on the stack"
    console.print(Text(f"{found.machine.name}: {about}\n", style="dim"))
    console.print(_table(found, values))
    for one in choices:
        if found.at_the_end(one):
            console.print(Text(f"{one.setting}: this is the last hole there is; the best place may lie beyond it."))
    if checked is not None:
        console.print(Text(
            f"\nSimulated repetition: the pad slides {1e3 * checked.sliding_m:.0f} mm and pushes with "
            f"{checked.push_n:.0f} N on average; by geometry {1e3 * checked.geometry_sliding_m:.0f} mm and "
            f"{checked.geometry_push_n:.0f} N."
        ))  # fmt: skip
    console.print()
    for one in choices:
        console.print(Text(f"{one.setting}: cm {WHAT[one.setting]}", style="dim"))
    for text in said:
        console.print(Text(f"Assumed: {sentence(text)}", style="dim"))


def _table(found: Fit, values: dict[Setting, tuple[float, ...]]) -> Table:
    """What one hole off costs."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("one hole off", "cm", "pad slides", "extra force at the knee", ""):
        table.add_column(heading, justify="right" if heading not in ("one hole off", "") else "left", no_wrap=True)
    for off in found.off:
        cost = off.cost
        table.add_row(
            f"{off.setting} at {off.hole}", f"{100 * values[off.setting][off.hole - 1]:g}",
            f"{1e3 * cost.sliding_m:.0f} mm", f"{cost.extra_n:.0f} N", "presses on the heel" if cost.on_heel else "",
        )  # fmt: skip
    return table


def _costs(cost: Cost) -> str:
    text = f"pad slides {1e3 * cost.sliding_m:.0f} mm, up to {cost.extra_n:.0f} N of extra force at the knee"
    return text + (", and it presses on the heel" if cost.on_heel else "")
