"""Measures of repetitions and sets against values calculated by hand."""

import numpy as np
import pytest

from analytic import TEN, curls, flank, motion, recording, trace
from legcurl import Recording, analyze, find_reps, motion_from_recording
from legcurl.metrics import measure, sparc

UP, HOLD, DOWN, PAUSE, REACH = 1.2, 0.5, 2.0, 0.7, 95.0
BETWEEN = 1 - 2 * TEN  # share of a flank's time between its 10 and 90 % crossings


def measured(*moves, variation=None, **how):
    made = motion(*moves, **how)
    return measure(made, find_reps(made, variation))


def even(count=4, **changes):
    return curls(count, **({"up_s": UP, "hold_s": HOLD, "down_s": DOWN, "pause_s": PAUSE} | changes))


def test_phase_times_of_a_repetition():
    first, *_, last = measured(*even()).reps
    assert first.concentric_s == pytest.approx(BETWEEN * UP, abs=0.01)
    assert first.hold_s == pytest.approx(TEN * UP + HOLD + TEN * DOWN, abs=0.01)
    assert first.eccentric_s == pytest.approx(BETWEEN * DOWN, abs=0.01)
    assert first.rest_after_s == pytest.approx(TEN * DOWN + PAUSE + TEN * UP, abs=0.01)
    assert last.rest_after_s is None


def test_range_speeds_and_acceleration_of_a_repetition():
    for rep in measured(*even()).reps:
        assert rep.rom_deg == pytest.approx(REACH, abs=0.3)
        assert rep.peak_knee_flexion_deg == pytest.approx(100.0, abs=0.3)
        assert rep.mean_concentric_velocity_deg_s == pytest.approx(0.8 * REACH / (BETWEEN * UP), rel=0.01)
        assert rep.peak_velocity_deg_s == pytest.approx(1.875 * REACH / UP, rel=0.01)
        assert rep.peak_acceleration_deg_s2 == pytest.approx(5.7735 * REACH / UP**2, rel=0.05)
        assert (rep.inertial_share, rep.work_j) == (None, None)


def test_the_set():
    made = measured(*even(5))
    phases = [f"{seconds:.1f}" for seconds in (BETWEEN * DOWN, TEN * (UP + DOWN) + PAUSE, BETWEEN * UP,
                                               TEN * (UP + DOWN) + HOLD)]  # fmt: skip
    assert made.set.complete_reps == 5
    assert made.set.tempo == "-".join(phases) == "1.0-1.5-0.6-1.3"
    whole = UP + HOLD + DOWN - TEN * (UP + DOWN)
    assert made.set.time_under_tension_s == pytest.approx(5 * whole, abs=0.05)
    assert made.set.rom_deg == pytest.approx(REACH, abs=0.3)
    assert made.set.velocity_loss_pct == pytest.approx(0.0, abs=0.5)
    assert made.set.rom_drift_deg == pytest.approx(0.0, abs=0.1)
    assert made.set.side_difference_pct is None


def test_velocity_loss_is_of_the_last_against_the_fastest():
    seconds = (1.2, 1.0, 1.25, 1.6, 2.0)
    moves = [(5, 1)]
    for up_s in seconds:
        moves += [(100, up_s), (5, 1.5), (5, 0.3)]
    assert measured(*moves).set.velocity_loss_pct == pytest.approx(100 * (1 - 1.0 / 2.0), abs=1.0)


def test_velocity_loss_and_drift_need_three_repetitions():
    two = measured(*even(2)).set
    assert (two.velocity_loss_pct, two.rom_drift_deg) == (None, None)


def test_drift_of_the_range_is_robust():
    moves = [(5, 1)]
    for i, peak in enumerate(np.linspace(100, 82, 10)):
        moves += [(peak if i != 4 else 60, 1), (5, 1), (5, 0.3)]  # one short repetition among them
    assert measured(*moves).set.rom_drift_deg == pytest.approx(-18.0, abs=1.0)


def test_only_complete_repetitions_make_the_set():
    moves = [(100, 1), (5, 1), *even(3), (42, 0.6), (5, 0.8), (5, 0.5)]
    made = measured(*moves, start=100)
    assert [m.rep.kind for m in made.reps] == ["truncated", *["complete"] * 3, "partial"]
    assert made.set.complete_reps == 3
    assert made.set.rom_deg == pytest.approx(REACH, abs=0.3)
    cut = made.reps[0]
    assert (cut.concentric_s, cut.hold_s, cut.mean_concentric_velocity_deg_s, cut.sparc) == (None,) * 4
    assert cut.eccentric_s == pytest.approx(BETWEEN * 1.0, abs=0.02)
    assert cut.peak_velocity_deg_s == pytest.approx(1.875 * 95, rel=0.02)


def test_a_nordic_curl_is_eccentric_first():
    moves = [(90, 1)]
    for _ in range(3):
        moves += [(20, DOWN), (20, HOLD), (90, UP), (90, PAUSE)]
    made = measured(*moves, start=90, variation="nordic")
    first = made.reps[0]
    assert first.eccentric_s == pytest.approx(BETWEEN * DOWN, abs=0.02)
    assert first.concentric_s == pytest.approx(BETWEEN * UP, abs=0.02)
    assert first.mean_concentric_velocity_deg_s == pytest.approx(0.8 * 70 / (BETWEEN * UP), rel=0.02)
    assert first.peak_knee_flexion_deg == pytest.approx(90, abs=0.5)
    assert first.rom_deg == pytest.approx(70, abs=0.5)


