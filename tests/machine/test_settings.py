"""A machine of one's own: the file, its mistakes, calibration, and strength from a lift."""

from __future__ import annotations

import numpy as np
import pytest

from legcurl.athlete import GRAVITY_M_S2, Athlete, body_of, leg_of, normal_knee_flexion_torque, strength_scale
from legcurl.errors import InputError
from legcurl.machine.bodyweight import bridge_load, heel_of, nordic_load
from legcurl.machine.calibration import Reading, calibrated
from legcurl.machine.load import knee_load
from legcurl.machine.model import PRESETS
from legcurl.machine.settings import parse_machine
from legcurl.machine.strength import with_one_rep_max

OWN = """
name = "by the window"
variation = "prone"
lever_m = 0.38
thigh_tilt_deg = 80
[cam]
angle_deg = [0, 45, 90]
radius_m = [0.18, 0.22, 0.20]
"""


def test_a_machine_from_its_file() -> None:
    machine = parse_machine(OWN)
    assert (machine.name, machine.variation, machine.lever_m) == ("by the window", "prone", 0.38)
    assert machine.cam_radius_m == (0.18, 0.22, 0.20)
    assert not machine.generic
    like = parse_machine('like = "seated"\nfriction_up = 0.12')
    assert like.friction_up == 0.12
    assert like.thigh_tilt_deg == PRESETS["seated"].thigh_tilt_deg
    assert not like.generic
    turned = parse_machine('like = "seated"\nvariation = "prone"\nthigh_tilt_deg = 90\nhip_flexion_deg = 15')
    assert (turned.variation, turned.thigh_tilt_deg) == ("prone", 90.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lever_m = 0.4", "variation is missing"),
        ('variation = "prone"', "lever_m is missing"),
        ('variation = "prone"\nlever_m = 0.4', r"cam \(or calibration\) is missing"),
        ('like = "seated"\nvariation = "prone"', "variation = 'prone' contradicts like = 'seated'"),
        ('like = "seated"\nvariation = "prone"\nthigh_tilt_deg = 90', "contradicts like = 'seated'"),
        ('like = "bench"', "like = 'bench' is no preset"),
        ('like = "prone"\nlevr_m = 0.4', "unknown entry 'levr_m'"),
        ('like = "prone"\nlever_m = "long"', "lever_m = 'long' is not a number"),
        ('like = "prone"\nlever_m = -0.4', "lever_m = -0.4, expected 0.1 to 1"),
        ('like = "prone"\nlever_m = nan', "lever_m = nan, expected"),
        ('like = "prone"\npivot_along_m = 0.29\npivot_across_m = 0.29', "the pivot is farther"),
        ('like = "prone"\nlever_inertia_kg_m2 = 0.1\nlever_center_m = 0.3', "less than that of its mass"),
        ('like = "prone"\n[cam]\nangle_deg = [0, 45]', r"\[cam\] radius_m is missing"),
        ('like = "prone"\n[cam]\nangle_deg = [0, 45]\nradius_m = [0.2]', "cam has 2 angles and 1 radii"),
        ('like = "prone"\n[cam]\nangle_deg = [45, 0]\nradius_m = [0.2, 0.2]', "cam angles must increase"),
        ('like = "prone"\n[cam]\nangle_deg = [0]\nradius_m = [-0.2]', "cam radii must be"),
        ('like = "prone"\n[cam]\nangle_deg = [0]\nradius_m = [0.2]\n[calibration]\nload_kg = 20', "both"),
        ('like = "prone"\n[calibration]\nangle_deg = [0]\nforce_up_n = [90]', "load_kg is missing"),
        ('like = "prone"\n[calibration]\nload_kg = 20\nangle_deg = [0]', "no force_up_n or force_down_n"),
        ('like = "prone"\n[calibration]\nload_kg = 20\nangle_deg = [0]\nforce_up_n = [9, 9]', "1 angles and 2 forces"),
        ('like = "prone"\n[calibration]\nload_kg = -20\nangle_deg = [0]\nforce_up_n = [9]', "load = -20 kg"),
        ("like = prone", "not TOML"),
    ],
)
def test_a_wrong_file_gets_one_clear_line(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        parse_machine(text, path="machine.toml")
    assert str(caught.value).startswith("machine.toml: ")
    assert len(str(caught.value).splitlines()) <= 2


def test_calibration_finds_cam_and_friction() -> None:
    """Readings made from a known machine give that machine back."""
    true = parse_machine(OWN.replace("thigh_tilt_deg", "lever_mass_kg = 4\nlever_center_m = 0.1\n"
        "lever_inertia_kg_m2 = 0.3\ncarriage_kg = 3\nthigh_tilt_deg"))  # fmt: skip
    weight, readings = 23 * GRAVITY_M_S2, []
    for angle, radius in zip(true.cam_angle_deg, true.cam_radius_m, strict=True):
        arm = 4 * GRAVITY_M_S2 * 0.1 * np.sin(np.radians(80 + angle))
        readings += [Reading(angle, (weight * radius * 1.1 + arm) / 0.38, "up"),
                     Reading(angle, (weight * radius * 0.9 + arm) / 0.38, "down")]  # fmt: skip
    found = calibrated(true, 20, readings)
    np.testing.assert_allclose(found.cam_radius_m, true.cam_radius_m, rtol=1e-12)
    assert found.friction_up == pytest.approx(0.1)
    only_up = calibrated(found, 20, readings[::2])
    np.testing.assert_allclose(only_up.cam_radius_m, true.cam_radius_m, rtol=1e-12)


def test_calibration_refuses_readings_that_contradict_each_other() -> None:
    with pytest.raises(InputError, match="lowering took more force"):
        calibrated(PRESETS["prone"], 20, [Reading(30, 100, "up"), Reading(30, 120, "down")])
    with pytest.raises(InputError, match="no readings"):
        calibrated(PRESETS["prone"], 20, [])
    with pytest.raises(InputError, match="force -3 N"):
        calibrated(PRESETS["prone"], 20, [Reading(30, -3)])


def test_strength_from_a_heaviest_lift_suffices_for_just_that_lift() -> None:
    athlete, machine = Athlete(75, 178, 25, "male"), PRESETS["prone"]
    strong = with_one_rep_max(athlete, machine, 70)
    assert strength_scale(with_one_rep_max(athlete, machine, 80)) > strength_scale(strong) > 0.5
    body = body_of(strong)
    angle = np.radians(np.linspace(5, 90, 200))
    needed = knee_load(machine, leg_of(body), 70, angle, 0 * angle + 0.1, 0 * angle, legs=2).torque_nm
    can = strength_scale(strong) * normal_knee_flexion_torque(body, angle)
    assert np.max(needed / can) == pytest.approx(1.0, abs=1e-3)
    with pytest.raises(InputError, match="load = -10 kg"):
        with_one_rep_max(athlete, machine, -10)


def test_the_own_body_as_the_load() -> None:
    body = body_of(Athlete(75, 178, 25, "male"))
    leg = leg_of(body)
    angle = np.radians([0.0, 45.0, 90.0])
    nordic = nordic_load(body, leg, angle, 0 * angle).torque_nm
    assert nordic[0] == pytest.approx(193, abs=3)
    np.testing.assert_allclose(nordic / nordic[0], np.cos(angle), atol=1e-12)
    slider = bridge_load(body, leg, angle).torque_nm
    assert slider[0] > slider[1] > slider[2]
    assert 40 < slider[0] < 130
    one_leg = bridge_load(body, leg, angle, legs=1).torque_nm
    assert one_leg[0] > 1.9 * slider[0]
    assert bridge_load(body, leg, angle, friction=0.3).torque_nm[1] > slider[1]


def test_the_heels_of_a_bridge_ask_the_calf_while_straight_and_the_shin_when_bent() -> None:
    body = body_of(Athlete(75, 178, 25, "male"))
    leg = leg_of(body)
    angle = np.radians([0.0, 100.0])
    own = bridge_load(body, leg, angle)
    assert own.ankle_nm[0] < -3.0
    assert own.ankle_nm[1] > 1.0
    # Lying nearly flat, the force goes up past the ankle as far as the heel's centre lies below it.
    force = own.torque_nm[0] / (leg.shank.length_m - heel_of(leg)[1])
    assert -own.ankle_nm[0] == pytest.approx(force * -heel_of(leg)[1], rel=0.3)
    toes_up = bridge_load(body, leg, angle, ankle_rad=np.radians(20.0))
    assert toes_up.ankle_nm[0] != own.ankle_nm[0]
