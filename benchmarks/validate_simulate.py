"""Simulated lifts against known answers and published rows: ``python benchmarks/validate_simulate.py [sets]``.

``SECTIONS`` serves ``validation.py``. Nothing in the simulation is fitted to any of these rows.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from legcurl.analysis import SetAnalysis, analyze
from legcurl.athlete import Athlete
from legcurl.errors import LegcurlError
from legcurl.form import load_standards
from legcurl.machine.demand import load_of, posture_of, setup_of
from legcurl.machine.load import FULL_FRICTION_M_S, KneeLoad, inertial_share
from legcurl.motion import motion_from_recording
from legcurl.plan import Plan, Tempo
from legcurl.recording import Recording
from legcurl.simulate.physics.agreement import Agreement, agreement
from legcurl.simulate.physics.faults import FAULTS
from legcurl.simulate.physics.lift import SimulatedLift, simulate_lift
from legcurl.simulate.physics.measured import recording_of
from legcurl.simulate.physics.one_rep_max import one_rep_max
from legcurl.simulate.physics.plan import plan_lift
from legcurl.simulate.physics.random_lifts import PERFECT, Drawn, random_lift
from legcurl.vocabulary import BODYWEIGHT, FloatArray, Variation
from tables import Row, markdown

SETS = int(os.environ.get("LEGCURL_SIMULATED_SETS", "1000"))
MACHINES: tuple[Variation, ...] = ("prone", "seated", "standing")
LIFTS: tuple[tuple[Variation, float], ...] = (("prone", 22.0), ("seated", 45.0), ("standing", 9.0), ("nordic", 0.0))
BRIDGES: tuple[Variation, ...] = ("slider", "ball")
LYING_AND_SITTING: tuple[Variation, ...] = ("prone", "seated")
MAN = Athlete(75.0, 178.0, 25.0, "male")
FORM = frozenset(fault.finding for fault in FAULTS.values())
HAMSTRINGS = ("bflh", "bfsh", "semiten", "semimem")
HOEGER = {40: "18.6", 60: "11.2", 80: "6.3"}  # leg curl, untrained men, recalled (science.md)
SHARES_PCT = (60, 70, 80, 90)
LOMBARDI = 0.10


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one drawn set came out; `swung` is the largest true inertial share of a repetition, None without a load."""

    seed: int
    drawn: Drawn
    agreement: Agreement
    found: frozenset[str]
    failed: bool
    swung: float | None
    lost_pad: bool
    trouble: str


def outcome(seed: int) -> Outcome:
    """Draw, lift, record, analyse."""
    drawn = random_lift(seed)
    lift = simulate_lift(drawn.plan, MAN, seed=seed)
    judged = Plan(tempo=drawn.tempo, load_kg=_load(lift), target_reps=(1, 60))
    trouble = ""
    try:
        analysis = analyze(lift.recording, judged, None, lift.machine)
        found = frozenset(finding.id for finding in analysis.form.findings) & FORM
        held = agreement(lift.truth, analysis.metrics.reps)
    except LegcurlError as error:
        held, found, trouble = agreement(lift.truth, ()), frozenset(), str(error)
    lost = bool(lift.machine is not None and lift.trace.pad_force_n[100:].min() <= 0.0)
    return Outcome(seed, drawn, held, found, lift.failure is not None, _swung(lift), lost, trouble)


def _load(lift: SimulatedLift) -> float | None:
    movement = lift.plan.movement
    return None if movement.variation in BODYWEIGHT else movement.load_kg


def _swung(lift: SimulatedLift) -> float | None:
    """Largest inertial share of a true repetition, on the noiseless angle."""
    plan = replace(lift.plan, movement=replace(lift.plan.movement, sensor=PERFECT))
    recording = recording_of(lift.trace, plan, lift.start_s, 0, load_kg=plan.movement.load_kg)
    load, time_s = knee_load_of(recording, lift)
    shares = []
    for rep in lift.truth.reps:
        if rep.kind == "complete" and rep.start_s is not None and rep.end_s is not None:
            first, last = np.searchsorted(time_s, (rep.start_s, rep.end_s))
            shares.append(inertial_share(load, slice(int(first), int(last) + 1)))
    known = [share for share in shares if share is not None]
    return max(known) if known else None


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
                  f"{100 * moving:.1f} %", "printed", None)  # fmt: skip


def lifted(lift: SimulatedLift) -> int:
    """Repetitions before the one that failed."""
    return lift.failure.rep - 1 if lift.failure else lift.truth.complete_reps


