"""Tables of the torque that a machine and the leg's own mass ask for, as Markdown.

Run ``python benchmarks/validate_machine.py``. Every row says what was computed, and what it must be.
"""

from __future__ import annotations

from dataclasses import replace

import mujoco
import numpy as np

from legcurl.athlete import GRAVITY_M_S2, Athlete, Leg, Segment, body_of, leg_of, normal_knee_flexion_torque
from legcurl.machine.bodyweight import nordic_load
from legcurl.machine.dynamics import LegMotion, leg_moments
from legcurl.machine.load import KneeLoad, knee_load
from legcurl.machine.model import PRESETS
from legcurl.vocabulary import FloatArray
from tables import Row, markdown, tiny

MAN = leg_of(body_of(Athlete(75, 178, 25, "male")))
PEOPLE = {
    "man, 75 kg, 1.78 m": (Athlete(75, 178, 21.5, "male"), 114, 30),
    "woman, 62 kg, 1.65 m": (Athlete(62, 165, 21.5, "female"), 80, 36),
}
"""With their peak in N·m and where it is, degrees."""
STATES, SEED = 500, 1
STROKE_M, RANGE_RAD, LOAD_KG = 0.45, np.pi / 2, 40.0
"""Travel of the stack while the knee bends by the range, and the load on it."""
INERTIA_PCT = {2.0: 6, 1.5: 10, 1.0: 23, 0.6: 63}
"""Extra peak force of a half-cosine lift by its duration in s, %: π²·stroke / (2·g·duration²)."""
SLACK_BELOW_S = 0.48


def mujoco_moments(leg: Leg, angles: FloatArray, rates: FloatArray, turns: FloatArray) -> FloatArray:
    """Inverse dynamics of the same leg by MuJoCo; hip, knee and ankle on the last axis, signs as ours."""
    model = mujoco.MjModel.from_xml_string(_planar_leg(leg))
    data = mujoco.MjData(model)
    sign = np.array([1.0, 1.0, -1.0])
    moments = []
    for q, v, a in zip(angles * sign, rates * sign, turns * sign, strict=True):
        data.qpos[:], data.qvel[:], data.qacc[:] = q, v, a
        mujoco.mj_inverse(model, data)
        moments.append(data.qfrc_inverse.copy())
    return np.array(moments) * [-1.0, 1.0, -1.0]


def _planar_leg(leg: Leg) -> str:
    """Three hinges about the axis to the left (y); x to the front, z up; the leg hangs at zero."""

    def body(down: float, x: float, z: float, of: Segment, inner: str) -> str:
        i = of.inertia_kg_m2
        return f"""<body pos="0 0 {-down}"><joint type="hinge" axis="0 1 0"/>
            <inertial pos="{x} 0 {z}" mass="{of.mass_kg}" diaginertia="{i} {i} {i}"/>{inner}</body>"""

    foot = body(leg.shank.length_m, leg.foot.along_m, -leg.foot.across_m, leg.foot, "")
    shank = body(leg.thigh.length_m, 0, -leg.shank.along_m, leg.shank, foot)
    thigh = body(0, 0, -leg.thigh.along_m, leg.thigh, shank)
    return f'<mujoco><option gravity="0 0 -{GRAVITY_M_S2}"/><worldbody>{thigh}</worldbody></mujoco>'


def half_cosine(duration_s: float) -> KneeLoad:
    """A lift over the whole stroke, the stack alone: no lever mass, no friction, and a leg without mass."""
    time = np.linspace(0.0, duration_s, 2001)
    phase, pace = np.pi * time / duration_s, np.pi / duration_s
    nothing = Segment(0.0, 1.0, 0.0, 0.0, 0.0)
    machine = replace(PRESETS["standing-free"], cam_radius_m=(STROKE_M / RANGE_RAD,))
    return knee_load(
        machine, Leg(nothing, nothing, nothing), LOAD_KG, 0.5 * RANGE_RAD * (1 - np.cos(phase)),
        0.5 * RANGE_RAD * pace * np.sin(phase), 0.5 * RANGE_RAD * pace**2 * np.cos(phase),
    )  # fmt: skip


