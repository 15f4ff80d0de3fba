"""Rows of the validation tables, and their Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """One line of a table; ``held`` is None where the figure is only printed."""

    what: str
    found: str
    must_be: str
    held: bool | None


def tiny(value: float, floor: float = 1e-9) -> str:
    """An error; below the floor it is rounding, which differs from machine to machine."""
    return f"{value:.0e}" if value >= floor else f"below {floor:.0e}"


HELD = {None: "", True: "yes", False: "**FAILS**"}


def markdown(title: str, rows: Iterable[Row]) -> str:
    """A section with its table; a row that does not hold says so loudly."""
    lines = [f"### {title}", "", "| what | found | must be | held |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.found} | {row.must_be} | {HELD[row.held]} |" for row in rows]
    return "\n".join([*lines, ""])


def read_rows(text: str) -> Iterator[Row]:
    """The rows of such a section, read back."""
    held = {word: value for value, word in HELD.items()}
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("| what |"):
            what, found, must_be, word = (cell.strip() for cell in line.strip("|").split(" | "))
            yield Row(what, found, must_be, held[word])
