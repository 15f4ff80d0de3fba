"""Dates and times of day as seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def seconds_from_text(cells: pl.Series) -> pl.Series:
    """Seconds from texts such as ``2024-05-01T10:00:00.25Z`` (since 1970) or ``10:00:00,25`` (since midnight).

    Parameters
    ----------
    cells : Series of str
        Texts; a comma may stand before the fraction.

    Returns
    -------
    Series of float
        Null where a text is neither.
    """
    import polars as pl

    date = r"^(\d{4}-\d\d-\d\d)[ T]"
    clock = r"(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?(?:Z|[+-]\d\d:?\d\d)?$"
    frame = pl.DataFrame({"cell": cells})
    days = pl.col("cell").str.extract(date).str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32).cast(pl.Float64)
    hours, minutes = (pl.col("cell").str.extract(clock, group).cast(pl.Float64, strict=False) for group in (1, 2))
    seconds = pl.col("cell").str.extract(clock, 3).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return frame.select((days.fill_null(0.0) * 24 + hours) * 3600 + minutes * 60 + seconds.fill_null(0.0)).to_series()
