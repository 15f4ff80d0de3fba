"""A bar with the time left while a film is looked through; shown only to people, and only once a film is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@contextmanager
def looking_through(files: Sequence[Path]) -> Iterator[Callable[[float, float | None], None] | None]:
    """What a reader of films is to call with the s done and their number; None where nobody watches.

    Parameters
    ----------
    files : sequence of Path
        What is read; the first gives the bar its name.
    """
    if not sys.stderr.isatty():
        yield None
        return
    bar: Progress | None = None
    task: TaskID | None = None

    def show(done_s: float, total_s: float | None) -> None:
        nonlocal bar, task
        if bar is None or task is None:
            bar = _bar()
            task = bar.add_task(f"Looking through {files[0].name}", total=total_s)
            bar.start()
        bar.update(task, completed=done_s)

    try:
        yield show
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
        TextColumn("left"), console=Console(stderr=True), transient=True,
    )  # fmt: skip
