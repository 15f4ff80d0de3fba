"""Parquet tables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from legcurl.errors import InputError
from legcurl.io.assemble import Table, assemble
from legcurl.io.columns import match
from legcurl.io.head import Head
from legcurl.io.registry import CERTAIN, Format, ReadOptions, register
from legcurl.recording import Recording
from legcurl.vocabulary import FloatArray


@register
class Parquet(Format):
    """A Parquet file with columns of figures."""

    name = "parquet"
    what = "Parquet"

    def guess(self, head: Head, options: ReadOptions) -> int:
        """By the magic bytes."""
        return CERTAIN if head.data.startswith(b"PAR1") else 0

    def read(self, head: Head, options: ReadOptions) -> Recording:
        """Read the columns by their names and by what the person says."""
        table = parquet_table(head)
        picks, leg = match(table.headers, options.column_map, head)
        return assemble(table, picks, head, options, format_name=self.name, leg=leg)


def parquet_table(head: Head) -> Table:
    """The numeric columns of a Parquet file; dates and durations count as seconds.

    Raises
    ------
    InputError
        If the file is damaged or has no such columns.
    """
    import polars as pl

    try:
        with panics_unheard():
            schema = pl.read_parquet_schema(head.path)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        raise _damaged(head) from error
    names = tuple(name for name, kind in schema.items() if kind.is_numeric() or isinstance(kind, _times()))
    if not names:
        raise InputError(
            f"no column of figures among its {len(schema)}", path=head.path,
            fix="Write time and angles as floating point columns.",
        )  # fmt: skip

    def read(columns: Sequence[int]) -> list[FloatArray]:
        wanted = [names[at] for at in columns]
        try:
            with panics_unheard():
                frame = pl.read_parquet(head.path, columns=sorted(set(wanted)))
            return [_figures(frame[name]) for name in wanted]
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
            raise _damaged(head) from error

    dated = frozenset(at for at, name in enumerate(names) if isinstance(schema[name], _times()))
    return Table(names, read, lambda row: f"row {row + 1}", dated)


@contextmanager
def panics_unheard() -> Iterator[None]:
    """Keep what the threads of polars print about damaged files away from the person; the error itself comes through.

    They write to the file descriptor, past ``sys.stderr``.
    """
    try:
        kept = os.dup(2)
    except OSError:  # nothing is there to print to
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _times() -> tuple[type, ...]:
    import polars as pl

    return pl.Datetime, pl.Duration, pl.Time


def _figures(column: object) -> FloatArray:
    import polars as pl

    assert isinstance(column, pl.Series)
    if isinstance(column.dtype, pl.Datetime | pl.Duration):
        scale = {"ms": 1e-3, "us": 1e-6, "ns": 1e-9}[column.dtype.time_unit or "us"]
        return (column.cast(pl.Int64).cast(pl.Float64) * scale).to_numpy()
    if isinstance(column.dtype, pl.Time):
        return (column.cast(pl.Int64).cast(pl.Float64) * 1e-9).to_numpy()
    return column.cast(pl.Float64).to_numpy()


def _damaged(head: Head) -> InputError:
    return InputError("a damaged or incomplete Parquet file", path=head.path, fix="Write or copy it again.")
