"""From a recording to a motion: what comes out, what is said about it, and what is refused."""

import warnings

import numpy as np
import pytest

from legcurl import InputError, Recording, analyze, motion_from_recording

T = np.arange(0, 30, 0.01)


def knee(t=T, period_s=3.0):
    return 5.0 + 45.0 * (1 - np.cos(2 * np.pi * t / period_s))


def recording(x, t=T, **others):
    return Recording(t, {"knee_flexion_deg": x, **others})


def issues(motion):
    return {issue.id: issue for issue in motion.issues}


def test_position_and_derivatives_follow_the_knee():
    motion = motion_from_recording(recording(-knee() - 7.0))
    w, inner = 2 * np.pi / 3.0, slice(100, -100)
    assert (motion.sign, motion.sign_known) == (-1, True)
    t = motion.time_s[inner]
    np.testing.assert_allclose(motion.position[inner], knee(t) + 7.0, atol=0.05)
    np.testing.assert_allclose(motion.velocity[inner], 45 * w * np.sin(w * t), atol=0.1)
    np.testing.assert_allclose(motion.acceleration[inner], 45 * w**2 * np.cos(w * t), atol=0.5)
    assert motion.rest == pytest.approx(12.0, abs=0.5)
    assert motion.issues == ()


def test_raw_derivatives_of_a_sensor_drawn_at_a_higher_rate_do_not_mislead():
    fine, coarse = np.arange(0, 30, 0.001), np.arange(0, 30.1, 0.02)
    drawn = np.interp(fine, coarse, np.round(knee(coarse), 1))
    motion = motion_from_recording(recording(drawn, fine))
    w, inner = 2 * np.pi / 3.0, slice(100, -100)
    assert np.abs(motion.acceleration[inner] - 45 * w**2 * np.cos(w * motion.time_s[inner])).max() < 40.0
    assert np.abs(np.diff(drawn, 2)).max() / 0.001**2 > 1000.0  # what it is spared


@pytest.mark.parametrize("clock", [0.0, -1e4, 1.7e9])
def test_any_clock_will_do(clock):
    motion = motion_from_recording(recording(knee(), T + clock))
    assert motion.time_s[0] == clock
    assert motion.position == pytest.approx(motion_from_recording(recording(knee())).position, abs=0.01)


def test_gaps_spikes_and_slow_sensors_are_said():
    x = knee()
    x[1000:1010] = np.nan
    x[1500:1600] = np.nan
    x[2000] += 70.0
    motion = motion_from_recording(recording(x))
    said = issues(motion)
    assert said["gap"].start_s == pytest.approx(15.0, abs=0.02)
    assert said["gap"].end_s == pytest.approx(15.99, abs=0.02)
    assert "1 samples" in said["spikes"].detail
    assert "bridged" in said
    assert np.isnan(motion.position[1500:1600]).all()
    assert np.isfinite(motion.position[:1500]).all()
    assert "coarse_sampling" in issues(motion_from_recording(recording(knee(T[::10]), T[::10])))


def test_a_slow_clean_set_is_not_called_coarse():
    assert motion_from_recording(recording(np.round(knee(period_s=12.0), 1))).issues == ()


def test_many_gaps_are_one_remark():
    x = np.where(T % 1 < 0.4, np.nan, knee())
    gaps = [issue for issue in motion_from_recording(recording(x)).issues if issue.id == "gap"]
    assert len(gaps) == 1
    assert "gaps" in gaps[0].detail


@pytest.mark.parametrize(("end", "size"), [(0, 100.0), (-1, 100.0), (0, -100.0), (-1, 3e5)])
def test_a_wrong_first_or_last_value_is_left_out(end, size):
    x = knee()
    x[end] += size
    motion = motion_from_recording(recording(x))
    assert np.nanmax(np.abs(motion.position - knee(motion.time_s))) < 0.2
    assert [issue.id for issue in motion.issues] == ["spikes"]


