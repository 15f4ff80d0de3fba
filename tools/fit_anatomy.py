"""Fit paths, fibres and tendons of the knee flexors to published figures, starting from what stands.

Usage: ``python tools/fit_anatomy.py``. Prints the fitted numbers; rounded, they are what ``anatomy.toml`` holds
(round the paths first, run again with ``--tendons`` for the tendon slack lengths that belong to them, then run
``tools/fit_surfaces.py``). The targets are the rows that ``benchmarks/validate_capacity.py`` prints; between them each
number stays as near to where it started as it can. The fit is not unique.
"""

from __future__ import annotations

import copy
import sys
import tomllib
from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np
from scipy.optimize import least_squares  # type: ignore[import-untyped]

from legcurl.errors import InputError
from legcurl.muscles.anatomy import parse_anatomy_data
from legcurl.muscles.capacity import CALF, FLEXORS, joint_angles, knee_torque_capacity
from legcurl.muscles.model import LegModel, model_of, muscle_state
from legcurl.muscles.surfaces import KNEE, evaluate, fit_surfaces
from legcurl.vocabulary import FloatArray

REFERENCE_POSTURE_DEG = (60.0, 30.0, 0.0)
REFERENCE_FIBER = {
    "bflh": 0.96, "bfsh": 0.78, "semiten": 0.86, "semimem": 1.08, "gasmed": 0.77, "gaslat": 0.76, "grac": 0.91,
    "sart": 0.76, "popli": 0.90, "soleus": 0.90, "recfem": 0.86, "vasti": 0.85, "glmax": 1.0,
}  # fmt: skip
"""Fibre length, optimal lengths, with an unstretched tendon at hip 60, knee 30, ankle 0 deg. Only the knee flexors
are fitted; the tibialis was fitted to the dorsiflexion torque apart, so its tendon stays."""

ARM_RANGE_MM = {"bflh": (27, 37), "bfsh": (20, 39), "semiten": (38, 55), "semimem": (31, 46)}
HAMSTRINGS = tuple(ARM_RANGE_MM)
KNEE_DEG = np.arange(0.0, 121.0, 5.0)
HIP_DEG = np.array([0.0, 15.0, 30.0, 60.0, 85.0, 90.0])

STAY, FAR = 0.25, 50.0
"""What one step away from the start, and a leg that cannot be, count against a target missed by its unit."""

Key = tuple[str | int, ...]


def free_numbers() -> list[tuple[Key, float]]:
    """The numbers that may move, as places in the data, each with the step that counts as one; fibres relative."""
    numbers: list[tuple[Key, float]] = []
    for name in HAMSTRINGS:
        if name != "bfsh":
            numbers += [((name, "path", 0, "at_mm", 0), 3.0), ((name, "path", 0, "at_mm", 1), 4.0)]
        numbers += [((name, "path", 1, "at_mm", 0), 2.0), ((name, "path", 1, "at_mm", 1), 3.0)]
        numbers += [((name, "path", 2, "at_mm", 0), 2.5), ((name, "path", 2, "at_mm", 1), 4.0)]
        numbers.append(((name, "optimal_fiber_mm"), 4.0))
    return numbers + [(("reference_fiber", name), 0.06) for name in FLEXORS]


def leg(data: dict[str, Any], fibers: dict[str, float]) -> LegModel:
    """The leg of the data, with the tendons that give the reference fibre lengths."""
    anatomy = parse_anatomy_data(data)
    model = model_of(anatomy, fit_surfaces(anatomy))
    posture = joint_angles(model, *(np.array([angle]) for angle in REFERENCE_POSTURE_DEG))
    length = evaluate(model.surfaces, posture)[0][0]
    slack = model.tendon_slack_m.copy()
    for name, fiber in fibers.items():
        index = model.muscles.index(name)
        along = np.sqrt(fiber**2 - np.sin(model.pennation_rad[index]) ** 2)
        slack[index] = length[index] - model.optimal_fiber_m[index] * along
    return replace(model, tendon_slack_m=slack)


def outside(value: Any, low: Any, high: Any, scale: float) -> FloatArray:
    """How far values lie outside a range, in units of a scale."""
    return np.ravel(np.maximum(low - np.asarray(value), 0.0) + np.maximum(np.asarray(value) - high, 0.0)) / scale


