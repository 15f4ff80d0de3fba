"""Numbers and repetitions as they are said to a lifter."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST_LIST = 3
"""Runs of repetitions that a sentence still names one by one."""


def which_reps(indices: Sequence[int], total: int = 0) -> str:
    """``rep 4``, ``reps 2 and 4 to 6``, ``7 of 30 reps``, ``every rep`` (of `total`, where it is given)."""
    if len(indices) == total > 1:
        return "every rep"
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    if total and len(runs) > _LONGEST_LIST:
        return f"{len(indices)} of {total} reps"
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    named = ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"rep {named}" if len(indices) == 1 else f"reps {named}"


def seconds(value: float) -> str:
    """``2 s``, ``1.7 s``."""
    return f"{round(value, 1):g} s"


def degrees(value: float) -> str:
    """``15°``."""
    return f"{abs(value):.0f}°"


def count(number: float, thing: str = "repetition") -> str:
    """``1 repetition``, ``7 repetitions``."""
    return f"{number:g} {thing}" if number == 1 else f"{number:g} {thing}s"


def between(low: float, high: float) -> str:
    """``8 to 20``, or ``10`` where both are the same."""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
