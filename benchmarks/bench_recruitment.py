"""How many frames a second the muscle computation takes, inverse dynamics included, and how that compares with SciPy.

Run it alone on the machine: ``python benchmarks/bench_recruitment.py``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import get_args

import numpy as np

from legcurl.athlete import Athlete, body_of, leg_of
from legcurl.machine.load import knee_load
from legcurl.machine.model import PRESETS
from legcurl.muscles.model import LegModel, Tendon, muscle_state, reference_leg
from legcurl.muscles.sharing import Ankle, Engine, MuscleEffort, share_load
from legcurl.vocabulary import FloatArray

FRAMES, RATE_HZ = 6000, 100.0
LOAD_KG, HIP_DEG = 25.0, 15.0
SCIPY_FRAMES = 60
REPEATS = 30
DRAWS = 200
LEG = leg_of(body_of(Athlete(75, 178, 25, "male")))


def curl(frames: int) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Time, knee angle, velocity and acceleration of slow curls from 5 to 95°, 4 s each."""
    time_s = np.arange(frames) / RATE_HZ
    w, half = 2 * np.pi / 4.0, np.radians(45.0)
    phase = w * time_s
    return time_s, np.radians(50) - half * np.cos(phase), half * w * np.sin(phase), half * w**2 * np.cos(phase)


MOTION = curl(FRAMES)


def from_motion(
    model: LegModel, engine: Engine, power: float = 2.0, ankle: Ankle = "free", tendon: Tendon = "rigid"
) -> MuscleEffort:
    """The whole way: from the motion over knee torque to the muscles."""
    _, knee, velocity, acceleration = MOTION
    torque = knee_load(PRESETS["prone"], LEG, LOAD_KG, knee, velocity, acceleration, legs=2).torque_nm
    zero = np.zeros(FRAMES)
    angles = np.stack([zero + np.radians(HIP_DEG * model.hip_share), knee, zero], axis=1)
    rates = np.stack([zero, velocity, zero], axis=1)
    moments = np.stack([zero, torque, zero], axis=1)
    return share_load(model, angles, rates, moments, power=power, ankle=ankle, tendon=tendon, engine=engine)


def scipy_share(model: LegModel, every: int) -> float:
    """Seconds a frame that SLSQP takes for the same problem, forces and arms given."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    _, knee, velocity, acceleration = MOTION
    torque = knee_load(PRESETS["prone"], LEG, LOAD_KG, knee, velocity, acceleration, legs=2).torque_nm
    zero = np.zeros(FRAMES)
    angles = np.stack([zero + np.radians(HIP_DEG * model.hip_share), knee, zero], axis=1)
    rates = np.stack([zero, velocity, zero], axis=1)
    state = muscle_state(model, angles[::every], rates[::every], tendon="rigid")
    full = np.moveaxis(state.arm_m[:, :, 1:], 2, 1) * state.active_n[:, None, :]
    passive = np.einsum("fmj,fm->fj", state.arm_m[:, :, 1:], state.passive_n)
    asked = np.stack([torque[::every], zero[::every]], axis=1) - passive
    count = len(model.muscles)
    started = time.perf_counter()
    for m, g in zip(asked, full, strict=True):
        minimize(
            lambda a: a @ a, np.full(count, 0.1), jac=lambda a: 2 * a, method="SLSQP", bounds=[(0, 1)] * count,
            constraints={"type": "eq", "fun": lambda a, m=m, g=g: g @ a - m, "jac": lambda _, g=g: g},
            options={"ftol": 1e-9},
        )  # fmt: skip
    return (time.perf_counter() - started) / len(asked)


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Shortest wall time of several, s; the first, which compiles, does not count."""
    work()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Print the table."""
    model = reference_leg()
    print(f"{FRAMES} frames, inverse dynamics included, {os.cpu_count()} processors")
    rates = {}
    for power in (2.0, 3.0):
        for ankle in get_args(Ankle):
            seconds = best(lambda p=power, a=ankle: from_motion(model, "compiled", p, a))  # type: ignore[misc]
            rates[power, ankle] = FRAMES / seconds
            print(f"compiled, rigid tendon, power {power:.0f}, {ankle:8}  {FRAMES / seconds / 1e6:6.2f} M frames/s")

    elastic = FRAMES / best(lambda: from_motion(model, "compiled", tendon="compliant"))
    print(f"compiled, compliant tendon, power 2, free    {elastic / 1e6:6.2f} M frames/s")

    def drawn() -> None:
        for strength in np.linspace(0.8, 1.2, DRAWS):
            from_motion(model.scaled(strength=float(strength)), "compiled")

    one = FRAMES / rates[2.0, "free"]
    print(f"{DRAWS} draws of the leg, over one draw          {best(drawn, 3) / one:6.0f} times")
    plain = FRAMES / best(lambda: from_motion(model, "numpy"), 3)
    print(f"numpy, rigid tendon, power 2, free      {plain / 1e6:6.3f} M frames/s")
    scipy = 1.0 / scipy_share(model, FRAMES // SCIPY_FRAMES)
    print(f"SciPy SLSQP a frame (sharing alone)     {scipy:6.0f} frames/s")
    print(f"compiled over SciPy                     {rates[2.0, 'free'] / scipy:6.0f} times")


if __name__ == "__main__":
    main()
