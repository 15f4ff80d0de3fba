"""A file that is written beside the one wanted and then takes its place, so that nothing is ever half-written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from legcurl.errors import OutputError


@contextmanager
def in_place(path: str | PathLike[str]) -> Iterator[Path]:
    """A file beside the one wanted, which takes its place when all went well and goes away when not.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        try:
            yield beside
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{target}: cannot be written ({error.strerror or error})\nChoose another file or folder."
        ) from error
