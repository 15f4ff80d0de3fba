"""What the machine does to the knee: closed forms, energy, and MuJoCo's inverse dynamics."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from legcurl.athlete import GRAVITY_M_S2, Athlete, Leg, Segment, body_of, leg_of
from legcurl.errors import InputError
from legcurl.machine.dynamics import LegMotion, leg_moments
from legcurl.machine.load import concentric_work_j, inertial_share, knee_load
from legcurl.machine.model import PRESETS, Machine
from legcurl.vocabulary import FloatArray

MAN = leg_of(body_of(Athlete(75, 178, 25, "male")))
NOTHING = Segment(0, 0.43, 0, 0, 0)
MASSLESS = Leg(NOTHING, NOTHING, NOTHING)
PLAIN = Machine("plain", "seated", lever_m=0.4, cam_angle_deg=(0.0,), cam_radius_m=(0.2,))


def half_cosine(height: float, duration: float, count: int = 2001) -> tuple[FloatArray, ...]:
    """Time, position, velocity and acceleration of a lift from rest to rest."""
    time = np.linspace(0, duration, count)
    rate = np.pi / duration
    return (time, height / 2 * (1 - np.cos(rate * time)), height / 2 * rate * np.sin(rate * time),
            height / 2 * rate**2 * np.cos(rate * time))  # fmt: skip


def wave(count: int = 400) -> tuple[FloatArray, ...]:
    """A smooth curl and its exact derivatives."""
    time = np.linspace(0, 4, count)
    w = 2 * np.pi / 2.3
    return (time, 0.9 - 0.8 * np.cos(w * time) + 0.05 * np.sin(3 * w * time),
            0.8 * w * np.sin(w * time) + 0.15 * w * np.cos(3 * w * time),
            0.8 * w**2 * np.cos(w * time) - 0.45 * w**2 * np.sin(3 * w * time))  # fmt: skip


@pytest.mark.parametrize(("duration", "extra"), [(2.0, 0.06), (1.5, 0.10), (1.0, 0.23), (0.6, 0.63)])
def test_speed_adds_to_the_load_of_a_stack(duration: float, extra: float) -> None:
    stroke = 0.45
    time, *motion = half_cosine(stroke / 0.2, duration)
    load = knee_load(PLAIN, MASSLESS, 30, *motion)
    share = inertial_share(load, slice(None))
    assert share == pytest.approx(np.pi**2 * stroke / (2 * GRAVITY_M_S2 * duration**2), rel=1e-9)
    assert share == pytest.approx(extra, abs=0.005)
    assert load.stack_nm == pytest.approx(30 * GRAVITY_M_S2 * 0.2)
    assert concentric_work_j(load, motion[1], time, slice(None)) == pytest.approx(30 * GRAVITY_M_S2 * stroke, rel=1e-5)


def test_the_cable_goes_slack_in_a_quick_lift() -> None:
    limit = np.pi * np.sqrt(0.45 / (2 * GRAVITY_M_S2))
    assert limit == pytest.approx(0.48, abs=0.005)
    for duration, slack in ((1.01 * limit, False), (0.99 * limit, True)):
        _, *motion = half_cosine(0.45 / 0.2, duration)
        load = knee_load(PLAIN, MASSLESS, 30, *motion)
        assert load.slack.any() == slack
        assert load.pad_force_n.min() >= 0


def test_friction_helps_on_the_way_down() -> None:
    machine = replace(PLAIN, friction_up=0.1, friction_down=0.05)
    at = np.full(3, 0.5)
    load = knee_load(machine, MASSLESS, 20, at, np.array([0.3, 0.0, -0.3]), np.zeros(3))
    weight = 20 * GRAVITY_M_S2 * 0.2
    np.testing.assert_allclose(load.friction_nm, [0.1 * weight, 0.0, -0.05 * weight], atol=1e-9)


def test_two_legs_share_the_pad_and_carry_themselves() -> None:
    angle = np.linspace(0, 2, 20)
    one, two = (knee_load(PRESETS["prone"], MAN, 30, angle, 0 * angle, 0 * angle, legs=legs) for legs in (1, 2))
    np.testing.assert_allclose(two.stack_nm, one.stack_nm / 2)
    own = knee_load(PRESETS["prone"], MAN, 0, angle, 0 * angle, 0 * angle).gravity_nm
    np.testing.assert_allclose(two.gravity_nm - one.gravity_nm / 2, leg_moments(
        MAN, LegMotion(np.radians(85.0), angle)).knee_nm / 2)  # fmt: skip
    assert own[0] > own[-1]


def test_gravity_of_the_leg_in_each_posture() -> None:
    """Standing it is lifted, lying it is heaviest when straight, sitting it helps to bend."""
    straight, bent = np.array([0.0]), np.array([np.pi / 2])
    weight = 11.1
    for tilt, expected in ((0.0, (0.0, weight)), (90.0, (weight, 0.0)), (-90.0, (-weight, 0.0))):
        machine = replace(PRESETS["standing-free"], thigh_tilt_deg=tilt)
        for angle, moment in zip((straight, bent), expected, strict=True):
            load = knee_load(machine, MAN, 0, angle, 0 * angle, 0 * angle)
            assert load.torque_nm[0] == pytest.approx(moment, abs=0.75)


@pytest.mark.parametrize("pivot", [(0.0, 0.0), (0.03, 0.02), (-0.04, 0.01)])
def test_energy_is_conserved(pivot: tuple[float, float]) -> None:
    """Without friction, work at the knee is the change of potential and kinetic energy of stack, lever and leg."""
    machine = Machine(
        "oval", "prone", lever_m=0.36, cam_angle_deg=(-40.0, 160.0), cam_radius_m=(0.15, 0.25), pivot_along_m=pivot[0],
        pivot_across_m=pivot[1], lever_mass_kg=5, lever_center_m=0.2, lever_inertia_kg_m2=0.5, thigh_tilt_deg=70,
    )  # fmt: skip
    time, *motion = wave(40001)
    load = knee_load(machine, MAN, 40, *motion)
    assert not load.slack.any()
    power = load.torque_nm * motion[1]
    work = np.concatenate([[0], np.cumsum(0.5 * (power[1:] + power[:-1]) * np.diff(time))])

    shank_at, foot_at = motion[0] + np.radians(70), motion[0] + np.radians(70)
    reach = MAN.shank.length_m + MAN.foot.across_m
    foot_second = MAN.foot.inertia_kg_m2 + MAN.foot.mass_kg * (reach**2 + MAN.foot.along_m**2)
    leg_inertia = MAN.shank.inertia_kg_m2 + MAN.shank.mass_kg * MAN.shank.along_m**2 + foot_second
    height = -(MAN.shank.mass_kg * MAN.shank.along_m + MAN.foot.mass_kg * reach) * np.cos(shank_at)
    height -= MAN.foot.mass_kg * MAN.foot.along_m * np.sin(foot_at)

    from legcurl.machine.load import lever_motion

    lever = lever_motion(machine, *motion)
    numeric = np.gradient(lever.angle_rad, time)
    np.testing.assert_allclose(numeric[1:-1], lever.velocity[1:-1], atol=1e-5)
    slope = (0.25 - 0.15) / np.radians(200)
    radius = 0.15 + slope * (lever.angle_rad + np.radians(40))
    stack = 0.15 * lever.angle_rad + 0.5 * slope * (lever.angle_rad + np.radians(40)) ** 2
    kinetic = 0.5 * (leg_inertia * motion[1] ** 2 + 0.5 * lever.velocity**2 + 40 * (radius * lever.velocity) ** 2)
    potential = GRAVITY_M_S2 * (height + 40 * stack - 5 * 0.2 * np.cos(lever.angle_rad + np.radians(70)))
    energy = kinetic + potential
    np.testing.assert_allclose(work, energy - energy[0], atol=2e-4)


def test_same_as_mujoco_inverse_dynamics() -> None:
    mujoco = pytest.importorskip("mujoco")
    leg, tilt = MAN, np.radians(70)
    model = mujoco.MjModel.from_xml_string(_planar_leg(leg))
    data = mujoco.MjData(model)
    time, knee, velocity, acceleration = wave(60)
    ankle, ankle_velocity, ankle_acceleration = 0.3 * np.sin(time), 0.3 * np.cos(time), -0.3 * np.sin(time)
    force, distance = 100 + 50 * np.cos(time), 0.36
    ours = leg_moments(
        leg,
        LegMotion(
            tilt + 0.1 * np.sin(2 * time), knee, ankle, 0.2 * np.cos(2 * time), velocity, ankle_velocity,
            -0.4 * np.sin(2 * time), acceleration, ankle_acceleration,
        ),
        gravity=9.81, pad_force_n=force, pad_distance_m=distance,
    )  # fmt: skip
    theirs = []
    for i, t in enumerate(time):
        data.qpos[:] = tilt + 0.1 * np.sin(2 * t), knee[i], -ankle[i]
        data.qvel[:] = 0.2 * np.cos(2 * t), velocity[i], -ankle_velocity[i]
        data.qacc[:] = -0.4 * np.sin(2 * t), acceleration[i], -ankle_acceleration[i]
        mujoco.mj_inverse(model, data)
        pad = np.zeros(3)
        shank = tilt + 0.1 * np.sin(2 * t) + knee[i]
        push = force[i] * np.array([np.cos(shank), 0.0, -np.sin(shank)])
        at = data.xpos[2] + distance * np.array([-np.sin(shank), 0.0, -np.cos(shank)])
        mujoco.mj_applyFT(model, data, push, np.zeros(3), at, 2, pad)
        theirs.append(data.qfrc_inverse - pad)
    hip, knee_nm, ankle_nm = np.array(theirs).T
    for mine, other in ((ours.hip_nm, -hip), (ours.knee_nm, knee_nm), (ours.ankle_nm, -ankle_nm)):
        np.testing.assert_allclose(mine, other, rtol=1e-6, atol=1e-6 * np.abs(other).max())


def test_the_own_leg_of_the_machine_is_the_planar_leg() -> None:
    _, *motion = wave(50)
    ankle = np.linspace(-0.5, 0.4, 50)
    load = knee_load(replace(PRESETS["standing-free"], thigh_tilt_deg=-40), MAN, 0, *motion, ankle_rad=ankle)
    moments = leg_moments(MAN, LegMotion(
        np.radians(-40), motion[0], ankle, knee_velocity=motion[1], knee_acceleration=motion[2]))  # fmt: skip
    np.testing.assert_allclose(load.torque_nm, moments.knee_nm, rtol=1e-12, atol=1e-12)


def _planar_leg(leg: Leg) -> str:
    """Three hinges about the axis to the left (y); x to the front, z up; the leg hangs at zero."""

    def inertial(x: float, z: float, segment: Segment) -> str:
        i = segment.inertia_kg_m2
        return f'<inertial pos="{x} 0 {z}" mass="{segment.mass_kg}" diaginertia="{i} {i} {i}"/>'

    def hinge() -> str:
        return '<joint type="hinge" axis="0 1 0"/>'

    return f"""<mujoco><option gravity="0 0 -9.81"/><worldbody><body>{hinge()}
        {inertial(0, -leg.thigh.along_m, leg.thigh)}
        <body pos="0 0 {-leg.thigh.length_m}">{hinge()}{inertial(0, -leg.shank.along_m, leg.shank)}
        <body pos="0 0 {-leg.shank.length_m}">{hinge()}{inertial(leg.foot.along_m, -leg.foot.across_m, leg.foot)}
        </body></body></body></worldbody></mujoco>"""


@pytest.mark.parametrize("load", [-5.0, 5000.0, np.nan])
def test_absurd_loads_are_refused(load: float) -> None:
    at = np.zeros(2)
    with pytest.raises(InputError, match=r"load = .* kg, expected 0 to 400 kg"):
        knee_load(PRESETS["prone"], MAN, load, at, at, at)


def test_every_preset_is_sane() -> None:
    angle = np.radians(np.linspace(5, 100, 50))
    for name, machine in PRESETS.items():
        assert machine.generic != name.endswith("-free")
        load = knee_load(machine, MAN, 30, angle, 0 * angle + 0.5, 0 * angle, legs=2)
        assert np.isfinite(load.torque_nm).all()
        if machine.generic:
            assert load.pad_force_n.min() > 0
