"""What a person says of the repetitions that were found: drop, merge, split or mark one."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from legcurl.errors import InputError
from legcurl.motion import Motion
from legcurl.reps import Cycle, Rep, find_cycles, reps_of_cycles
from legcurl.vocabulary import PhaseOrder, RepKind, Variation

Action = Literal["drop", "merge", "split", "mark"]
APPLIED: tuple[Action, ...] = ("drop", "split", "merge", "mark")
"""The order in which corrections are applied, whatever order they are given in."""
FORM = '[[correction]] with action = "drop" | "merge" | "split" | "mark" and rep = NUMBER (split: at_s, mark: kind)'


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction; repetitions are named by the index under which the uncorrected analysis lists them.

    Parameters
    ----------
    action : {"drop", "merge", "split", "mark"}
        ``merge`` joins `rep` with the one after it.
    rep : int
        Index of the repetition.
    at_s : float, optional
        Where to split.
    kind : optional
        What to mark it as.
    """

    action: Action
    rep: int
    at_s: float | None = None
    kind: RepKind | None = None


def read_corrections(path: str | PathLike[str]) -> tuple[Correction, ...]:
    """Read a TOML file of ``[[correction]]`` tables.

    Parameters
    ----------
    path : path-like
        The file.

    Returns
    -------
    tuple of Correction
        In the order of the file.

    Raises
    ------
    InputError
        If the file cannot be read or a table is not a correction.
    """
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is not TOML: {error}", path=path, fix=f"Write {FORM}.") from error
    entries = tables.get("correction")
    if set(tables) != {"correction"} or not isinstance(entries, list):
        raise InputError("holds no list of corrections, or something else beside it", path=path, fix=f"Write {FORM}.")
    return tuple(_checked(entry, number, path) for number, entry in enumerate(entries, start=1))


def _checked(entry: Any, number: int, path: str | PathLike[str]) -> Correction:
    values: dict[str, Any] = entry if isinstance(entry, dict) else {}
    action, rep, at_s, kind = (values.get(key) for key in ("action", "rep", "at_s", "kind"))
    known = set(values) <= {"action", "rep", "at_s", "kind"} and action in get_args(Action)
    number_s = isinstance(at_s, int | float) and type(at_s) is not bool and math.isfinite(at_s)
    placed = number_s if action == "split" else at_s is None
    marked = kind in get_args(RepKind) if action == "mark" else kind is None
    if action is None or type(rep) is not int or rep < 1 or not (known and placed and marked):
        raise InputError(f"{entry} is no correction", path=path, where=f"correction {number}", fix=f"Write {FORM}.")
    return Correction(action, rep, None if at_s is None else float(at_s), kind)


def correct_reps(
    motion: Motion, reps: tuple[Rep, ...], corrections: Sequence[Correction], variation: Variation | None = None
) -> tuple[Rep, ...]:
    """Apply a person's corrections to the repetitions that were found.

    Parameters
    ----------
    motion : Motion
        What the repetitions were found in.
    reps : tuple of Rep
        As found by :func:`legcurl.reps.find_reps`.
    corrections : sequence of Correction
        In any order; indices are those of `reps`.
    variation : optional
        As given to :func:`legcurl.reps.find_reps`.

    Returns
    -------
    tuple of Rep
        Numbered anew; those that were touched carry ``corrected=True``.

    Raises
    ------
    InputError
        If a correction names a repetition that is not there, or splits one where it does not turn round.
    """
    if not corrections:
        return reps
    order: PhaseOrder = "eccentric_first" if variation == "nordic" else "concentric_first"
    way = -1.0 if order == "eccentric_first" else 1.0
    by_peak = {round(float(motion.time_s[cycle.peak]), 6): cycle for cycle in find_cycles(motion, way)}
    cycles: list[Cycle | None] = [by_peak[round(rep.peak_s, 6)] for rep in reps]
    parts: list[Cycle] = []
    marks: dict[int, RepKind] = {}
    for correction in sorted(corrections, key=lambda c: (APPLIED.index(c.action), -c.rep)):
        here = correction.rep - 1
        cycle = cycles[here] if here < len(cycles) else None
        if cycle is None:
            raise InputError(f"{correction.action} names repetition {correction.rep}, which is not there; "
                             f"{len(reps)} were found")  # fmt: skip
        if correction.action == "mark" and correction.kind is not None:
            marks[cycle.peak] = correction.kind
        elif correction.action == "drop":
            cycles[here] = None
        elif correction.action == "merge":
            after = cycles[here + 1] if here + 1 < len(cycles) else None
            if after is None:
                raise InputError(f"merge: there is no repetition after {correction.rep} to join it with")
            cycles[here], cycles[here + 1] = _merged(motion, way, cycle, after), None
        elif correction.at_s is not None:
            parts += _split(motion, way, cycle, correction.at_s)
            cycles[here] = None
    kept = sorted([cycle for cycle in (*cycles, *parts) if cycle is not None], key=lambda cycle: cycle.peak)
    as_found, by_time = set(by_peak.values()), {float(motion.time_s[cycle.peak]): cycle for cycle in kept}
    result = []
    for rep in reps_of_cycles(motion, kept, order):
        cycle = by_time[rep.peak_s]
        changed = cycle not in as_found or cycle.peak in marks
        result.append(replace(rep, kind=marks.get(cycle.peak, rep.kind), corrected=changed))
    return tuple(result)


def _merged(motion: Motion, way: float, first: Cycle, second: Cycle) -> Cycle:
    x = way * motion.position
    peak = max(first.peak, second.peak, key=lambda index: float(x[index]))
    return Cycle(first.left, peak, second.right, first.starts, second.ends)


def _split(motion: Motion, way: float, cycle: Cycle, at_s: float) -> list[Cycle]:
    x = way * motion.position
    at = int(np.searchsorted(motion.time_s, at_s))
    if not cycle.left + 1 < at < cycle.right - 1:
        raise InputError(f"split at {at_s:g} s lies outside of the repetition, which goes from "
                         f"{motion.time_s[cycle.left]:.2f} to {motion.time_s[cycle.right]:.2f} s")  # fmt: skip
    left_peak = cycle.left + int(np.nanargmax(x[cycle.left : at]))
    right_peak = at + 1 + int(np.nanargmax(x[at + 1 : cycle.right + 1]))
    valley = left_peak + int(np.nanargmin(x[left_peak : right_peak + 1]))
    if valley in (left_peak, right_peak):
        raise InputError(f"split at {at_s:g} s: the movement does not turn round there")
    return [
        Cycle(cycle.left, left_peak, valley, cycle.starts, False),
        Cycle(valley, right_peak, cycle.right, False, cycle.ends),
    ]
