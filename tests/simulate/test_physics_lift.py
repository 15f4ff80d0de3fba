"""A simulated athlete: follows the plan, is no stronger than the muscles, tires, fails, and is found out."""

import importlib
import runpy
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from legcurl.analysis import analyze
from legcurl.athlete import GRAVITY_M_S2, Athlete
from legcurl.cli import run
from legcurl.errors import InputError, UsageError
from legcurl.form import RULES
from legcurl.machine.model import PRESETS
from legcurl.plan import Plan, Tempo
from legcurl.simulate.physics.agreement import agreement
from legcurl.simulate.physics.fatigue import FATIGUE_PER_S, RECOVERY_PER_S, Fatigue
from legcurl.simulate.physics.faults import FAULTS, with_fault
from legcurl.simulate.physics.hands import OwnWay
from legcurl.simulate.physics.lift import simulate_lift
from legcurl.simulate.physics.plan import LiftPlan, Misfit, measured_tempo, plan_lift
from legcurl.simulate.physics.true_faults import swing_of, true_findings
from legcurl.simulate.plans import Sensor
from legcurl.vocabulary import VARIATIONS

MAN = Athlete(75, 178, 25, "male")
LOADS = {"prone": 20.0, "seated": 40.0, "standing": 7.0}
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def three(variation: str, tempo: str = "2-0-1.5-1") -> LiftPlan:
    return plan_lift(variation, load_kg=LOADS.get(variation, 0.0), reps=3, tempo=tempo)


@pytest.mark.parametrize("variation", VARIATIONS)
def test_every_variation_does_what_was_planned_and_is_analysed_as_it_was(variation):
    lift = simulate_lift(three(variation), MAN)
    analysis = analyze(lift.recording)
    held = agreement(lift.truth, analysis.metrics.reps)
    assert lift.failure is None
    assert held.exact
    assert held.same_kinds
    assert held.true_complete == 3
    assert held.worst_phase_s < 0.05
    assert held.worst_range_deg < 1.0
    assert lift.trace.effort.max() <= 1.0 + 1e-9


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not():
    plan = replace(three("prone"), movement=replace(three("prone").movement, sensor=Sensor(noise_deg=0.3)))
    one, again, other = (simulate_lift(plan, MAN, seed=seed).recording for seed in (1, 1, 2))
    for name, values in one.channels.items():
        assert values.tobytes() == again.channels[name].tobytes()
    assert one.channels["knee_flexion_deg"].tobytes() != other.channels["knee_flexion_deg"].tobytes()


def test_knee_torque_is_recovered_from_the_recording():
    sys.path.insert(0, str(BENCHMARKS))
    try:
        benchmark = runpy.run_path(str(BENCHMARKS / "validate_simulate.py"))
    finally:
        sys.path.remove(str(BENCHMARKS))
    for variation in ("prone", "seated"):
        moving, worst, _ = benchmark["torque_errors"](variation, "3-0-2-1", LOADS[variation])
        assert moving < 0.02
        assert worst < 0.05


def test_a_set_to_failure_slows_down_fails_and_says_where():
    lift = simulate_lift(plan_lift("prone", load_kg=38.0, tempo="2-0-1-0", to_failure=True), MAN)
    assert lift.failure is not None
    assert 2 <= lift.failure.rep <= 8
    away = [rep.away_s for rep in lift.truth.reps]
    assert away[-1] > away[0]
    assert lift.trace.tired[-1] > 0.1
    assert lift.trace.knee_deg[-1] == pytest.approx(5.0, abs=5.0)  # the leg went back


def test_too_much_from_the_start_is_a_recording_of_the_failed_attempt():
    lift = simulate_lift(plan_lift("seated", load_kg=200.0, reps=5), MAN)
    assert lift.failure is not None
    assert lift.failure.rep == 1
    assert lift.truth.reps == ()
    assert lift.recording.duration_s > 2.0
    assert np.isfinite(lift.recording.channels["knee_flexion_deg"]).all()


