"""What each number of a plan rests on: its entry in the tables, with unit and source."""

from __future__ import annotations

from collections.abc import Mapping

from legcurl.coach.dose import Target
from legcurl.coach.screening import Limits
from legcurl.form.standards import Standard, Standards
from legcurl.vocabulary import BODYWEIGHT, Goal, Variation

SET = {
    "repetitions": "reps", "repetitions at most": "reps_per_set", "left in reserve": "reserve", "effort": "effort",
    "down": "eccentric_time", "pause": "stretched_pause", "up": "concentric_time", "hold": "squeeze_time",
    "sets": "sets", "rest": "rest_between_sets", "days a week": "sessions", "pain": "pain_limit",
}  # fmt: skip
LOAD = {"1RM": "one_rm_error", "load for many repetitions": "load_for_many_reps", "most load": "most_load"}
BLOCK = {"block": "block_weeks", "deload sets": "deload_sets"}
STEPS = {"deload load": "deload_load", "step of load": "load_increase"}
LIGHTER = {"lighter repetitions": "reps_lighter", "lighter sets": "sets_lighter"}
NO_FAILURE = {"age for failure": "failure_age", "left without failure": "reserve_without_failure",
              "effort without failure": "effort_without_failure"}  # fmt: skip


def basis_of(
    goal: Goal, variation: Variation, target: Target, limits: Limits, standards: Standards,
    *, lighter: bool, in_round: bool, near_event: bool,
) -> Mapping[str, Standard]:  # fmt: skip
    """Every number that went into a plan, by what it is.

    Parameters
    ----------
    goal, variation, target
        What was planned.
    limits : Limits
        How the screening holds it back.
    standards : Standards
        As :func:`legcurl.coach.dose.load_dose` gives them.
    lighter, in_round, near_event : bool
        Which of the rules were at work.
    """
    names = dict(SET)
    if variation not in BODYWEIGHT:
        names |= LOAD
    if target.progresses:
        names |= BLOCK if variation in BODYWEIGHT else BLOCK | STEPS
    if lighter:
        names |= LIGHTER
    elif target.judged == "borg" and standards.of("most_reserve", goal).value > 0:
        names |= NO_FAILURE
    names |= {"time in a round": "time_in_round"} if in_round else {"share of the workout": "share_of_workout"}
    if near_event:
        names |= {"days before the event": "days_before_event"}
    return {what: standards.of(name, goal, variation) for what, name in names.items()} | _held_back(limits)


def _held_back(limits: Limits) -> dict[str, Standard]:
    """The limits of the screening as entries."""
    values = {
        "most effort by the screening": (limits.most_borg, "Borg 6–20"),
        "least left by the screening": (limits.least_reserve, "reps"),
        "load held back by the screening": (limits.load_share, "share"),
    }
    return {
        what: Standard(what.replace(" ", "_"), value, value, unit, what, "not stated", limits.source)
        for what, (value, unit) in values.items()
        if value is not None
    }
