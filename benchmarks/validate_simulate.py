"""Simulated lifts against known answers and published rows: ``python benchmarks/validate_simulate.py [sets]``.

``SECTIONS`` serves ``validation.py``. Nothing in the simulation is fitted to any of these rows.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from drawn_lifts import MAN, Outcome, outcomes
from legcurl.analysis import SetAnalysis, analyze
from legcurl.machine.demand import load_of, posture_of, setup_of
from legcurl.machine.load import FULL_FRICTION_M_S, KneeLoad, knee_load
from legcurl.machine.model import PRESETS
from legcurl.motion import motion_from_recording
from legcurl.plan import Plan, Tempo
from legcurl.recording import Recording
from legcurl.simulate.physics.fatigue import Fatigue
from legcurl.simulate.physics.faults import FAULTS
from legcurl.simulate.physics.lift import SimulatedLift, simulate_lift
from legcurl.simulate.physics.one_rep_max import one_rep_max
from legcurl.simulate.physics.plan import plan_lift
from legcurl.simulate.physics.reference import BLOCK_S
from legcurl.vocabulary import FloatArray, Variation
from tables import Row, markdown

SETS = int(os.environ.get("LEGCURL_SIMULATED_SETS", "1000"))
MACHINES: tuple[Variation, ...] = ("prone", "seated", "standing")
LIFTS: tuple[tuple[Variation, float], ...] = (("prone", 22.0), ("seated", 45.0), ("standing", 9.0), ("nordic", 0.0))
BRIDGES: tuple[Variation, ...] = ("slider", "ball")
LYING_AND_SITTING: tuple[Variation, ...] = ("prone", "seated")
HAMSTRINGS = ("bflh", "bfsh", "semiten", "semimem")
HOEGER = {40: 18.6, 60: 11.2, 80: 6.3}  # leg curl, untrained men, recalled (science.md)
KNEE_S, KNEE_POWER = 19.38, -1.88  # endurance of the knee, Frey-Law and Avin 2010, Table 2, as MyoSuite quotes it
SLOWLY_RAD_S = 0.2
SHARES_PCT = (60, 70, 80, 90)
LOMBARDI = 0.10


def knee_load_of(recording: Recording, lift: SimulatedLift) -> tuple[KneeLoad, FloatArray]:
    """Knee torque as the machine room recovers it, and its times."""
    motion = motion_from_recording(recording)
    movement = lift.plan.movement
    setup = setup_of(movement.variation, movement.leg, movement.load_kg, MAN, lift.machine)
    assert motion is not None
    assert setup is not None
    posture = posture_of(motion, setup)
    assert posture is not None
    return load_of(setup, posture), posture.time_s


def torque_errors(variation: Variation, tempo: str, load_kg: float) -> tuple[float, float, float]:
    """Recovered less MuJoCo's knee torque over its peak: root mean square and largest while the load moves, and root
    mean square at all times of the repetitions."""
    plan = plan_lift(variation, load_kg=load_kg, reps=3, tempo=tempo)
    lift = simulate_lift(plan, MAN)
    load, time_s = knee_load_of(lift.recording, lift)
    own = np.interp(time_s, lift.trace.time_s, lift.trace.knee_torque_nm + lift.trace.hands_nm)
    inside = np.zeros(time_s.size, dtype=bool)
    for rep in lift.truth.reps:
        inside |= (time_s >= (rep.start_s or 0.0)) & (time_s <= (rep.end_s or 0.0))
    speed = np.abs(np.gradient(np.interp(time_s, lift.trace.time_s, lift.trace.stack_m), time_s))
    if lift.machine is None:
        speed = np.full(time_s.size, np.inf)
    moving = inside & (speed > 4 * FULL_FRICTION_M_S)
    error = (load.torque_nm - own) / own[inside].max()
    return (
        float(np.sqrt(np.mean(error[moving] ** 2))),
        float(np.abs(error[moving]).max()),
        float(np.sqrt(np.mean(error[inside] ** 2))),
    )


def torque_rows() -> Iterator[Row]:
    """Knee torque recovered by the machine room."""
    for variation, load_kg in LIFTS:
        moving, worst, all_of_it = torque_errors(variation, "3-0-2-1", load_kg)
        what = f"{variation}, 3-0-2-1: root mean square over peak, while the load moves"
        yield Row(what, f"{100 * moving:.2f} %", "at most 2 %", moving <= 0.02)
        yield Row(f"{variation}: largest, while the load moves", f"{100 * worst:.1f} %", "printed", None)
        yield Row(f"{variation}: root mean square, holds too (dry friction may point either way)",
                  f"{100 * all_of_it:.1f} %", "printed", None)  # fmt: skip
    for variation in BRIDGES:
        moving, _, _ = torque_errors(variation, "4-0-4-1", 0.0)
        yield Row(f"{variation}, 4-0-4-1: root mean square over peak (the machine room takes it as slow)",
                  f"{100 * moving:.2f} %", "at most 2 %", moving <= 0.02)  # fmt: skip


def lifted(lift: SimulatedLift) -> int:
    """Repetitions before the one that failed."""
    return lift.failure.rep - 1 if lift.failure else lift.truth.complete_reps


def lombardi(share: float, reps: float) -> float:
    """Error of the 1RM that Lombardi estimates from repetitions at a share of the true one."""
    return float(share * reps**LOMBARDI) - 1.0


def knee_share(variation: Variation, load_kg: float, best_kg: float, knee_deg: float) -> float:
    """What a load asks of the knee while it is slowly lifted, over what the 1RM asks: leg, lever and carriage too."""
    plan = plan_lift(variation)
    knee, slow = np.array([np.radians(knee_deg)]), np.array([SLOWLY_RAD_S])
    asked = []
    for kg in (load_kg, best_kg):
        setup = setup_of(variation, plan.movement.leg, kg, MAN, PRESETS[variation])
        assert setup is not None
        asked.append(float(knee_load(PRESETS[variation], setup.leg, kg, knee, slow, 0 * slow).torque_nm[0]))
    return asked[0] / asked[1]


def failure_rows() -> Iterator[Row]:
    """Repetitions to failure beside the published rows, and Lombardi's estimate from them."""
    for variation in MACHINES:
        best = one_rep_max(variation, MAN)
        yield Row(f"{variation}: 1RM of the reference man on the generic machine", f"{best:g} kg", "printed", None)
        for share in SHARES_PCT:
            load = best * share / 100
            lift = simulate_lift(plan_lift(variation, load_kg=load, tempo="2-0-1-0", to_failure=True), MAN)
            count = lifted(lift)
            row = f"Hoeger 1990: {HOEGER[share]:g} (recalled)" if share in HOEGER else "no row"
            yield Row(f"{variation}: repetitions at {share} % of 1RM, 2-0-1-0", str(count), row, None)
            if 4 <= count <= 10 and lift.failure:
                error = lombardi(share / 100, count)
                yield Row(f"{variation}: Lombardi's 1RM from {count} at {share} %", f"{100 * error:+.1f} %",
                          "within 6 %", abs(error) <= 0.06)  # fmt: skip
                felt = knee_share(variation, load, best, lift.failure.knee_deg)
                yield Row(f"{variation}: the same from what the knee feels where it fails, {100 * felt:.0f} % of the "
                          "1RM's torque", f"{100 * lombardi(felt, count):+.1f} %", "printed", None)  # fmt: skip
    for share, people in HOEGER.items():
        yield Row(f"Lombardi's 1RM from Hoeger's own {people:g} at {share} %, leg curl",
                  f"{100 * lombardi(share / 100, people):+.1f} %", "printed", None)  # fmt: skip
    for variation in ("nordic", *BRIDGES):
        lift = simulate_lift(plan_lift(variation, tempo="2-0-2-0", to_failure=True), MAN)
        yield Row(f"{variation}: repetitions to failure, 2-0-2-0", str(lifted(lift)), "printed", None)
    for share in SHARES_PCT:
        yield Row(f"held at {share} % of the strength", f"{endurance_s(share / 100):.0f} s",
                  f"people {KNEE_S * (share / 100) ** KNEE_POWER:.0f} s (Frey-Law and Avin 2010)", None)  # fmt: skip


