"""One MuJoCo model from who lifts what on which machine: the place of everything, its first state and its sensors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from legcurl.athlete import GRAVITY_M_S2, Athlete
from legcurl.errors import InputError
from legcurl.machine.bodyweight import HEEL_RADIUS_M, SHOULDER_HEIGHT_M
from legcurl.machine.demand import BALL_HEIGHT_M, HIP_DEG, Setup, setup_of
from legcurl.machine.model import Machine
from legcurl.muscles.anatomy import reference_anatomy
from legcurl.muscles.load import REFERENCE_HEIGHT_M
from legcurl.simulate.physics.apparatus import BELOW_START_DEG, Cam, add_machine, has_lever, lever_rad
from legcurl.simulate.physics.body import HELD, Figure, Piece, add_body, add_servo, add_torque, figure_of
from legcurl.simulate.physics.muscle_paths import add_muscles
from legcurl.simulate.physics.surroundings import add_surroundings
from legcurl.vocabulary import Leg, Variation

if TYPE_CHECKING:
    import mujoco

STEP_S = 0.001
"""Step of the integration: a quarter of the time in which contacts settle (numerical)."""
KNEE_HEIGHT_M: Mapping[Variation, float] = {"prone": 0.62, "seated": 0.62, "standing": 0.50, "nordic": 0.06}
"""Height of the knee over the floor (design choice, for the picture)."""
SUPPORT_M: Mapping[Variation, float] = {"slider": 0.0, "ball": BALL_HEIGHT_M}
"""Height that the heels stand on."""
LYING_DEG = 5.0
"""Knee angle of a nordic curl at which the chest is on the floor."""
NUDGE_DEG = 0.5
"""Turn of the knee by which one feels what turns with it (numerical)."""
FOOT_INERTIA_KG_M2 = 0.05
"""Least inertia that a servo is made for: with the foot's own, its weight would bend the ankle (design choice)."""


@dataclass(frozen=True, eq=False)
class SimModel:
    """A compiled model and where things are in it.

    Parameters
    ----------
    model : mujoco.MjModel
    setup : Setup
        Who lifts what, as :mod:`legcurl.machine` sees it.
    cam : Cam or None
        None where there is no lever.
    figure : Figure
    muscles : tuple of str
        Names of the muscles' tendons.
    joints : mapping of str to int
        Where each joint stands in `qpos` and `qvel`.
    controls : mapping of str to int
        Where each actuator stands in `ctrl`: ``knee``, ``hands``, ``hold_…``.
    sensors : mapping of str to int
        Where each sensor stands in `sensordata`.
    hip_deg, tilt_deg : float
        Angle between trunk and thigh, and direction of the thigh from straight down, that the posture begins with.
    """

    model: mujoco.MjModel
    setup: Setup
    cam: Cam | None
    figure: Figure
    muscles: tuple[str, ...]
    joints: Mapping[str, int]
    controls: Mapping[str, int]
    sensors: Mapping[str, int]
    hip_deg: float
    tilt_deg: float


def setup_for(
    variation: Variation, leg: Leg | None, load_kg: float, athlete: Athlete, machine: Machine | None
) -> Setup:
    """Who lifts what; never None, since all of it is said.

    Raises
    ------
    InputError
        If the machine is one for another variation, or the load is none.
    """
    setup = setup_of(variation, leg, load_kg, athlete, machine)
    if setup is None:
        raise InputError(f"no load for a {variation} curl", fix="Give one, such as --load-kg 30.")
    return setup


