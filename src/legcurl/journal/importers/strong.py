"""Strong: CSV in four layouts, with commas or semicolons, with a header line or without."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from legcurl.coach.history import SetKind
from legcurl.journal.importers.csv_log import Columns, CsvLog
from legcurl.journal.importers.judging import RawSet
from legcurl.journal.importers.log_file import SEPARATORS, LogFile, Row
from legcurl.journal.importers.registry import register

KINDS: dict[str, SetKind] = {"w": "warm-up", "d": "drop", "f": "failure"}
"""Letters that stand in place of a set's number."""
NOTE = "note"
"""In place of a set's number: the row holds the notes of the exercise."""
NO_SETS = (NOTE, "rest timer")
HEADERLESS = (
    "when name duration exercise order load reps distance seconds notes workout_notes effort",
    "when name duration exercise order load reps distance seconds notes workout_notes",
    "when name exercise order load unit reps effort distance distance_unit seconds notes workout_notes duration",
    "when name duration exercise order load unit reps effort distance distance_unit seconds notes workout_notes",
    "number when name duration exercise order load_kg reps effort distance seconds notes workout_notes",
)
"""Orders of columns in which the app writes; by these a file without a header line is read."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?")
_NUMBERED = re.compile(r"\d{1,3}(?:[.,]0)?")
_ORDER = re.compile(r"\d{1,3}|[WDF]|Note|Rest Timer", re.IGNORECASE)
_FIGURE = re.compile(r"\d*(?:[.,]\d+)?")


@register
class Strong(CsvLog):
    """The export of Strong."""

    name = "strong"
    what = "Strong (CSV)"
    headers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "when": ("date", "datum"),
        "exercise": ("exercise name", "name der übung"),
        "order": ("set order", "reihenfolge festlegen"),
        "load": ("weight", "gewicht"),
        "load_kg": ("weight (kg)", "gewicht (kg)"),
        "load_lb": ("weight (lbs)", "weight (lb)", "gewicht (lbs)", "gewicht (lb)"),
        "unit": ("weight unit", "gewichtseinheit"),
        "reps": ("reps", "wiederh."),
        "effort": ("rpe",),
        "notes": ("notes", "notizen"),
    }
    marks = ("when", "exercise", "order", "reps")
    needed = ("when", "exercise", "order", "reps")

    def layout(self, file: LogFile) -> tuple[str, Columns, int, bool] | None:
        """By the header, else by what stands in the columns of the first row."""
        found = super().layout(file)
        if found is not None:
            return found if {"load", "load_kg", "load_lb"} & set(found[1]) else None
        for separator in SEPARATORS:
            first = tuple(cell.strip() for cell in file.first_row(separator))
            for names in map(str.split, HEADERLESS):
                if len(first) == len(names) and _fits(dict(zip(names, first, strict=True))):
                    columns = {name: at for at, name in enumerate(names) if name in self.headers}
                    return separator, columns, len(names), False
        return None

    def entries(self, rows: Sequence[Row | RawSet], columns: Columns) -> list[RawSet]:
        """What each row says of a set; the notes of an exercise go to its next set."""
        found: list[RawSet] = []
        waiting: dict[tuple[str, str], str] = {}
        for row in rows:
            if isinstance(row, RawSet):
                found.append(row)
                continue
            cells = {name: row.cells[at] for name, at in columns.items()}
            place = cells["when"], cells["exercise"]
            if cells["order"].casefold() == NOTE:
                waiting[place] = "\n".join(filter(None, (waiting.get(place), cells.get("notes"))))
            entry = self.entry(row.number, {**cells, "waiting": waiting.get(place, "")})
            if entry is not None:
                waiting.pop(place, None)
                found.append(entry)
        return found

    def entry(self, row: int, cells: Mapping[str, str]) -> RawSet | None:
        """A set, by its number or letter; a row without repetitions that has neither is none."""
        order, broken = cells["order"].casefold(), ""
        if order not in KINDS and not _NUMBERED.fullmatch(order):
            if order in NO_SETS or not cells["reps"].strip("0.,"):
                return None
            broken = f"set order {cells['order'][:20]!r}; expected a number, W, D or F"
        unit = "kg" if cells.get("load_kg") else "lb" if cells.get("load_lb") else cells.get("unit", "")
        return RawSet(
            row,
            when=cells["when"],
            exercise=cells["exercise"],
            reps=cells["reps"],
            load=cells.get("load_kg") or cells.get("load_lb") or cells.get("load", ""),
            unit=unit,
            effort=cells.get("effort", ""),
            kind=KINDS.get(order, "work"),
            notes="\n".join(filter(None, (cells.get("waiting"), cells.get("notes")))),
            broken=broken,
        )


def _fits(cells: Mapping[str, str]) -> bool:
    """Whether the cells of a first row are what their columns hold."""
    load = cells.get("load", cells.get("load_kg", ""))
    return bool(
        _DATE.fullmatch(cells["when"])
        and _ORDER.fullmatch(cells["order"])
        and _FIGURE.fullmatch(load)
        and _FIGURE.fullmatch(cells["reps"])
        and not _FIGURE.fullmatch(cells["exercise"])
    )
