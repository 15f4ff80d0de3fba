"""What a simulated recording holds: every disturbance and fault as ordered, and segments that obey mechanics."""

from dataclasses import replace

import numpy as np
import pytest

from legcurl.errors import UsageError
from legcurl.simulate import Faults, OtherPlan, Sensor, SetPlan, even_reps, random_plan, simulate_inertial, simulate_set
from legcurl.simulate.inertial import GRAVITY_M_S2
from legcurl.simulate.posture import CURL_POSTURES

RANGES = {"prone": (5, 110), "seated": (10, 100), "standing": (5, 105), "nordic": (90, 25), "slider": (15, 100),
          "ball": (10, 95)}  # fmt: skip
OTHERS = ("seated_extension", "straight_leg_raise", "isometric_hold", "squat", "walking")


def curls(variation: str = "seated", count: int = 3, **changes) -> SetPlan:
    rest, peak = RANGES[variation]
    return replace(SetPlan(variation, even_reps(count, "2-0.5-1-1", rest_deg=rest, peak_deg=peak), rest), **changes)


def knee(plan: SetPlan | OtherPlan, seed: int = 0) -> np.ndarray:
    return simulate_set(plan, seed).recording.channels["knee_flexion_deg"]


def test_same_seed_same_bytes_and_another_seed_other_noise():
    plan = random_plan(np.random.default_rng(5))
    first, second, other = (simulate_set(plan, seed) for seed in (5, 5, 6))
    assert first.truth == second.truth
    assert first.recording.time_s.tobytes() == second.recording.time_s.tobytes()
    for name, values in first.recording.channels.items():
        assert values.tobytes() == second.recording.channels[name].tobytes()
    hip = "hip_flexion_deg"
    assert first.recording.channels[hip].tobytes() != other.recording.channels[hip].tobytes()


@pytest.mark.parametrize("variation", RANGES)
def test_angles_fit_together_in_every_variation(variation):
    channels = simulate_set(curls(variation, channels=("knee", "body")), 0).recording.channels
    thigh, trunk = channels["thigh_inclination_deg"], channels["trunk_inclination_deg"]
    np.testing.assert_allclose(channels["knee_flexion_deg"], thigh - channels["shank_inclination_deg"], atol=1e-9)
    np.testing.assert_allclose(channels["hip_flexion_deg"], thigh - trunk, atol=1e-9)
    assert channels["hip_flexion_deg"][0] == pytest.approx(CURL_POSTURES[variation].hip_deg, abs=5)


@pytest.mark.parametrize(
    ("variation", "faults", "channel"),
    [
        ("prone", Faults(hips_rising_deg=20), "hip_flexion_deg"),
        ("seated", Faults(trunk_rocking_deg=20), "trunk_inclination_deg"),
        ("standing", Faults(thigh_swinging_deg=20), "thigh_inclination_deg"),
    ],
)
def test_a_fault_is_as_large_as_ordered(variation, faults, channel):
    good, bad = (
        simulate_set(curls(variation, faults=f, channels=("knee", "body")), 0).recording.channels[channel]
        for f in (Faults(), faults)
    )
    assert np.ptp(bad - good) == pytest.approx(20, abs=0.01)


def test_pointed_toes_point():
    plan = curls(faults=Faults(toes_pointed_deg=35), channels=("body",))
    assert simulate_set(plan, 0).recording.channels["ankle_dorsiflexion_deg"].max() < -20


def test_disturbances_do_what_they_say():
    clean = knee(curls())
    assert np.ptp(clean) == pytest.approx(90)
    np.testing.assert_allclose(knee(curls(sensor=Sensor(inverted=True, offset_deg=7.0))), -(clean + 7.0))
    drifting = knee(curls(sensor=Sensor(drift_deg=6.0))) - clean
    assert drifting[[0, -1]] == pytest.approx([0, 6])
    noisy = knee(curls(sensor=Sensor(noise_deg=0.5))) - clean
    assert noisy.std() == pytest.approx(0.5, rel=0.1)
    shaking = knee(curls(sensor=Sensor(tremor_deg=0.4))) - clean
    spectrum = np.abs(np.fft.rfft(shaking)) ** 2
    frequency = np.fft.rfftfreq(shaking.size, 0.01)
    assert spectrum[(frequency > 7.5) & (frequency < 12.5)].sum() > 0.95 * spectrum[1:].sum()
    assert np.unique(np.round(knee(curls(sensor=Sensor(quantum_deg=1.0))) % 1.0, 9)).tolist() == [0.0]
    assert np.isnan(knee(curls(sensor=Sensor(gaps=1, gap_s=0.3)))).sum() in (30, 31)
    assert (np.abs(knee(curls(sensor=Sensor(spikes=3))) - clean) > 15).sum() == 3


def test_a_slow_sensor_in_a_fast_file_is_held_or_drawn():
    held = knee(curls(sensor=Sensor(rate_hz=1000, sensor_rate_hz=50)))
    assert np.flatnonzero(np.diff(held)).size < held.size / 20 + 1
    drawn = knee(curls(sensor=Sensor(rate_hz=1000, sensor_rate_hz=50, interpolated=True)))
    np.testing.assert_allclose(drawn, knee(curls(sensor=Sensor(rate_hz=1000))), atol=0.2)