def test_hands_help_in_a_nordic_curl_only_as_far_as_the_muscles_fail():
    plan = plan_lift("nordic", reps=2, tempo="3-0-2-0", peak_deg=30.0)
    helped, alone = simulate_lift(plan, MAN), simulate_lift(replace(plan, hands=False), MAN)
    assert helped.trace.hands_nm.max() > 20.0
    assert helped.truth.complete_reps == 2
    assert alone.truth.complete_reps < 2
    assert not alone.trace.hands_nm.any()


def test_fatigue_follows_the_equations():
    muscle = Fatigue()
    for _ in range(6000):
        muscle.work(0.5, 0.01)
    rate = RECOVERY_PER_S
    assert muscle.tired == pytest.approx(0.5 * FATIGUE_PER_S / rate * (1 - np.exp(-60 * rate)), rel=1e-3)
    tired = muscle.tired
    muscle.work(0.0, 10.0)
    assert muscle.tired < tired


def test_a_planned_tempo_is_whole_phases():
    plan = three("seated", "2-0-1.5-1")
    trace = simulate_lift(plan, MAN).trace
    up = np.flatnonzero(trace.knee_deg > 8.5)[0] * 0.01
    top = np.flatnonzero(trace.knee_deg > 89.5)[0] * 0.01
    assert top - up == pytest.approx(1.5, abs=0.4)
    measured = measured_tempo(Tempo.parse("2-0-1.5-1"))
    assert measured.concentric_s < 1.5
    assert measured.squeezed_pause_s > 1.0


def findings(plan: LiftPlan, tempo: Tempo) -> set[str]:
    lift = simulate_lift(plan, MAN)
    judged = Plan(tempo=tempo, load_kg=plan.movement.load_kg, target_reps=(1, 60))
    return {found.id for found in analyze(lift.recording, judged, None, lift.machine).form.findings}


@pytest.mark.parametrize("name", FAULTS)
def test_every_ordered_fault_is_found(name):
    assert FAULTS[name].finding in RULES
    variation = next(v for v in VARIATIONS if v in FAULTS[name].variations)
    tempo = Tempo.parse("1.5-0-1.5-1.5")
    clean = plan_lift(variation, load_kg=LOADS[variation], reps=3, tempo=tempo)
    assert FAULTS[name].finding in findings(with_fault(clean, name, 1.6, tempo, MAN), tempo)


def test_a_clean_set_has_none_of_them():
    tempo = Tempo.parse("2-0-2-1.5")
    for variation, load_kg in LOADS.items():
        assert findings(plan_lift(variation, load_kg=load_kg, reps=3, tempo=tempo), tempo) == set()


def test_a_pivot_off_the_knee_lets_the_pad_slide_and_costs_nothing_in_truth():
    straight, askew = (
        simulate_lift(replace(three("prone"), misfit=misfit), MAN) for misfit in (Misfit(), Misfit(0.0, 0.04))
    )
    assert np.ptp(askew.trace.lever_deg - askew.trace.knee_deg) > 5.0
    assert np.ptp(straight.trace.lever_deg - straight.trace.knee_deg) < 2.0
    assert askew.machine.pivot_across_m == pytest.approx(0.04)
    assert askew.truth.complete_reps == straight.truth.complete_reps == 3


def test_what_cannot_be_is_refused_in_one_line():
    with pytest.raises(UsageError, match="wrong way"):
        plan_lift("prone", rest_deg=90, peak_deg=10)
    with pytest.raises(UsageError, match=r"0\.1 s"):
        plan_lift("prone", tempo="0.1-0-1-0")
    with pytest.raises(UsageError, match="unknown"):
        with_fault(three("prone"), "bogus", 1.5, Tempo.parse("2-0-1-1"))
    with pytest.raises(UsageError, match="none in a prone curl"):
        with_fault(three("prone"), "trunk_rocking", 1.5, Tempo.parse("2-0-1-1"))
    with pytest.raises(InputError, match="seated curls"):
        simulate_lift(three("prone"), MAN, PRESETS["seated"])
    with pytest.raises(UsageError, match="no machine"):
        replace(three("nordic"), misfit=Misfit(0.02))


