"""What the apps' CSV exports share: columns found by their headers, cut rows refused, all else as text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from legcurl.journal.importers.judging import RawSet, judge
from legcurl.journal.importers.log_file import SEPARATORS, UTF8, LogFile, Row
from legcurl.journal.importers.registry import ImportedLog, LogFormat, LogOptions

Columns = Mapping[str, int]
"""Place of each known column, from 0."""


class CsvLog(LogFormat):
    """A CSV export with a header line.

    Attributes
    ----------
    headers : mapping of str to tuple of str
        Headers of each column that is used, in small letters.
    marks : tuple of str
        Columns that tell the format; all must be there.
    needed : tuple of str
        Columns that a row must reach to be read.
    """

    headers: ClassVar[Mapping[str, tuple[str, ...]]]
    marks: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[str, ...]]

    def recognises(self, file: LogFile) -> bool:
        """By its header."""
        return self.layout(file) is not None

    def layout(self, file: LogFile) -> tuple[str, Columns, int, bool] | None:
        """Separator, place of the columns, their number, and whether there is a header line; None if not ours."""
        for separator in SEPARATORS:
            first = file.first_row(separator)
            columns = self._columns(first)
            if all(mark in columns for mark in self.marks):
                return separator, columns, len(first), True
        return None

    def _columns(self, header: Sequence[str]) -> dict[str, int]:
        names = [" ".join(cell.split()).casefold() for cell in header]
        return {
            column: next(names.index(each) for each in known if each in names)
            for column, known in self.headers.items()
            if any(each in names for each in known)
        }

    def read(self, file: LogFile, options: LogOptions) -> ImportedLog:
        """Read the leg curls."""
        layout = self.layout(file)
        assert layout is not None, "only files that were recognised are read"
        separator, columns, width, has_header = layout
        rows = list(file.rows(separator))[1 if has_header else 0 :]
        least = 1 + max(columns[name] for name in self.needed)
        whole = [_whole(row, least, width) for row in rows[:-1]]
        whole += [_whole(row, width if file.is_cut else least, width) for row in rows[-1:]]
        notes = [] if file.encoding == UTF8 else [f"the text is read as {file.encoding}"]
        return judge(
            self.entries(whole, columns), file, options, source=self.name, rows=len(rows), notes=notes + self.notes()
        )

    def entries(self, rows: Sequence[Row | RawSet], columns: Columns) -> list[RawSet]:
        """What each row says of a set; rows that are no sets are left out."""
        found: list[RawSet] = []
        for row in rows:
            if isinstance(row, RawSet):
                found.append(row)
                continue
            cells = {name: row.cells[at] for name, at in columns.items()}
            entry = self.entry(row.number, cells)
            if entry is not None:
                found.append(entry)
        return found

    @abstractmethod
    def entry(self, row: int, cells: Mapping[str, str]) -> RawSet | None:
        """What a row says of a set, None where it is none."""

    def notes(self) -> list[str]:
        """What is assumed of every file of this kind."""
        return []


def _whole(row: Row, least: int, width: int) -> Row | RawSet:
    """The row with all its cells, or why it cannot be read; a row may end early, but not before the cells it needs."""
    cells = [cell.strip() for cell in row.cells]
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if len(cells) > width:
        return RawSet(row.number, broken=f"{len(cells)} cells; expected {width}: a separator stands in a cell")
    if len(cells) < least:
        return RawSet(row.number, broken=f"{len(cells)} cells; expected {width}: the row is cut off")
    return Row(row.number, (*cells, *[""] * (width - len(cells))))
