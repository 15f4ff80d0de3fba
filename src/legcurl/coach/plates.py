"""Loads that a stack can be set to: its lightest one and steps from there; multiples of the step unless it is known."""

from __future__ import annotations

import math

SLACK = 0.03
"""Steps by which a load may miss the grid and still be on it: a step of 10 lb written as 4.54 kg is off by that much
after 30 plates."""


def plates_below(load_kg: float, step_kg: float, lightest_kg: float = 0.0) -> float:
    """The highest load of the stack that is not more than this one, kg; this one itself where it is on the stack."""
    return round(min(load_kg, lightest_kg + step_kg * _steps(load_kg - lightest_kg, step_kg)), 6)


def plates_above(load_kg: float, step_kg: float, lightest_kg: float = 0.0) -> float:
    """The lowest load of the stack that is more than this one, kg."""
    return round(lightest_kg + step_kg * (_steps(load_kg - lightest_kg, step_kg) + 1), 6)


def _steps(above_kg: float, step_kg: float) -> int:
    return math.floor(above_kg / step_kg + SLACK)
