"""Progress in words and figures for a person; the terminal and the page share it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from legcurl.coach.change import Change, Measure, Verdict
from legcurl.coach.progress import Progress, Strand
from legcurl.form.wording import count
from legcurl.report.words import UNKNOWN, number

NAMES: Mapping[str, str] = MappingProxyType({
    "strength": "Strength", "range": "Range", "tempo": "Tempo", "effort": "Effort", "sides": "Sides",
})  # fmt: skip
MARKS: Mapping[Verdict, str] = MappingProxyType({"better": "▲", "worse": "▼", "cannot tell": "·"})
"""Beside the word, never in its place."""
DECIMALS: Mapping[str, int] = MappingProxyType({"kg": 1, "s": 1})
"""Of a value in a unit; ratings have one where they are no whole numbers, everything else none."""
RATINGS = ("Borg", "left")


def strand_title(strand: Strand) -> str:
    """``Seated leg curl, machine by the window``."""
    what = f"{strand.variation or ''} leg curl".strip().capitalize()
    return f"{what}, {strand.machine}" if strand.machine else what


def size(strand: Strand) -> str:
    """How much there is."""
    return f"{count(strand.sets, 'set')} on {count(strand.days, 'training day')}"


def span(progress: Progress) -> str:
    """From when to when."""
    if progress.since is None or progress.until is None:
        return "no sets"
    return f"{progress.since:%Y-%m-%d} to {progress.until:%Y-%m-%d}"


def value(measure: Measure, amount: float | None) -> str:
    """A value of a measure with its unit."""
    halves = amount is not None and measure.unit in RATINGS and amount != round(amount)
    return number(amount, 1 if halves else DECIMALS.get(measure.unit, 0), measure.unit)


def change(one: Change) -> str:
    """The change with its sign, to a tenth so that it never seems to be what it is not; in per cent where judged so."""
    if one.change is None:
        return UNKNOWN
    relative = one.measure.relative and one.first
    amount = 100 * one.change / one.first if relative and one.first else one.change
    return f"{'+' if amount > 0 else ''}{number(amount, 1, '%' if relative else one.measure.unit)}"


def needed(one: Change) -> str:
    """The smallest real difference."""
    return number(
        one.measure.needed, 1 if one.measure.needed % 1 else 0, "%" if one.measure.relative else one.measure.unit
    )
