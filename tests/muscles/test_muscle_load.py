"""What each muscle did, held against the mechanics of the set: torque, work, shares, intervals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from legcurl.analysis import analyze
from legcurl.athlete import Athlete
from legcurl.errors import InputError
from legcurl.machine.demand import load_of, posture_of, setup_of
from legcurl.machine.model import PRESETS
from legcurl.muscles.load import FIGURES, muscle_load
from legcurl.plan import Plan
from legcurl.recording import Recording

MAN = Athlete(mass_kg=75, height_cm=178, age=25, sex="male")


def recording(variation="seated", channel="knee_flexion_deg", reps=3, hip=None):
    time_s = np.arange(0, 3.0 * reps + 1.0, 0.01)
    height = np.where((time_s > 0.5) & (time_s < 0.5 + 3 * reps), 1 - np.cos(2 * np.pi * (time_s - 0.5) / 3), 0.0)
    channels = {channel: 5 + 45 * height}
    if hip is not None:
        channels["hip_flexion_deg"] = np.full(time_s.size, float(hip))
    return Recording(time_s, channels, variation=variation, leg="both")


def of_set(count=4, load_kg=30.0, **changes):
    analysis = analyze(recording(**changes), Plan())
    setup = setup_of(analysis.recording.variation, "both", load_kg, MAN)
    posture = posture_of(analysis.motion, setup)
    reps = tuple(m.rep for m in analysis.metrics.reps)
    return reps, setup, posture, muscle_load(reps, setup, posture, MAN, count=count)


def test_muscles_do_the_work_that_the_knee_does():
    reps, setup, posture, load = of_set()
    torque = load_of(setup, posture).torque_nm
    for rep in reps:
        inside = slice(*np.searchsorted(posture.time_s, (rep.start_s, rep.end_s)))
        done = 0.01 * (torque * posture.knee_velocity)[inside].sum()
        of_muscles = sum(m.concentric_work_j - m.eccentric_work_j for m in load.per_rep if m.rep == rep.index)
        assert of_muscles == pytest.approx(done, abs=0.3)
    assert load.reserve_nm < 1e-6


def test_shares_are_of_the_flexors_and_add_up():
    load = of_set()[3]
    assert sum(load.share_pct.values()) == pytest.approx(100.0)
    assert set(load.share_pct) <= {"bflh", "bfsh", "semiten", "semimem", "gasmed", "gaslat", "grac", "sart", "popli"}
    assert all(low <= high for low, high in load.share_intervals.values())


def test_figures_are_possible_and_lie_about_their_intervals():
    load = of_set(count=40)[3]
    for one in load.per_rep:
        assert 0.0 <= one.mean_activation <= one.peak_activation <= 1.0 + 1e-9
        assert 0.0 <= one.long_length_share <= 1.0 + 1e-9
        assert set(one.intervals) == set(FIGURES)
    hamstrings = [m for m in load.per_rep if m.muscle in ("bflh", "semimem", "semiten")]
    inside = [low <= getattr(m, f) <= high for m in hamstrings for f, (low, high) in m.intervals.items()]
    assert np.mean(inside) > 0.8


def test_the_same_seed_gives_the_same_intervals():
    assert of_set()[3].per_rep == of_set()[3].per_rep


def test_sitting_stretches_the_two_joint_heads_and_not_the_short_one():
    length = {}
    for variation in ("prone", "seated"):
        for one in of_set(count=2, variation=variation)[3].per_rep:
            length[variation, one.muscle] = one.peak_normalized_fiber_length
    for muscle in ("bflh", "semiten", "semimem"):
        assert length["seated", muscle] > length["prone", muscle] + 0.1
    assert length["seated", "bfsh"] == pytest.approx(length["prone", "bfsh"], abs=0.02)


def test_an_overload_is_reported_and_not_hidden():
    load = of_set(load_kg=150.0)[3]
    assert load.reserve_nm > 10.0


def test_assumptions_are_listed():
    load = of_set()[3]
    said = " ".join(load.assumptions)
    for word in ("machine", "hip", "ankle", "activation²"):
        assert word in said
    recorded = of_set(hip=80)[3]
    assert "hip was not recorded" not in " ".join(recorded.assumptions)


def test_the_analysis_computes_muscles_only_where_athlete_and_load_are_known():
    plain = analyze(recording(), Plan(), MAN)
    assert plain.muscles is None
    assert plain.metrics.reps[0].work_j is None
    loaded = analyze(recording(), Plan(load_kg=20.0))
    assert loaded.muscles is None
    assert loaded.metrics.reps[0].work_j > 0
    assert loaded.metrics.reps[0].inertial_share > 0


def test_the_body_is_a_load_of_its_own():
    analysis = analyze(replace(recording("slider"), leg="both"), Plan())
    assert analysis.metrics.reps[0].work_j is not None


def test_the_foot_is_held_as_the_exercise_holds_it():
    """A strap lets the calf pull freely; a loaded heel asks the calf for more than a foot in the air does."""
    said, calf = {}, {}
    for variation in ("nordic", "slider", "seated"):
        load = of_set(count=2, variation=variation)[3]
        said[variation] = " ".join(load.assumptions)
        calf[variation] = load.share_pct["gasmed"] + load.share_pct["gaslat"]
    assert "strap" in said["nordic"]
    assert "heels carry the load" in said["slider"]
    assert "foot is free" in said["seated"]
    assert "hip and ankle are taken to move slowly" in said["seated"]
    assert calf["nordic"] > 2 * calf["seated"]
    assert calf["slider"] > calf["seated"]


def test_a_machine_for_another_exercise_is_refused():
    with pytest.raises(InputError, match="prone"):
        setup_of("seated", "both", 20.0, MAN, PRESETS["prone"])