def build_model(setup: Setup, rest_deg: float, *, hip_share: float = 0.67, rigid: bool = False) -> SimModel:
    """Build the model of one leg, its share of the body, and its share of the machine.

    Parameters
    ----------
    setup : Setup
    rest_deg : float
        Knee flexion at which the set rests.
    hip_share : float
        See :class:`legcurl.athlete.Athlete`.
    rigid : bool
        Whether all joints but the knee keep their angle for good.

    Returns
    -------
    SimModel

    Raises
    ------
    InputError
        If what is asked for cannot be built.
    """
    import mujoco

    figure = figure_of(setup.body, setup.leg, setup.legs, hip_share)
    spec = mujoco.MjSpec()
    spec.modelname = f"{setup.variation} leg curl"
    spec.compiler.degree = False
    spec.option.timestep, spec.option.gravity = STEP_S, [0.0, 0.0, -GRAVITY_M_S2]
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    hip_deg, tilt_deg = _posture(setup)
    bodies = add_body(spec, figure, HELD[setup.variation], rigid=rigid)
    knee_at = (0.0, 0.0, KNEE_HEIGHT_M.get(setup.variation, 0.0))
    _place(spec, bodies, setup.variation, figure, np.radians(tilt_deg), knee_at, rigid=rigid)
    muscles = add_muscles(spec, bodies, reference_anatomy(), setup.body.height_m / REFERENCE_HEIGHT_M)
    cam = None
    if setup.machine is not None and has_lever(setup.machine):
        cam = add_machine(
            spec, setup.machine, setup.load_kg, setup.legs, knee_at, stack_rest_rad(setup.machine, rest_deg)
        )
    elif rigid:
        spec.option.integrator = mujoco.mjtIntegrator.mjINT_RK4  # nothing stiff: keep the energy
    add_surroundings(spec, bodies, setup.variation, figure, SUPPORT_M.get(setup.variation, 0.0), knee_at[2])
    sensors = _add_sensors(spec, lever=cam is not None)
    add_torque(spec, "knee", "knee")
    add_torque(spec, "hands", "knee")
    for joint, inertia in {} if rigid else _held_joints(setup.variation, figure).items():
        add_servo(spec, joint, inertia)
    try:
        model = spec.compile()
    except ValueError as error:
        raise InputError(f"the model cannot be built: {str(error).splitlines()[0]}") from error
    names = {model.joint(k).name: int(model.jnt_qposadr[k]) for k in range(model.njnt)}
    return SimModel(
        model=model, setup=setup, cam=cam, figure=figure, muscles=muscles, joints=names,
        controls={model.actuator(k).name: k for k in range(model.nu)},
        sensors={name: int(model.sensor(name).adr[0]) for name in sensors},
        hip_deg=hip_deg, tilt_deg=tilt_deg,
    )  # fmt: skip


def stack_rest_rad(machine: Machine, rest_deg: float) -> float:
    """Lever angle at which the stack stands on its rest: the machine's own, or a little below where the set rests."""
    if machine.rest_lever_deg is not None:
        return float(np.radians(machine.rest_lever_deg))
    return lever_rad(machine, float(np.radians(rest_deg - BELOW_START_DEG)))


def first_state(sim: SimModel, knee_deg: float, ankle_deg: float = 0.0) -> mujoco.MjData:
    """The body in its posture, the knee at an angle, the pad against the leg and the cable taut.

    Parameters
    ----------
    sim : SimModel
    knee_deg, ankle_deg : float
    """
    import mujoco

    data = mujoco.MjData(sim.model)
    knee, hip = np.radians(knee_deg), np.radians(sim.hip_deg)
    share = sim.figure.pelvis_share
    angles = {"thigh": np.radians(sim.tilt_deg), "hip": share * hip, "lumbar": (1 - share) * hip, "knee": knee,
              "ankle": np.radians(ankle_deg)}  # fmt: skip
    if sim.cam is not None and sim.setup.machine is not None:
        angles["lever"] = lever_rad(sim.setup.machine, float(knee))
        angles["stack"] = float(sim.cam.travel(np.array(angles["lever"])))
    for name, value in angles.items():
        if name in sim.joints:
            data.qpos[sim.joints[name]] = value
    if sim.setup.variation in SUPPORT_M:
        data.qpos[sim.joints["trunk"]] = _bridge_rad(sim, data)
    mujoco.mj_forward(sim.model, data)
    return data


def turning_inertia(sim: SimModel, knee_deg: float) -> float:
    """What turns with the knee, kg·m², pad, cable and heels in touch: twice its energy at a speed of 1 rad/s."""
    import mujoco

    ahead, behind = (first_state(sim, knee_deg + way * NUDGE_DEG).qpos for way in (1.0, -1.0))
    rates = np.array(ahead - behind) / np.radians(2.0 * NUDGE_DEG)
    momentum = np.zeros_like(rates)
    mujoco.mj_mulM(sim.model, first_state(sim, knee_deg), momentum, rates)
    return float(rates @ momentum)


