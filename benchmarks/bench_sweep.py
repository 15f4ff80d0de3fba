"""How much faster a sweep is on all cores than on one, in the same run, and that both make the same bytes.

``python benchmarks/bench_sweep.py [CELLS]``; needs two idle cores. Processes are started afresh in either case that
uses them, so their start counts against the speed-up.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from legcurl.simulate.whatif.grid import Cell, cells_of, parse_axes
from legcurl.simulate.whatif.sweep import sweep

CELLS, LEAST_SHARE = 240, 0.9
"""Cells, and the least speed-up of a core: 1.8 on two."""


def timed(cells: list[Cell], path: Path, jobs: int) -> float:
    """Seconds that a sweep takes."""
    started = time.perf_counter()
    sweep(cells, path, jobs=jobs)
    return time.perf_counter() - started


def main() -> int:
    """Print the table; 1 where the bound is missed."""
    count, cores = int(sys.argv[1]) if len(sys.argv) > 1 else CELLS, min(os.cpu_count() or 1, 2)
    heights = ",".join(f"{150 + 45 * k / count:.3f}" for k in range(count))
    cells = cells_of(parse_axes(["variation=prone", "load=20", "reps=8", f"height_cm={heights}"]))
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder) / "one.parquet", Path(folder) / "many.parquet"
        sweep(cells[:1], one)  # compiled code and tables are loaded once, outside of the time
        times = {1: timed(cells, one, 1), cores: timed(cells, many, cores)}
        same = one.read_bytes() == many.read_bytes()
    for jobs, seconds in times.items():
        print(
            f"{jobs} process{'es' if jobs > 1 else ''}: {count} sets in {seconds:.1f} s, {count / seconds:.1f} a second"
        )
    speed_up = times[1] / times[cores]
    held = same and (cores == 1 or speed_up >= LEAST_SHARE * cores)
    print(f"speed-up {speed_up:.2f} on {cores} cores, must be at least {LEAST_SHARE * cores:g}; same bytes: {same}")
    print("held" if held else "MISSED")
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
