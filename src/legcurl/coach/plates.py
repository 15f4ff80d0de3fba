"""Loads that a stack can be set to: the multiples of its plate step."""

from __future__ import annotations

import math

SLACK = 1e-6
"""Steps by which a load may miss a multiple and still be one: rounding of kilograms from pounds."""


def plates_below(load_kg: float, step_kg: float) -> float:
    """The highest multiple of the step that is not more than the load, kg."""
    return round(step_kg * math.floor(load_kg / step_kg + SLACK), 6)


def plates_above(load_kg: float, step_kg: float) -> float:
    """The lowest multiple of the step that is more than the load, kg."""
    return round(step_kg * (math.floor(load_kg / step_kg + SLACK) + 1), 6)
