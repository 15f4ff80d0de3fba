"""Reading: one hour at 1000 Hz against what polars itself needs, from a minute to an hour, and small files.

Prints ratios within one run, best of several; memory is the highest of a process of its own. Run: make bench
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

RATE_HZ = 1000
MINUTES = (1, 10, 60)
COLUMNS = ("time_s", "knee_flexion_deg")
PEAK = """
{setup}
def highest():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
before = highest()
kept = {call}
print(highest() - before)
"""
"""A process that prints by how much a call raises its highest memory, in KiB. The usual ``ru_maxrss`` will not do: on
Linux a process inherits it from the one that starts it."""


def write_table(file: Path, minutes: float) -> int:
    """Write time and a noisy angle as CSV; gives the rows written."""
    import polars as pl

    time_s = np.arange(round(minutes * 60 * RATE_HZ)) / RATE_HZ
    noise = np.random.default_rng(0).normal(0, 0.1, time_s.size)
    angle = 50 - 45 * np.cos(2 * np.pi * time_s / 3) + noise
    pl.DataFrame({COLUMNS[0]: time_s, COLUMNS[1]: angle.round(3)}).write_csv(file)
    return time_s.size


def best(calls: Sequence[Callable[[], object]], repeats: int) -> list[float]:
    """Shortest time of each of several calls in s, taken in turns so that a busy moment strikes all of them."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(repeats):
        for call, taken in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def peak_mib(setup: str, call: str) -> float:
    """By how much a call raises the highest memory of a fresh process, in MiB; Linux only."""
    script = PEAK.format(setup=setup, call=call)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=10)
    repeats = parser.parse_args().repeats

    import polars as pl

    from legcurl.io import read_recording

    with tempfile.TemporaryDirectory() as folder:
        print(f"{'minutes':>8} {'rows':>9} {'polars':>9} {'legcurl':>9} {'ratio':>6} {'us/1000 rows':>13}")
        file = Path(folder) / "set.csv"
        both = (lambda: pl.read_csv(file), lambda: read_recording(file))
        rows = 0
        for minutes in MINUTES:
            rows = write_table(file, minutes)
            plain, read = best(both, repeats)
            print(f"{minutes:8} {rows:9} {plain:8.4f}s {read:8.4f}s {read / plain:6.2f} {read / rows * 1e9:13.1f}")
        if sys.platform == "linux":
            parsed = rows * len(COLUMNS) * 8 / (1 << 20)
            plain = peak_mib("import polars", f"polars.read_csv({str(file)!r})")
            read = peak_mib("import polars; from legcurl.io import read_recording", f"read_recording({str(file)!r})")
            print(f"memory of an hour: parsed columns {parsed:.0f} MiB, polars {plain / parsed:.1f} times that, "
                  f"legcurl {read / parsed:.1f} times")  # fmt: skip
        write_table(file, 0.25)
        plain, read = best(both, repeats)
        print(f"15 s at {RATE_HZ} Hz: polars {plain * 1e3:.1f} ms, legcurl {read * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