def dynamics_rows() -> list[Row]:
    """The planar leg against MuJoCo, in random states."""
    rng = np.random.default_rng(SEED)
    angles, rates, turns = (rng.uniform(-limit, limit, (STATES, 3)) for limit in (2.0, 5.0, 30.0))
    ours = leg_moments(MAN, LegMotion(*angles.T, *rates.T, *turns.T))
    theirs = mujoco_moments(MAN, angles, rates, turns)
    rows = []
    for name, mine, other in zip(("hip", "knee", "ankle"), (ours.hip_nm, ours.knee_nm, ours.ankle_nm), theirs.T,
                                 strict=True):  # fmt: skip
        error = float(np.abs(mine - other).max() / np.abs(other).max())
        rows.append(Row(f"{name} moment, {STATES} random states", f"{tiny(error)} relative", "1e-6", error <= 1e-6))
    level = LegMotion(0.0, np.pi / 2)
    weight = float(leg_moments(MAN, level).knee_nm[0])
    inertia = float(leg_moments(MAN, replace(level, knee_acceleration=1.0), gravity=0.0).knee_nm[0])
    rows.append(Row("weight of shank and foot, horizontal", f"{weight:.1f} N·m", "about 11", abs(weight - 11) <= 0.5))
    held = abs(inertia - 0.41) <= 0.01
    return [*rows, Row("inertia of shank and foot about the knee", f"{inertia:.2f} kg·m²", "about 0.41", held)]


def stack_rows() -> list[Row]:
    """What speed adds to the stack's weight."""
    rows = []
    for duration, percent in INERTIA_PCT.items():
        load = half_cosine(duration)
        more = float(100 * (load.torque_nm.max() / load.stack_nm[0] - 1))
        held = abs(more - percent) <= 0.5
        rows.append(Row(f"extra peak force, lift of {duration:g} s", f"+{more:.1f} %", f"+{percent} %", held))
    found = max(float(t) for t in np.arange(0.45, 0.50, 0.0005) if half_cosine(float(t)).slack.any())
    held = abs(found - SLACK_BELOW_S) <= 0.005
    rows.append(Row("cable slack in lifts of less than", f"{found:.2f} s", f"{SLACK_BELOW_S} s", held))
    return rows


def people_rows() -> list[Row]:
    """The coefficients of Anderson's people, as they are published."""
    rows = []
    for name, (athlete, peak, at) in PEOPLE.items():
        body, angles = body_of(athlete), np.radians(np.arange(0.0, 121.0))
        torque = normal_knee_flexion_torque(body, angles)
        best = int(np.argmax(torque))
        held = abs(torque.max() - peak) <= 0.5 and abs(best - at) <= 1
        rows.append(Row(f"{name}: knee flexion torque", f"{torque.max():.1f} N·m at {best}°", f"{peak} at {at}°", held))
        shape = "/".join(f"{100 * torque[angle] / torque.max():.0f}" for angle in (0, 30, 60, 90, 120))
        rows.append(Row("at 0/30/60/90/120°", f"{shape} %", "printed", None))
    return rows


def load_rows() -> list[Row]:
    """What some loads ask of one leg."""
    flat = float(nordic_load(body_of(Athlete(75, 178, 25, "male")), MAN, np.zeros(1), np.zeros(1)).torque_nm[0])
    rows = [Row("nordic curl, lying flat", f"{flat:.0f} N·m a leg", "printed", None)]
    still, bent = np.zeros(2), np.radians([10.0, 90.0])
    for name, legs in (("prone", 2), ("seated", 2), ("standing", 1)):
        low, high = knee_load(PRESETS[name], MAN, 30.0, bent, still, still, legs=legs).torque_nm
        found = f"{low:.0f} and {high:.0f} N·m a leg"
        rows.append(Row(f"generic {name} machine, 30 kg held at 10° and 90°", found, "printed", None))
    return rows


SECTIONS = {
    "Isometric torque of people, Anderson 2007": people_rows,
    "Leg against MuJoCo's inverse dynamics, man, 75 kg": dynamics_rows,
    "Stack: stroke of 0.45 m, half-cosine": stack_rows,
    "Loads on a man of 75 kg": load_rows,
}

if __name__ == "__main__":
    for title, rows in SECTIONS.items():
        print(markdown(title, rows()))
