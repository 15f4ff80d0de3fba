"""Logged sets to files that other programs open: CSV and Parquet of the sets, JSON of everything that is kept of them.

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
from legcurl.journal.entry import Entry

LogFileKind = Literal["csv", "json", "parquet"]
SCHEMA = "legcurl.log/1"
REPS, FINDINGS, VIDEOS, ANALYSIS = "repetitions", "findings_in_full", "videos", "analysis"
"""What JSON holds of a set besides its fields, where it is known."""
FIELDS = tuple(field.name for field in fields(LoggedSet))
"""Columns, in the order of :class:`~legcurl.coach.history.LoggedSet`."""
TEXTS = ("exercise_name", "notes", "source", "source_id", "machine")
"""Columns of free text."""
FORMULA = "=+-@\t\r\n＝＋－＠"
"""A cell that begins with one of these may be run by a spreadsheet (OWASP, CSV injection)."""
GUARD = "'"


def set_values(done: LoggedSet) -> dict[str, Any]:
    """A set as values that JSON knows; what is unknown is None.

    Parameters
    ----------
    done : LoggedSet

    Returns
    -------
    dict of str to object
        The moment as ISO 8601 with its offset, findings as a list.
    """
    return _known(asdict(done)) | {"performed_at": done.performed_at.isoformat(), "findings": list(done.findings)}


def entry_values(entry: Entry) -> dict[str, Any]:
    """Everything that is kept of a set, as values that JSON knows.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    dict of str to object
        The set's fields, and repetitions, findings, videos and analysis where there are some.
    """
    more = {
        REPS: [_known(asdict(rep)) for rep in entry.reps],
        FINDINGS: [_known(asdict(finding)) for finding in entry.findings],
        VIDEOS: list(entry.videos),
        ANALYSIS: entry.analysis,
    }
    return set_values(entry.set) | {name: value for name, value in more.items() if value}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """The values, None in place of what is no figure."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in values.items()
    }


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return GUARD + text if text.startswith((*FORMULA, GUARD)) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith((*FORMULA, GUARD)) else text


def to_csv(entries: Sequence[Entry], athlete: str = "") -> bytes:
    """Sets as CSV by RFC 4180, in UTF-8 with the mark that spreadsheets know it by."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    for entry in entries:
        values = set_values(entry.set) | {"findings": " ".join(entry.set.findings)}
        cells = {name: "" if value is None else str(value) for name, value in values.items()}
        writer.writerow([guarded(cell) if name in (*TEXTS, "findings") else cell for name, cell in cells.items()])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def to_json(entries: Sequence[Entry], athlete: str = "") -> bytes:
    """Sets with everything that is kept of them as JSON, one set a line."""
    head = json.dumps({"schema": SCHEMA, "athlete": athlete}, ensure_ascii=False).removesuffix("}")
    lines = ",\n".join(json.dumps(entry_values(entry), ensure_ascii=False) for entry in entries)
    return f'{head}, "sets": [\n{lines}\n]}}\n'.encode()


def to_parquet(entries: Sequence[Entry], athlete: str = "") -> bytes:
    """Sets as a Parquet table; moments as ISO 8601 text with their offset, findings as a list."""
    import polars as pl

    kinds: dict[str, Any] = {name: pl.String if name in TEXTS else pl.Float64 for name in FIELDS}
    kinds |= dict.fromkeys(("performed_at", "variation", "leg", "goal", "kind"), pl.String)
    kinds |= {"reps": pl.Int64, "findings": pl.List(pl.String)}
    stream = io.BytesIO()
    pl.DataFrame([set_values(entry.set) for entry in entries], schema=kinds).write_parquet(stream)
    return stream.getvalue()


EXPORTERS: Mapping[LogFileKind, Callable[[Sequence[Entry], str], bytes]] = {
    "csv": to_csv, "json": to_json, "parquet": to_parquet,
}  # fmt: skip
"""Exporters by the name of their format."""


def write_log(entries: Sequence[Entry], path: str | PathLike[str], kind: LogFileKind, *, athlete: str = "") -> None:
    """Write sets to a file, whole or not at all.

    Parameters
    ----------
    entries : sequence of Entry
        In the order in which they are to stand.
    path : path-like
        The file; one that is there is replaced.
    kind : {"csv", "json", "parquet"}
        CSV and Parquet hold the sets, JSON also their repetitions, findings, videos and analyses.
    athlete : str
        Whose they are; only JSON says it.

    Raises
    ------
    OutputError
        If it cannot be written; nothing is left behind then.
    """
    content = EXPORTERS[kind](entries, athlete)
    with in_place(path) as file:
        file.write_bytes(content)