def misses(model: LegModel) -> FloatArray:
    """How far a leg is from every target, each in the unit that counts as one."""
    effort = knee_torque_capacity(KNEE_DEG[None, :], hip_deg=HIP_DEG[:, None], model=model)
    sitting = effort.total_active_nm[4]
    scale = 114.0 / sitting.max()
    shape = dict(zip(KNEE_DEG, 100.0 * sitting / sitting.max(), strict=True))
    late = max(shape[angle] for angle in KNEE_DEG if angle >= 45)
    middle = max(shape[angle] for angle in (25.0, 30.0, 35.0))
    found = [
        outside(shape[0], 86, 89, 1.5), outside(shape[30], 98, 100, 0.7), outside(shape[60], 85, 92, 1.0),
        outside(shape[90], 62.5, 67, 0.7), outside(shape[120], 0, 33, 4.0), outside(late - middle, -99, -0.7, 0.4),
    ]  # fmt: skip
    for torque, margin in ((effort.total_nm * scale, 1.5), (effort.total_active_nm * scale, 0.8)):
        bent = torque[:, 6:19:2]
        found += [outside(bent[b] - bent[a], margin, 99, 1.0) for a, b in ((0, 2), (2, 3), (3, 5))]
        found.append(outside(torque[4].max() / torque[1].max(), 1.14, 1.42, 0.03))
    found += _fiber_misses(model) + _arm_misses(model)
    fast = knee_torque_capacity(
        KNEE_DEG[None, :19], hip_deg=85.0, velocity_deg_s=np.array([[60.0], [180.0], [-60.0]]), model=model
    )
    found.append(outside(100 * fast.total_active_nm.max(1) / sitting.max(), [81, 58, 101], [88, 66, 114], 1.0))
    toes = knee_torque_capacity(KNEE_DEG[None, :19], hip_deg=85.0, ankle_deg=np.array([[20.0], [-30.0]]), model=model)
    found.append(outside((toes.total_active_nm[0] - toes.total_active_nm[1]) * scale, 0.5, 999, 0.5))
    calf = effort.active_nm[4][:, [model.muscles.index(name) for name in CALF]].sum(1)
    found.append(outside((calf / sitting).max(), 0, 0.22, 0.01))
    return np.concatenate(found)


def _fiber_misses(model: LegModel) -> list[FloatArray]:
    """Prone, no flexor but the gastrocnemius may go slack."""
    angles = joint_angles(model, np.full_like(KNEE_DEG, 15.0), KNEE_DEG, np.zeros_like(KNEE_DEG))
    state = muscle_state(model, angles, np.zeros_like(angles))
    short = [model.muscles.index(name) for name in FLEXORS if name not in CALF]
    capacity = (state.active_n / model.max_force_n)[:, short].min(0)
    return [outside(capacity, 0.075, 1.5, 0.01), outside(state.fiber_length[:, short].min(0), 0.25, 2.0, 0.03)]


def _arm_misses(model: LegModel) -> list[FloatArray]:
    """Knee moment arms in their ranges up to 60 deg, and still positive at 142 deg."""
    knee = np.append(np.arange(0.0, 61.0, 10.0), 142.0)
    found = []
    for hip in (0.0, 85.0):
        _, arm = evaluate(model.surfaces, joint_angles(model, np.full_like(knee, hip), knee, np.zeros_like(knee)))
        for name, (low, high) in ARM_RANGE_MM.items():
            arm_mm = 1e3 * arm[:, model.muscles.index(name), KNEE]
            found += [outside(arm_mm[:-1], low + 0.6, high - 0.6, 0.3), outside(arm_mm[-1], 1.0, 99.0, 1.5)]
    return found


def main() -> None:
    """Fit and print, or print the tendons alone."""
    data = tomllib.loads(files("legcurl.muscles").joinpath("anatomy.toml").read_text(encoding="utf-8"))
    numbers = free_numbers()

    def moved(steps: FloatArray) -> tuple[dict[str, Any], dict[str, float]]:
        new, fibers = copy.deepcopy(data), dict(REFERENCE_FIBER)
        for (key, scale), step in zip(numbers, steps, strict=True):
            place: Any = fibers if key[0] == "reference_fiber" else new["muscles"][key[0]]
            for part in key[1:-1]:
                place = place[part]
            place[key[-1]] += scale * step
        return new, fibers

    steps = np.zeros(len(numbers))
    start = misses(leg(*moved(steps)))

    def missed(steps: FloatArray) -> FloatArray:
        try:
            return np.append(misses(leg(*moved(steps))), STAY * steps)
        except InputError:  # a path that cannot be, a point inside its circle: far from every target
            return np.append(np.full_like(start, FAR), STAY * steps)

    if "--tendons" not in sys.argv:
        fit = least_squares(missed, steps, diff_step=1e-2, bounds=(-4, 4), max_nfev=20)
        steps = fit.x
        print(f"sum of squares {np.sum(start**2):.2f} -> {np.sum(fit.fun**2):.2f}")
    fitted, fibers = moved(steps)
    model = leg(fitted, fibers)
    for index, name in enumerate(model.muscles):
        points = [[round(float(value), 1) for value in step["at_mm"]] for step in fitted["muscles"][name]["path"]]
        fiber, slack = 1e3 * model.optimal_fiber_m[index], 1e3 * model.tendon_slack_m[index]
        reference = fibers.get(name, np.nan)
        print(f"{name:8s} fibre {fiber:6.1f} mm  tendon {slack:6.1f} mm  reference {reference:.2f}  {points}")


if __name__ == "__main__":
    main()
