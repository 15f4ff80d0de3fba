"""How much: from a goal, a person and what is there to variation, sets, repetitions, load, tempo, rest and weeks.

Every number comes from ``dose.toml`` or the bounds of the form rules, and is listed with its source in
:attr:`Prescription.basis`. Nothing is prescribed past a stop of the screening, and no variation that it rules out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from legcurl.coach.basis import basis_of
from legcurl.coach.block import Week, block_of
from legcurl.coach.choice import reason, suitable
from legcurl.coach.dose import Target, target_for
from legcurl.coach.history import LoggedSet
from legcurl.coach.screening import Screening
from legcurl.coach.session import StartingLoad, fitted, seconds_of, sets_of, starting_load
from legcurl.coach.wish import Wish
from legcurl.form.standards import Standard, Standards
from legcurl.vocabulary import BODYWEIGHT, Goal, Variation

Place = Literal["after_compounds", "round", "before_event", "before_lift", "before_training", "on_its_own"]


@dataclass(frozen=True, slots=True)
class Prescription:
    """A plan for the leg curl.

    Parameters
    ----------
    goal : Goal
        What it serves; a warm-up where an event is near.
    variation : Variation
    why : str
        Why this one.
    others : tuple of Variation
        What would do too, the next best first.
    target : Target
        Repetitions, tempo and effort of a set, for :func:`legcurl.coach.next_set.next_set`.
    sets, rest_s : int, float
        Of a session.
    load : StartingLoad
    sessions_per_week : int
    place : Place
        Where it stands in a workout.
    minutes : float
        About how long it takes, rests counted.
    weeks : tuple of Week
        The block; empty where nothing is to be raised from week to week.
    lighter : bool
        Whether the screening holds it back.
    cautions : tuple of str
        What to heed, in sentences.
    basis : mapping of str to Standard
        Every number by what it is, with its source.
    """

    goal: Goal
    variation: Variation
    why: str
    others: tuple[Variation, ...]
    target: Target
    sets: int
    rest_s: float
    load: StartingLoad
    sessions_per_week: int
    place: Place
    minutes: float
    weeks: tuple[Week, ...]
    lighter: bool
    cautions: tuple[str, ...]
    basis: Mapping[str, Standard]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why there is no plan."""

    reasons: tuple[str, ...]


def prescribe(
    wish: Wish,
    screening: Screening,
    standards: Standards,
    history: Sequence[LoggedSet] = (),
    *,
    now: datetime | None = None,
) -> Prescription | Withheld:
    """A plan, or the reasons why there is none.

    Parameters
    ----------
    wish : Wish
    screening : Screening
        What the person's answers lead to.
    standards : Standards
        As :func:`legcurl.coach.dose.load_dose` gives them.
    history : sequence of LoggedSet
        The person's own sets: the 1RM comes from them.
    now : datetime, optional
        Sets long before are not counted; all are unless given.
    """
    if screening.outcome == "see_professional":
        return Withheld(tuple(f"{told.why} {told.advice}".strip() for told in screening.reasons
                              if told.outcome == "see_professional"))  # fmt: skip
    goal, event_note = _goal_today(wish, standards)
    possible = suitable(goal, wish.equipment, screening.variations, nordic=_up_to_nordic(wish, screening, standards))
    chosen = next(iter(possible), None) if wish.variation is None else wish.variation
    if chosen is None or chosen not in possible:
        return Withheld((_not_possible(wish, goal, chosen, possible, screening),))
    target = _held_back(wish, target_for(goal, chosen, standards), goal, screening, standards)
    sets, rest_s = sets_of(wish, goal, screening, standards), standards.of("rest_between_sets", goal).value
    in_round = wish.minutes <= standards.of("short_workout").value
    target, sets = fitted(wish, goal, chosen, target, sets, rest_s, standards, in_round=in_round)
    low, most = standards.of("sessions", goal).low, standards.of("sessions", goal).high
    sessions = min(wish.days_per_week, int(most))
    seldom = (f"{sessions} day a week is fewer than {low:g}: it keeps what is there more than it adds.",)
    cautions = (*event_note, *_cautions(goal, chosen, wish, screening, standards), *(seldom if sessions < low else ()))
    weeks = block_of(goal, chosen, target, sets, standards)
    return Prescription(
        goal=goal,
        variation=chosen,
        why=reason(goal, chosen, wish.equipment, screening.variations) if wish.variation is None else "your own choice",
        others=tuple(name for name in possible if name != chosen),
        target=target,
        sets=sets,
        rest_s=rest_s,
        load=starting_load(wish, goal, chosen, target, screening, standards, history, now),
        sessions_per_week=sessions,
        place="before_event" if event_note else _place(goal, in_round=in_round),
        minutes=seconds_of(chosen, target, sets, rest_s) / 60,
        weeks=weeks,
        lighter=screening.outcome == "go_lighter",
        cautions=cautions,
        basis=basis_of(
            goal, chosen, target, screening.limits, standards,
            lighter=screening.outcome == "go_lighter", in_round=in_round, near_event=bool(event_note),
        ),
    )  # fmt: skip


