"""The weeks of a block: a first one to find the load, then more from week to week, and a lighter one at the end."""

from __future__ import annotations

import math
from dataclasses import dataclass

from legcurl.coach.dose import Target
from legcurl.form.standards import Standards
from legcurl.vocabulary import BODYWEIGHT, Goal, Variation

VERY_LIGHT = 9
"""Borg's word for 9 (recalled): the least that is planned where a goal has no lower bound."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week.

    Parameters
    ----------
    number : int
    sets : int
        Of each session.
    reps : int
        To aim for in the first set; the next set says the rest.
    reserve, borg : int
        Repetitions to leave, and effort on Borg's 6–20 scale.
    load_share : float
        Of the load that was reached by then: 1, or less in the deload.
    deload : bool
    what : str
        In a few words.
    """

    number: int
    sets: int
    reps: int
    reserve: int
    borg: int
    load_share: float
    deload: bool
    what: str


def block_of(goal: Goal, variation: Variation, target: Target, sets: int, standards: Standards) -> tuple[Week, ...]:
    """The weeks of a block.

    In the first week there is a set less and the most is left in reserve. From then on repetitions, and with them
    load, go up by double progression while less is left. The last week is a deload: fewer sets, a lighter load, and
    more left than in any week before.

    Parameters
    ----------
    goal : Goal
    variation : Variation
    target : Target
        Of one set.
    sets : int
        Of a usual session.
    standards : Standards
        As :func:`legcurl.coach.dose.load_dose` gives them.
    """
    length = int(standards.of("block_weeks", goal).value)
    if length < 2:
        return ()
    (low, high), (least, most), hardest = target.reps, target.reserve, target.borg[1]
    easiest = min(max(target.borg[0], VERY_LIGHT), hardest)
    more = "repetitions up, then a slower way down" if variation in BODYWEIGHT else "repetitions up, then load"
    weeks = []
    for number in range(1, length):
        on = (number - 1) / max(length - 2, 1)
        weeks.append(
            Week(
                number=number,
                sets=max(1, sets - 1) if number == 1 else sets,
                reps=low + round((high - low) * on),
                reserve=round(most - (most - least) * on),
                borg=round(easiest + (hardest - easiest) * on),
                load_share=1.0,
                deload=False,
                what="settle in" if number == 1 else more,
            )
        )
    weeks.append(
        Week(
            number=length,
            sets=max(1, math.ceil(sets * standards.of("deload_sets").value)),
            reps=low,
            reserve=round(most) + 2,
            borg=round(max(easiest - 2, VERY_LIGHT)),
            load_share=standards.of("deload_load").value,
            deload=True,
            what="deload",
        )
    )
    return tuple(weeks)
