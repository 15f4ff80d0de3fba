"""How fast a leg curl is simulated, against bare ``mj_step`` on the same model in the same run.

Processor time of one core, best of several; the athlete's strength is tabulated once and not in it.
``python benchmarks/bench_simulate.py``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import mujoco

from legcurl.athlete import Athlete
from legcurl.simulate.physics.build import STEP_S, first_state
from legcurl.simulate.physics.lift import simulate_lift
from legcurl.simulate.physics.plan import plan_lift

LOAD_KG = {"prone": 25.0, "seated": 45.0, "standing": 9.0}
REPS, TEMPO, ROUNDS = 12, "2-0-1-1", 4
LEAST_SHARE, LEAST_REAL_TIME = 0.8, 20.0


def best(work: Callable[[], object]) -> float:
    """Least processor time of several, s."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def main() -> int:
    """Print the table; 1 where a bound is missed."""
    man, missed = Athlete(75, 178, 25, "male"), False
    print(f"{REPS} repetitions at {TEMPO}; processor time of one core, best of {ROUNDS}")
    print(f"{'variation':10} {'simulated':>10} {'simulate':>10} {'mj_step':>10} {'share':>7} {'x real time':>12}")
    for variation in ("prone", "seated", "standing", "nordic", "slider", "ball"):
        plan = plan_lift(variation, load_kg=LOAD_KG.get(variation, 0.0), reps=REPS, tempo=TEMPO)
        lift = simulate_lift(plan, man)
        seconds = float(lift.trace.time_s[-1])
        model, data = lift.model.model, first_state(lift.model, plan.movement.rest_deg)
        whole = best(lambda plan=plan: simulate_lift(plan, man))  # type: ignore[misc]

        def bare(
            model: mujoco.MjModel = model, data: mujoco.MjData = data, steps: int = round(seconds / STEP_S)
        ) -> None:
            mujoco.mj_step(model, data, steps)

        data.ctrl[:] = 0.0
        for name, control in lift.model.controls.items():
            if name.startswith("hold_"):
                data.ctrl[control] = data.qpos[lift.model.joints[name.removeprefix("hold_")]]
        data.ctrl[lift.model.controls["knee"]] = float(lift.trace.knee_torque_nm[50])
        steps = best(bare)
        share, real_time = steps / whole, seconds / whole
        missed |= share < LEAST_SHARE or real_time < LEAST_REAL_TIME
        print(f"{variation:10} {seconds:8.1f} s {whole:8.2f} s {steps:8.2f} s {share:7.2f} {real_time:12.1f}")
    verdict = "MISSED" if missed else "held"
    print(f"must be: share at least {LEAST_SHARE:g}, at least {LEAST_REAL_TIME:g} times real time: {verdict}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