def _posture(setup: Setup) -> tuple[float, float]:
    """Angle between trunk and thigh, and direction of the thigh, both in deg."""
    if setup.machine is not None:
        return setup.machine.hip_flexion_deg, setup.machine.thigh_tilt_deg
    return HIP_DEG[setup.variation], 0.0


def _held_joints(variation: Variation, figure: Figure) -> dict[str, float]:
    """The joints that are held at an angle, with the inertia that is held, kg·m²."""
    trunk = figure.trunk.inertia_kg_m2 + figure.trunk.mass_kg * figure.trunk.along_m**2
    reach = figure.leg.thigh.length_m + figure.trunk.along_m
    held = {"hip": trunk, "lumbar": trunk, "ankle": FOOT_INERTIA_KG_M2}
    return held | {"thigh": figure.trunk.mass_kg * reach**2} if HELD[variation] == "thigh" else held


def _place(
    spec: mujoco.MjSpec, bodies: Mapping[Piece, mujoco.MjsBody], variation: Variation, figure: Figure, tilt: float,
    knee_at: tuple[float, float, float], *, rigid: bool,
) -> None:  # fmt: skip
    """Hang the held segment in the world, and say what carries its weight."""
    held = HELD[variation]
    root = bodies[held]
    if held == "trunk":
        # It turns about the shoulders, and the heels stand on something.
        root.pos = [0.0, 0.0, SHOULDER_HEIGHT_M - figure.trunk.length_m]
        root.add_joint(name="trunk", axis=[0.0, 1.0, 0.0]).pos = [0.0, 0.0, figure.trunk.length_m]
        return
    root.pos = list(knee_at)
    turn = np.radians(90.0) if held == "shank" else tilt
    if held == "thigh":
        for piece in ("thigh", "pelvis", "trunk"):
            bodies[piece].gravcomp = 1.0  # the bench, the seat or the other leg carries it
    if held == "shank" or rigid:
        root.quat = [float(np.cos(turn / 2)), 0.0, float(np.sin(turn / 2)), 0.0]
    else:
        root.add_joint(name="thigh", axis=[0.0, 1.0, 0.0])
    if held == "shank":
        knee = spec.joint("knee")
        knee.range = [float(np.radians(LYING_DEG)), knee.range[1]]


def _bridge_rad(sim: SimModel, data: mujoco.MjData) -> float:
    """Direction of the trunk at which shoulders and heels are where they belong, all other joints being placed."""
    import mujoco

    mujoco.mj_kinematics(sim.model, data)
    x, _, z = data.geom("heel").xpos - data.joint("trunk").xanchor
    rise = HEEL_RADIUS_M + SUPPORT_M[sim.setup.variation] - SHOULDER_HEIGHT_M
    return float(np.arctan2(z, x) - np.arcsin(rise / np.hypot(x, z)))


def _add_sensors(spec: mujoco.MjSpec, *, lever: bool) -> list[str]:
    """What is read off after every block; returns the names."""
    import mujoco

    joint, kind = mujoco.mjtObj.mjOBJ_JOINT, mujoco.mjtSensor
    for one in list(spec.joints):
        spec.add_sensor(name=one.name, type=kind.mjSENS_JOINTPOS, objtype=joint, objname=one.name)
    names = [one.name for one in spec.joints]
    rates = ["knee", *(["lever", "stack"] if lever else [])]
    for name in rates:
        spec.add_sensor(name=f"{name}_rate", type=kind.mjSENS_JOINTVEL, objtype=joint, objname=name)
    spec.add_sensor(name="knee_torque", type=kind.mjSENS_JOINTACTFRC, objtype=joint, objname="knee")
    names += [*(f"{name}_rate" for name in rates), "knee_torque"]
    if lever:
        spec.add_sensor(name="tension", type=kind.mjSENS_TENDONLIMITFRC, objtype=mujoco.mjtObj.mjOBJ_TENDON,
                        objname="cable")  # fmt: skip
        spec.add_sensor(name="pad_force", type=kind.mjSENS_TOUCH, objtype=mujoco.mjtObj.mjOBJ_SITE, objname="pad")
        names += ["tension", "pad_force"]
    return names
