"""How a text table is laid out: separator, decimal sign, headers, first row. Read from the head alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legcurl.io.units import is_unit

SEPARATORS = ("\t", ";", ",", "|", " ")
HEAD_ROWS = 100
"""Lines looked at for the first row of figures; longer headers are not known from practice."""
MOST_COLUMNS = 1000
"""More are no table but a file without line ends; whole-body models have some hundreds."""
LEAST_ROWS = 0.5
"""A table's rows make up at least this share of the lines from the first of them on."""
MISSING = frozenset({"", "-", "--", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "missing"})
"""What stands for a value that is not there, in lower case."""

_POINT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?(\d+(,\d+)?|,\d+)([eE][+-]?\d+)?")
_DIGITS_AND_COMMA = re.compile(r"\d,\d")
_DIGITS_AND_SIGN = re.compile(r"\d[.,]\d")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True)
class Layout:
    """How a text table is laid out.

    Parameters
    ----------
    headers : tuple of str
        Column headers, the unit row joined on in brackets; ``column_1`` and so on where there are none.
    separator : str
        Character between cells; a blank stands for any run of blanks.
    decimal : {".", ",", ""}
        Decimal sign; empty where the head holds whole numbers only, so that either may follow.
    quoted : bool
        Whether some cells stand in quotation marks.
    clock : frozenset of int
        Columns whose cells are dates or times of day.
    skip : int
        Lines before the first row of figures.
    problem : str or None
        Why the table cannot be read although it is one.
    """

    headers: tuple[str, ...]
    separator: str
    decimal: str
    quoted: bool
    clock: frozenset[int]
    skip: int
    problem: str | None = None

    @property
    def words(self) -> str:
        """The layout in words for the person."""
        name = {"\t": "tabs", " ": "blanks"}.get(self.separator, f"'{self.separator}'")
        return f"columns separated by {name}" + (", decimal commas" if self.decimal == "," else "")


def split(line: str, separator: str) -> list[str]:
    """Cells of one line, without blanks and quotation marks around them."""
    if separator == " ":
        return [cell.strip('"') for cell in line.split()]
    if '"' in line:
        import csv

        cells = next(csv.reader([line], delimiter=separator), [])
    else:
        cells = line.split(separator)
    return [cell.strip() for cell in cells]


def find_layout(lines: Sequence[str]) -> Layout | None:
    """Find how a table is laid out from its first lines, or None where they hold no rows of figures.

    Every separator is tried; the one wins that makes most lines rows of the same number of cells, of equals the one
    that leaves the fewest words among the figures, then the one with more columns.
    """
    lines = lines[:HEAD_ROWS]
    text = "\n".join(lines)
    separators = [sign for sign in SEPARATORS if sign in text] or [","]
    best: tuple[tuple[int, int, int], Layout] | None = None
    for separator in separators:
        for comma in (False, True):
            if comma and (not _DIGITS_AND_COMMA.search(text) or (separator == "," and '"' not in text)):
                continue
            found = _try(lines, separator, comma)
            if found and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best else None


def _try(lines: Sequence[str], separator: str, comma: bool) -> tuple[tuple[int, int, int], Layout] | None:
    """Read the lines with one separator and decimal sign: how well that works, and the layout that it makes."""
    number = _COMMA if comma else _POINT
    table = [split(line, separator) for line in lines]
    words = [_words(cells, number) for cells in table]
    widths = [len(cells) for cells, count in zip(table, words, strict=True) if count is not None]
    if not widths:
        return None
    width = max(set(widths), key=lambda each: (widths.count(each), each))
    rows = [at for at, cells in enumerate(table) if words[at] is not None and len(cells) == width]
    first = rows[0]
    if width > MOST_COLUMNS or len(rows) < LEAST_ROWS * sum(any(cells) for cells in table[first:]):
        return None
    above = [(at, cells) for at, cells in enumerate(table[:first]) if any(cells)]
    open_end = all(not table[at][-1] for at in rows) and width > 1
    headers, problem = _headers(above, lines, width, first, separator, open_end)
    clock = frozenset(at for at in range(width) if _CLOCK.fullmatch(table[first][at]))
    quoted = any('"' in line for line in lines[first:])
    score = (len(rows), -sum(words[at] or 0 for at in rows), width)
    whole = not any(_DIGITS_AND_SIGN.search(cell) for at in rows for cell in table[at])
    decimal = "" if whole else "," if comma else "."
    return score, Layout(headers, separator, decimal, quoted, clock, first, problem)


def _words(cells: Sequence[str], number: re.Pattern[str]) -> int | None:
    """How many cells of a row of figures are words, or None where the cells are no such row.

    A row holds two values or more and no fewer values than words, or a value and no words.
    """
    values = sum(bool(number.fullmatch(cell) or _CLOCK.fullmatch(cell)) for cell in cells)
    words = sum(cell.lower() not in MISSING for cell in cells) - values
    if (values >= 2 and values >= words) or (values == 1 and words == 0):
        return words
    return None


def _headers(
    above: Sequence[tuple[int, list[str]]],
    lines: Sequence[str],
    width: int,
    first: int,
    separator: str,
    open_end: bool,
) -> tuple[tuple[str, ...], str | None]:
    """Headers from the lines above the first row, and what is wrong with them."""
    unnamed = tuple(f"column_{at + 1}" for at in range(width))
    if not above:
        return unnamed, None
    at, cells = above[-1]
    last = _fit(cells, width, open_end)
    if len(last) != width:
        other = next((sign for sign in SEPARATORS[:-1] if sign != separator and sign in lines[at]), None)
        if len(last) == 1 and other is None:
            return unnamed, None  # a line of text, not of headers
        if len(last) == 1:
            return unnamed, f"line {at + 1} separates its cells by {other!r}, line {first + 1} by {separator!r}"
        return unnamed, f"line {at + 1} names {len(last)} columns, line {first + 1} holds {width}"
    if len(above) > 1 and all(is_unit(cell) or not cell for cell in last):
        names = _fit(above[-2][1], width, open_end)
        if len(names) == width:
            units = (unit.strip("()[]{}<>") for unit in last)
            return tuple(f"{name} ({unit})" if unit else name for name, unit in zip(names, units, strict=True)), None
    return tuple(last), None


def _fit(cells: list[str], width: int, open_end: bool) -> list[str]:
    """Headers without a comment sign, and with as many empty ones at the end as the rows have."""
    cells = cells[1:] if cells[0] in ("#", "%", "//") else [cells[0].lstrip("#% "), *cells[1:]]
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return [*cells, ""] if open_end and len(cells) == width - 1 else cells
