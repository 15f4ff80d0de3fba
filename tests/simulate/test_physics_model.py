"""The MuJoCo model against known answers: a pendulum, a stack on a half cosine, the muscles' own lengths."""

import mujoco
import numpy as np
import pytest

from legcurl.athlete import GRAVITY_M_S2, Athlete
from legcurl.errors import InputError
from legcurl.machine.bodyweight import bridge_load, nordic_load
from legcurl.machine.dynamics import shank_and_foot
from legcurl.machine.model import PRESETS, Machine
from legcurl.muscles.anatomy import reference_anatomy
from legcurl.muscles.geometry import path_length
from legcurl.simulate.physics.apparatus import follow_cam
from legcurl.simulate.physics.build import SUPPORT_M, build_model, first_state, setup_for
from legcurl.vocabulary import VARIATIONS

MAN = Athlete(75, 178, 25, "male")
ROUND = PRESETS["standing"]
STROKE_M = 0.30


TILT_DEG = -70.0  # the thigh held forward, so that the hanging shank is far from what stops the knee


def free_leg():
    machine = Machine("none", "seated", 0.36, (0.0,), (0.0,), thigh_tilt_deg=TILT_DEG)
    return build_model(setup_for("seated", "right", 0.0, MAN, machine), 0.0, rigid=True)


def energy(sim, data) -> float:
    mujoco.mj_energyPos(sim.model, data)
    mujoco.mj_energyVel(sim.model, data)
    return float(data.energy.sum())


def test_a_free_leg_keeps_its_energy_for_a_minute():
    sim = free_leg()
    lowest, data = first_state(sim, -TILT_DEG), first_state(sim, 130.0)
    swing = energy(sim, data) - energy(sim, lowest)
    levels = []
    for _ in range(60):
        mujoco.mj_step(sim.model, data, 1000)
        levels.append(energy(sim, data))
    assert data.time == pytest.approx(60.0)
    assert np.ptp(levels) < 1e-3 * swing


def test_a_free_leg_swings_with_the_period_of_the_formula():
    sim = free_leg()
    inertia, below, before = (float(part) for part in shank_and_foot(sim.setup.leg, 0.0))
    period = 2 * np.pi * np.sqrt(inertia / (GRAVITY_M_S2 * np.hypot(below, before)))
    middle = np.degrees(np.arctan2(before, below)) - TILT_DEG  # the foot in front lets the shank hang a little bent
    data, angles = first_state(sim, float(middle) + 1.0), []
    for _ in range(6000):
        mujoco.mj_step(sim.model, data)
        angles.append(np.degrees(data.qpos[sim.joints["knee"]]) - middle)
    up = np.flatnonzero((np.array(angles[:-1]) < 0) & (np.array(angles[1:]) >= 0))
    assert np.diff(up).mean() * 1e-3 == pytest.approx(period, rel=2e-3)


def lifted(seconds: float, machine: Machine = ROUND) -> tuple[np.ndarray, np.ndarray]:
    """Tension over the weight, and travel, while the lever is forced along a half cosine."""
    setup = setup_for("standing", "right", 30.0, MAN, machine)
    sim = build_model(setup, 10.0)
    model, data = sim.model, first_state(sim, 7.0)
    heavy, lever = 1e4, sim.joints["lever"]  # nothing that hangs on it slows it down
    model.dof_armature[lever] = heavy
    model.pair_solref[:] = 10.0  # the leg stays out of it
    angle = STROKE_M / machine.cam_radius_m[0]
    mujoco.mj_setConst(model, data)
    data = first_state(sim, 7.0)
    weight = float(model.body("stack").mass[0]) * GRAVITY_M_S2
    tension, height = [], []
    for k in range(round(seconds * 1000)):
        turn = 0.5 * angle * (np.pi / seconds) ** 2 * np.cos(np.pi * (k + 0.5) * 1e-3 / seconds)
        data.qfrc_applied[lever] = heavy * turn + data.qfrc_bias[lever]
        mujoco.mj_step(model, data)
        tension.append(float(data.sensordata[sim.sensors["tension"]]) / weight)
        height.append(float(data.qpos[sim.joints["stack"]]))
    return np.array(tension), np.array(height)


