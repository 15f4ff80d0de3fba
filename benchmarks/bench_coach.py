"""Progress over a journal of ten years: 50 000 sets of one lifter, judged and drawn.

``python benchmarks/bench_coach.py`` prints how long the verdicts and the page take, for the last twelve weeks, which is
what ``legcurl progress`` shows, and for all of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from legcurl.coach.dose import load_dose
from legcurl.coach.history import LoggedSet
from legcurl.coach.progress import progress_of
from legcurl.report.progress_page import progress_page
from legcurl.simulate.training import Truth, simulate_training

SETS, BLOCKS, BLOCK_WEEKS = 50_000, 43, 12
LIMIT_S = 0.3
RUNS = 5


def ten_years() -> list[LoggedSet]:
    """Blocks of twelve weeks one after the other, each trained several times over until there are enough sets."""
    block = simulate_training(Truth((50, 62), (85, 115), (0.7, 1.6), (16, 11), (45, 5)), 0)
    sets: list[LoggedSet] = []
    while len(sets) < SETS:
        at = divmod(len(sets) // len(block), BLOCKS)
        later = timedelta(weeks=BLOCK_WEEKS * at[1], hours=at[0])
        sets += [replace(done, performed_at=done.performed_at + later) for done in block]
    return sets


def fastest(task: Callable[[], object]) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the table."""
    sets, standards = ten_years(), load_dose()
    print(f"{len(sets)} sets over {BLOCKS * BLOCK_WEEKS / 52:.1f} years; must be below {LIMIT_S:g} s\n")
    print("| what | verdicts | page | size |")
    print("|---|---|---|---|")
    for name, weeks in (("the last 12 weeks", 12), ("all of it", None)):
        progress = progress_of(sets, standards, weeks=weeks)
        page = progress_page(progress, "Ann")
        judged = fastest(lambda weeks=weeks: progress_of(sets, standards, weeks=weeks))  # type: ignore[misc]
        drawn = fastest(lambda progress=progress: progress_page(progress, "Ann"))  # type: ignore[misc]
        held = "" if max(judged, drawn) < LIMIT_S else " **slow**"
        print(f"| {name} | {judged:.3f} s | {drawn:.3f} s | {len(page) / 1000:.0f} kB{held} |")


if __name__ == "__main__":
    main()