def test_sample_times_shake_and_rows_go_missing():
    even = simulate_set(curls(), 0).recording
    shaken = simulate_set(curls(sensor=Sensor(jitter=0.4, missing_rows=0.2)), 0).recording
    assert shaken.time_s.size == pytest.approx(0.8 * even.time_s.size, rel=0.05)
    assert (shaken.time_s[0], shaken.time_s[-1]) == (even.time_s[0], even.time_s[-1])
    assert np.ptp(np.diff(shaken.time_s)) > 0.01


def test_both_legs_and_their_difference():
    simulated = simulate_set(curls(leg="both", side_difference=0.2), 0)
    left, right = (simulated.recording.channels[f"knee_flexion_{side}_deg"] for side in "lr")
    assert np.ptp(left) == pytest.approx(0.8 * np.ptp(right))
    assert simulated.truth.side_difference_pct == pytest.approx(20)
    assert left[0] == pytest.approx(right[0])


@pytest.mark.parametrize("plan", [curls("standing", leg="right"), OtherPlan("seated_extension"), OtherPlan("squat")])
def test_the_right_muscles_work(plan):
    plan = replace(plan, channels=("knee", "emg"), sensor=Sensor(rate_hz=1000))
    channels = simulate_set(plan, 0).recording.channels
    moved = np.abs(channels["knee_flexion_deg"] - channels["knee_flexion_deg"][0])
    away = moved > 0.8 * moved.max()
    bflh, recfem = (np.sqrt(np.mean(channels[f"emg_{muscle}_mv"][away] ** 2)) for muscle in ("bflh", "recfem"))
    assert (bflh > 3 * recfem) if isinstance(plan, SetPlan) else (recfem > 2 * bflh)


@pytest.mark.parametrize("plan", [*(curls(v) for v in ("prone", "seated", "standing")), OtherPlan("seated_extension")])
def test_inertial_sensors_feel_gravity_and_turning(plan):
    tables = simulate_inertial(plan, 0)
    still = slice(0, 100)
    for table in tables.values():
        assert np.linalg.norm(table.acceleration_m_s2[still].mean(axis=0)) == pytest.approx(GRAVITY_M_S2, abs=0.05)
    shank = tables["shank"]
    up = shank.acceleration_m_s2[still].mean(axis=0) / GRAVITY_M_S2
    angle = np.radians(shank.inclination_deg[0])
    askew = np.degrees(np.arccos(np.clip(up @ [-np.cos(angle), np.sin(angle), 0.0], -1, 1)))
    assert askew < 30  # strapped on by hand, yet the long axis points along the shank
    turned = np.linalg.norm(shank.angular_rate_rad_s - shank.angular_rate_rad_s[still].mean(axis=0), axis=1)
    truth = np.abs(np.gradient(np.radians(shank.inclination_deg), shank.time_s))
    assert np.corrcoef(turned, truth)[0, 1] > 0.98


def test_acceleration_is_the_second_derivative_of_where_the_sensor_is():
    table = simulate_inertial(curls("standing"), 0)["shank"]
    thigh = simulate_inertial(curls("standing"), 0)["thigh"].inclination_deg
    at = 0.42 * _along(thigh) + 0.20 * _along(table.inclination_deg)
    acceleration = np.gradient(np.gradient(at, table.time_s, axis=1), table.time_s, axis=1)
    size = np.linalg.norm(acceleration + np.array([[0.0], [GRAVITY_M_S2]]), axis=0)
    np.testing.assert_allclose(np.linalg.norm(table.acceleration_m_s2, axis=1)[5:-5], size[5:-5], atol=0.3)


def _along(angle_deg: np.ndarray) -> np.ndarray:
    return np.stack([np.sin(np.radians(angle_deg)), -np.cos(np.radians(angle_deg))])


def test_a_machine_carries_its_load():
    channels = simulate_set(curls(channels=("machine",), load_kg=40.0), 0).recording.channels
    assert channels["lever_angle_deg"].max() == pytest.approx(90)
    lifted = channels["cable_m"] > 0.05
    assert np.median(channels["force_n"][lifted]) == pytest.approx(40 * GRAVITY_M_S2, rel=0.1)
    assert np.abs(channels["force_n"][channels["cable_m"] == 0]).max() < 10


@pytest.mark.parametrize("activity", OTHERS)
def test_other_activities_hold_no_leg_curl(activity):
    simulated = simulate_set(OtherPlan(activity, cycle_s=1.1 if activity == "walking" else 4.0), 0)
    assert not simulated.truth.is_leg_curl
    assert simulated.truth.reps == ()
    assert simulated.recording.variation is None
    moved = np.ptp(simulated.recording.channels["knee_flexion_deg"])
    assert (moved < 10) == (activity in ("straight_leg_raise", "isometric_hold"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: SetPlan("seated", (), 10.0),
        lambda: curls(channels=("emg",)),
        lambda: Sensor(rate_hz=0),
        lambda: Sensor(jitter=0.6),
        lambda: OtherPlan("leg_curl"),
        lambda: simulate_set(curls(cut_start_s=1000.0), 0),
    ],
)
def test_plans_that_contradict_themselves_are_refused(make):
    with pytest.raises(UsageError):
        make()
