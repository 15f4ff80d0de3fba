"""What the live coach adds to a frame, after the pose: ``python benchmarks/bench_live.py``.

Every set is pushed several times; of each frame the fastest run counts, since the others were interrupted by the
machine's other work. The coach does the same in each of them.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import numpy as np

from legcurl import Plan, Recording, Tempo
from legcurl.live import Coach
from legcurl.live.play import moments
from legcurl.simulate import random_plan, simulate_set
from legcurl.vocabulary import FloatArray

SETS, RUNS, RATE_HZ = 12, 7, 30.0
LIMIT_MS = 3.0
PLAN = Plan(goal="hypertrophy", tempo=Tempo(3, 0, 1, 3))


def per_frame_ms(recording: Recording) -> FloatArray:
    """Time of each frame in ms, the fastest of all runs."""
    runs = []
    for _ in range(RUNS):
        coach = Coach(PLAN, variation=recording.variation)
        taken = []
        for time_s, angles in moments(recording):
            start = time.perf_counter()
            coach.push(time_s, angles)
            taken.append(time.perf_counter() - start)
        runs.append(taken)
    return np.asarray(1e3 * np.min(runs, axis=0))


def main() -> int:
    """Print the figures; 1 where the limit is not met."""
    taken = []
    for seed in range(SETS):
        plan = random_plan(np.random.default_rng(seed))
        sensor = replace(plan.sensor, rate_hz=RATE_HZ, sensor_rate_hz=None)
        plan = replace(plan, channels=("knee", "body"), sensor=sensor)
        taken.append(per_frame_ms(simulate_set(plan, seed).recording))
    frames = np.concatenate(taken)
    middle, high, worst = np.percentile(frames, [50, 99, 100])
    held = bool(high <= LIMIT_MS)
    print(f"live coach, {frames.size} frames of {SETS} sets at {RATE_HZ:g} Hz, six channels, fastest of {RUNS} runs: "
          f"median {middle:.3f} ms, 99 % {high:.2f} ms, longest {worst:.2f} ms")  # fmt: skip
    print(f"99 % of frames take at most {LIMIT_MS:g} ms: {'ok' if held else 'FAILS'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
