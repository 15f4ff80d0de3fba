"""Is it a leg curl at all? Simulated movements of which it is known, each seen through fewer and fewer channels."""

from functools import cache

import numpy as np
import pytest

from analytic import curls, recording, trace
from legcurl import Recording, analyze
from legcurl.simulate import OtherPlan, Sensor, SetPlan, even_reps, simulate_set

SENSOR = Sensor(rate_hz=1000.0, noise_deg=0.2)
GROUPS = ("knee", "body", "emg")
RANGES = {"prone": (5, 110), "seated": (10, 100), "standing": (5, 105), "slider": (10, 100), "ball": (10, 100)}
OTHERS = {
    "seated_extension": {},
    "straight_leg_raise": {},
    "isometric_hold": {},
    "squat": {"cycle_s": 3.0},
    "walking": {"cycles": 12, "cycle_s": 1.2},
}


@cache
def curl(variation="standing"):
    rest, peak = (90, 30) if variation == "nordic" else RANGES[variation]
    reps = even_reps(6, "1.5-0.3-1-0.5", rest_deg=rest, peak_deg=peak)
    return simulate_set(SetPlan(variation, reps, float(rest), sensor=SENSOR, channels=GROUPS), 1).recording


@cache
def other(activity, seed=1):
    plan = OtherPlan(activity, sensor=SENSOR, channels=GROUPS, **OTHERS[activity])
    return simulate_set(plan, seed).recording


def seen(made, *channels, variation=None):
    """A recording with only some channels, given by how their names begin, and nobody's word."""
    kept = {name: x for name, x in made.channels.items() if name.startswith(channels)}
    return Recording(made.time_s, kept, variation=variation)


def verdict(made, **word):
    return analyze(made, **word).exercise


EVERYTHING = ("knee", "hip", "ankle", "trunk", "thigh", "shank", "emg")
ALONE = [("knee",), ("shank",), ("knee", "emg_r", "emg_v")]


@pytest.mark.parametrize("variation", RANGES)
@pytest.mark.parametrize("channels", [EVERYTHING, ("knee", "emg"), ("knee", "emg_b"), ("knee", "hip")])
def test_a_curl_is_one_where_muscles_or_hip_can_tell(variation, channels):
    found = verdict(seen(curl(variation), *channels))
    assert found.is_leg_curl is True
    assert found.confidence >= 0.7


@pytest.mark.parametrize("variation", ["prone", "seated", "standing"])
def test_two_sensors_tell_a_curl(variation):
    assert verdict(seen(curl(variation), "shank", "thigh")).is_leg_curl is True


@pytest.mark.parametrize("made", [curl(), other("seated_extension")], ids=["curl", "extension"])
@pytest.mark.parametrize("channels", [("knee",), ("shank",)])
def test_an_angle_alone_tells_nothing(made, channels):
    found = verdict(seen(made, *channels))
    assert (found.is_leg_curl, found.confidence) == (None, 0.0)
    assert "same" in found.why


@pytest.mark.parametrize("channels", [EVERYTHING, ("knee", "emg"), ("knee", "emg_r", "emg_v"), ("knee", "hip"),
                                      ("shank", "thigh")])  # fmt: skip
def test_a_seated_extension_is_none(channels):
    found = verdict(seen(other("seated_extension"), *channels))
    assert found.is_leg_curl is False
    assert "extension" in found.why


@pytest.mark.parametrize("activity", ["straight_leg_raise", "isometric_hold"])
@pytest.mark.parametrize("channels", [EVERYTHING, ("knee", "emg"), ("knee",), ("shank", "thigh")])
def test_a_knee_that_stays_makes_no_curl(activity, channels):
    assert verdict(seen(other(activity), *channels)).is_leg_curl is False


@pytest.mark.parametrize("activity", ["squat", "walking"])
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("channels", [EVERYTHING, ("knee", "hip"), ("shank", "thigh")])
def test_a_hip_or_thigh_that_moves_with_the_knee_makes_no_curl(activity, seed, channels):
    assert verdict(seen(other(activity, seed), *channels)).is_leg_curl is False


