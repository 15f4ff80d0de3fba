"""Killed in the middle of writing: is every acknowledged set there, and the file whole?

``python benchmarks/validate_journal.py [KILLS]`` kills writers (SIGKILL) 200 times unless told otherwise, at random
moments, two of them at once on the same journal, and prints the table of what was found.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from legcurl.coach.history import LoggedSet
from legcurl.journal.entry import LoggedRep
from legcurl.journal.store import Journal
from tables import Row, markdown

KILLS, WRITERS = 200, 2
LONGEST_S = 0.25
"""A writer is killed at a random time up to this after its first acknowledged set."""
PAUSE_S = 0.02
"""Between the sets of a writer: one that never pauses keeps the other one waiting for seconds."""
ANALYSIS = "{}" * 2000
REPS = tuple(LoggedRep(number, concentric_s=1.0) for number in range(1, 13))
AT = datetime(2026, 5, 1, 18, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Survival:
    """What a series of kills left behind."""

    kills: int
    acknowledged: int
    stored: int
    lost: int
    incomplete: int
    whole: bool


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
    processes = get_context("forkserver")  # a fresh process each, without loading all libraries each time
    processes.set_forkserver_preload(["validate_journal", "legcurl.journal.store"])
    acknowledged: list[int] = []
    left = kills
    while left:
        pair = []
        for number in range(min(WRITERS, left)):
            ours, theirs = processes.Pipe(duplex=False)
            writer = processes.Process(target=write, args=(path, f"writer {number + 1}", f"{left}-{number}", theirs))
            writer.start()
            theirs.close()
            pair.append((writer, ours))
        acknowledged += [ours.recv() for _, ours in pair]
        time.sleep(chance.uniform(0.0, LONGEST_S))
        for writer, _ in pair:
            writer.kill()
        for writer, ours in pair:
            acknowledged += _received(ours)
            writer.join()
        left -= len(pair)
    return _found(path, kills, acknowledged)


def write(path: Path, name: str, series: str, to: Connection) -> None:
    """Add and edit sets without end, and acknowledge each that was added."""
    with Journal(path) as journal:
        for number in count():
            done = LoggedSet(AT, 12, source_id=f"{series}-{number}")
            stored = journal.add_set(name, done, REPS, analysis=ANALYSIS)
            if number % 7 == 6:
                journal.edit(stored, notes="edited")
            to.send(stored)
            time.sleep(PAUSE_S)


def _received(connection: Connection) -> list[int]:
    """What was acknowledged before the kill; a message that it cut short reached nobody."""
    received = []
    try:
        while True:
            received.append(int(connection.recv()))
    except (EOFError, OSError):
        connection.close()
    return received


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
        incomplete=sum(entry.reps != REPS or entry.analysis != ANALYSIS for entry in entries.values()),
        whole=whole,
    )


def rows(kills: int = KILLS) -> list[Row]:
    """The table of a series of kills."""
    with tempfile.TemporaryDirectory() as folder:
        found = killed(Path(folder), kills)
    return [
        Row(
            f"acknowledged sets that are not there after {found.kills} kills, {WRITERS} writers at a time",
            str(found.lost), "0", found.lost == 0 and found.acknowledged >= kills,
        ),
        Row("sets that are there in part", str(found.incomplete), "0", found.incomplete == 0),
        Row("the file is whole", "yes" if found.whole else "no", "yes", found.whole),
    ]  # fmt: skip


SECTIONS = {"The journal under SIGKILL": rows}


def main() -> int:
    """Print the table; 1 where anything was lost."""
    table = rows(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
    print(markdown("The journal under SIGKILL", table))
    return 0 if all(row.held for row in table) else 1


if __name__ == "__main__":
    sys.exit(main())