def endurance_s(share: float) -> float:
    """How long the knee can be held at a share of its strength."""
    muscle, blocks = Fatigue(), 0
    while muscle.capacity >= share:
        muscle.work(share, BLOCK_S)
        blocks += 1
    return blocks * BLOCK_S


def _analysed(variation: Variation, load_kg: float, tempo: str, reps: int) -> SetAnalysis:
    plan = plan_lift(variation, load_kg=load_kg, reps=reps, tempo=tempo)
    lift = simulate_lift(plan, MAN)
    return analyze(lift.recording, Plan(tempo=Tempo.parse(tempo), load_kg=load_kg), MAN, lift.machine)


def _per_rep(analysis: SetAnalysis, muscle: str, figure: str) -> tuple[float, float, float]:
    """Mean over the repetitions, with the mean ends of the 90 % intervals."""
    assert analysis.muscles is not None
    reps = [one for one in analysis.muscles.per_rep if one.muscle == muscle]
    return (float(np.mean([getattr(one, figure) for one in reps])),
            float(np.mean([one.intervals[figure][0] for one in reps])),
            float(np.mean([one.intervals[figure][1] for one in reps])))  # fmt: skip


def comparison_rows() -> Iterator[Row]:
    """Rushed against slow, seated against prone."""
    load = 0.5 * one_rep_max("prone", MAN)
    slow, fast = _analysed("prone", load, "3-0-2-1", 5), _analysed("prone", load, "0.8-0-0.6-1", 5)
    impulse = [sum(_per_rep(a, muscle, "impulse_ns")[0] for muscle in HAMSTRINGS) for a in (slow, fast)]
    swing = [float(np.median([rep.inertial_share or 0.0 for rep in a.metrics.reps])) for a in (slow, fast)]
    yield Row("hamstring impulse a repetition, 3-0-2-1 to 0.8-0-0.6-1, equal load",
              f"{impulse[0]:.0f} to {impulse[1]:.0f} N·s", "less", impulse[1] < impulse[0])  # fmt: skip
    yield Row("inertial share of the load, the same", f"{swing[0]:.2f} to {swing[1]:.2f}", "more", swing[1] > swing[0])
    postures = {v: _analysed(v, 0.6 * one_rep_max(v, MAN), "2-0-1-1", 5) for v in LYING_AND_SITTING}
    for muscle in HAMSTRINGS:
        prone, seated = (_per_rep(postures[v], muscle, "peak_normalized_fiber_length") for v in LYING_AND_SITTING)
        text = " to ".join(f"{mean:.2f} [{low:.2f}, {high:.2f}]" for mean, low, high in (prone, seated))
        held = abs(seated[0] - prone[0]) <= prone[2] - prone[1] if muscle == "bfsh" else seated[0] > prone[0]
        wanted = "within its interval" if muscle == "bfsh" else "longer"
        yield Row(f"{muscle}: longest fibre, prone to seated, 60 % of each 1RM", text, wanted, held)


