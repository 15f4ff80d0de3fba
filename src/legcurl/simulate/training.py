"""Weeks of training of known truth: what changes from the first day to the last, and the scatter on top of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from legcurl.coach.history import LoggedSet
from legcurl.coach.plates import plates_above
from legcurl.vocabulary import Goal

Ends = tuple[float, float]

FIRST_DAY = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
DAYS_OF_WEEK = (0, 2, 4)
"""Monday, Wednesday, Friday."""
WORK_SHARE, PLATE_KG = 0.79, 2.5
"""Load of the working sets, of the 1RM of that day, on the next plate: 5 to 10 repetitions."""
LOMBARDI = 0.1
TEST_LOAD_KG, TEST_REPS = 25.0, 12
"""The first set of each day, always the same."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A lifter from the first day to the last, along straight lines.

    Parameters
    ----------
    one_rm_kg : tuple of float
        True 1RM.
    rom_deg, eccentric_s : tuple of float
        Range, and way down as it is measured.
    borg : tuple of float
        Effort of the same load and repetitions.
    sides_pct : tuple of float
        Left against right.
    weeks : int
    goal : Goal
    """

    one_rm_kg: Ends = (50.0, 50.0)
    rom_deg: Ends = (95.0, 95.0)
    eccentric_s: Ends = (1.0, 1.0)
    borg: Ends = (14.0, 14.0)
    sides_pct: Ends = (20.0, 20.0)
    weeks: int = 12
    goal: Goal = "hypertrophy"


@dataclass(frozen=True, slots=True)
class Scatter:
    """Standard deviations from day to day and set to set (design choice, in the order of the published errors)."""

    one_rm_pct: float = 3.0
    reserve: float = 0.7
    rom_deg: float = 4.0
    eccentric_s: float = 0.15
    borg: float = 0.8
    sides_pct: float = 6.0


USUAL_SCATTER = Scatter()


def simulate_training(truth: Truth, seed: int, scatter: Scatter = USUAL_SCATTER) -> tuple[LoggedSet, ...]:
    """Every set of the weeks, in time.

    Each day has a set that is always the same and three working sets, three days a week. Repetitions follow Lombardi's
    formula; effort and repetitions in reserve are what the lifter says, with their error and in whole numbers.

    Parameters
    ----------
    truth : Truth
    seed : int
    scatter : Scatter
    """
    rng = np.random.default_rng(seed)
    sets: list[LoggedSet] = []
    for week in range(truth.weeks):
        for weekday in DAYS_OF_WEEK:
            on = (week + weekday / 7) / (truth.weeks - 1 + DAYS_OF_WEEK[-1] / 7)
            day = FIRST_DAY + timedelta(weeks=week, days=weekday)
            sets += _day(truth, scatter, on, day, rng)
    return tuple(sets)


def _day(truth: Truth, scatter: Scatter, on: float, day: datetime, rng: np.random.Generator) -> list[LoggedSet]:
    def seen(ends: Ends, sigma: float) -> float:
        return float(ends[0] + on * (ends[1] - ends[0]) + rng.normal(0.0, sigma))

    best_kg = seen(truth.one_rm_kg, 0.0) * (1 + rng.normal(0.0, scatter.one_rm_pct / 100))
    borg = round(min(max(seen(truth.borg, scatter.borg), 6.0), 20.0))
    sets = [LoggedSet(day, TEST_REPS, TEST_LOAD_KG, "seated", goal=truth.goal, borg=borg, source="simulated")]
    load_kg = plates_above(WORK_SHARE * best_kg, PLATE_KG)
    for number in range(1, 4):
        to_failure = (best_kg / load_kg) ** (1 / LOMBARDI)
        left = int(rng.integers(0, 3))
        said = max(0, round(left + rng.normal(0.0, scatter.reserve)))
        sets.append(
            LoggedSet(
                performed_at=day + timedelta(minutes=4 * number),
                reps=max(1, int(to_failure) - left),
                load_kg=load_kg,
                variation="seated",
                goal=truth.goal,
                repetitions_in_reserve=said,
                rom_deg=seen(truth.rom_deg, scatter.rom_deg),
                eccentric_s=max(0.1, seen(truth.eccentric_s, scatter.eccentric_s)),
                side_difference_pct=seen(truth.sides_pct, scatter.sides_pct),
                source="simulated",
            )
        )
    return sets
