"""Long lists in parts that every database takes in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
BATCH = 500
"""Values in one statement; SQLite before 3.32 takes 999, other databases more."""


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in order, at most :data:`BATCH` at a time."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