def _share(of: Sequence[bool]) -> float:
    return float(np.mean(of)) if of else float("nan")


def found_rows(drawn: Sequence[Outcome] | None = None) -> Iterator[Row]:
    """Repetitions, times and faults in the drawn sets."""
    all_of = drawn if drawn is not None else outcomes(range(SETS))
    exact = _share([o.agreement.exact for o in all_of])
    yield Row(f"complete repetitions exact, {len(all_of)} sets", f"{100 * exact:.1f} %", "at least 99 %", exact >= 0.99)
    for noisy, times_s, range_deg in ((False, 0.05, 1.0), (True, 0.15, 3.0)):
        some = [o.agreement for o in all_of if o.drawn.noisy == noisy]
        phases = np.abs([error for a in some for error in a.phase_errors_s])
        ranges = np.abs([error for a in some for error in a.range_errors_deg])
        for what, errors, bound, unit in (("phase times", phases, times_s, " s"), ("range", ranges, range_deg, "°")):
            if errors.size:
                at95, inside = float(np.percentile(errors, 95)), 100.0 * float(np.mean(errors <= bound))
                yield Row(f"{what}, {'with' if noisy else 'without'} noise: 95th percentile (largest; inside)",
                          f"{at95:.3f}{unit} ({errors.max():.2f}{unit}; {inside:.1f} %)",
                          f"within {bound:g}{unit}", at95 <= bound)  # fmt: skip
    yield from _ordered_rows([o for o in all_of if o.drawn.fault])
    yield from _unordered_rows([o for o in all_of if not o.drawn.fault])


