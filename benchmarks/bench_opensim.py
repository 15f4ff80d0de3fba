"""How many times faster our muscle sharing is than OpenSim 4.6 static optimization on our own exported leg.

Same motion, same muscles, same parameters, one run; inverse dynamics is part of both. OpenSim is timed on the first
repetition, once as a whole and once in half, and the difference counts: what a frame costs, without reading the model.
Its muscle paths are polynomials; a model with far shorter ones shows that they are not what takes the time.

Run it alone on the machine: ``python benchmarks/bench_opensim.py``.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from legcurl.athlete import Athlete, body_of, leg_of
from legcurl.machine.dynamics import LegMotion, leg_moments
from legcurl.muscles.compatible import share_load_compatible
from legcurl.muscles.model import LegModel, reference_leg
from legcurl.muscles.opensim_check import static_optimization
from legcurl.muscles.opensim_export import export_model
from legcurl.muscles.profile import profile_of_leg
from legcurl.muscles.sharing import Ankle, share_load
from legcurl.muscles.surfaces import ANKLE, HIP, KNEE
from legcurl.vocabulary import FloatArray

FRAMES, RATE_HZ, REPETITION_S = 6000, 100.0, 4.0
OPENSIM_FRAMES = 400
HIP_DEG, PRONE_RAD = 10.0, np.pi / 2
PAD_N, PAD_M = 60.0, 0.36
REPEATS = 30
NEEDED = 10_000
SEGMENTS = leg_of(body_of(Athlete(75, 178, 25, "male")))
CASES: dict[str, tuple[tuple[int, ...], Ankle]] = {
    "knee": ((KNEE,), "braced"),
    "knee and ankle": ((KNEE, ANKLE), "balanced"),
}


def curl() -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Time, angles, rates and knee accelerations of curls from 5 to 95°."""
    time_s = np.arange(FRAMES) / RATE_HZ
    w, half = 2 * np.pi / REPETITION_S, np.radians(45.0)
    angles, rates = np.zeros((FRAMES, 3)), np.zeros((FRAMES, 3))
    angles[:, HIP] = np.radians(HIP_DEG)
    angles[:, KNEE] = np.radians(50) - half * np.cos(w * time_s)
    rates[:, KNEE] = half * w * np.sin(w * time_s)
    return time_s, angles, rates, half * w**2 * np.cos(w * time_s)


def moments(angles: FloatArray, rates: FloatArray, acceleration: FloatArray) -> FloatArray:
    """Inverse dynamics, shape (frames, 3)."""
    motion = LegMotion(
        PRONE_RAD - angles[:, HIP], angles[:, KNEE], knee_velocity=rates[:, KNEE], knee_acceleration=acceleration
    )
    asked = leg_moments(SEGMENTS, motion, pad_force_n=PAD_N, pad_distance_m=PAD_M)
    return np.stack([asked.hip_nm, asked.knee_nm, asked.ankle_nm], axis=1)


def compiled(leg: LegModel, ankle: Ankle) -> object:
    """Our way: motion, inverse dynamics, muscles."""
    _, angles, rates, acceleration = curl()
    return share_load(leg, angles, rates, moments(angles, rates, acceleration), ankle=ankle, engine="compiled")


def compatible(leg: LegModel, joints: tuple[int, ...]) -> object:
    """The same in compatible mode."""
    _, angles, rates, acceleration = curl()
    return share_load_compatible(
        profile_of_leg(leg), angles, rates, moments(angles, rates, acceleration), joints=joints
    )


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Shortest wall time of several, s; the first, which compiles, does not count."""
    work()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def opensim_frame_s(model: Path, joints: tuple[int, ...], time_s: FloatArray, angles: FloatArray) -> float:
    """Seconds that OpenSim takes for one more frame."""
    seconds = [
        static_optimization(
            model, time_s[:frames], angles[:frames], joints=joints, down_rad=PRONE_RAD, pad_force_n=PAD_N,
            pad_distance_m=PAD_M,
        ).seconds
        for frames in (OPENSIM_FRAMES // 2, OPENSIM_FRAMES)
    ]  # fmt: skip
    return (seconds[1] - seconds[0]) / (OPENSIM_FRAMES - OPENSIM_FRAMES // 2)


def short_paths(leg: LegModel) -> LegModel:
    """The leg with paths of a few coefficients: wrong by millimetres, but the least that a path can cost."""
    return replace(leg, surfaces=replace(leg.surfaces, coefficients=leg.surfaces.coefficients[:, :3, :4]))


def main() -> None:
    """Print the table."""
    leg = reference_leg()
    time_s, angles, _, _ = curl()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; ours on {FRAMES} frames, "
          f"OpenSim on {OPENSIM_FRAMES} of them, by the frame")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        exact, short = Path(folder) / "leg.osim", Path(folder) / "short.osim"
        export_model(exact, leg, SEGMENTS)
        export_model(short, short_paths(leg), SEGMENTS)
        for name, (joints, ankle) in CASES.items():
            ours = best(partial(compiled, leg, ankle)) / FRAMES
            plain = best(partial(compatible, leg, joints), REPEATS // 10) / FRAMES
            theirs = opensim_frame_s(exact, joints, time_s, angles)
            floor = opensim_frame_s(short, joints, time_s, angles)
            print(f"\n{name} balanced by the muscles")
            print(f"  OpenSim, our exact paths           {1 / theirs:12.1f} frames/s")
            print(f"  OpenSim, paths cut short           {1 / floor:12.1f} frames/s")
            print(f"  ours, compiled                     {1 / ours:12.0f} frames/s")
            print(f"  ours, compatible mode, numpy       {1 / plain:12.0f} frames/s")
            print(f"  ours over OpenSim (needed {NEEDED}) {theirs / ours:12.0f} times")
            print(f"  ours over OpenSim's shorter paths  {floor / ours:12.0f} times")


if __name__ == "__main__":
    main()
