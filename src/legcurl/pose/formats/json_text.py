"""JSON from outside: read whole or refused, whatever is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from legcurl.errors import InputError
from legcurl.io.head import Head
from legcurl.pose.formats.layouts import plausible
from legcurl.vocabulary import FloatArray

LARGEST_JSON = 1 << 29
"""Bytes; an hour of one person at 60 pictures a second is a quarter of it, and parsed it is ten times as large."""
NEST = 100
"""Brackets open at once in the head of a file; keypoints nest six deep."""


def load_json(head: Head) -> Any:
    """What a JSON file holds.

    Raises
    ------
    InputError
        If it is no sound JSON, too large, or nested too deeply.
    """
    if head.size > LARGEST_JSON:
        raise InputError(
            f"{head.size / 1e6:.0f} MB of JSON; at most {LARGEST_JSON / 1e6:.0f} MB are read", path=head.path,
            fix="Cut the set out of the recording.",
        )  # fmt: skip
    return parse_json(head.read(), head.path)


def parse_json(content: bytes, path: Path) -> Any:
    """What JSON text holds, or :class:`InputError`."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError, MemoryError) as error:
        where, why = None, "nested too deeply or too large"
        if isinstance(error, json.JSONDecodeError):
            where, why = f"line {error.lineno}, column {error.colno}", error.msg
        elif isinstance(error, UnicodeDecodeError):
            why = "not in UTF-8"
        raise InputError(
            f"is no sound JSON ({why}); it may be cut off", path=path, where=where, fix="Export it again."
        ) from error


def figures(values: object, what: str, path: Path, where: str) -> FloatArray:
    """A list of figures as an array; what is null is NaN.

    Raises
    ------
    InputError
        If something else stands in it.
    """
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(f"{what} holds something that is no figure", path=path, where=where,
                         fix="Export it again.") from error  # fmt: skip
    return plausible(array)
