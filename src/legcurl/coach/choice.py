"""Which leg curl: the first of those that suit the goal, can be done here, and that nothing speaks against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from legcurl.vocabulary import BODYWEIGHT, Goal, Variation

GROWTH = "12 weeks of seated curls grew the two-joint hamstrings more than prone ones (Maeo 2021)"
NEAREST_FIRST: Mapping[Goal, tuple[Variation, ...]] = MappingProxyType({
    "hypertrophy": ("seated", "prone", "standing", "nordic", "slider", "ball"),
    "fitness": ("seated", "prone", "standing", "slider", "ball", "nordic"),
    "athletic": ("nordic", "seated", "prone", "standing", "slider", "ball"),
    "form-cue": ("prone", "standing", "slider", "ball", "seated"),
    "warm-up": ("seated", "prone", "standing", "ball", "slider"),
    "rehab": ("seated", "prone", "standing", "slider", "ball"),
})  # fmt: skip
"""Variations by goal, the most suitable first (design choice but for seated growth); what is missing does not suit."""
REASONS: Mapping[Variation, str] = MappingProxyType({
    "seated": "sitting lengthens the three two-joint hamstrings, and the machine holds thigh and back",
    "prone": "the hip is nearly straight, as at the top of a hip hinge, and the bench holds the body",
    "standing": "one leg at a time, so that neither can help the other",
    "nordic": "the own body loads the way down more than most machines do",
    "slider": "it needs a smooth floor and a towel, and works hamstrings and buttocks together",
    "ball": "it needs a ball, and works hamstrings and buttocks together",
})  # fmt: skip
"""Why one is chosen, in general (design choice)."""


def suitable(
    goal: Goal, equipment: Sequence[Variation], allowed: Sequence[Variation], *, nordic: bool
) -> tuple[Variation, ...]:
    """The variations that may be prescribed, the most suitable first.

    Parameters
    ----------
    goal : Goal
    equipment : sequence of Variation
        Machines that are there; those with the own body need none.
    allowed : sequence of Variation
        Those that the screening leaves.
    nordic : bool
        Whether the person is up to a nordic.
    """
    here = set(equipment) | BODYWEIGHT
    return tuple(
        variation
        for variation in NEAREST_FIRST[goal]
        if variation in here and variation in allowed and (nordic or variation != "nordic")
    )


def reason(goal: Goal, variation: Variation, equipment: Sequence[Variation], allowed: Sequence[Variation]) -> str:
    """Why this one, in a sentence; what would have come first and is not possible is named."""
    why = GROWTH if goal == "hypertrophy" and variation == "seated" else REASONS[variation]
    before = NEAREST_FIRST[goal][: NEAREST_FIRST[goal].index(variation)]
    missing = [name for name in before if name not in equipment and name not in BODYWEIGHT]
    barred = [name for name in before if name in (*equipment, *BODYWEIGHT) and name not in allowed]
    apart = [
        f"{' and '.join(names)} {words}" for names, words in ((missing, "not here"), (barred, "not for you")) if names
    ]
    return f"{why} ({'; '.join(apart)})" if apart else why