def test_an_angle_that_runs_past_a_whole_turn_is_joined():
    for x in ((knee() - 10.0) % 360.0, (knee() + 310.0) % 360.0 - 180.0):
        motion = motion_from_recording(recording(x))
        assert "wrapped" in issues(motion)
        assert motion.span == pytest.approx(90.0, abs=1.0)


def test_the_best_channel_and_the_leg_asked_for_are_taken():
    still = np.full(T.size, 4.0)
    both = {"knee_flexion_l_deg": 0.8 * knee(), "knee_flexion_r_deg": knee(), "cable_m": still}
    assert motion_from_recording(Recording(T, both)).source_channel == "knee_flexion_r_deg"
    left = motion_from_recording(Recording(T, both, leg="left"))
    assert (left.source_channel, left.side) == ("knee_flexion_l_deg", "l")
    blind = both | {"knee_flexion_l_deg": np.full(T.size, np.nan), "knee_flexion_r_deg": np.full(T.size, np.nan)}
    assert motion_from_recording(Recording(T, blind)).source_channel == "cable_m"


def test_other_channels_come_along_on_the_same_grid():
    motion = motion_from_recording(recording(knee(), hip_flexion_deg=knee() / 10, force_n=knee()))
    assert motion.companion("hip_flexion_deg") == pytest.approx(motion.position / 10, abs=0.05)
    assert motion.companion("trunk_inclination_deg") is None
    assert motion.channels["force_n"].shape == motion.time_s.shape


SHORT = {
    "two samples": ([0.0, 0.01], [1.0, 2.0]),
    "two samples far apart": ([0.0, 1.0], [0.0, 90.0]),
    "0.03 s": (T[:4], knee()[:4]),
    "0.3 s": (T[:30], knee()[:30]),
    "no values": (T, np.full(T.size, np.nan)),
    "nothing finite": (T, np.full(T.size, np.inf)),
    "constant": (T, np.full(T.size, 3.0)),
    "pairs of samples": (T, np.where(T * 100 % 60 < 2, knee(), np.nan)),
    "three samples": (T, np.where(np.isin(T, T[[3, 9, 900]]), knee(), np.nan)),
}


@pytest.mark.parametrize("name", SHORT)
def test_too_little_to_see_is_no_leg_curl_and_no_crash(name):
    t, x = SHORT[name]
    result = analyze(recording(np.asarray(x), np.asarray(t)))
    assert result.exercise.is_leg_curl is not True
    assert result.metrics.reps == ()


@pytest.mark.parametrize("rate_hz", [10.0, 25.0, 3000.0])
def test_slow_and_fast_recordings_count_alike(rate_hz):
    t = np.arange(0, 30, 1 / rate_hz)
    result = analyze(recording(knee(t), t), assume_curl=True)
    assert result.metrics.set.complete_reps == 10


def test_infinite_values_are_missing_values():
    x = knee()
    x[[100, 2000]] = [np.inf, -np.inf]
    result = analyze(recording(x), assume_curl=True)
    assert result.metrics.set.complete_reps == 10
    assert np.isfinite(result.motion.position).all()


def test_a_channel_that_is_nearly_empty_disturbs_nothing():
    few = np.full(T.size, np.nan)
    few[::700] = 1.0
    for name in ("hip_flexion_deg", "emg_bflh_mv", "trunk_inclination_deg", "ankle_dorsiflexion_deg"):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = analyze(recording(knee(), **{name: few}), assume_curl=True)
        assert result.metrics.set.complete_reps == 10


def test_a_clock_that_jumps_is_refused_rather_than_filled():
    with pytest.raises(InputError, match="hours"):
        recording(knee(), np.where(T < 15, T, T + 1e7))


def test_one_set_in_an_hour_is_found():
    t = np.arange(0, 3600, 0.02)
    x = np.where((t > 1000) & (t < 1024), knee(t - 1000), 5.0)
    assert analyze(recording(x, t), assume_curl=True).metrics.set.complete_reps == 8
