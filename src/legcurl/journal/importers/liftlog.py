"""LiftLog: CSV with a session, a time and a unit for every set, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legcurl.journal.importers.csv_log import CsvLog
from legcurl.journal.importers.judging import RawSet
from legcurl.journal.importers.registry import register


@register
class LiftLog(CsvLog):
    """The plain-text export of LiftLog."""

    name = "liftlog"
    what = "LiftLog (CSV)"
    headers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "session": ("sessionid",),
        "when": ("timestamp",),
        "exercise": ("exercise",),
        "load": ("weight",),
        "unit": ("weightunit",),
        "reps": ("reps",),
        "notes": ("notes",),
    }
    marks = ("session", "when", "exercise", "reps")
    needed = ("session", "when", "exercise", "reps")

    def entry(self, row: int, cells: Mapping[str, str]) -> RawSet:
        """Every row is a set that was done."""
        return RawSet(
            row,
            when=cells["when"],
            exercise=cells["exercise"],
            reps=cells["reps"],
            load=cells.get("load", ""),
            unit=cells.get("unit", ""),
            notes=cells.get("notes", ""),
            session=cells["session"],
        )
