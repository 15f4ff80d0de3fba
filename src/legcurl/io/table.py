"""Text tables: CSV, TSV, semicolons, blanks; goniometers, encoders, anything with a header."""

from __future__ import annotations

from legcurl.errors import InputError
from legcurl.io.assemble import Table, assemble
from legcurl.io.cells import read_cells
from legcurl.io.columns import match
from legcurl.io.head import Head
from legcurl.io.layout import Layout
from legcurl.io.registry import Format, ReadOptions, register
from legcurl.recording import Recording


@register
class TextTable(Format):
    """A header line and rows of figures."""

    name = "table"
    what = "CSV and other text tables"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """Any text with rows of figures will do, if nobody knows better."""
        return 10 if head.layout else 0

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Read the table by its headers and by what the person says."""
        layout = sound_layout(head)
        picks, leg = match(layout.headers, options.column_map, head)
        return assemble(
            text_table(head, layout), picks, head, options, format_name=self.name, leg=leg, notes=(layout.words,)
        )


def sound_layout(head: Head) -> Layout:
    """The layout of a text table.

    Raises
    ------
    InputError
        If header and rows do not fit together.
    """
    layout = head.layout
    if layout is None:
        raise InputError("no rows of figures were found", path=head.path, fix="Export it again as CSV.")
    if layout.problem:
        raise InputError(
            layout.problem, path=head.path, fix="Write header and rows with one separator and as many cells."
        )
    return layout


def text_table(head: Head, layout: Layout, *, short_rows: bool = False) -> Table:
    """The table of a text file, whose rows may leave out cells at their end if so said."""
    return Table(
        layout.headers,
        lambda columns: read_cells(head, layout, columns, short_rows=short_rows),
        lambda row: f"line {layout.skip + 1 + row}",
        layout.clock,
    )