def test_a_stack_on_a_half_cosine_needs_the_extra_force_of_the_formula():
    for seconds in (1.0, 1.5):
        tension, height = lifted(seconds)
        extra = np.pi**2 * STROKE_M / (2 * GRAVITY_M_S2 * seconds**2)
        assert height[-1] == pytest.approx(STROKE_M, rel=0.01)
        settled = tension[30:] - 1.0  # pad and cable settle first; the curve is read back to its beginning
        assert settled.max() == pytest.approx(extra * np.cos(np.pi * 0.030 / seconds), rel=0.01)


def test_the_cable_goes_slack_below_the_time_of_the_formula():
    limit = np.pi * np.sqrt(STROKE_M / (2 * GRAVITY_M_S2))
    low, high = 0.8 * limit, 1.2 * limit
    while high - low > 0.002 * limit:
        middle = 0.5 * (low + high)
        tension, _ = lifted(middle)
        low, high = (middle, high) if tension[len(tension) // 2 :].min() <= 0.0 else (low, middle)
    assert low == pytest.approx(limit, rel=0.01)


@pytest.mark.parametrize("hip_deg", [0.0, 85.0])
def test_tendons_are_as_long_as_the_anatomy_says(hip_deg):
    machine = Machine("m", "seated", 0.36, (0.0,), (0.2,), hip_flexion_deg=hip_deg, thigh_tilt_deg=-hip_deg)
    sim = build_model(setup_for("seated", "right", 20.0, MAN, machine), 0.0)
    anatomy = reference_anatomy()
    for knee_deg in (0.0, 30.0, 60.0, 90.0, 110.0):
        data = first_state(sim, knee_deg)
        angles = tuple(np.array(np.radians(a)) for a in (MAN.hip_share * hip_deg, knee_deg, 0.0))
        for name in sim.muscles:
            own = float(path_length(anatomy, anatomy.muscle(name), angles))
            assert float(data.tendon(name).length[0]) == pytest.approx(own, abs=0.001), name


def test_what_holds_the_body_up_is_what_the_machine_room_says():
    for variation, knee_deg in (("nordic", 60.0), ("slider", 40.0), ("ball", 40.0)):
        setup = setup_for(variation, "both", 0.0, MAN, None)
        sim = build_model(setup, knee_deg)
        data, wanted = first_state(sim, knee_deg), np.radians(knee_deg)
        for name, control in sim.controls.items():
            if name.startswith("hold_"):
                data.ctrl[control] = data.qpos[sim.joints[name.removeprefix("hold_")]]
        for _ in range(2000):
            error = wanted - data.qpos[sim.joints["knee"]]
            data.ctrl[sim.controls["knee"]] = 4000 * error - 300 * data.qvel[sim.joints["knee"]]
            mujoco.mj_step(sim.model, data)
        knee = data.qpos[[sim.joints["knee"]]]
        hip = data.qpos[sim.joints["hip"]] + data.qpos[sim.joints["lumbar"]]
        ankle = data.qpos[sim.joints["ankle"]]
        own = (
            nordic_load(setup.body, setup.leg, knee, 0 * knee)
            if variation == "nordic"
            else bridge_load(setup.body, setup.leg, knee, hip, ankle_rad=ankle, support_height_m=SUPPORT_M[variation])
        )
        assert data.ctrl[sim.controls["knee"]] == pytest.approx(float(own.torque_nm[0]), rel=0.02), variation


def test_a_cam_that_is_not_round_is_followed():
    machine = Machine("cam", "prone", 0.36, (0.0, 90.0), (0.15, 0.25), carriage_kg=2.0)
    sim = build_model(setup_for("prone", "right", 20.0, MAN, machine), 0.0)
    data = first_state(sim, 0.0)
    cable = sim.model.tendon("cable").id
    for lever in (0.3, 0.9, 1.5):
        follow_cam(sim.model, cable, sim.cam, lever)
        length = sim.model.wrap_prm[sim.model.tendon_adr[cable]] * lever - sim.cam.travel(np.array(lever))
        assert length == pytest.approx(sim.model.tendon_range[cable, 1], abs=1e-9)
    assert data.qpos[sim.joints["stack"]] == pytest.approx(float(sim.cam.travel(data.qpos[sim.joints["lever"]])))


def test_every_variation_is_built_and_the_wrong_machine_refused():
    for variation in VARIATIONS:
        assert build_model(setup_for(variation, None, 20.0, MAN, None), 20.0).model.nv > 0
    with pytest.raises(InputError, match="prone curls"):
        setup_for("seated", None, 20.0, MAN, PRESETS["prone"])
