"""Ten years in the journal: 50 000 sets, a million repetitions; every question that commands and pages ask of it.

``python benchmarks/bench_journal.py`` makes the journal of a coach with 20 athletes and prints its size and each time.
``--athletes 1`` has one person do all of it; then whatever asks for all ten years reads 50 000 sets one by one.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path

import numpy as np

from legcurl.coach.history import LoggedSet
from legcurl.form.findings import Finding
from legcurl.journal.entry import Entry, LoggedRep
from legcurl.journal.store import Journal

SETS, REPS, YEARS = 50_000, 20, 10
ATHLETES = 20
TOGETHER = 1000  # sets in one transaction
TEMPLATES = 50  # different sets; the others are theirs on other days
LIMIT_S = 0.3
RUNS = 5
FINDINGS = ("rushed_repetition", "missing_hold", "short_range", "hips_rising", "stopped_short")
LAST = datetime(2026, 1, 1, 18, 0, tzinfo=UTC)


def entries(count: int, seed: int) -> Iterator[Entry]:
    """Sets of one athlete over ten years, the first one first; three a session."""
    made = templates(seed)
    step = timedelta(days=365.25 * YEARS) / count
    for number in range(count):
        zone = timezone(timedelta(hours=1 + number % 2))
        at = LAST - (count - number // 3 * 3) * step + timedelta(minutes=4 * (number % 3))
        one = made[number % TEMPLATES]
        done = replace(one.set, performed_at=at.astimezone(zone), load_kg=30.0 + number // 2500,
                       source_id=f"{seed}-{number}")  # fmt: skip
        yield replace(one, set=done)


def templates(seed: int) -> list[Entry]:
    """Sets of 20 repetitions that differ in everything measured."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(TEMPLATES):
        noise = rng.normal(0.0, 0.1, (REPS, 6)).round(3).tolist()
        reps = tuple(
            LoggedRep(k + 1, "complete", False, 4.0 * k, 4.0 * k + 3.5, 1 + n[0], 0.5 + n[1], 2 + n[2], 0.4, 95 + n[3],
                      110 + n[3], 90 + n[4], 160 + n[5], -1.5, confidence=0.9)
            for k, n in enumerate(noise)
        )  # fmt: skip
        ids = rng.choice(FINDINGS, rng.integers(0, 4), replace=False)
        findings = tuple(Finding(str(name), "advice", 0.8, (1, 2), 1.0, 2.0, "s", "Lower slowly.", "design choice")
                         for name in ids)  # fmt: skip
        done = LoggedSet(
            LAST, REPS, 30.0, "seated" if number % 2 else "prone", "both", "hypertrophy", "work", 14.0, 2.0, 0.0, 95.0,
            1.0, 0.5, 2.0, 18.0, 2.0, 70.0, tuple(map(str, ids)), "by the window", source="analysis",
        )  # fmt: skip
        made.append(Entry(done, reps, findings, (), _analysis(reps)))
    return made


def _analysis(reps: tuple[LoggedRep, ...]) -> str:
    """A text like analysis.json, of about its size."""
    rows = [
        {name: getattr(rep, name) for name in LoggedRep.__dataclass_fields__} for rep in reps
    ]  # fmt: skip
    return json.dumps({"schema": "legcurl.analysis/1", "reps": rows}, indent=2)


def make_journal(path: Path, athletes: int) -> float:
    """Fill a journal; return how long that took, in s."""
    start = time.perf_counter()
    with Journal(path) as journal:
        for number in range(athletes):
            coming = entries(SETS // athletes, seed=number)
            while some := list(islice(coming, TOGETHER)):
                journal.add_sets(f"athlete {number + 1}", some, why="made by the benchmark")
    return time.perf_counter() - start


def questions(journal: Journal) -> dict[str, Callable[[], object]]:
    """What commands and pages ask, by what it is for."""
    name = "athlete 1"
    year = (LAST - timedelta(days=365)).date()
    last = journal.sets(name, limit=1)[0].id
    again = next(entries(1, seed=0))
    return {
        "log athletes": journal.athletes,
        "log machines": journal.machines,
        "log show: the latest 20 sets of everybody": lambda: (journal.sets(limit=20), journal.count()),
        "log show: the latest 20 sets of one": lambda: (journal.sets(name, limit=20), journal.count(name)),
        "log show ID: one set with all that is kept": lambda: journal.entry(last),
        "log history: 20 days of everybody": lambda: journal.sessions(days=20),
        "log history: 20 days of one": lambda: journal.sessions(name, days=20),
        "log history: a year of one": lambda: journal.sessions(name, since=year),
        "progress, next, prescribe: a year of one": lambda: journal.history(name, since=year),
        "progress: ten years of one": lambda: journal.history(name),
        "progress: ten years of one variation": lambda: journal.history(name, variation="prone"),
        "log changes": journal.changes,
        "analyze --log": lambda: journal.add_sets(name, [again]),
        "log edit": lambda: journal.edit(last, notes=str(time.perf_counter())),
        "log delete": lambda: journal.delete(journal.sets(name, limit=1)[0].id),
        "log undo": journal.undo,
    }


def best_s(question: Callable[[], object]) -> float:
    """Shortest time over `RUNS` runs, in s."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        question()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> int:
    """Print the table; 1 where the limit is not met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=ATHLETES)
    athletes = parser.parse_args().athletes
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        taken = make_journal(path, athletes)
        print(f"{SETS} sets, {SETS * REPS} repetitions, {athletes} athletes, {YEARS} years: "
              f"{path.stat().st_size / 1e6:.0f} MB, made in {taken:.0f} s")  # fmt: skip
        with Journal(path) as journal:
            for what, question in questions(journal).items():
                best = best_s(question)
                ok = best <= LIMIT_S
                kept &= ok
                print(f"  {what:44} {1000 * best:6.1f} ms   at most {1000 * LIMIT_S:.0f}: {'ok' if ok else 'FAILS'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
