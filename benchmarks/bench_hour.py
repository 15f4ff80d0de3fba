"""An hour at 1000 Hz, from reading to findings, against polars reading the file: ``python benchmarks/bench_hour.py``.

Every measurement is a process of its own, so that its peak memory is its own; the ratios are of one run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

SECONDS = (60, 600, 3600)
RATE_HZ = 1000
RUNS = 3
TIME_LIMIT, MEMORY_LIMIT = 5.0, 10.0


def write(path: Path, seconds: int) -> None:
    """Time and knee angle of a set without end, as CSV."""
    import polars as pl

    time_s = np.arange(seconds * RATE_HZ) / RATE_HZ
    noise = np.random.default_rng(0).normal(0, 0.1, time_s.size)
    angle = np.round(50 - 50 * np.cos(2 * np.pi * time_s / 4) + noise, 3)
    pl.DataFrame({"time_s": time_s, "knee_flexion_deg": angle}).write_csv(path)


def child(what: str, path: str) -> None:
    """Measure one thing in this process and print it as JSON: s, and MiB above what the imports need."""
    import polars as pl

    from legcurl import Plan, Tempo, analyze, read_recording

    plan = Plan(tempo=Tempo(3, 0, 1, 3), goal="hypertrophy")
    warm = Path(path).with_name("warm.csv")
    analyze(read_recording(warm), plan, assume_curl=True)
    before = peak_mib()
    start = time.perf_counter()
    if what == "polars":
        pl.read_csv(path)
    else:
        analyze(read_recording(path), plan, assume_curl=True)
    taken = time.perf_counter() - start
    print(json.dumps({"s": taken, "mib": peak_mib() - before}))


def peak_mib() -> float:
    """Largest resident memory of this process so far (``ru_maxrss`` would count the parent's too), MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def measure(what: str, path: Path) -> tuple[float, float]:
    """Best time in s, and largest growth of memory in MiB, of `RUNS` processes."""
    runs = []
    for _ in range(RUNS):
        command = [sys.executable, __file__, what, str(path)]
        runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return min(run["s"] for run in runs), max(run["mib"] for run in runs)


def main() -> int:
    """Print the table; 1 where a limit is not met."""
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "warm.csv", 20)
        print("length      polars     legcurl    ratio    a minute     memory    columns    ratio")
        for seconds in SECONDS:
            path = Path(folder) / f"set_{seconds}.csv"
            write(path, seconds)
            polars_s, _ = measure("polars", path)
            legcurl_s, mib = measure("legcurl", path)
            columns_mib = seconds * RATE_HZ * 2 * 8 / 2**20
            ratio, share = legcurl_s / polars_s, mib / columns_mib
            a_minute = legcurl_s / seconds * 60
            print(f"{seconds:5d} s  {polars_s:8.3f} s  {legcurl_s:8.3f} s  {ratio:6.1f}  {a_minute:8.4f} s"
                  f"  {mib:7.0f} MiB {columns_mib:6.0f} MiB  {share:5.1f}")  # fmt: skip
        time_ok, memory_ok = ratio <= TIME_LIMIT, share <= MEMORY_LIMIT
        kept = time_ok and memory_ok
        print(f"an hour takes {ratio:.1f} times what polars needs to read it, at most {TIME_LIMIT:g}: "
              f"{'ok' if time_ok else 'FAILS'}")  # fmt: skip
        print(f"and {share:.1f} times the memory of its columns, at most {MEMORY_LIMIT:g}: "
              f"{'ok' if memory_ok else 'FAILS'}")  # fmt: skip
    return 0 if kept else 1


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(sys.argv[1], sys.argv[2])
    else:
        sys.exit(main())
