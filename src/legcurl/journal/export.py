"""Logged sets to files that other programs open: CSV, JSON, Parquet; and one set to and from plain values.

In CSV a text that a spreadsheet could take for a formula stands behind an apostrophe, which is taken away again on
import; figures are never text.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from os import PathLike
from typing import Any, Literal

from legcurl.coach.history import LoggedSet
from legcurl.io.in_place import in_place

LogFileKind = Literal["csv", "json", "parquet"]
SCHEMA = "legcurl.log/1"
FIELDS = tuple(field.name for field in fields(LoggedSet))
"""Columns, in the order of :class:`~legcurl.coach.history.LoggedSet`."""
TEXTS = ("exercise_name", "notes", "source", "source_id", "machine")
"""Columns of free text."""
FORMULA = "=+-@\t\r\n＝＋－＠"
"""A cell that begins with one of these may be run by a spreadsheet (OWASP, CSV injection)."""
GUARD = "'"


def plain_values(done: LoggedSet) -> dict[str, Any]:
    """A set as values that JSON knows; what is unknown is None.

    Parameters
    ----------
    done : LoggedSet

    Returns
    -------
    dict of str to object
        The moment as ISO 8601 with its offset, findings as a list.
    """
    values = asdict(done)
    for name, value in values.items():
        if isinstance(value, float) and not math.isfinite(value):
            values[name] = None
    return values | {"performed_at": done.performed_at.isoformat(), "findings": list(done.findings)}


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return GUARD + text if text.startswith((*FORMULA, GUARD)) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith(GUARD) and text[1:2] in (*FORMULA, GUARD) else text


def to_csv(sets: Sequence[LoggedSet], athlete: str = "") -> bytes:
    """Sets as CSV by RFC 4180, UTF-8 with a mark that spreadsheets know it by."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    for done in sets:
        values = plain_values(done) | {"findings": " ".join(done.findings)}
        cells = {name: "" if value is None else str(value) for name, value in values.items()}
        writer.writerow([guarded(cell) if name in (*TEXTS, "findings") else cell for name, cell in cells.items()])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def to_json(sets: Sequence[LoggedSet], athlete: str = "") -> bytes:
    """Sets as JSON, one set a line."""
    lines = [json.dumps(plain_values(done), ensure_ascii=False) for done in sets]
    head = f'{{"schema": {json.dumps(SCHEMA)}, "athlete": {json.dumps(athlete, ensure_ascii=False)}, "sets": ['
    body = ",\n".join(lines)
    return f"{head}\n{body}\n]}}\n".encode() if lines else f"{head}]}}\n".encode()


def to_parquet(sets: Sequence[LoggedSet], athlete: str = "") -> bytes:
    """Sets as a Parquet table; moments as ISO 8601 text with their offset, findings as a list."""
    import polars as pl

    kinds: dict[str, Any] = {name: pl.String if name in TEXTS else pl.Float64 for name in FIELDS}
    kinds |= dict.fromkeys(("performed_at", "variation", "leg", "goal", "kind"), pl.String)
    kinds |= {"reps": pl.Int64, "findings": pl.List(pl.String)}
    stream = io.BytesIO()
    pl.DataFrame([plain_values(done) for done in sets], schema=kinds).write_parquet(stream)
    return stream.getvalue()


EXPORTERS: Mapping[LogFileKind, Callable[[Sequence[LoggedSet], str], bytes]] = {
    "csv": to_csv, "json": to_json, "parquet": to_parquet,
}  # fmt: skip
"""Exporters by the name of their format."""


def write_log(sets: Sequence[LoggedSet], path: str | PathLike[str], kind: LogFileKind, *, athlete: str = "") -> None:
    """Write sets to a file, whole or not at all.

    Parameters
    ----------
    sets : sequence of LoggedSet
        In the order in which they are to stand.
    path : path-like
        The file; one that is there is replaced.
    kind : {"csv", "json", "parquet"}
    athlete : str
        Whose they are; only JSON says it.

    Raises
    ------
    OutputError
        If it cannot be written; nothing is left behind then.
    """
    content = EXPORTERS[kind](sets, athlete)
    with in_place(path) as file:
        file.write_bytes(content)
