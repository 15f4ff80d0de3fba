"""Legcurl's own exports: CSV, JSON, Parquet. What comes back is what went out."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable

from legcurl.errors import InputError
from legcurl.io.parquet import panics_unheard
from legcurl.journal.checks import NUMBERS
from legcurl.journal.entry import Entry
from legcurl.journal.export import SCHEMA, TEXTS, unguarded
from legcurl.journal.importers.log_file import MOST_ROWS, LogFile
from legcurl.journal.importers.own_values import Values, entry_of
from legcurl.journal.importers.registry import ImportedLog, LogFormat, LogOptions, Refused, register

MARKS = ("performed_at", "reps", "variation", "source", "source_id")
"""Columns by which our own tables are known."""
FAMILY = SCHEMA.rpartition("/")[0]


class Own(LogFormat):
    """What the three have in common: rows of values by the names of a set's fields."""

    name = "legcurl"

    def read(self, file: LogFile, options: LogOptions) -> ImportedLog:
        """Read all sets; each keeps its source."""
        entries: list[Entry] = []
        refused: list[Refused] = []
        rows = 0
        for row, values in self.rows(file):
            rows += 1
            try:
                entries.append(entry_of(values))
            except InputError as error:
                refused.append(Refused(row, error.problem))
        return ImportedLog(self.name, rows, tuple(entries), rows, tuple(refused))

    def rows(self, file: LogFile) -> Iterable[tuple[int, Values]]:
        """Number and values of each row."""
        raise NotImplementedError


@register
class OwnCsv(Own):
    """``legcurl log export FILE.csv``."""

    what = "Legcurl's own CSV"

    def recognises(self, file: LogFile) -> bool:
        """By its header."""
        return set(MARKS) <= set(file.first_row(","))

    def rows(self, file: LogFile) -> Iterable[tuple[int, Values]]:
        """Cells as values: an empty one is unknown."""
        header, *rows = file.rows(",")
        for row in rows:
            cells = dict(zip(header.cells, row.cells, strict=False))
            if len(row.cells) != len(header.cells):
                cells["performed_at"] = f"cut off after {len(row.cells)} of {len(header.cells)} cells"
            yield row.number, {name: _value(name, cell) for name, cell in cells.items() if cell}


def _value(name: str, cell: str) -> object:
    """A cell as JSON would hold it; what is no number stays text, and is refused later."""
    if name in TEXTS:
        return unguarded(cell)
    if name == "findings":
        return unguarded(cell).split(" ")
    if name in (*NUMBERS, "reps"):
        try:
            return int(cell) if name == "reps" else float(cell)
        except ValueError:
            return cell
    return cell


@register
class OwnJson(Own):
    """``legcurl log export FILE.json``."""

    what = "Legcurl's own JSON"

    def recognises(self, file: LogFile) -> bool:
        """By its schema."""
        return file.text is not None and f'"{FAMILY}/' in file.text[:200] and file.text.lstrip().startswith("{")

    def rows(self, file: LogFile) -> Iterable[tuple[int, Values]]:
        """The sets, counted from 1."""
        try:
            content = json.loads(file.text or "")
        except (ValueError, RecursionError) as error:
            raise InputError(
                "JSON that is damaged or cut off", path=file.path, fix="Export it again; nothing was taken from it."
            ) from error
        if content.get("schema") != SCHEMA:
            raise InputError(
                f"a log of the kind {content.get('schema')!r}; expected {SCHEMA!r}", path=file.path,
                fix="Read it with the version of Legcurl that wrote it.",
            )  # fmt: skip
        sets = content.get("sets")
        if not isinstance(sets, list):
            raise InputError("there is no list of sets in it", path=file.path, fix="Export it again.")
        for row, values in enumerate(sets, start=1):
            yield row, values if isinstance(values, dict) else {}


@register
class OwnParquet(Own):
    """``legcurl log export FILE.parquet``."""

    what = "Legcurl's own Parquet"

    def recognises(self, file: LogFile) -> bool:
        """By the mark of Parquet; whether the columns are ours is seen on reading."""
        return file.data.startswith(b"PAR1")

    def rows(self, file: LogFile) -> Iterable[tuple[int, Values]]:
        """The sets, counted from 1."""
        import polars as pl

        try:
            with panics_unheard():
                frame = pl.read_parquet(io.BytesIO(file.data), n_rows=MOST_ROWS)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
            raise InputError("a damaged or incomplete Parquet file", path=file.path, fix="Export it again.") from error
        if not set(MARKS) <= set(frame.columns):
            raise InputError(
                f"a Parquet table, but no log of Legcurl: it has no column {next(m for m in MARKS if m not in frame)}",
                path=file.path, fix="Give a file that legcurl log export wrote.",
            )  # fmt: skip
        yield from enumerate(frame.iter_rows(named=True), start=1)
