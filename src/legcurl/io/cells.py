"""The figures of a text table: straight through polars, or mended with care and refused by line where they are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, NoReturn

from legcurl.errors import InputError
from legcurl.io.clock import seconds_from_text
from legcurl.io.head import Head
from legcurl.io.header import quoted
from legcurl.io.layout import MISSING, Layout
from legcurl.io.parquet import panics_unheard
from legcurl.vocabulary import FloatArray

if TYPE_CHECKING:
    import polars as pl

_NO_SEPARATOR = "\x1f"
_BLANKS = re.compile(rb"[ \t]+")
_EDGE_BLANKS = re.compile(rb"^[ \t]+|[ \t]+(?=\r?$)", re.MULTILINE)


def read_cells(head: Head, layout: Layout, columns: Sequence[int], *, short_rows: bool = False) -> list[FloatArray]:
    """Read columns of a text table as float64, NaN where there is no value.

    Row `i` of the result stands in line ``layout.skip + 1 + i``; a blank line is a row of NaN.

    Parameters
    ----------
    head, layout
        The file and how it is laid out.
    columns : sequence of int
        Columns wanted, from 0.
    short_rows : bool
        Whether rows may leave out cells at their end.

    Raises
    ------
    InputError
        If a line breaks off, is too long, or holds something else than a figure.
    """
    import polars as pl

    body = head.body(layout.skip)
    if layout.separator == " ":
        body = _BLANKS.sub(b" ", _EDGE_BLANKS.sub(b"", body))
    plain = sorted(set(columns) - layout.clock)
    frame = None
    if plain == sorted(set(columns)):
        try:
            frame = _parse(body, layout, plain, pl.Float64())
        except pl.exceptions.PolarsError:
            frame = None  # something in it is no figure; the careful way finds out what
        if frame is not None and not short_rows and any(frame.null_count().row(0)):
            _check_widths(body, layout, head)
    if frame is None:
        frame = _mend(body, layout, columns, head, short_rows)
    del body
    return [_take(frame, str(column)) for column in columns]


def _parse(body: bytes, layout: Layout, columns: Sequence[int], kind: pl.DataType) -> pl.DataFrame:
    """Parse the columns as one type; their names are their numbers."""
    import polars as pl

    names = [str(at) for at in range(len(layout.headers))]
    try:
        with panics_unheard() if layout.quoted else nullcontext():
            return pl.read_csv(
                body,
                has_header=False,
                separator=layout.separator,
                decimal_comma=layout.decimal != "." and layout.separator != "," and isinstance(kind, pl.Float64),
                quote_char='"' if layout.quoted else None,
                schema=dict.fromkeys(names, kind),
                columns=sorted(set(columns)),
                encoding="utf8-lossy",
            )
    except pl.exceptions.PanicException as error:  # a cell of a lone quotation mark
        raise pl.exceptions.ComputeError(str(error)) from error


def _take(frame: pl.DataFrame, name: str) -> FloatArray:
    return frame[name].cast(float).to_numpy()


def _lines(body: bytes) -> pl.Series:
    """The lines of a text, None where blank."""
    import polars as pl

    return pl.read_csv(
        body, has_header=False, separator=_NO_SEPARATOR, quote_char=None, schema={"line": pl.String},
        truncate_ragged_lines=True, encoding="utf8-lossy",
    )["line"].str.strip_chars("\r\n")  # fmt: skip


def _check_widths(body: bytes, layout: Layout, head: Head) -> None:
    """Refuse the first line that has fewer or more cells than the table has columns."""
    lines = _lines(body)
    bare = lines.str.replace_all('"[^"]*"', '""') if layout.quoted else lines
    width = len(layout.headers)
    cells = bare.str.count_matches(layout.separator, literal=True) + 1
    odd = ((cells != width) & (bare.str.strip_chars() != "")).fill_null(False).arg_true()
    if not odd.len():
        return
    at = int(odd[0])
    count, line = int(cells[at]), str(lines[at])
    other = next((sign for sign in ";,\t|" if sign != layout.separator and line.count(sign) == width - 1), None)
    if other and width > 1:
        problem = f"cells are separated by {other!r}, above by {layout.separator!r}"
        fix = "Write the whole table with one separator."
    elif count < width:
        problem = f"the line breaks off after {count} of {width} cells: {quoted(line)}"
        fix = "Delete or complete the line."
    else:
        problem = f"{count} cells where the table has {width} columns: {quoted(line)}"
        fix = "Delete or mend the line."
    raise InputError(problem, path=head.path, where=f"line {layout.skip + 1 + at}", fix=fix)


def _mend(body: bytes, layout: Layout, columns: Sequence[int], head: Head, short_rows: bool) -> pl.DataFrame:
    """Read the cells as text, take away what is no figure but harmless, and refuse what is left."""
    import polars as pl

    if not short_rows:
        _check_widths(body, layout, head)
    try:
        text = _parse(body, layout, columns, pl.String())
    except pl.exceptions.PolarsError as error:
        _check_widths(body, layout, head)
        raise InputError(
            f"the rows are no table of {layout.words}", path=head.path, where=f"from line {layout.skip + 1} on",
            fix="Export it again as CSV.",
        ) from error  # fmt: skip
    clean = {}
    for column in sorted(set(columns)):
        cells = text[str(column)].str.strip_chars()
        cells = cells.set(cells.str.to_lowercase().is_in(list(MISSING)), None)
        if column in layout.clock:
            values = seconds_from_text(cells)
        else:
            figures = cells.str.replace(",", ".", literal=True) if layout.decimal != "." else cells
            values = figures.cast(pl.Float64, strict=False)
        bad = (values.is_null() & cells.is_not_null()).arg_true()
        if bad.len():
            _refuse_cell(head, layout, int(bad[0]), column, str(cells[int(bad[0])]), bad.len())
        clean[str(column)] = values
    return pl.DataFrame(clean)


def _refuse_cell(head: Head, layout: Layout, row: int, column: int, cell: str, count: int) -> NoReturn:
    more = f" ({count} such cells in this column)" if count > 1 else ""
    raise InputError(
        f"{quoted(cell)} is no figure{more}", path=head.path,
        where=f"line {layout.skip + 1 + row}, column {quoted(layout.headers[column])}",
        fix="Mend the cell, or leave it empty.",
    )  # fmt: skip
