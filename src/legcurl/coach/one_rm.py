"""The most that a person could lift once, from a set of several (Lombardi), with its error; and the way back.

Lombardi's formula was tested on single-joint leg exercises with 4–10 repetitions to failure, where it is off by 5.8 %.
Outside of that there is no estimate. Numbers and sources: ``dose.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from legcurl.coach.columns import column, is_one_of
from legcurl.coach.history import LoggedSet
from legcurl.errors import InputError
from legcurl.form.standards import Standards
from legcurl.vocabulary import BODYWEIGHT, FloatArray


@dataclass(frozen=True, slots=True)
class OneRepMax:
    """An estimate of the 1RM.

    Parameters
    ----------
    value_kg, low_kg, high_kg : float
        The estimate, and the ends of its error.
    sets : int
        How many sets it rests on.
    """

    value_kg: float
    low_kg: float
    high_kg: float
    sets: int = 1


def one_rep_max(load_kg: float, reps_to_failure: float, standards: Standards) -> OneRepMax:
    """The 1RM from one set.

    Parameters
    ----------
    load_kg : float
    reps_to_failure : float
        Repetitions done and those left in reserve.
    standards : Standards
        As :func:`legcurl.coach.dose.load_dose` gives them.

    Raises
    ------
    InputError
        If the load is not above 0, or the repetitions are none that the formula was tested on.
    """
    bounds = standards.of("lombardi_reps")
    if not load_kg > 0:
        raise InputError(f"load = {load_kg:g} kg, expected more than 0", fix="Give the load that the machine shows.")
    if not bounds.low <= reps_to_failure <= bounds.high:
        raise InputError(
            f"{reps_to_failure:g} repetitions to failure: the 1RM is estimated from {bounds.low:g} to {bounds.high:g}",
            fix="Take a load that allows that many.",
        )
    return _with_error(load_kg * reps_to_failure ** standards.of("lombardi_exponent").value, standards)


def estimates_of(history: Sequence[LoggedSet], standards: Standards) -> FloatArray:
    """The 1RM from each set that was done, in kg; NaN where it cannot be told.

    Repetitions left in reserve count as if they had been done. Where nobody said how many were left, the set is taken
    as one to failure, so that the estimate is the least that the 1RM can be. Where the body is lifted, what is added to
    it says nothing of the 1RM.
    """
    bounds, exponent = standards.of("lombardi_reps"), standards.of("lombardi_exponent").value
    load_kg = column(history, "load_kg")
    to_failure = column(history, "reps") + np.nan_to_num(column(history, "repetitions_in_reserve"))
    known = (load_kg > 0) & (to_failure >= bounds.low) & (to_failure <= bounds.high)
    known &= is_one_of(history, "kind", "work", "failure") & ~is_one_of(history, "variation", *BODYWEIGHT)
    return np.where(known, load_kg * np.maximum(to_failure, 1.0) ** exponent, np.nan)


def recent_one_rep_max(history: Sequence[LoggedSet], standards: Standards) -> OneRepMax | None:
    """The median of the latest estimates; None where no set gives one.

    Parameters
    ----------
    history : sequence of LoggedSet
        Sets of one variation on one machine: loads of different ones do not compare (Lurvey 1991).
    """
    in_time = sorted(history, key=lambda done: done.performed_at)
    values = estimates_of(in_time, standards)
    latest = values[np.isfinite(values)][-int(standards.of("estimates").value) :]
    if not latest.size:
        return None
    return _with_error(float(np.median(latest)), standards, latest.size)


def load_share(reps_to_failure: float, standards: Standards) -> float:
    """Share of the 1RM with which so many repetitions reach failure.

    Up to 10 repetitions by Lombardi, turned round. Beyond, where that was not tested and other figures lie far lower,
    along a straight line through repetitions counted in leg curls (Hoeger 1990), which errs on the light side; at
    least half of the lightest load that was counted.
    """
    longest = standards.of("lombardi_reps").high
    if reps_to_failure <= longest:
        return float(max(reps_to_failure, 1.0) ** -standards.of("lombardi_exponent").value)
    loads, reps = standards.of("load_for_many_reps"), standards.of("reps_at_loads")
    slope = (loads.high - loads.low) / (reps.high - reps.low)
    percent = loads.high - slope * (reps_to_failure - reps.low)
    return max(percent, 0.5 * loads.low) / 100


def _with_error(value_kg: float, standards: Standards, sets: int = 1) -> OneRepMax:
    error = standards.of("one_rm_error").value / 100
    return OneRepMax(value_kg, (1 - error) * value_kg, (1 + error) * value_kg, sets)