@pytest.mark.parametrize("activity", OTHERS)
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("channels", [("knee",), ("shank",), ("knee", "emg"), ("knee", "emg_r", "emg_v")])
def test_nothing_else_is_ever_called_a_curl(activity, seed, channels):
    result = analyze(seen(other(activity, seed), *channels))
    assert result.exercise.is_leg_curl is not True
    assert result.metrics.reps == ()
    assert result.metrics.set.complete_reps is None
    assert result.form.findings == ()
    assert all(result.exercise.why in left.why for left in result.form.not_judged)


def test_a_nordic_curl_is_not_called_an_extension():
    assert verdict(seen(curl("nordic"), "knee", "emg")).is_leg_curl is None
    assert verdict(seen(curl("nordic"), *EVERYTHING)).is_leg_curl is None


# A person's word


@pytest.mark.parametrize("word", [{"assume_curl": True}, {"variation": "prone"}])
def test_a_word_decides_where_the_data_cannot(word):
    variation = word.get("variation")
    found = verdict(seen(curl("prone"), "knee", variation=variation), assume_curl="assume_curl" in word)
    assert found.is_leg_curl is True
    assert "said" in found.why


@pytest.mark.parametrize("channels", [EVERYTHING, ("knee", "emg"), ("shank", "thigh")])
def test_a_word_against_clear_evidence_leaves_nobody_believed(channels):
    found = verdict(seen(other("seated_extension"), *channels, variation="seated"))
    assert found.is_leg_curl is None
    assert "extension" in found.why


def test_a_word_does_not_make_movement():
    assert verdict(seen(other("isometric_hold"), "knee"), assume_curl=True).is_leg_curl is False
    assert verdict(Recording(np.arange(0, 5, 0.01), {"force_n": np.ones(500)}), assume_curl=True).is_leg_curl is False


def test_a_word_that_the_data_support_is_surer_than_the_word_alone():
    alone, supported = (verdict(seen(curl(), *c), assume_curl=True) for c in (("knee",), ("knee", "emg")))
    assert supported.confidence > alone.confidence


# The same whatever the sign, and with little to go by


@pytest.mark.parametrize("channels", [("knee", "emg"), ("knee", "hip")])
@pytest.mark.parametrize("made", [curl(), other("seated_extension"), other("walking")], ids=["curl", "ext", "walk"])
def test_a_mirrored_angle_changes_no_verdict(made, channels):
    plain = seen(made, *channels)
    mirrored = Recording(plain.time_s, dict(plain.channels) | {"knee_flexion_deg": -plain.channels["knee_flexion_deg"]})
    assert verdict(mirrored).is_leg_curl is verdict(plain).is_leg_curl


def test_silent_electrodes_tell_nothing():
    time, angle = trace(*curls(5))
    noise = {f"emg_{m}_mv": np.random.default_rng(1).normal(0, 0.01, time.size) for m in ("bflh", "recfem")}
    assert verdict(recording(time, angle, **noise)).is_leg_curl is None


def test_one_bad_electrode_does_not_hide_a_curl():
    made = seen(curl(), "knee", "emg_b", "emg_s")
    silent = np.random.default_rng(1).normal(0, 0.01, made.time_s.size)
    with_noise = Recording(made.time_s, dict(made.channels) | {"emg_semiten_mv": silent})
    assert verdict(with_noise).is_leg_curl is True


def test_channels_that_show_no_position_give_a_reason():
    time = np.arange(0, 5, 0.01)
    only_hip = verdict(Recording(time, {"hip_flexion_deg": 10 + np.sin(time)}))
    assert (only_hip.is_leg_curl, only_hip.confidence) == (None, 0.0)
    empty = verdict(recording(time, np.full(time.size, np.nan)))
    assert "too little" in empty.why
