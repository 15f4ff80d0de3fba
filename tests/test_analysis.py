"""The whole way, from a recording to the analysis."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytic import curls, kinds, recording, trace
from legcurl import Correction, InputError, Plan, Recording, Tempo, analyze
from legcurl.form import RULES
from legcurl.machine.model import PRESETS
from legcurl.recording import Issue
from legcurl.simulate import examples, random_plan, simulate_set
from legcurl.simulate.example_sets import make_example

PLAN = Plan(goal="fitness", tempo=Tempo(1.5, 0.5, 1.0, 0.5))


def kinds_of(analysis):
    return kinds([measures.rep for measures in analysis.metrics.reps])


def test_the_same_recording_gives_the_same_analysis_and_stays_as_it_was():
    time, angle = trace(*curls(4))
    made = recording(time, angle.copy())
    first, second = (analyze(made, PLAN, assume_curl=True) for _ in range(2))
    assert first.metrics == second.metrics
    assert first.form == second.form
    assert np.array_equal(made.channels["knee_flexion_deg"], angle)


def test_the_next_set_follows_from_the_set_its_plan_and_the_machine():
    made = replace(recording(*trace(*curls(8, up_s=2.0, down_s=2.0))), variation="seated")
    plan = Plan(goal="fitness", load_kg=40.0, borg=13, target_reps=(6, 8))
    usual = analyze(made, plan).next_set
    assert (usual.load_kg, usual.reps) == (40, 9)  # a plate of 5 kg would be 12 %
    fine = replace(PRESETS["seated"], plate_step_kg=2.0)
    assert (analyze(made, plan, machine=fine).next_set.load_kg, analyze(made, plan, machine=fine).next_set.reps) == (
        42,
        6,
    )
    assert analyze(made, replace(plan, pain=6)).next_set.reps == 0
    assert analyze(made, Plan(pain=6)).next_set.load_kg is None
    assert analyze(made, Plan(load_kg=40.0)).next_set is None
    assert analyze(recording(*trace(*curls(8))), plan).next_set is None


def test_every_rule_has_judged_or_says_why_not():
    judged = analyze(recording(*trace(*curls(4))), PLAN, assume_curl=True).form
    found, left = {finding.id for finding in judged.findings}, {missing.id for missing in judged.not_judged}
    assert not found & left
    assert found | left <= set(RULES)
    nobody = analyze(recording(*trace(*curls(4))), PLAN).form
    assert nobody.findings == ()
    assert {missing.id for missing in nobody.not_judged} == set(RULES)


def test_findings_name_repetitions_that_are_listed():
    analysis = analyze(recording(*trace(*curls(6, up_s=0.4, hold_s=0.0, down_s=0.4))), PLAN, assume_curl=True)
    indices = {measures.rep.index for measures in analysis.metrics.reps}
    assert analysis.form.findings
    for finding in analysis.form.findings:
        assert set(finding.reps) <= indices
        assert 0 <= finding.confidence <= 1


def test_corrections_reach_measures_and_findings():
    made = recording(*trace(*curls(5)))
    analysis = analyze(made, PLAN, assume_curl=True, corrections=[Correction("drop", 5), Correction("merge", 1)])
    assert analysis.metrics.set.complete_reps == 3
    assert [measures.rep.corrected for measures in analysis.metrics.reps] == [True, False, False]
    with pytest.raises(InputError, match="not there"):
        analyze(made, assume_curl=True, corrections=[Correction("drop", 9)])


def test_what_the_reader_noticed_is_passed_on_and_much_unseen_is_not_usable():
    time, angle = trace(*curls(8))
    noticed = Issue("odd", "something")
    seen = Recording(time, {"knee_flexion_deg": angle}, issues=(noticed,))
    analysis = analyze(seen, assume_curl=True)
    assert analysis.usable
    assert analysis.issues == (noticed,)
    hidden = analyze(recording(time, np.where(time > 0.4 * time[-1], np.nan, angle)), assume_curl=True)
    assert not hidden.usable
    assert [issue.id for issue in hidden.issues] == ["gap"]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_the_examples_come_out_as_they_were_made(example):
    made = make_example(example.name)
    analysis = analyze(made.recording, example.plan)
    assert analysis.exercise.is_leg_curl is True
    assert kinds_of(analysis) == kinds(made.truth.reps)
    for measures, true in zip(analysis.metrics.reps, made.truth.reps, strict=True):
        assert (measures.rep.start_s, measures.rep.end_s) == pytest.approx((true.start_s, true.end_s), abs=0.05)
        assert measures.rom_deg == pytest.approx(true.rom_deg, abs=2.0)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 2**32 - 1))
def test_any_simulated_set_is_counted_right(seed):
    made = simulate_set(random_plan(np.random.default_rng(seed)), seed)
    analysis = analyze(made.recording)
    assert analysis.exercise.is_leg_curl is True
    assert analysis.metrics.set.complete_reps == made.truth.complete_reps


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.one_of(st.floats(-400, 400), st.sampled_from([np.nan, np.inf, -np.inf, 1e6, 0.0])), min_size=2,
             max_size=200),
    st.sampled_from([0.01, 0.001, 0.1, 1.0, 7.3]),
    st.sampled_from(["knee_flexion_deg", "shank_inclination_deg", "stack_m"]),
)  # fmt: skip
def test_any_numbers_at_all_are_survived(values, step_s, channel):
    time = 1.7e9 + step_s * np.arange(len(values))
    other = {"hip_flexion_deg": np.array(values[::-1]), "emg_bflh_mv": np.array(values)}
    for extra in ({}, other):
        analysis = analyze(Recording(time, {channel: np.array(values)} | extra, variation="prone"), PLAN)
        for measures in analysis.metrics.reps:
            assert np.isfinite(measures.rep.peak_s)