@pytest.mark.parametrize("coarse_s", [0.05, 0.2])
def test_a_simulation_that_becomes_unstable_is_one_clear_line(monkeypatch, capsys, coarse_s):
    # No machine within the bounds of its file does that; a step that is far too coarse stands for one.
    monkeypatch.setattr("legcurl.simulate.physics.build.STEP_S", coarse_s)
    monkeypatch.setattr("legcurl.simulate.physics.driver.STEPS", 1)
    words = ["simulate", "--variation", "prone", "--load-kg", "20", "--reps", "1", "--sex", "male"]
    assert run(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "the simulation became unstable" in said.err
    assert "Check masses, cam and lever of the machine, and the load." in said.err
    assert len(said.err.strip().splitlines()) == 2


@pytest.mark.parametrize(("variation", "reps"), [("nordic", (2, 9)), ("slider", (6, 25)), ("ball", (5, 25))])
def test_a_body_that_is_the_load_tires_and_fails_too(variation, reps):
    lift = simulate_lift(plan_lift(variation, tempo="2-0-2-0", to_failure=True), MAN)
    rest = lift.plan.movement.rest_deg
    assert lift.failure is not None
    assert reps[0] <= lift.failure.rep <= reps[1]
    assert lift.trace.tired[-1] > 0.08
    assert lift.trace.knee_deg[-1] == pytest.approx(rest, abs=6.0)
    fresh = simulate_lift(replace(plan_lift(variation, tempo="2-0-2-0", reps=lift.failure.rep + 1), tires=False), MAN)
    assert fresh.failure is None


def test_hands_have_caught_a_tired_body_too_early():
    def caught_at(way: OwnWay, angle: float) -> bool:
        down = [way.failed(at, -1.0, 5.0 if at < angle else 0.0, 0.01) for at in np.linspace(1.5, 0.7, 300)]
        way.failed(1.5, 1.0, 50.0, 0.01)  # back up, with the hands
        return any(down)

    way = OwnWay(1.5)
    assert not caught_at(way, 1.0)
    assert not caught_at(way, 1.04)
    assert caught_at(way, 1.15)


def test_a_small_sample_of_the_drawn_lifts():
    sys.path.insert(0, str(BENCHMARKS))
    try:
        outcome = importlib.import_module("drawn_lifts").outcome
    finally:
        sys.path.remove(str(BENCHMARKS))
    drawn = [outcome(seed) for seed in (1, 2, 4, 5)]
    assert all(o.agreement.exact for o in drawn)
    assert all(o.ordered in o.found for o in drawn if o.ordered in o.truly)
    assert all(not o.found for o in drawn if o.clean)


def test_what_is_truly_wrong_is_known_without_an_analysis():
    tempo = Tempo.parse("2-0-2-2")
    clean = plan_lift("prone", load_kg=15.0, reps=3, tempo=tempo)
    assert true_findings(simulate_lift(clean, MAN), tempo) == frozenset()
    for name in ("momentum", "range_cut", "no_hold", "hips_rising", "toes_pointed", "pad_slipping", "axis_misaligned"):
        faulty = with_fault(clean, name, 1.5, tempo, MAN)
        assert FAULTS[name].finding in true_findings(simulate_lift(faulty, MAN), tempo), name


@pytest.mark.parametrize("seconds", [1.0, 0.7])
def test_a_swing_is_that_of_the_stack_and_not_of_lever_and_leg(seconds):
    tempo = Tempo(3.0, 0.0, seconds, 1.0)
    lift = simulate_lift(plan_lift("prone", load_kg=6.0, reps=2, tempo=tempo), MAN)
    metrics = analyze(lift.recording, Plan(tempo=tempo, load_kg=6.0), None, lift.machine).metrics
    peak = 6.0 * np.pi / 2 * PRESETS["prone"].cam_radius_m[0] / seconds**2 / GRAVITY_M_S2  # of two cubic ramps
    for rep in metrics.reps:
        assert rep.inertial_share == pytest.approx(peak, rel=0.1)
    assert swing_of(lift) == pytest.approx(peak, rel=0.1)
