"""What the coach prescribes and decides by: ``dose.toml`` beside the bounds of the form rules, and a set's target."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from types import MappingProxyType
from typing import Literal

from legcurl.errors import InputError
from legcurl.form.standards import Standards, load_standards, shipped_standards
from legcurl.plan import Tempo
from legcurl.vocabulary import Goal, Variation

Judged = Literal["reserve", "borg"]

SOUND: Mapping[str, tuple[float, float]] = MappingProxyType({
    "reps": (1, 100), "reps_lighter": (1, 100), "reps_per_set": (1, 100), "reserve": (0, 50), "effort": (0, 20),
    "effort_without_failure": (6, 20), "reserve_without_failure": (0, 50), "sets": (1, 20), "sets_lighter": (1, 20),
    "pain_limit": (0, 10), "plate_step": (0.1, 100), "lombardi_exponent": (0, 1), "lombardi_reps": (1, 30),
    "eccentric_time": (0.5, 60), "concentric_time": (0.5, 60), "stretched_pause": (0, 60), "squeeze_time": (0, 60),
    "most_load": (0, 100), "load_for_many_reps": (1, 100), "reps_at_loads": (1, 100), "load_increase": (0, 10),
    "load_decrease": (0, 100), "sessions": (1, 7), "share_of_workout": (0, 1), "block_weeks": (0, 52),
    "deload_sets": (0, 1), "deload_load": (0, 1), "progress_share": (0.01, 0.5), "estimates": (1, 1000),
    "velocity_usual": (0, 1),
})  # fmt: skip
"""What an own file may say of the coach's numbers; beyond it is a typing error or a danger (design choice). All others
are 0 or more."""


@dataclass(frozen=True, slots=True)
class Target:
    """What one set is to be.

    Parameters
    ----------
    reps : tuple of int
        Fewest and most; double progression goes from one to the other.
    most_reps : int
        Most that the goal allows, which is as far as repetitions go where a plate is a large step.
    tempo : Tempo or None
    judged : {"reserve", "borg"} or None
        Which effort decides: repetitions in reserve where the aim is failure, Borg's scale elsewhere; None where
        nobody said what the set is for.
    reserve, borg : tuple of float
        Repetitions left, and effort on Borg's 6–20 scale: lowest and highest.
    progresses : bool
        Whether there is to be more from set to set; a warm-up or a form cue stays what it is.
    """

    reps: tuple[int, int]
    most_reps: int
    tempo: Tempo | None
    judged: Judged | None
    reserve: tuple[float, float]
    borg: tuple[float, float]
    progresses: bool = True


def load_dose(path: str | PathLike[str] | None = None) -> Standards:
    """The bounds of the form rules and the numbers of the coach, some replaced by a coach's own file.

    Parameters
    ----------
    path : path-like, optional
        TOML file as for :func:`legcurl.form.load_standards`; it may name entries of both tables.

    Raises
    ------
    InputError
        If the file cannot be read, or an entry is unknown or holds a value that does not fit.
    """
    standards = load_standards(path, complete(None))
    own = SOUND.keys() | {name for name, _ in _shipped_dose().entries}
    for (name, key), standard in standards.entries.items():
        low, high = SOUND.get(name, (0.0, math.inf))
        if name in own and not low <= standard.low <= standard.high <= high:
            bounds = f"{low:g} or more" if high == math.inf else f"{low:g} to {high:g}"
            value = f"{standard.low:g}" if standard.low == standard.high else f"[{standard.low:g}, {standard.high:g}]"
            raise InputError(f"value {value}, expected {bounds} {standard.unit}", path=path,
                             where=f"[{name}]" if key is None else f"[{name}.for.{key}]")  # fmt: skip
    return standards


def complete(standards: Standards | None) -> Standards:
    """Thresholds that say everything: those given, and the project's own where they are silent."""
    shipped = {**shipped_standards().entries, **_shipped_dose().entries}
    return Standards(shipped | dict(standards.entries if standards else {}))


def _shipped_dose() -> Standards:
    return shipped_standards("legcurl.coach", "dose.toml")


def target_for(
    goal: Goal | None,
    variation: Variation | None,
    standards: Standards,
    *,
    reps: tuple[int, int] | None = None,
    tempo: Tempo | None = None,
) -> Target:
    """What a set for a goal is to be; what the person planned goes first.

    Parameters
    ----------
    goal, variation : optional
        What for, and which leg curl.
    standards : Standards
        As :func:`load_dose` gives them.
    reps : tuple of int, optional
        Planned repetitions, fewest and most.
    tempo : Tempo, optional
        Planned tempo.
    """
    wanted, allowed = standards.of("reps", goal, variation), standards.of("reps_per_set", goal, variation)
    reserve, borg = standards.of("reserve", goal), standards.of("effort", goal)
    judged: Judged | None = None
    if goal is not None:
        judged = "reserve" if standards.of("most_reserve", goal).value > 0 else "borg"
    low, high = reps or (int(wanted.low), int(wanted.high))
    return Target(
        reps=(low, high),
        most_reps=max(high, int(allowed.high)),
        tempo=tempo or (None if goal is None else tempo_of(goal, variation, standards)),
        judged=judged,
        reserve=(reserve.low, reserve.high),
        borg=(borg.low, borg.high),
        progresses=standards.of("block_weeks", goal).value > 0,
    )


def tempo_of(goal: Goal, variation: Variation | None, standards: Standards) -> Tempo:
    """The tempo of a goal; a nordic is not held where it turns round."""
    squeeze = 0.0 if variation == "nordic" else standards.of("squeeze_time", goal).value
    return Tempo(
        standards.of("eccentric_time", goal).value,
        standards.of("stretched_pause", goal).value,
        standards.of("concentric_time", goal).value,
        squeeze,
    )