def test_a_stack_gives_times_but_no_angles():
    time, angle = trace(*even())
    made = motion_from_recording(Recording(time, {"stack_m": (angle - 5) / 190}))
    result = measure(made, find_reps(made))
    first = result.reps[0]
    assert first.concentric_s == pytest.approx(BETWEEN * UP, abs=0.01)
    assert (first.rom_deg, first.peak_velocity_deg_s, result.set.rom_deg) == (None, None, None)
    assert first.sparc is not None


def test_a_gap_leaves_unknown_what_lies_in_it():
    time, angle = trace(*even(3))
    angle[(time > 1.4) & (time < 1.9)] = np.nan  # half of the first way up
    made = motion_from_recording(recording(time, angle))
    first, second, _ = measure(made, find_reps(made)).reps
    assert first.sparc is None
    assert np.isfinite(first.peak_velocity_deg_s)
    assert second.sparc is not None


# Smoothness


def bell(seconds=1.0, rate_hz=100.0):
    share = np.arange(0, 1, 1 / (seconds * rate_hz))
    return np.gradient(flank(share))


@pytest.mark.parametrize("seconds", [0.5, 1.0, 3.0])
def test_a_single_bell_is_smooth_and_size_and_duration_do_not_matter(seconds):
    assert -1.6 < sparc(bell(seconds), 100.0) < -1.4
    assert sparc(bell(seconds) * 300, 100.0) == pytest.approx(sparc(bell(seconds), 100.0))


def test_hesitating_or_shaking_is_less_smooth():
    twice = np.concatenate((bell(0.6), bell(0.6)))
    shaking = bell() * (1 + 0.6 * np.sin(2 * np.pi * 4 * np.arange(100) / 100))
    assert sparc(twice, 100.0) < -1.8
    assert sparc(shaking, 100.0) < -1.6
    assert sparc(np.concatenate((twice, twice)), 100.0) < sparc(twice, 100.0)


def test_smoothness_of_a_repetition_is_that_of_its_way_up():
    smooth = measured(*even()).reps[1]
    assert -1.6 < smooth.sparc < -1.4
    hesitating = measured((5, 1), *[(55, 0.6), (55, 0.3), (100, 0.6), (5, 2.0), (5, 0.5)] * 3).reps[1]
    assert hesitating.sparc < smooth.sparc - 0.3
    shaking_down = measured((5, 1), *[(100, 1.2), (55, 0.6), (55, 0.3), (5, 0.6), (5, 0.5)] * 3).reps[1]
    assert shaking_down.sparc == pytest.approx(smooth.sparc, abs=0.05)


# Other channels and the other leg


def test_excursions_are_the_largest_signed_change_during_a_repetition():
    time, angle = trace(*even())
    bent = (angle - 5) / REACH
    others = {
        "hip_flexion_deg": 15 + 12 * bent,
        "trunk_inclination_deg": 80 - 9 * bent,
        "ankle_dorsiflexion_deg": np.full(time.size, -20.0),
    }
    made = motion_from_recording(recording(time, angle, **others))
    for rep in measure(made, find_reps(made)).reps:
        # A repetition begins 10 % of the way up, so a tenth of the change has been already.
        assert rep.excursions_deg["hip_flexion_deg"] == pytest.approx(0.9 * 12, abs=0.3)
        assert rep.excursions_deg["trunk_inclination_deg"] == pytest.approx(-0.9 * 9, abs=0.3)
        assert rep.excursions_deg["ankle_dorsiflexion_deg"] == pytest.approx(-20.0)
        assert "thigh_inclination_deg" not in rep.excursions_deg


@pytest.mark.parametrize(("left", "right"), [(0.8, 1.0), (1.0, 0.75), (1.0, 1.0)])
def test_side_difference_is_left_less_right_of_the_larger(left, right):
    time, angle = trace(*even(5))
    legs = {"knee_flexion_l_deg": left * (angle - 5) + 5, "knee_flexion_r_deg": right * (angle - 5) + 5}
    expected = 100 * (left - right) / max(left, right)
    for leg in (None, "left", "right", "both"):
        result = analyze(Recording(time, legs, variation="prone", leg=leg))
        assert result.metrics.set.side_difference_pct == pytest.approx(expected, abs=0.5)


def test_a_leg_that_stays_still_is_not_compared():
    time, angle = trace(*even(5))
    legs = {"knee_flexion_l_deg": np.full(time.size, 4.0), "knee_flexion_r_deg": angle}
    result = analyze(Recording(time, legs, variation="prone"))
    assert result.metrics.set.complete_reps == 5
    assert result.metrics.set.side_difference_pct is None


def test_a_set_of_many_repetitions_takes_no_time_to_speak_of():
    many = measured(*even(600, up_s=0.6, hold_s=0.0, down_s=0.6, pause_s=0.0))
    assert many.set.complete_reps == 600