def _ordered_rows(ordered: Sequence[Outcome]) -> Iterator[Row]:
    """Sets with a fault in them."""
    there = [o for o in ordered if o.ordered in o.truly]
    hits = [o.ordered in o.found for o in there]
    yield Row(f"fault ordered at 1.5 to 2.5 thresholds is found, {len(hits)} sets", f"{100 * _share(hits):.1f} %",
              "at least 95 %", _share(hits) >= 0.95)  # fmt: skip
    missing = Counter(str(o.drawn.fault) for o in ordered if o.ordered not in o.truly)
    yield Row("orders that the athlete could not carry out, by the noiseless motion; not counted above",
              f"{missing.total()}: {_counted(missing)}", "printed", None)  # fmt: skip
    for name in sorted(FAULTS):
        some = [o for o in there if o.drawn.fault == name]
        if some:
            hit = sum(o.ordered in o.found for o in some)
            beside = Counter(one for o in some for one in o.found - o.truly)
            yield Row(f"confusion: {name} ordered", f"{hit} of {len(some)}; wrongly beside it {_counted(beside)}",
                      "printed", None)  # fmt: skip


def _unordered_rows(unordered: Sequence[Outcome]) -> Iterator[Row]:
    """Sets in which nobody meant anything to be wrong."""
    clean = [o for o in unordered if o.clean]
    quiet = _share([not o.found for o in clean])
    yield Row(f"no fault in clean sets, {len(clean)} sets", f"{100 * quiet:.1f} %", "at least 95 %", quiet >= 0.95)
    wrong = Counter(one for o in clean for one in o.found)
    yield Row("confusion: clean sets", f"wrongly {_counted(wrong)}", "printed", None)
    earned = [o for o in unordered if o.truly and not o.failed]
    kinds = Counter(one for o in earned for one in o.truly)
    yield Row("nothing ordered, yet by the noiseless motion truly there (a load swung by so fast a tempo, a pad lost)",
              f"{len(earned)} sets: {_counted(kinds)}", "printed", None)  # fmt: skip
    seen = [one in o.found for o in earned for one in o.truly]
    beside = Counter(one for o in earned for one in o.found - o.truly)
    yield Row("the same: found", f"{100 * _share(seen):.1f} % of {len(seen)}; wrongly beside it {_counted(beside)}",
              "printed", None)  # fmt: skip
    failed = [o for o in unordered if o.failed]
    yield Row("nothing ordered, but a repetition failed; not counted above", f"{len(failed)} sets", "printed", None)


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "nothing"


SECTIONS = {
    "Simulated lifts: knee torque": torque_rows,
    "Simulated lifts: repetitions to failure": failure_rows,
    "Simulated lifts: rushing and posture": comparison_rows,
    "Simulated lifts: what is found in them": found_rows,
}


def main() -> None:
    """Print all tables; the number of sets may be given."""
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else SETS
    for title, rows in SECTIONS.items():
        if rows is not found_rows:
            print(markdown(title, rows()))
    drawn = outcomes(range(sets))
    print(markdown("Simulated lifts: what is found in them", found_rows(drawn)))
    for o in drawn:
        missed = o.ordered in o.truly and o.ordered not in o.found
        if not o.agreement.exact or missed or (o.clean and o.found) or o.trouble:
            print(f"seed {o.seed}: {o.drawn.plan.movement.variation} {o.drawn.tempo} {o.drawn.fault} "
                  f"{o.drawn.size:.1f} noisy {o.drawn.noisy} failed {o.failed} true {o.agreement.true_complete} found "
                  f"{o.agreement.found_complete}; found {sorted(o.found)}, true {sorted(o.truly)} "
                  f"{o.trouble}")  # fmt: skip


if __name__ == "__main__":
    main()