def failure_rows() -> Iterator[Row]:
    """Repetitions to failure beside the published rows, and Lombardi's estimate from them."""
    for variation in MACHINES:
        best = one_rep_max(variation, MAN)
        yield Row(f"{variation}: 1RM of the reference man on the generic machine", f"{best:g} kg", "printed", None)
        for share in SHARES_PCT:
            load = best * share / 100
            plan = plan_lift(variation, load_kg=load, tempo="2-0-1-0", to_failure=True)
            count = lifted(simulate_lift(plan, MAN))
            row = f"Hoeger 1990: {HOEGER[share]} (recalled)" if share in HOEGER else "no row"
            yield Row(f"{variation}: repetitions at {share} % of 1RM, 2-0-1-0", str(count), row, None)
            if 4 <= count <= 10:
                error = load * count**LOMBARDI / best - 1.0
                yield Row(f"{variation}: Lombardi's 1RM from {count} at {share} %", f"{100 * error:+.1f} %",
                          "within 6 %", abs(error) <= 0.06)  # fmt: skip


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


def found_rows(outcomes: Sequence[Outcome] | None = None) -> Iterator[Row]:
    """Repetitions, times and faults in the drawn sets."""
    all_of = outcomes if outcomes is not None else [outcome(seed) for seed in range(SETS)]
    exact = _share([o.agreement.exact for o in all_of])
    yield Row(f"complete repetitions exact, {len(all_of)} sets", f"{100 * exact:.1f} %", "at least 99 %", exact >= 0.99)
    for noisy, times_s, range_deg in ((False, 0.05, 1.0), (True, 0.15, 3.0)):
        some = [o.agreement for o in all_of if o.drawn.noisy == noisy]
        phases = np.abs([error for a in some for error in a.phase_errors_s])
        ranges = np.abs([error for a in some for error in a.range_errors_deg])
        for what, errors, bound, unit in (("phase times", phases, times_s, " s"), ("range", ranges, range_deg, "°")):
            if errors.size:
                at95 = float(np.percentile(errors, 95))
                yield Row(f"{what}, {'with' if noisy else 'without'} noise: 95th percentile (largest)",
                          f"{at95:.3f}{unit} ({errors.max():.2f}{unit})",
                          f"within {bound:g}{unit}", at95 <= bound)  # fmt: skip
    yield from _fault_rows(all_of)


def _fault_rows(outcomes: Sequence[Outcome]) -> Iterator[Row]:
    ordered = [o for o in outcomes if o.drawn.fault and o.agreement.true_complete > 0]
    hits = [FAULTS[str(o.drawn.fault)].finding in o.found for o in ordered]
    yield Row(f"fault ordered at 1.5 to 2.5 thresholds is found, {len(hits)} sets", f"{100 * _share(hits):.1f} %",
              "at least 95 %", _share(hits) >= 0.95)  # fmt: skip
    clean = [o for o in outcomes if not o.drawn.fault and not o.failed]
    quiet = [not (o.found - expected(o)) for o in clean]
    yield Row(f"no fault in clean sets, {len(quiet)} sets (truly swung loads and thrown pads not counted)",
              f"{100 * _share(quiet):.1f} %", "at least 95 %", _share(quiet) >= 0.95)  # fmt: skip
    plain = _share([not o.found for o in clean])
    yield Row("the same, swung sets and thrown pads counted", f"{100 * plain:.1f} %", "printed", None)
    for name in sorted(FAULTS):
        some = [o for o in ordered if o.drawn.fault == name]
        if some:
            hit = sum(FAULTS[name].finding in o.found for o in some)
            others = Counter(one for o in some for one in o.found if one != FAULTS[name].finding)
            beside = ", ".join(f"{one} {count}" for one, count in sorted(others.items())) or "nothing"
            yield Row(f"confusion: {name} ordered", f"{hit} of {len(some)}; beside it {beside}", "printed", None)
    others = Counter(one for o in clean for one in o.found)
    beside = ", ".join(f"{one} {count}" for one, count in sorted(others.items())) or "nothing"
    yield Row("confusion: nothing ordered", f"{len(clean)} sets; {beside}", "printed", None)


def expected(o: Outcome) -> frozenset[str]:
    """What is truly there although nobody ordered it."""
    bound = load_standards().of("inertial_share").value
    swung = {"momentum"} if o.swung is not None and o.swung > bound else set()
    return frozenset(swung | ({"pad_slipping"} if o.lost_pad else set()))


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
    outcomes = [outcome(seed) for seed in range(sets)]
    print(markdown("Simulated lifts: what is found in them", found_rows(outcomes)))
    for o in outcomes:
        missed = o.drawn.fault and FAULTS[o.drawn.fault].finding not in o.found
        extra = not o.drawn.fault and not o.failed and o.found - expected(o)
        if not o.agreement.exact or missed or extra or o.trouble:
            print(f"seed {o.seed}: {o.drawn.plan.movement.variation} {o.drawn.tempo} {o.drawn.fault} "
                  f"{o.drawn.size:.1f} noisy {o.drawn.noisy} failed {o.failed} true {o.agreement.true_complete} found "
                  f"{o.agreement.found_complete} {sorted(o.found)} {o.trouble}")  # fmt: skip


if __name__ == "__main__":
    main()
