"""Killed in the middle of writing: is every acknowledged set there, and the file whole?

``python benchmarks/validate_journal.py [KILLS]`` kills writers (SIGKILL) 200 times unless told otherwise, at random
moments, two of them at once on the same journal, and prints what was found.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from legcurl.journal.store import Journal

KILLS, WRITERS = 200, 2
LONGEST_S = 0.25
"""A writer is killed at a random time up to this after its first acknowledged set."""
WRITER = """
import sys
from datetime import UTC, datetime
from legcurl.coach.history import LoggedSet
from legcurl.journal.entry import LoggedRep
from legcurl.journal.store import Journal

path, name = sys.argv[1:]
reps = [LoggedRep(n, concentric_s=1.0) for n in range(1, 13)]
with Journal(path) as journal:
    for line in sys.stdin:
        for number in range(100_000):
            done = LoggedSet(datetime(2026, 5, 1, tzinfo=UTC), 12, source_id=f"{line.strip()}-{number}")
            stored = journal.add_set(name, done, reps, analysis="{}" * 2000)
            if number % 7 == 6:
                journal.edit(stored, notes="edited")
            print(stored, flush=True)
"""


@dataclass(frozen=True)
class Survival:
    """What a series of kills left behind."""

    kills: int
    acknowledged: int
    stored: int
    lost: int
    incomplete: int
    whole: bool

    @property
    def holds(self) -> bool:
        """Whether nothing was lost."""
        return self.whole and not self.lost and not self.incomplete


def killed(folder: Path, kills: int, seed: int = 1) -> Survival:
    """Kill pairs of writers so many times in all, and look what is there.

    Parameters
    ----------
    folder : Path
        Where the journal is made.
    kills : int
        How many processes are killed.
    seed : int
        Of the moments.
    """
    path, chance = folder / "killed.db", random.Random(seed)
    with Journal(path):
        pass
    acknowledged: list[int] = []
    left = kills
    while left:
        pair = [_writer(path, f"writer {k + 1}", f"{left}-{k}") for k in range(min(WRITERS, left))]
        for writer in pair:
            assert writer.stdout is not None
            acknowledged.append(int(writer.stdout.readline()))
        time.sleep(chance.uniform(0.0, LONGEST_S))
        for writer in pair:
            writer.kill()
            # A line that the kill cut short was not read by anybody, so that it acknowledged nothing.
            acknowledged += [
                int(line) for line in writer.communicate()[0].splitlines(keepends=True) if line[-1] == "\n"
            ]
        left -= len(pair)
    return _found(path, kills, acknowledged)


def _writer(path: Path, name: str, series: str) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdin is not None
    writer.stdin.write(f"{series}\n")
    writer.stdin.close()
    writer.stdin = None  # so that communicate() leaves it alone
    return writer


def _found(path: Path, kills: int, acknowledged: list[int]) -> Survival:
    with Journal(path) as journal:
        entries = {stored.id: entry for stored, entry in journal.entries()}
    connection = sqlite3.connect(path)
    whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    whole &= connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return Survival(
        kills=kills,
        acknowledged=len(acknowledged),
        stored=len(entries),
        lost=len(set(acknowledged) - set(entries)),
        incomplete=sum(len(entry.reps) != 12 or entry.analysis is None for entry in entries.values()),
        whole=whole,
    )


def main() -> int:
    """Print the result; 1 where anything was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    with tempfile.TemporaryDirectory() as folder:
        found = killed(Path(folder), kills)
    print(f"killed while writing       {found.kills} processes, {WRITERS} at a time")
    print(f"sets acknowledged          {found.acknowledged}")
    print(f"of these lost              {found.lost}")
    print(f"sets stored                {found.stored}")
    print(f"of these incomplete        {found.incomplete}")
    print(f"file whole                 {'yes' if found.whole else 'NO'}")
    print("ok" if found.holds else "FAILS")
    return 0 if found.holds else 1


if __name__ == "__main__":
    sys.exit(main())
