"""How well our leg survives the way to OpenSim and back, and how near our sharing comes to OpenSim's.

Run ``python benchmarks/validate_opensim.py``; it needs the extra ``opensim``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from legcurl.athlete import Athlete, body_of, leg_of
from legcurl.machine.dynamics import LegMotion, leg_moments
from legcurl.muscles.compatible import share_load_compatible
from legcurl.muscles.model import reference_leg
from legcurl.muscles.opensim_check import static_optimization
from legcurl.muscles.opensim_export import export_model
from legcurl.muscles.opensim_import import import_model
from legcurl.muscles.profile import fit_error_m, fit_tables, profile_of_leg
from legcurl.muscles.surfaces import ANKLE, HIP, KNEE, evaluate
from legcurl.vocabulary import FloatArray
from tables import Row, markdown, tiny

FRAMES, POSTURES = 101, 2000
POSTURE_DEG = {"prone": (10.0, 90.0), "seated": (57.0, 0.0)}
"""Femur–pelvis flexion, and where down is in the pelvis, from its feet to its front."""
JOINTS = {"k": (KNEE,), "ka": (KNEE, ANKLE), "hka": (HIP, KNEE, ANKLE)}
CASES = (("prone", 0, "k"), ("prone", 0, "ka"), ("prone", 0, "hka"), ("prone", 20, "k"), ("seated", 0, "k"),
         ("seated", 0, "ka"))  # fmt: skip
"""Posture, dorsiflexion in deg and the joints that the muscles balance, as in the reference table. Seated with the hip
is none: the leg has no iliopsoas to hold the thigh up."""
PAD_N, PAD_M = 60.0, 0.36
RMS = 0.003
SEGMENTS = leg_of(body_of(Athlete(75, 178, 25, "male")))


def curl(hip_rad: float, ankle_rad: float) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Time, angles, rates and knee accelerations: up to 110° in 2 s and down in 3 s, minimum jerk."""
    time = np.linspace(0, 5, FRAMES)
    share, rise = np.where(time < 2, time / 2, (5 - time) / 3), np.where(time < 2, 1 / 2, -1 / 3)
    angles, rates = np.zeros((FRAMES, 3)), np.zeros((FRAMES, 3))
    angles[:, HIP], angles[:, ANKLE] = hip_rad, ankle_rad
    angles[:, KNEE] = np.radians(110) * share**3 * (10 - 15 * share + 6 * share**2)
    rates[:, KNEE] = np.radians(110) * 30 * (share * (1 - share)) ** 2 * rise
    return time, angles, rates, np.radians(110) * 60 * share * (1 - share) * (1 - 2 * share) * rise**2


@contextmanager
def exported() -> Iterator[Path]:
    """Our leg as an ``.osim`` file."""
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "leg.osim"
        export_model(model, reference_leg(), SEGMENTS)
        yield model


def there_and_back_rows() -> list[Row]:
    """Lengths and arms of our leg, exported and imported again."""
    leg = reference_leg()
    with exported() as model:
        back = import_model(model)
    ours, surfaces = profile_of_leg(leg), fit_tables(back)
    angles = np.random.default_rng(1).uniform(leg.surfaces.low_rad, leg.surfaces.high_rad, (POSTURES, 3))
    length, arm = (
        np.abs(mine - theirs).max() * 1e3
        for mine, theirs in zip(evaluate(leg.surfaces, angles), evaluate(surfaces, angles), strict=True)
    )
    fitted = [1e3 * error for error in fit_error_m(back)]
    curve = np.abs(back.active_curve - ours.active_curve)[:, 120:].max()
    return [
        Row(f"lengths, {POSTURES} random postures", f"{tiny(length)} mm", "at most 0.2 mm", bool(length <= 0.2)),
        Row("moment arms, the same", f"{tiny(arm)} mm", "at most 0.5 mm", bool(arm <= 0.5)),
        Row("surfaces against the sampled tables", f"{tiny(max(fitted))} mm", "printed", None),
        Row("active force over length, measured against computed", f"{curve:.4f} of the maximum", "printed", None),
    ]


def sharing_rows() -> list[Row]:
    """Activations in compatible mode against OpenSim's."""
    profile, rows = profile_of_leg(reference_leg()), []
    for posture, ankle_deg, free in CASES:
        hip, down = np.radians(POSTURE_DEG[posture])
        ankle, joints = np.radians(ankle_deg), JOINTS[free]
        time, angles, rates, acceleration = curl(hip, ankle)
        motion = LegMotion(
            down - hip, angles[:, KNEE], ankle, knee_velocity=rates[:, KNEE], knee_acceleration=acceleration
        )
        asked = leg_moments(SEGMENTS, motion, pad_force_n=PAD_N, pad_distance_m=PAD_M)
        moments = np.stack([asked.hip_nm, asked.knee_nm, asked.ankle_nm], axis=1)
        ours = share_load_compatible(profile, angles, rates, moments, joints=joints)
        with exported() as model:
            theirs = static_optimization(
                model, time, angles, joints=joints, down_rad=down, pad_force_n=PAD_N, pad_distance_m=PAD_M
            )
        error = ours.activation - theirs.activation
        rms, largest = float(np.sqrt(np.mean(error**2))), float(np.abs(error).max())
        found = f"RMS {rms:.4f}, largest {largest:.4f}, reserve {tiny(np.abs(ours.reserve_nm).max())} N·m"
        rows.append(Row(f"{posture}, ankle {ankle_deg}°, free: {free}", found, f"RMS at most {RMS}", rms <= RMS))
    return rows


SECTIONS = {
    "Our leg, exported to OpenSim and imported again": there_and_back_rows,
    f"OpenSim 4.6 static optimization on our leg, {PAD_N:.0f} N at the pad, knee 0 to 110 to 0°": sharing_rows,
}
NEEDS = "opensim"

if __name__ == "__main__":
    for title, rows in SECTIONS.items():
        print(markdown(title, rows()))
