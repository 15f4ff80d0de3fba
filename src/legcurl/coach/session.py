"""One session of a plan: how many sets fit into the time, how long they take, and the load to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from legcurl.coach.dose import Target
from legcurl.coach.history import LoggedSet
from legcurl.coach.one_rm import OneRepMax, load_share, recent_one_rep_max
from legcurl.coach.plates import plates_below
from legcurl.coach.screening import Screening
from legcurl.coach.wish import Wish
from legcurl.form.standards import Standards
from legcurl.vocabulary import BODYWEIGHT, Experience, Goal, Variation

FROM_LOW_TO_HIGH: Mapping[Experience, float] = {"novice": 0.0, "intermediate": 0.5, "advanced": 1.0}
"""Where in a range of sets a person stands (design choice)."""


@dataclass(frozen=True, slots=True)
class StartingLoad:
    """What to begin with.

    Parameters
    ----------
    percent : tuple of float or None
        Of the 1RM, from and to; None where the body is the load.
    load_kg : float or None
        The lighter end on the machine's plates, where the 1RM is known.
    one_rep_max : OneRepMax or None
    """

    percent: tuple[float, float] | None
    load_kg: float | None = None
    one_rep_max: OneRepMax | None = None


def sets_of(wish: Wish, goal: Goal, screening: Screening, standards: Standards) -> int:
    """Sets of a session where time allows them: by experience, few where the screening asks for a lighter plan."""
    bounds = standards.of("sets", goal)
    sets = round(bounds.low + FROM_LOW_TO_HIGH[wish.experience] * (bounds.high - bounds.low))
    return min(sets, int(standards.of("sets_lighter").value)) if screening.outcome == "go_lighter" else sets


def fitted(
    wish: Wish, goal: Goal, variation: Variation, target: Target, sets: int, rest_s: float, standards: Standards,
    *, in_round: bool,
) -> tuple[Target, int]:  # fmt: skip
    """As much as the time allows: one set in a round, fewer sets in a workout."""
    low, high = target.reps
    if in_round:
        most = int(standards.of("time_in_round").value / seconds_of(variation, replace(target, reps=(1, 1)), 1, 0.0))
        return replace(target, reps=(low, max(low, min(high, most)))), 1
    if goal == "warm-up":
        return target, sets
    budget = 60 * wish.minutes * standards.of("share_of_workout").value
    while sets > 1 and seconds_of(variation, target, sets, rest_s) > budget:
        sets -= 1
    return target, sets


def seconds_of(variation: Variation, target: Target, sets: int, rest_s: float) -> float:
    """How long the sets take, rests between them counted; standing, one leg after the other."""
    tempo, legs = target.tempo, 2 if variation == "standing" else 1
    one = 0.0
    if tempo is not None:
        one = tempo.eccentric_s + tempo.stretched_pause_s + tempo.concentric_s + tempo.squeezed_pause_s
    return sets * legs * target.reps[1] * one + (sets - 1) * rest_s


def starting_load(
    wish: Wish, goal: Goal, variation: Variation, target: Target, screening: Screening, standards: Standards,
    history: Sequence[LoggedSet], now: datetime | None,
) -> StartingLoad:  # fmt: skip
    """The load with which the fewest repetitions leave what is to be left."""
    if variation in BODYWEIGHT:
        return StartingLoad(None)
    held = screening.limits.load_share or 1.0
    most = standards.of("most_load", goal).value / 100
    heavy, light = (held * min(most, load_share(target.reps[0] + left, standards)) for left in target.reserve)
    oldest = None if now is None else now - timedelta(days=standards.of("estimates_age").value)
    recent = [
        done for done in history if done.variation == variation and (oldest is None or done.performed_at >= oldest)
    ]
    known = recent_one_rep_max(recent, standards)
    load_kg = None
    if known is not None:
        step_kg = wish.plate_step_kg or standards.of("plate_step").value
        load_kg = max(step_kg, plates_below(light * known.value_kg, step_kg))
    return StartingLoad((100 * light, 100 * heavy), load_kg, known)
