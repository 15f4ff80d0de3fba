"""The athlete at work: follow the intention with no more torque than the muscles can give, slow down, fail.

A hundred times a second the athlete compares where the knee is with where it is meant to be, asks the muscles for the
torque that the movement needs (inverse dynamics, known beforehand) and for what corrects the difference, and gets what
they can give at that angle and speed, tired as they are. Where the leg lags behind on the way up or at the top the
intention waits for it; where it waits in vain the repetition has failed. In between MuJoCo goes on by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from legcurl.athlete import GRAVITY_M_S2
from legcurl.errors import InputError
from legcurl.simulate.physics.apparatus import PAD_RADIUS_M, follow_cam
from legcurl.simulate.physics.body import SHANK_RADIUS_M
from legcurl.simulate.physics.build import STEP_S, SimModel, first_state, turning_inertia
from legcurl.simulate.physics.fatigue import Fatigue
from legcurl.simulate.physics.hands import OwnWay
from legcurl.simulate.physics.reference import BLOCK_S, Reference
from legcurl.simulate.physics.strength import Strength
from legcurl.vocabulary import FloatArray

if TYPE_CHECKING:
    from mujoco import MjData

STEPS = round(BLOCK_S / STEP_S)
BANDWIDTH_RAD_S = 20.0
"""How firmly the athlete corrects: natural frequency of the corrected knee, critically damped (design choice)."""
FREE_LAG_RAD, STOP_LAG_RAD = float(np.radians(2.0)), float(np.radians(6.0))
"""Lag on the way up and at the top from which the intention slows, and at which it waits: what is missing of a
repetition that still counts (design choice)."""
WAITING_RATE, PATIENCE_S = 0.1, 2.0
"""Below this share of the planned speed for this long the athlete gives up (design choice)."""
BEYOND_STOPS_RAD = float(np.radians(15.0))
"""A knee that is further beyond its stops was not stopped at all (numerical: they give way by a few degrees)."""
LEAST_TORQUE_NM = 1e-6


@dataclass(frozen=True, eq=False)
class Course:
    """What happened, one row a block.

    Parameters
    ----------
    sensors : ndarray, shape (n, sensors)
        Of the model.
    clock_s : ndarray, shape (n,)
        Time on the athlete's own clock.
    effort : ndarray, shape (n,)
        Active share of the flexors' motor units.
    tired : ndarray, shape (n,)
        Tired share of them.
    hands_nm : ndarray, shape (n,)
        Help by the hands.
    failed : bool
        Whether the athlete gave up.
    """

    sensors: FloatArray
    clock_s: FloatArray
    effort: FloatArray
    tired: FloatArray
    hands_nm: FloatArray
    failed: bool


class Athletics:
    """One athlete in one model; keeps the state from one intention to the next."""

    def __init__(self, sim: SimModel, strength: Strength, start: Reference, *, tires: bool, hands: bool) -> None:
        self.sim, self.strength, self.hands = sim, strength, hands
        held = dict(zip(start.joints, start.held[0], strict=True))
        self.data = first_state(sim, float(np.degrees(start.knee[0])), float(np.degrees(held["ankle"])))
        columns, rows = _held_columns(sim, start)
        self.data.ctrl[columns] = rows[0]
        self.fatigue = Fatigue(tires=tires)
        self._inertia = turning_inertia(sim, float(np.degrees(start.knee[0])))

    @property
    def knee_deg(self) -> float:
        """Where the knee is."""
        return float(np.degrees(self.data.qpos[self.sim.joints["knee"]]))

    def follow(self, intention: Reference, *, can_fail: bool = True, to_failure: bool = False) -> Course:
        """Follow an intention to its end, or until a repetition fails; one that cannot fail waits for nothing.

        In a set to failure, hands that catch the body too early end it as well (:mod:`.hands`).

        Raises
        ------
        InputError
            If the simulation does not stay stable.
        """
        with _silent():
            course = self._follow(intention, can_fail=can_fail, to_failure=to_failure)
        if not self._stable(course):
            raise InputError(
                "the simulation became unstable", fix="Check masses, cam and lever of the machine, and the load."
            )
        return course

    def _stable(self, course: Course) -> bool:
        """Whether MuJoCo warned of nothing, every state is a number, and the knee stayed within its stops."""
        warned = any(int(self.data.warning[k].number) for k in range(len(self.data.warning)))
        low, high = self.sim.model.joint("knee").range
        knee = course.sensors[:, self.sim.sensors["knee"]]
        inside = np.all((knee > low - BEYOND_STOPS_RAD) & (knee < high + BEYOND_STOPS_RAD))
        return bool(not warned and np.isfinite(course.sensors).all() and inside)

    def _follow(self, intention: Reference, *, can_fail: bool, to_failure: bool) -> Course:
        import mujoco

        sim, data, fatigue = self.sim, self.data, self.fatigue
        model, strength_at, step = sim.model, self.strength.at, mujoco.mj_step
        qpos, qvel, ctrl, read = data.qpos, data.qvel, data.ctrl, data.sensordata
        knee_at, knee_ctrl, hands_ctrl = sim.joints["knee"], sim.controls["knee"], sim.controls["hands"]
        stiffness, damping = self._inertia * BANDWIDTH_RAD_S**2, 2.0 * self._inertia * BANDWIDTH_RAD_S
        knee, rate, steady, inertial = intention.knee, intention.rate, intention.steady, intention.inertial
        columns, held = _held_columns(sim, intention)
        controls = np.zeros((len(held), ctrl.size))
        controls[:, columns] = held
        each_block = _machine_block(sim, data, intention)
        last, clock, waited, failed, speed = len(knee) - 2, 0.0, 0.0, False, 1.0
        own_way = OwnWay(knee[0]) if to_failure and self.hands else None
        log: list[tuple[float, float, float, float]] = []
        seen = bytearray()
        while clock < last:
            i = int(clock)
            u = clock - i
            wanted_at = knee[i] + u * (knee[i + 1] - knee[i])
            wanted_rate = rate[i] + u * (rate[i + 1] - rate[i])
            at, velocity = qpos.item(knee_at), qvel.item(knee_at)
            lag = wanted_at - at
            wanted = (
                steady[i] + speed * speed * inertial[i]
                + stiffness * lag + damping * (speed * wanted_rate - velocity)
            )  # fmt: skip
            full, braking, passive = strength_at(at, velocity)
            torque = min(max(wanted, passive - braking), passive + full * (1.0 - fatigue.tired))
            helped = wanted - torque if self.hands and wanted > torque else 0.0
            effort = max(torque - passive, 0.0) / max(full, LEAST_TORQUE_NM)
            fatigue.work(effort, BLOCK_S)
            ctrl[:] = controls[i]
            ctrl[knee_ctrl], ctrl[hands_ctrl] = torque, helped
            if each_block is not None:
                each_block(i)
            step(model, data, STEPS)
            seen += read.tobytes()
            log.append((clock, effort, fatigue.tired, helped))
            speed = 1.0
            if can_fail and wanted_rate >= 0.0 and lag > FREE_LAG_RAD:
                speed = max(0.0, (STOP_LAG_RAD - lag) / (STOP_LAG_RAD - FREE_LAG_RAD))
            waited = waited + BLOCK_S if speed < WAITING_RATE else 0.0
            caught = own_way is not None and own_way.failed(at, wanted_rate, helped, BLOCK_S)
            if waited > PATIENCE_S or caught:
                failed = True
                break
            clock += speed
        kept = np.array(log)
        sensors = np.frombuffer(seen).reshape(-1, read.size)
        return Course(sensors, BLOCK_S * kept[:, 0], kept[:, 1], kept[:, 2], kept[:, 3], failed)


def _held_columns(sim: SimModel, intention: Reference) -> tuple[list[int], FloatArray]:
    """Controls of the joints that this model holds, and their angles block by block."""
    there = [k for k, joint in enumerate(intention.joints) if f"hold_{joint}" in sim.controls]
    columns = [sim.controls[f"hold_{intention.joints[k]}"] for k in there]
    return columns, np.array(intention.held)[:, there]


def _machine_block(sim: SimModel, data: MjData, intention: Reference) -> Callable[[int], None] | None:
    """What the machine needs to be told once a block: friction as a share of the tension, a cam that is not round,
    and a pad that gives way; None where there is none."""
    machine, cam, model = sim.setup.machine, sim.cam, sim.model
    if cam is None or machine is None:
        return None
    lever, stack = sim.joints["lever"], sim.joints["stack"]
    mass, before = float(model.body("stack").mass[0]), 0.0
    friction, up, down = model.dof_frictionloss, machine.friction_up * mass, machine.friction_down * mass
    cable, pad = model.tendon("cable").id, model.geom("pad").id
    reach, behind = machine.lever_m, -(SHANK_RADIUS_M + PAD_RADIUS_M)
    qpos, qvel, slip = data.qpos, data.qvel, intention.slip

    def told(i: int) -> None:
        nonlocal before
        rate = qvel.item(stack)
        friction[stack] = (up if rate >= 0.0 else down) * max(GRAVITY_M_S2 + (rate - before) / BLOCK_S, 0.0)
        before = rate
        if not cam.round:
            follow_cam(model, cable, cam, qpos.item(lever))
        if slip:
            model.geom_pos[pad, 0] = behind + reach * slip[i]

    return told


@contextmanager
def _silent() -> Iterator[None]:
    """Keep MuJoCo's warnings off the screen and out of log files; the caller looks at them itself."""
    import mujoco

    mujoco.set_mju_user_warning(lambda _: None)
    try:
        yield
    finally:
        mujoco.set_mju_user_warning(None)
