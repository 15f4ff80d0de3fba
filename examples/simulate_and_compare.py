"""Simulate a set, analyse it, and hold the analysis against the truth: ``python examples/simulate_and_compare.py``.

The same with your own plan tells how far you can trust a result from your own sensor: give it its rate and noise.
"""

import numpy as np

from legcurl.analysis import analyze
from legcurl.plan import Plan, Tempo
from legcurl.simulate import Faults, Sensor, SetPlan, even_reps, simulate_set, vary


def main() -> None:
    """Print found and true phase times of every repetition, and what the rules say."""
    rng = np.random.default_rng(0)
    tempo = Tempo(eccentric_s=2.0, stretched_pause_s=0.5, concentric_s=1.0, squeezed_pause_s=1.0)
    reps = vary(even_reps(8, tempo, rest_deg=8.0, peak_deg=100.0), rng, slowing=0.4)
    plan = SetPlan(
        variation="seated",
        reps=reps,
        rest_deg=8.0,
        faults=Faults(trunk_rocking_deg=18.0),
        sensor=Sensor(rate_hz=60.0, noise_deg=0.8, drift_deg=3.0, gaps=2),
        channels=("knee", "body"),
    )
    simulated = simulate_set(plan, seed=0)
    analysis = analyze(simulated.recording, Plan(goal="fitness", tempo=tempo, target_reps=(8, 12)))

    print("rep  kind       up: found, true   hold: found, true   down: found, true   range: found, true")
    for found, true in zip(analysis.metrics.reps, simulated.truth.reps, strict=True):
        times = ((found.concentric_s, true.concentric_s), (found.hold_s, true.hold_s),
                 (found.eccentric_s, true.eccentric_s))  # fmt: skip
        cells = "".join(f"{a or np.nan:12.2f} {b or np.nan:5.2f} s" for a, b in times)
        print(f"{found.rep.index:3}  {found.rep.kind:9}{cells}{found.rom_deg or np.nan:12.1f} {true.rom_deg:5.1f} deg")
    for finding in analysis.form.findings:
        print(f"{finding.id} ({finding.severity}): {finding.cue}")


if __name__ == "__main__":
    main()
