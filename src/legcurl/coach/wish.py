"""What somebody wants to train for, and with what: the side of a plan that the person says."""

from __future__ import annotations

from dataclasses import dataclass

from legcurl.errors import UsageError
from legcurl.vocabulary import BODYWEIGHT, VARIATIONS, Experience, Goal, Variation

MACHINES: tuple[Variation, ...] = tuple(name for name in VARIATIONS if name not in BODYWEIGHT)
DAYS, MINUTES, AGE = (1, 7), (5.0, 240.0), (5.0, 110.0)
"""What can be said of a week, a workout and a person; beyond is a typing error (design choice)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to train for, and with what.

    Parameters
    ----------
    goal : Goal
    experience : {"novice", "intermediate", "advanced"}
    equipment : tuple of Variation
        Machines that are there; the variations with the own body need none.
    days_per_week : int
        Days on which the person trains.
    minutes : float
        Of a whole workout.
    age : float, optional
        Years.
    variation : optional
        The one that the person asks for.
    event_in_days : float, optional
        Days until a competition.
    plate_step_kg : float, optional
        Smallest step of the machine; a usual one unless given.

    Raises
    ------
    UsageError
        If a number is none that a person or a week can have.
    """

    goal: Goal
    experience: Experience = "novice"
    equipment: tuple[Variation, ...] = MACHINES
    days_per_week: int = 3
    minutes: float = 60.0
    age: float | None = None
    variation: Variation | None = None
    event_in_days: float | None = None
    plate_step_kg: float | None = None

    def __post_init__(self) -> None:
        bounds = {"days_per_week": DAYS, "minutes": MINUTES, "age": AGE, "event_in_days": (0, 3650),
                  "plate_step_kg": (0.1, 100)}  # fmt: skip
        for name, (low, high) in bounds.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise UsageError(f"{name} = {value:g}: expected {low:g} to {high:g}")
