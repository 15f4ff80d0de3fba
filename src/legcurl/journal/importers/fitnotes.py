"""FitNotes: CSV of the day alone, in the date order of the phone; the unit in a column of its own or in the header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legcurl.journal.importers.csv_log import CsvLog
from legcurl.journal.importers.judging import RawSet
from legcurl.journal.importers.registry import register


@register
class FitNotes(CsvLog):
    """The export of FitNotes, old and new, of Android and iPhone."""

    name = "fitnotes"
    what = "FitNotes (CSV)"
    headers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "when": ("date",),
        "exercise": ("exercise",),
        "category": ("category",),
        "load": ("weight",),
        "load_kg": ("weight (kgs)", "weight (kg)"),
        "load_lb": ("weight (lbs)", "weight (lb)"),
        "unit": ("weight unit",),
        "reps": ("reps",),
        "notes": ("comment", "notes"),
    }
    marks = ("when", "exercise", "category", "reps")
    needed = ("when", "exercise", "reps")

    def entry(self, row: int, cells: Mapping[str, str]) -> RawSet:
        """Every row is a set."""
        unit = "kg" if cells.get("load_kg") else "lb" if cells.get("load_lb") else cells.get("unit", "")
        return RawSet(
            row,
            when=cells["when"],
            exercise=cells["exercise"],
            reps=cells["reps"],
            load=cells.get("load_kg") or cells.get("load_lb") or cells.get("load", ""),
            unit=unit,
            notes=cells.get("notes", ""),
        )

    def notes(self) -> list[str]:
        """The day alone is known."""
        return ["FitNotes writes the day alone; noon is taken as the time"]
