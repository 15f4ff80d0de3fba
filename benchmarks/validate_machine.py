"""The machine and the athlete against figures that are known otherwise; prints a table for ``docs/validation.md``."""

from __future__ import annotations

import numpy as np

from legcurl.athlete import (
    GRAVITY_M_S2,
    Athlete,
    Leg,
    Segment,
    body_of,
    leg_of,
    normal_dorsiflexion_torque,
    normal_knee_flexion_torque,
)
from legcurl.machine.bodyweight import nordic_load
from legcurl.machine.dynamics import shank_and_foot
from legcurl.machine.load import inertial_share, knee_load
from legcurl.machine.model import PRESETS, Machine

STROKE_M = 0.45
ROWS = (2.0, 1.5, 1.0, 0.6)


def half_cosine_extra(duration_s: float) -> float:
    """Extra peak force of a stack of 30 kg on a round cam, massless leg, lifted 0.45 m on a half cosine."""
    nothing = Segment(0.0, 0.43, 0.0, 0.0, 0.0)
    plain = Machine("plain", "seated", lever_m=0.4, cam_angle_deg=(0.0,), cam_radius_m=(0.2,))
    rate, turn = np.pi / duration_s, STROKE_M / 0.2
    time = np.linspace(0.0, duration_s, 2001)
    load = knee_load(
        plain, Leg(nothing, nothing, nothing), 30.0, turn / 2 * (1 - np.cos(rate * time)),
        turn / 2 * rate * np.sin(rate * time), turn / 2 * rate**2 * np.cos(rate * time),
    )  # fmt: skip
    return inertial_share(load, slice(None)) or 0.0


def main() -> None:
    """Print the rows."""
    man, woman = body_of(Athlete(75, 178, 21.5, "male")), body_of(Athlete(62, 165, 21.5, "female"))
    angles = np.radians(np.arange(0.0, 121.0))
    print("| what | ours | known |\n|---|---|---|")
    for name, body, known in (("man 75 kg", man, "114 at 30°"), ("woman 62 kg", woman, "80 at 36°")):
        torque = normal_knee_flexion_torque(body, angles)
        peak = float(torque.max())
        shape = "/".join(f"{100 * torque[a] / peak:.0f}" for a in (0, 30, 60, 90, 120))
        at = int(np.argmax(torque))
        print(f"| knee flexion torque, {name}, N·m (Anderson 2007) | {peak:.1f} at {at}° | {known} |")
        print(f"| its shape at 0/30/60/90/120°, % | {shape} | |")
    up = normal_dorsiflexion_torque(man, -0.187)
    print(f"| dorsiflexion torque, man, N·m | {float(up):.1f} | 43 |")
    inertia, below, _ = shank_and_foot(leg_of(man), 0.0)
    print(f"| shank and foot, 75 kg man: gravity moment when horizontal, N·m | {GRAVITY_M_S2 * below:.1f} | about 11 |")
    print(f"| its inertia about the knee, kg·m² | {float(inertia):.3f} | about 0.41 |")
    for duration, known in zip(ROWS, ("6", "10", "23", "63"), strict=True):
        print(f"| stack lifted 0.45 m in {duration:g} s: extra peak force, % | {100 * half_cosine_extra(duration):.1f} "
              f"| {known} |")  # fmt: skip
    print(f"| cable goes slack below, s | {np.pi * np.sqrt(STROKE_M / (2 * GRAVITY_M_S2)):.3f} | 0.48 |")
    flat = nordic_load(man, leg_of(man), np.zeros(1), np.zeros(1)).torque_nm[0]
    print(f"| nordic curl, 75 kg man lying flat, N·m a leg | {flat:.0f} | |")
    for name in ("prone", "seated", "standing"):
        still = np.zeros(2)
        bent = np.radians([10.0, 90.0])
        load = knee_load(PRESETS[name], leg_of(man), 30.0, bent, still, still, legs=1 if name == "standing" else 2)
        low, high = load.torque_nm
        print(f"| generic {name}, 30 kg, held at 10° and 90°, N·m a leg | {low:.0f} and {high:.0f} | |")


if __name__ == "__main__":
    main()
