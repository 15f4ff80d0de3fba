"""Hevy: CSV with the unit in the header, and dates in the language of the phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from legcurl.coach.history import SetKind
from legcurl.journal.importers.csv_log import Columns, CsvLog
from legcurl.journal.importers.judging import RawSet
from legcurl.journal.importers.log_file import Row
from legcurl.journal.importers.registry import register

KINDS: dict[str, SetKind] = {"normal": "work", "warmup": "warm-up", "dropset": "drop", "failure": "failure"}


@register
class Hevy(CsvLog):
    """The export of Hevy."""

    name = "hevy"
    what = "Hevy (CSV)"
    headers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "when": ("start_time",),
        "exercise": ("exercise_title",),
        "notes": ("exercise_notes",),
        "index": ("set_index",),
        "kind": ("set_type",),
        "load_kg": ("weight_kg",),
        "load_lb": ("weight_lbs", "weight_lb"),
        "reps": ("reps",),
        "effort": ("rpe",),
    }
    marks = ("when", "exercise", "index", "reps")
    needed = ("when", "exercise", "index", "reps")

    def entries(self, rows: Sequence[Row | RawSet], columns: Columns) -> list[RawSet]:
        """What each row says of a set; notes of an exercise, repeated in each row of its run, go to the first one."""
        found: list[RawSet] = []
        before: RawSet | None = None
        for entry in super().entries(rows, columns):
            same = before is not None and (before.when, before.exercise, before.notes) == (
                entry.when, entry.exercise, entry.notes,
            )  # fmt: skip
            found.append(replace(entry, notes="") if same else entry)
            before = entry
        return found

    def entry(self, row: int, cells: Mapping[str, str]) -> RawSet:
        """Every row is a set."""
        kind = cells.get("kind", "").casefold()
        return RawSet(
            row,
            when=cells["when"],
            exercise=cells["exercise"],
            reps=cells["reps"],
            load=cells.get("load_kg") or cells.get("load_lb", ""),
            unit="kg" if cells.get("load_kg") else "lb",
            effort=cells.get("effort", ""),
            kind=KINDS.get(kind, "work"),
            notes=cells.get("notes", ""),
        )
