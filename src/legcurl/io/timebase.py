"""Sample times in seconds: from a column whose unit is stated or tells itself, or from a rate that is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from legcurl.errors import InputError
from legcurl.io.columns import Pick
from legcurl.io.head import Head
from legcurl.io.header import mappable
from legcurl.io.units import UNITS, written
from legcurl.recording import LONGEST_S
from legcurl.vocabulary import FloatArray

RATE_RANGE_HZ = (1.0, 50_000.0)
"""Mean rates outside this mean a wrong unit: fewer samples show no repetition, more is no recorder of movement."""
TELLING_RATE_HZ = (4.0, 20_000.0)
"""A unit that is not stated must give a rate in here; two units 1000 apart cannot both."""
LEAST_COVERED = 0.02
"""Samples at their usual distance cover at least this share of the time; less is broken times, not gaps."""
EPOCH_S = (9.0e8, 4.1e9)
"""Seconds since 1970 for the years 1998 to 2099: times in here tell their unit."""
_STEPS_LOOKED_AT = 2000


def uniform(samples: int, rate_hz: float, head: Head) -> FloatArray:
    """Times of samples at a fixed rate, the first at 0 s.

    Raises
    ------
    InputError
        If the rate is no rate or the recording too long.
    """
    if not RATE_RANGE_HZ[0] <= rate_hz <= RATE_RANGE_HZ[1]:
        raise InputError(
            f"{rate_hz:g} Hz is no sampling rate", path=head.path,
            fix=f"Give a rate from {RATE_RANGE_HZ[0]:g} to {RATE_RANGE_HZ[1]:g} Hz: --rate-hz 100",
        )  # fmt: skip
    if samples > LONGEST_S * rate_hz:
        raise InputError(
            f"{samples} samples at {rate_hz:g} Hz last {samples / rate_hz / 3600:.1f} hours", path=head.path,
            fix="Check --rate-hz, or cut the set out of the recording.",
        )  # fmt: skip
    return np.arange(samples, dtype=np.float64) / rate_hz


def seconds(values: FloatArray, pick: Pick, head: Head, place: Callable[[int], str]) -> tuple[FloatArray, str]:
    """Times of a column in s, and in words where their unit comes from.

    Parameters
    ----------
    values : ndarray, shape (n,)
        The column as it stands, n ≥ 2.
    pick : Pick
        What is known of it.
    head : Head
        The file, for messages.
    place : callable
        Names a row for the person.

    Raises
    ------
    InputError
        If a time is missing, does not increase, or its unit is unknown or cannot be right.
    """
    where = pick.place
    missing = np.flatnonzero(~np.isfinite(values))
    if missing.size:
        raise InputError(
            "there is no time in this row", path=head.path, where=f"{place(int(missing[0]))}, {where}",
            fix="Delete the row, or leave the times out of it: --rate-hz RATE",
        )  # fmt: skip
    steps = np.diff(values)
    if not (steps > 0).all():
        row = int(np.flatnonzero(steps <= 0)[0])
        kind = "stands still" if steps[row] == 0 else "runs backwards"
        raise InputError(
            f"time {kind}: {values[row]:.10g} is followed by {values[row + 1]:.10g}", path=head.path,
            where=f"{place(row + 1)}, {where}", fix="Cut the file there, or leave the times out of it: --rate-hz RATE",
        )  # fmt: skip
    few = np.sort(steps[:: max(1, steps.size // _STEPS_LOOKED_AT)])
    step = float(few[few.size // 2])
    unit, why = _unit(pick, step, float(values[0]), head, where)
    scale = UNITS["time"][unit]
    span = float(values[-1] - values[0]) * scale
    rate = (values.size - 1) / span
    if not (RATE_RANGE_HZ[0] <= rate <= RATE_RANGE_HZ[1] and span <= LONGEST_S):
        other = next((u for u, s in UNITS["time"].items() if _telling(step * s)), None)
        say = f'Say the unit, --map "time_{other}={mappable(pick.header)}", or leave' if other else "Leave"
        raise InputError(
            f"{values.size} samples in {span:.4g} s cannot be a set ({written(unit)} {why})",
            path=head.path, where=where, fix=f"{say} the times out: --rate-hz RATE",
        )  # fmt: skip
    if values.size * step * scale < LEAST_COVERED * span:
        raise InputError(
            f"samples {step * scale:.3g} s apart are scattered over {span:.4g} s; most of that time has none",
            path=head.path, where=where, fix="Cut the set out of the recording.",
        )  # fmt: skip
    if unit == "s":
        return values, f"{where} is the time, in s ({why})"
    return values * scale, f"{where} is the time, in {written(unit)} ({why})"


def _unit(pick: Pick, step: float, first: float, head: Head, where: str) -> tuple[str, str]:
    """Unit of the times and in words what tells it."""
    if pick.told and pick.told != "s":
        return pick.told, "as told"
    if pick.stated:
        return pick.stated, "by its header"
    units = {unit: size for unit, size in UNITS["time"].items() if unit != "min"}
    since_1970 = [unit for unit, size in units.items() if EPOCH_S[0] <= first * size <= EPOCH_S[1]]
    if since_1970:
        return since_1970[0], "taken from its size as time since 1970"
    if pick.told:
        return pick.told, "as told"
    fits = [unit for unit, size in units.items() if _telling(step * size)]
    counts = step == 1.0
    if len(fits) == 1 and not counts:
        return fits[0], f"not stated, taken from its steps of {step:.4g}"
    raise InputError(
        f"its steps of {step:.4g} could be " + ("sample numbers" if counts else "of several units or none"),
        path=head.path, where=where,
        fix=f'Give the sampling rate, --rate-hz RATE, or the unit: --map "time_ms={mappable(pick.header)}"',
    )  # fmt: skip


def _telling(step_s: float) -> bool:
    """Whether a step in s is one that recorders of movement make."""
    return 1 / TELLING_RATE_HZ[1] <= step_s <= 1 / TELLING_RATE_HZ[0]
