"""Ten years in the journal: 50 000 sets, a million repetitions; every question that commands and pages ask of it.

``python benchmarks/bench_journal.py`` makes the journal and prints its size and each time; ``--keep FILE`` keeps it.
The first table is a coach's with 20 athletes, the second one athlete's who did all of it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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
TOGETHER = 5000  # sets in one transaction
LIMIT_S = 0.3
RUNS = 5
FINDINGS = ("rushed_repetition", "missing_hold", "short_range", "hips_rising", "stopped_short")
NOW = datetime(2026, 1, 1, 18, 0, tzinfo=UTC)


def entries(count: int, seed: int) -> Iterator[Entry]:
    """Sets of one athlete over ten years, the first one first; three a session."""
    rng = np.random.default_rng(seed)
    step = timedelta(days=365.25 * YEARS) / count
    for number in range(count):
        zone = timezone(timedelta(hours=1 + number % 2))
        at = (NOW - (count - number // 3 * 3) * step + timedelta(minutes=4 * (number % 3))).astimezone(zone)
        names = tuple(rng.choice(FINDINGS, rng.integers(0, 4), replace=False))
        noise = rng.normal(0.0, 0.1, (REPS, 6)).round(3)
        reps = tuple(
            LoggedRep(k + 1, "complete", False, 4.0 * k, 4.0 * k + 3.5, 1 + n[0], 0.5 + n[1], 2 + n[2], 0.4, 95 + n[3],
                      110 + n[3], 90 + n[4], 160 + n[5], -1.5, confidence=0.9)
            for k, n in enumerate(noise.tolist())
        )  # fmt: skip
        findings = tuple(Finding(name, "advice", 0.8, (1, 2), 1.0, 2.0, "s", "Lower slowly.", "design choice")
                         for name in map(str, names))  # fmt: skip
        done = LoggedSet(
            at, REPS, 30.0 + number // 2500, "seated" if number % 2 else "prone", "both", "hypertrophy", "work", 14.0, 2.0,
            0.0, 95.0, 1.0, 0.5, 2.0, 18.0, 2.0, 70.0, (), "by the window", "", "", "analysis", f"{seed}-{number}",
        )  # fmt: skip
        yield Entry(done, reps, findings, (), analysis_text(reps))


def analysis_text(reps: tuple[LoggedRep, ...]) -> str:
    """A text like analysis.json, of about its size."""
    rows = [{"index": rep.number, "rom_deg": rep.rom_deg, "concentric_s": rep.concentric_s, "hold_s": rep.hold_s,
             "eccentric_s": rep.eccentric_s, "peak_velocity_deg_s": rep.peak_velocity_deg_s} for rep in reps]  # fmt: skip
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
    year = (NOW - timedelta(days=365)).date()
    one = journal.sets(name, limit=1)[0]
    again = next(entries(1, seed=0))
    return {
        "log athletes": journal.athletes,
        "log machines": journal.machines,
        "log show, the latest 20 sets of everybody": lambda: journal.sets(limit=20),
        "log show --athlete, the latest 20 sets": lambda: journal.sets(name, limit=20),
        "log show ID, one set with all that is kept": lambda: journal.entry(one.id),
        "log history, the latest 20 days of everybody": lambda: journal.sessions(days=20),
        "log history --athlete, the latest 20 days": lambda: journal.sessions(name, days=20),
        "log history --athlete --since, a year": lambda: journal.sessions(name, since=year),
        "progress and next set, a year": lambda: journal.history(name, since=year),
        "progress and next set, a year of one variation": lambda: journal.history(name, since=year, variation="prone"),
        "progress, all ten years": lambda: journal.history(name),
        "log undo list, the latest 20 changes": lambda: journal.changes(20),
        "count": lambda: journal.count(),
        "analyze --log, a set": lambda: journal.add_sets(name, [again], dry_run=True),
        "log edit": lambda: journal.edit(one.id, notes=f"{time.perf_counter()}"),
        "log delete": lambda: journal.delete(one.id),
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


def table(path: Path) -> bool:
    """Print size and times of a journal; whether all are within the limit."""
    kept = True
    with Journal(path) as journal:
        for what, question in questions(journal).items():
            runs = 1 if what in ("log delete", "log undo") else RUNS
            start = time.perf_counter()
            taken = best_s(question) if runs > 1 else (question(), time.perf_counter() - start)[1]
            ok = taken <= LIMIT_S
            kept &= ok
            print(f"  {what:48} {1000 * taken:7.1f} ms   {'ok' if ok else 'FAILS'}")
    return kept


def main() -> int:
    p = Path(tempfile.mkdtemp())
    kept = True
    for athletes in (ATHLETES, 1):
        taken = make_journal(p / f"{athletes}.db", athletes)
        print(athletes, taken, (p / f"{athletes}.db").stat().st_size / 1e6)
        kept &= table(p / f"{athletes}.db")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