def _goal_today(wish: Wish, standards: Standards) -> tuple[Goal, tuple[str, ...]]:
    """The goal, which gives way to a warm-up shortly before an event."""
    closest = standards.of("days_before_event").value
    if wish.event_in_days is None or wish.event_in_days > closest or wish.goal in ("warm-up", "rehab", "form-cue"):
        return wish.goal, ()
    note = f"The event is {wish.event_in_days:g} days away: in the last {closest:g} days only the warm-up."
    return "warm-up", (note,)


def _up_to_nordic(wish: Wish, screening: Screening, standards: Standards) -> bool:
    ages = standards.of("failure_age")
    grown = wish.age is None or ages.low <= wish.age <= ages.high
    return wish.experience != "novice" and screening.outcome == "go" and grown


def _not_possible(
    wish: Wish, goal: Goal, wanted: Variation | None, possible: Sequence[Variation], screening: Screening
) -> str:
    if wanted is None:
        return "No leg curl is left: the screening rules out what could be done here."
    instead = f" These would do: {', '.join(possible)}." if possible else ""
    if wanted not in screening.variations:
        told = next((one.why for one in screening.reasons if one.outcome != "go"), "")
        return f"The screening rules out the {wanted} leg curl. {told}{instead}"
    if wanted not in BODYWEIGHT and wanted not in wish.equipment:
        return f"There is no machine for the {wanted} leg curl here.{instead}"
    return f"The {wanted} leg curl is too hard for this goal or experience ({goal}, {wish.experience}).{instead}"


def _held_back(wish: Wish, target: Target, goal: Goal, screening: Screening, standards: Standards) -> Target:
    """The target within the limits of the screening, and without failure where the age speaks against it."""
    ages, limits = standards.of("failure_age"), screening.limits
    if wish.age is not None and not ages.low <= wish.age <= ages.high and target.judged == "reserve":
        left, effort = standards.of("reserve_without_failure"), standards.of("effort_without_failure")
        target = replace(target, judged="borg", reserve=(left.low, left.high), borg=(effort.low, effort.high))
    if screening.outcome != "go_lighter":
        return target
    if target.progresses and goal != "rehab":
        more = standards.of("reps_lighter")
        high = min(int(more.high), target.most_reps)
        target = replace(target, reps=(min(int(more.low), high - 2), high))
    most = target.borg[1] if limits.most_borg is None else min(target.borg[1], limits.most_borg)
    least = target.reserve[0] if limits.least_reserve is None else max(target.reserve[0], limits.least_reserve)
    usual = standards.of("effort").low
    return replace(
        target, judged="borg",
        borg=(min(target.borg[0], usual, most), most),
        reserve=(least, max(target.reserve[1], least + 2)),
    )  # fmt: skip


def _place(goal: Goal, *, in_round: bool) -> Place:
    places: Mapping[Goal, Place] = {"form-cue": "before_lift", "warm-up": "before_training", "rehab": "on_its_own"}
    if goal in places:
        return places[goal]
    return "round" if in_round else "after_compounds"


def _cautions(
    goal: Goal, variation: Variation, wish: Wish, screening: Screening, standards: Standards
) -> tuple[str, ...]:
    told = [f"{one.why} {one.advice}".strip() for one in screening.reasons if one.outcome == "go_lighter"]
    if goal == "rehab":
        told.append("Whoever treats you has the last word on when and how much.")
    if wish.experience == "novice" and variation not in BODYWEIGHT:
        told.append("Let a coach set the machine: the knee in line with its pivot, the pad just above the heel.")
    limit = standards.of("pain_limit").value
    told.append(
        f"Pain above {limit:g} of 10 ends the exercise, and so does a pop, locking, numbness or a swollen calf."
    )
    return tuple(dict.fromkeys(told))
