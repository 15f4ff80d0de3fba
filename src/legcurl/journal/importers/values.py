"""Cells of a training log as values; what cannot be is refused with the reason."""

from __future__ import annotations

import re

from legcurl.journal.importers.registry import LoadUnit

KG_PER_LB = 0.45359237
"""International pound, exactly."""
MOST_REPS = 300
"""In one set of a log typed by hand; more is a slip (100 for 10), or a count of a day."""
RESERVE_SCALE = 10.0
"""The apps ask for effort as 10 less the repetitions in reserve (Strong, Hevy)."""
UNITS: dict[str, LoadUnit] = {
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg", "кг": "kg",
    "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb",
}  # fmt: skip

_NUMBER = re.compile(r"(?P<sign>[-+−]?)\s?(?P<figures>\d+(?:[.,]\d+)?|[.,]\d+)\s*(?P<unit>[^\W\d]+\.?)?")


def number(text: str, what: str) -> float | None:
    """A number with a decimal point or comma, None for an empty cell.

    Raises
    ------
    ValueError
        If it is none.
    """
    plain = text.strip()
    if plain in ("", "-", "–"):
        return None
    found = _NUMBER.fullmatch(plain)
    if found is None or found["unit"] or len(plain) > 30:
        raise ValueError(f"{what} {plain[:20]!r} is no number")
    value = float(found["figures"].replace(",", "."))
    return -value if found["sign"] in ("-", "−") else value


def repetitions(text: str) -> int:
    """Repetitions of a set.

    Raises
    ------
    ValueError
        If there are none, or no whole number of them that anybody does.
    """
    value = number(text, "repetitions")
    if not value:
        raise ValueError("no repetitions were entered")
    if value != int(value) or not 1 <= value <= MOST_REPS:
        raise ValueError(f"{value:g} repetitions; expected a whole number from 1 to {MOST_REPS}")
    return int(value)


def load_unit(text: str) -> LoadUnit | None:
    """Unit of a load, None where nothing is said.

    Raises
    ------
    ValueError
        If it is neither kg nor lb.
    """
    plain = text.strip().casefold().rstrip(".")
    if plain in ("", "-", "nil", "none"):
        return None
    if plain not in UNITS:
        raise ValueError(f"load in {text.strip()[:20]!r}; expected kg or lb")
    return UNITS[plain]


def in_reserve(text: str) -> float | None:
    """Repetitions in reserve of an effort from 1 to 10, None where none was entered.

    Raises
    ------
    ValueError
        If it is not on that scale.
    """
    value = number(text, "effort")
    if not value:
        return None
    if not 1 <= value <= RESERVE_SCALE:
        raise ValueError(f"effort (RPE) {value:g}; expected 1 to {RESERVE_SCALE:g}")
    return RESERVE_SCALE - value
