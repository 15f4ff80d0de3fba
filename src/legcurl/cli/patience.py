"""A word to somebody who waits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

LONG_S = 4.0
"""Who waits longer than this without a sign thinks that it hangs (design choice)."""


@contextmanager
def patience(word: str) -> Iterator[None]:
    """Say something on the terminal where what is done meanwhile takes long."""
    timer = Timer(LONG_S, lambda: print(word, file=sys.stderr, flush=True))
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
