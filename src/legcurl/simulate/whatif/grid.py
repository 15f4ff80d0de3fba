"""A grid of plans, athletes and machines: what it takes from words, and every cell of it ready to be lifted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from legcurl.athlete import Athlete
from legcurl.errors import LegcurlError, UsageError
from legcurl.machine.model import PRESETS, Machine
from legcurl.plan import Tempo
from legcurl.simulate.whatif.lifted import check_side
from legcurl.simulate.whatif.side import KEYS, Side, parse_side
from legcurl.vocabulary import BODYWEIGHT

OF_ATHLETE = ("mass_kg", "height_cm", "age", "sex", "thigh_length_cm", "shank_length_cm", "foot_length_cm",
              "knee_flexion_torque_nm", "hip_share")  # fmt: skip
OF_MACHINE = ("lever_m", "pivot_along_m", "pivot_across_m", "carriage_kg", "lever_mass_kg", "lever_inertia_kg_m2",
              "friction_up", "friction_down", "thigh_tilt_deg", "hip_flexion_deg", "cam_radius_m")  # fmt: skip
"""What a grid may vary beside what a side of a comparison says; a cam radius makes the cam round."""
ALL_KEYS = ("variation", *KEYS, *OF_ATHLETE, *OF_MACHINE)
USUAL_TEMPO, USUAL_REPS = "2-0-1-1", 5
MOST_CELLS = 100_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One point of the grid.

    Parameters
    ----------
    index : int
        From 0, in the order of the grid.
    values : tuple of (str, str)
        Key and value, as they were said.
    side : Side
    athlete : Athlete
    machine : Machine or None
        None where the generic one of the variation is taken, or the body is the load.
    seed : int
        Of this cell alone: it depends on the seed of the sweep and on the index, not on who computes it.
    """

    index: int
    values: tuple[tuple[str, str], ...]
    side: Side
    athlete: Athlete
    machine: Machine | None
    seed: int


def parse_axes(texts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Read ``KEY=VALUE,VALUE`` and ``KEY=FROM:TO:STEP``.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    dict of str to tuple of str
        The values of each key, in the order in which they were said.

    Raises
    ------
    UsageError
        For an unknown key, a key said twice, no value, or more cells than anybody waits for.
    """
    axes: dict[str, tuple[str, ...]] = {}
    for text in texts:
        key, _, said = (part.strip() for part in text.partition("="))
        if key not in ALL_KEYS:
            raise UsageError(f"{text!r}: {key!r} is unknown.\nKnown are {', '.join(ALL_KEYS)}")
        if key in axes:
            raise UsageError(f"{key} is said twice; say all its values at once, with commas")
        values = tuple(value for part in said.split(",") for value in _steps(text, part.strip()))
        if not values or len(set(values)) < len(values):
            raise UsageError(f"{text!r}: expected values with commas between, or FROM:TO:STEP, none of them twice")
        axes[key] = values
    if "variation" not in axes:
        raise UsageError("no variation: say variation=prone, or more with commas between")
    cells = math.prod(len(values) for values in axes.values())
    if cells > MOST_CELLS:
        raise UsageError(f"{cells} cells: expected at most {MOST_CELLS}; take larger steps")
    return axes


def _steps(text: str, part: str) -> tuple[str, ...]:
    if part.count(":") != 2:
        return (part,) if part else ()
    try:
        first, last, step = (float(value) for value in part.split(":"))
        count = math.floor((last - first) / step + 1e-9) + 1
    except (ValueError, ZeroDivisionError, OverflowError):
        count = 0
    if count < 1:
        raise UsageError(f"{text!r}: {part}, expected FROM:TO:STEP with FROM below TO, as in 60:90:10")
    if count > MOST_CELLS:
        raise UsageError(f"{text!r}: {count} values, expected at most {MOST_CELLS}; take a larger STEP")
    return tuple(f"{first + k * step:.10g}" for k in range(count))


def cells_of(
    axes: Mapping[str, tuple[str, ...]], athlete: Athlete | None = None,
    machines: Mapping[str, Machine] | None = None, *, seed: int = 0,
) -> list[Cell]:  # fmt: skip
    """Every cell, checked before any is lifted.

    Parameters
    ----------
    axes : mapping of str to tuple of str
        The last key varies fastest.
    athlete : Athlete, optional
        What the grid does not say of the athlete; a reference adult unless given.
    machines : mapping of str to Machine, optional
        By the files that the grid names.
    seed : int

    Returns
    -------
    list of Cell

    Raises
    ------
    UsageError, InputError
        If a cell is impossible; the message names it.
    """
    cells = []
    for index, values in enumerate(product(*axes.values())):
        said = dict(zip(axes, values, strict=True))
        own_seed = int(np.random.SeedSequence([seed, index]).generate_state(1)[0])
        try:
            cells.append(_cell(index, said, athlete or Athlete(), machines or {}, own_seed))
        except LegcurlError as error:
            where = ", ".join(f"{key}={value}" for key, value in said.items())
            raise UsageError(f"cell {index + 1} ({where}): {error}") from error
    return cells


def _cell(index: int, said: Mapping[str, str], athlete: Athlete, machines: Mapping[str, Machine], seed: int) -> Cell:
    usual = Side("", "prone", Tempo.parse(USUAL_TEMPO), USUAL_REPS)
    pairs = ",".join(f"{key}={said[key]}" for key in KEYS if key in said)
    side = parse_side(f"{said['variation']}:{pairs}", usual)
    person = replace(athlete, **{name: _value(name, said[name]) for name in OF_ATHLETE if name in said})  # type: ignore[arg-type]
    machine = _machine(side, said, machines)
    check_side(side, machine)
    return Cell(index, tuple(said.items()), side, person, machine, seed)


def _machine(side: Side, said: Mapping[str, str], machines: Mapping[str, Machine]) -> Machine | None:
    changes = {name: _value(name, said[name]) for name in OF_MACHINE if name in said}
    if side.variation in BODYWEIGHT:
        if changes:
            raise UsageError(f"a {side.variation} curl has no machine; leave {next(iter(changes))} out")
        return None
    machine = machines.get(side.machine or "")
    if not changes:
        return machine
    radius = changes.pop("cam_radius_m", None)
    if radius is not None:
        changes |= {"cam_angle_deg": (0.0,), "cam_radius_m": (radius,)}
    return replace(machine or PRESETS[side.variation], **changes)  # type: ignore[arg-type]


def _value(name: str, text: str) -> object:
    if name == "sex":
        return text
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{name}={text}: expected a number") from None
