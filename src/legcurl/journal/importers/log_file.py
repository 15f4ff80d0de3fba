"""A training log as bytes, and as the rows of a table of text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Self

from legcurl.errors import InputError
from legcurl.io.head import Head

MOST_BYTES = 50_000_000
"""Largest log that is read: some hundred times that of ten years, so that no wrong file keeps anybody waiting."""
MOST_ROWS = 1_000_000
"""Most rows that are read, for the same reason."""
SEPARATORS = (",", ";", "\t")
UTF8, WINDOWS = "UTF-8", "Windows-1252"

END = "\0legcurl: end of the file\0"
"""No log holds it."""

_SEPARATOR_LINE = re.compile(r"sep=[,;\t]\s*?(\r\n|\n|\r)", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Parameters
    ----------
    number : int
        As a spreadsheet counts them, from 1.
    cells : tuple of str
        As they are.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class LogFile:
    """One file, read whole.

    Parameters
    ----------
    path : Path
        For messages.
    data : bytes
        Its content.
    head : Head
        Its beginning, by which the encoding is guessed.
    """

    path: Path
    data: bytes
    head: Head

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Self:
        """Read a file.

        Raises
        ------
        InputError
            If it is missing, empty, a folder, too large, or may not be read.
        """
        head = Head.open(path)
        if head.is_folder:
            raise InputError("a folder, not a training log", path=head.path, fix="Give the file itself.")
        if head.size > MOST_BYTES:
            raise InputError(
                f"{head.size / 1e6:.0f} MB; expected a training log of at most {MOST_BYTES / 1e6:.0f} MB",
                path=head.path, fix="Export the training log alone.",
            )  # fmt: skip
        return cls(head.path, head.read(), head)

    @cached_property
    def encoding(self) -> str | None:
        """Name of the text encoding, None where this is no text."""
        return None if self._decoded is None else self._decoded[0]

    @cached_property
    def text(self) -> str | None:
        """The whole file as text, line ends as they are; None where it is none."""
        return None if self._decoded is None else self._decoded[1]

    @cached_property
    def _decoded(self) -> tuple[str, str] | None:
        guess = self.head.encoding
        if guess is not None and guess.startswith("utf-16"):
            return "UTF-16", self.data.decode(guess, errors="replace").removeprefix("\ufeff")
        if b"\0" in self.data:
            return None
        data = self.data.removeprefix(b"\xef\xbb\xbf")
        try:
            return UTF8, data.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start >= len(data) - 3:  # the file is cut within a character
                return UTF8, data.decode("utf-8", errors="replace")
            if guess is None:
                return None
            line = data.count(b"\n", 0, error.start) + 1
        has_utf8 = any(ord(character) > 127 for character in data.decode("utf-8", errors="ignore"))
        try:
            if not has_utf8:
                return WINDOWS, data.decode("cp1252")
        except UnicodeDecodeError:
            pass  # a byte that Windows-1252 does not know either
        raise InputError(
            "the text is neither UTF-8 nor UTF-16 nor Windows-1252, or damaged", path=self.path, where=f"line {line}",
            fix="Export it again, or save it as UTF-8.",
        )  # fmt: skip

    @property
    def beginning(self) -> str:
        """How the file begins, in words."""
        if self.data.lstrip().startswith(b"PK"):
            return "is an archive or a workbook of a spreadsheet"
        if self.text is None:
            return "is no text"
        line = " ".join(self.text.lstrip()[:200].splitlines()[0].split()) if self.text.strip() else ""
        printable = "".join(character if character.isprintable() else "?" for character in line)
        return f"begins with {printable[:60] + ('…' if len(printable) > 60 else '')!r}"

    def first_row(self, separator: str) -> tuple[str, ...]:
        """Cells of the first row that is not blank; none where the file is no text."""
        if self.text is None:
            return ()
        try:
            return next((row.cells for row in _rows(self.text[:65536], separator)), ())
        except csv.Error:
            return ()

    def rows(self, separator: str) -> Iterator[Row]:
        """All rows that are not blank, the header among them.

        Raises
        ------
        InputError
            If the file ends within quotes, has a cell without end, or too many rows.
        """
        number = 0
        try:
            for row in _rows(self.text or "", separator):
                number = row.number
                if number > MOST_ROWS:
                    raise InputError(f"more than {MOST_ROWS} rows", path=self.path, fix="Export the log alone.")
                yield row
        except csv.Error as error:
            raise InputError(
                "a cell that is too long or has no end: a quote is missing, or the file is cut off", path=self.path,
                where=f"after row {number}", fix="Export it again; nothing was taken from it.",
            ) from error  # fmt: skip

    @cached_property
    def is_cut(self) -> bool:
        """Whether the last line has no end, as in a file that was cut off."""
        return self.text is not None and not self.text.endswith(("\n", "\r"))


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Rows of a table of text by RFC 4180; quotes within a cell are forgiven, a cell without end is not.

    A last line of our own shows whether quotes are still open: then it becomes part of the cell before it.
    """
    start = _SEPARATOR_LINE.match(text)
    lines = io.StringIO(text[start.end() :] if start else text, newline="")
    row: list[str] = []
    for number, row in enumerate(csv.reader(chain(lines, (END,)), delimiter=separator), start=2 if start else 1):
        if any(cell.strip() for cell in row) and row != [END]:
            if row[-1].endswith(END):
                raise csv.Error("unexpected end of data")
            yield Row(number, tuple(row))
