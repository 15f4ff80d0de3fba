"""A film looked through by several models side by side: each uses one core and looks at every second picture, say.

Which model sees which picture is settled by its number, and nothing by time, so that the result is always the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
IN_HAND = 2
"""Items that each worker has at most, so that it need not wait for the taker."""


def abreast(items: Iterable[Item], works: Sequence[Callable[[Item], Result]]) -> Iterator[tuple[Item, Result]]:
    """Items with what was made of them, in order; they are dealt out in turns, each function on a thread of its own.

    Errors of a function are raised where its item would come.

    Parameters
    ----------
    items : iterable
    works : sequence of callable
        Each is called with its items in order, never with two at once.
    """
    with ExitStack() as stack:
        pools = [stack.enter_context(ThreadPoolExecutor(1, "abreast")) for _ in works]
        pending: deque[tuple[Item, Future[Result]]] = deque()
        try:
            for item, work, pool in zip(items, cycle(works), cycle(pools), strict=False):
                pending.append((item, pool.submit(work, item)))
                if len(pending) > IN_HAND * len(works):
                    first, made = pending.popleft()
                    yield first, made.result()
            while pending:
                first, made = pending.popleft()
                yield first, made.result()
        finally:
            for _, made in pending:
                made.cancel()
