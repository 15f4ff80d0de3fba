"""How long a command takes from start to end, against importing numpy and polars: ``python benchmarks/bench_start.py``.

Whole processes, best of ten, byte code compiled, all in one run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from legcurl.io import write_csv
from legcurl.recording import Recording

RUNS = 10
LIMITS = {"--help": 1.0, "analyze --json -": 2.0}


def best_s(command: list[str]) -> float:
    """Shortest wall time of a process over `RUNS` runs, in s."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def recording(path: Path) -> None:
    """A set of 15 s at 1000 Hz: a knee angle and four channels of noise for EMG."""
    time_s = np.arange(15_000) / 1000
    noise = np.random.default_rng(0).normal(0, 0.05, (4, time_s.size))
    names = ("emg_recfem_mv", "emg_bflh_mv", "emg_vasti_mv", "emg_semiten_mv")
    angle = 50 - 50 * np.cos(2 * np.pi * time_s / 3)
    write_csv(Recording(time_s, {"knee_flexion_deg": angle, **dict(zip(names, noise, strict=True))}), path)


def main() -> int:
    """Print the table; 1 where a limit is not met."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "set.csv"
        recording(path)
        commands = {
            "--help": [sys.executable, "-m", "legcurl", "--help"],
            "analyze --json -": [sys.executable, "-m", "legcurl", "analyze", str(path), "--assume-curl", "--json", "-"],
        }
        reference = best_s([sys.executable, "-c", "import numpy, polars"])
        print(f"import numpy, polars       {1000 * reference:7.0f} ms")
        kept = True
        for name, command in commands.items():
            taken = best_s(command)
            ok = taken <= LIMITS[name] * reference
            kept &= ok
            print(f"legcurl {name:18} {1000 * taken:7.0f} ms   {taken / reference:.2f} times"
                  f"   at most {LIMITS[name]:g}: {'ok' if ok else 'FAILS'}")  # fmt: skip
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
