"""What a set, a name and a setting may be; checked once, before anything is stored."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

from legcurl.coach.history import LoggedSet, SetKind
from legcurl.errors import InputError
from legcurl.journal.entry import LoggedMachine
from legcurl.journal.models import NAME, PLACE, WORD
from legcurl.plan import BOUNDS
from legcurl.vocabulary import GOALS, LEGS, VARIATIONS

MOST_REPS = 1000
"""In one set; more is a typing error."""
LONGEST_NOTE = 10_000
EARLIEST_YEAR = 1950
"""Of a set; leg curl machines are not much older, and an earlier date is a wrong format."""
CLOCK_AHEAD = timedelta(days=1)
"""How far in the future a set may lie: clocks and zones are set wrongly, by hours."""
WORDS: dict[str, tuple[str, ...]] = {
    "variation": VARIATIONS, "leg": LEGS, "goal": GOALS, "kind": get_args(SetKind),
}  # fmt: skip
MACHINE_KG = {"plate_step_kg": (0.1, 50.0), "lightest_kg": (0.0, 100.0)}
"""What a stack's smallest step and lightest load can be; beyond is a typing error."""
REQUIRED = ("kind",)
LENGTHS = {"exercise_name": NAME, "source": WORD, "source_id": NAME, "notes": LONGEST_NOTE, "machine": NAME}
NUMBERS = (
    "load_kg", "borg", "repetitions_in_reserve", "pain", "rom_deg", "concentric_s", "hold_s", "eccentric_s",
    "velocity_loss_pct", "side_difference_pct", "time_under_tension_s",
)  # fmt: skip
SIGNED = ("velocity_loss_pct", "side_difference_pct", "rom_deg")


def check_set(done: LoggedSet) -> None:
    """Refuse a set that cannot have been.

    Raises
    ------
    InputError
        With the field, what it is, and what was expected.
    """
    _check_time(done.performed_at)
    if isinstance(done.reps, bool) or not isinstance(done.reps, int) or not 0 <= done.reps <= MOST_REPS:
        raise InputError(f"{done.reps} repetitions: expected a whole number from 0 to {MOST_REPS}")
    for name in NUMBERS:
        _check_number(name, getattr(done, name))
    for name, known in WORDS.items():
        value = getattr(done, name)
        if value not in known and not (value is None and name not in REQUIRED):
            raise InputError(f"{name} {value!r} is unknown: expected one of {', '.join(known)}")
    for name, longest in LENGTHS.items():
        value = getattr(done, name)
        if value is not None:
            check_text(name, value, longest)
    if not done.source:
        raise InputError("source is empty: expected where the set comes from, such as 'entered'")
    for finding in done.findings:
        check_text("finding", finding, WORD)


def check_text(name: str, value: str, longest: int = NAME) -> None:
    """Refuse text that is too long or that no database keeps as it is."""
    if len(value) > longest:
        raise InputError(f"{name} has {len(value)} characters: expected at most {longest}")
    if "\0" in value or any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise InputError(f"{name} {value[:40]!r}: holds what is no text (a zero byte, or half a character)")


def check_path(path: str) -> None:
    """Refuse a path that cannot be kept."""
    check_text("video", path, PLACE)


def clean_name(what: str, name: str) -> str:
    """A name of a person or thing, with single spaces, or :class:`InputError`."""
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean:
        raise InputError(f"the name of the {what} is empty")
    check_text(f"name of the {what}", clean)
    if re.search(r"[\x00-\x1f\x7f-\x9f]", clean):
        raise InputError(f"the name of the {what} {clean!r} holds a control character")
    return clean


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    return unicodedata.normalize("NFC", name.casefold())[:NAME]


def _check_time(at: datetime) -> None:
    if at.tzinfo is None:
        raise InputError(
            f"{at.isoformat(' ')} has no time zone", fix="Write it with one, as in 2026-05-01T18:30+02:00."
        )
    if at.year < EARLIEST_YEAR:
        raise InputError(f"{at.date()} is before {EARLIEST_YEAR}: is it another order of day, month and year?")
    if at > datetime.now(UTC) + CLOCK_AHEAD:
        raise InputError(f"{at.date()} is in the future: is it another order of day, month and year?")


def _check_number(name: str, value: float | None) -> None:
    if value is None:
        return
    low, high = BOUNDS.get(name, (-math.inf if name in SIGNED else 0.0, math.inf))
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{name} {value!r} is not a number")
    if not low <= value <= high:
        bound = f"{low:g} to {high:g}" if math.isfinite(high) else "0 or more"
        raise InputError(f"{name} {value:g}: expected {bound}")


def checked_machine(machine: LoggedMachine) -> LoggedMachine:
    """A machine that can be, its names with single spaces, or :class:`InputError`."""
    if machine.variation is not None and machine.variation not in VARIATIONS:
        raise InputError(f"variation {machine.variation!r} is unknown: expected one of {', '.join(VARIATIONS)}")
    for name, (low, high) in MACHINE_KG.items():
        value = getattr(machine, name)
        if value is not None and not low <= value <= high:
            raise InputError(f"{name} {value:g}: expected {low:g} to {high:g}")
    settings = {}
    for name, value in machine.settings.items():
        check_text(name, value)
        settings[clean_name("setting", name)] = " ".join(value.split())
    return replace(machine, name=clean_name("machine", machine.name), settings=settings)
