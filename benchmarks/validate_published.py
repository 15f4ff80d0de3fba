"""Our sharing of the load against OpenSim's static optimization, on the geometry and parameters of a published model.

Run ``python benchmarks/validate_published.py``; it needs the tables in ``shared/reference`` beside the repository. The
compatible mode: tabulated lengths and arms, inextensible tendons, no passive force, no pennation cosine, activation of
0.01 and more, squares.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np

from legcurl.muscles.millard import active_force_length, force_velocity
from legcurl.muscles.recruitment import Recruitment, recruit
from legcurl.vocabulary import FloatArray
from tables import Row, markdown, tiny

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"

MODEL = "RajagopalLaiUhlrich2023"
TRANSITION, SHALLOW_SLOPE = 0.7697, 0.754
"""Of this model's rising limb, which the tables do not give: fitted to the force over activation in the same table."""
LEAST_ACTIVATION = 0.01
JOINTS = {"hip_flexion": "h", "knee_angle": "k", "ankle_angle": "a"}
RMS = 0.003
CASES = [("prone", 0, "k"), ("prone", 0, "ka"), ("prone", 0, "hka"), ("prone", 20, "k"), ("seated", 0, "k"),
         ("seated", 0, "ka")]  # fmt: skip


@cache
def records(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open() as file:
        return list(csv.DictReader(file))


@cache
def parameters() -> dict[str, dict[str, float]]:
    return {
        row["muscle"]: {name: float(row[name]) for name in ("fmax_N", "optimal_fiber_length_m",
                        "tendon_slack_length_m", "pennation_deg", "vmax_lopt_per_s")}
        for row in records("opensim_hill_parameters.csv") if row["model"] == MODEL
    }  # fmt: skip


@cache
def geometry(hip: int, ankle: int) -> dict[str, FloatArray]:
    """Knee angle (rad), length, and arms of hip, knee and ankle by muscle, in rows."""
    tables = defaultdict(list)
    for row in records("opensim_muscle_geometry.csv"):
        if int(row["hip_flexion_deg"]) == hip and int(row["ankle_dorsiflexion_deg"]) == ankle:
            arms = [float(row[f"{joint}_moment_arm_m"]) for joint in ("hip", "knee", "ankle")]
            knee = math.radians(float(row["knee_flexion_deg"]))
            tables[row["muscle"]].append([knee, float(row["mtu_length_m"]), *arms])
    return {muscle: np.array(sorted(table)).T for muscle, table in tables.items()}


def opensim_result(case: tuple[str, int, str]) -> dict[str, dict[str, FloatArray]]:
    """Values over time by quantity and name, and the knee angle under ``knee``."""
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in records("opensim_static_optimization.csv"):
        if (row["posture"], int(row["ankle_dorsiflexion_deg"]), row["free_coordinates"]) == case:
            values[row["quantity"]][row["name"]].append(float(row["value"]))
            if row["name"] == "knee_angle":
                values["knee"]["deg"].append(float(row["knee_deg"]))
    return {kind: {name: np.array(v) for name, v in by_name.items()} for kind, by_name in values.items()}


def knee_velocity(time: FloatArray) -> FloatArray:
    """Knee velocity (rad/s) of the reference motion: minimum jerk, 110° up in 2 s and down in 3 s."""
    up, down = time / 2, (time - 2) / 3
    return math.radians(110) * np.where(
        time < 2, 30 * up**2 * (1 - up) ** 2 / 2, -30 * down**2 * (1 - down) ** 2 / 3
    )  # fmt: skip


def spline(x: FloatArray, y: FloatArray, at: FloatArray) -> FloatArray:
    from scipy.interpolate import CubicSpline  # type: ignore[import-untyped]

    return np.asarray(CubicSpline(x, y)(at))


def share(case: tuple[str, int, str]) -> tuple[Recruitment, FloatArray]:
    """Our sharing of a case, and OpenSim's activations."""
    posture, ankle, free = case
    expected = opensim_result(case)
    knee = np.radians(expected["knee"]["deg"])
    velocity = knee_velocity(np.linspace(0.0, 0.1 * (len(knee) - 1), len(knee)))
    force_at_length = active_force_length(0.25, 1.9, transition=TRANSITION, shallow_slope=SHALLOW_SLOPE)
    muscles = list(parameters())
    full = np.zeros((len(knee), 3, len(muscles)))
    for index, muscle in enumerate(muscles):
        p = parameters()[muscle]
        angle, length, *arms = geometry(15 if posture == "prone" else 85, ankle)[muscle]
        arm = np.array([spline(angle, values, knee) for values in arms])
        thickness = p["optimal_fiber_length_m"] * math.sin(math.radians(p["pennation_deg"]))
        along = np.maximum(spline(angle, length, knee) - p["tendon_slack_length_m"], 1e-4)
        fiber = np.hypot(along, thickness)
        fiber_velocity = -arm[1] * velocity * along / fiber / (p["optimal_fiber_length_m"] * p["vmax_lopt_per_s"])
        normalised = force_at_length(fiber / p["optimal_fiber_length_m"]) * force_velocity()(fiber_velocity)
        full[:, :, index] = (p["fmax_N"] * normalised * arm).T
    picked = [row for row, letter in enumerate(JOINTS.values()) if letter in free]
    moments = np.stack([expected["joint_moment_Nm"][name] for name in JOINTS], axis=1)[:, picked]
    ours = recruit(moments, full[:, picked], lower=LEAST_ACTIVATION)
    theirs = np.stack([expected["activation"][muscle] for muscle in muscles], axis=1)
    return ours, theirs


def published_rows() -> list[Row]:
    """Every case of the table."""
    table = []
    for case in CASES:
        ours, theirs = share(case)
        error = ours.activation - theirs
        rms, largest = float(np.sqrt(np.mean(error**2))), float(np.abs(error).max())
        found = f"RMS {rms:.4f}, largest {largest:.4f}, reserve {tiny(float(np.abs(ours.reserve_nm).max()))} N·m"
        name = "{}, ankle {}°, free: {}".format(*case)
        table.append(Row(name, found, f"RMS at most {RMS}", rms <= RMS))
    return table


SECTIONS = {f"OpenSim 4.6 static optimization, geometry and parameters of {MODEL}": published_rows}
NEEDS = REFERENCE

if __name__ == "__main__":
    for title, rows in SECTIONS.items():
        print(markdown(title, rows()))
