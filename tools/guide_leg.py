"""What the guide's pictures show of the muscles: ``python tools/guide_leg.py`` writes ``coach/guide/leg.toml``.

For the reference man and each variation: the knee torque that one leg can give and that the exercise asks for, over the
knee angle, and the activation of every muscle at the moments that are drawn. Machines are loaded so that the hardest of
their angles takes ``SHARE`` of what the leg can give; where the body is the load, it is the load.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from legcurl.athlete import Athlete
from legcurl.coach.guide.content import load_guide
from legcurl.machine.demand import HIP_DEG, Posture, load_of, setup_of
from legcurl.muscles.capacity import knee_torque_capacity
from legcurl.muscles.load import athlete_leg
from legcurl.muscles.sharing import share_load
from legcurl.muscles.surfaces import HIP, KNEE
from legcurl.vocabulary import BODYWEIGHT, VARIATIONS, FloatArray, Variation

TARGET = Path(__file__).parents[1] / "src/legcurl/coach/guide/leg.toml"
MAN = Athlete(mass_kg=75.0, height_cm=178.0, age=25.0, sex="male")
KNEES = np.arange(5.0, 96.0, 5.0)
SHARE = 0.7
"""A load for about ten repetitions."""
LOADS_KG = (10.0, 50.0)
"""Two loads that the torque is computed at; in between, and a little beyond, it follows a straight line."""
LOWERING_DEG_S = -30.0
"""A nordic curl is lowered; what a muscle can hold while it lengthens is more than it can lift."""
HIP_HOLDERS = ("glmax",)
"""Where nothing supports the trunk they work as well, but only the knee is computed here."""


def asked_nm(variation: Variation, knee_deg: FloatArray, load_kg: float | None) -> FloatArray:
    """Knee torque of one leg that a slow repetition asks for."""
    still = np.zeros(knee_deg.size)
    hip = np.full(knee_deg.size, HIP_DEG[variation])
    setup = setup_of(variation, "right" if variation == "standing" else "both", load_kg, MAN)
    assert setup is not None
    posture = Posture(still, hip, knee_deg, still, still, still, hip_known=False, ankle_known=False, assumptions=())
    return load_of(setup, posture).torque_nm


def table_of(variation: Variation) -> str:
    """The figures of one variation as TOML."""
    leg, hip = athlete_leg(MAN), HIP_DEG[variation]
    moments = np.array([phase.knee_deg for phase in load_guide().of(variation).moments])
    low, high = moments.min(), moments.max()
    knees = KNEES[(low <= KNEES) & (high >= KNEES)]
    speed = LOWERING_DEG_S if variation == "nordic" else 0.0
    gives = knee_torque_capacity(knees, hip_deg=hip, velocity_deg_s=speed, model=leg).total_nm
    load = None
    if variation not in BODYWEIGHT:
        light, heavy = (asked_nm(variation, knees, kg) for kg in LOADS_KG)  # at 0 kg there would be no machine
        steps = (SHARE * gives - light) / (heavy - light)
        load = round(LOADS_KG[0] + float(np.min(steps)) * (LOADS_KG[1] - LOADS_KG[0]), 1)
    angles = np.zeros((moments.size, 3))
    angles[:, HIP], angles[:, KNEE] = np.radians(leg.hip_share * hip), np.radians(moments)
    rates, torque = np.zeros_like(angles), np.zeros_like(angles)
    rates[:, KNEE] = np.radians(speed)
    torque[:, KNEE] = asked_nm(variation, moments, load)
    effort = share_load(leg, angles, rates, torque)
    rows = [
        f"[{variation}]",
        f"hip_deg = {hip:g}",
        *([] if load is None else [f"load_kg = {load:g}"]),
        f"knee_deg = {numbers(knees, 0)}",
        f"gives_nm = {numbers(gives, 0)}",
        f"asks_nm = {numbers(asked_nm(variation, knees, load), 0)}",
        *(f"[[{variation}.activation]]\n{activations(leg.muscles, active, variation)}" for active in effort.activation),
    ]
    return "\n".join(rows) + "\n"


def activations(muscles: tuple[str, ...], active: FloatArray, variation: Variation) -> str:
    """A line for each muscle whose part is known."""
    unknown = HIP_HOLDERS if variation in BODYWEIGHT else ()
    pairs = zip(muscles, active, strict=True)
    return "\n".join(f"{muscle} = {value:.2f}" for muscle, value in pairs if muscle not in unknown)


def numbers(values: FloatArray, decimals: int) -> str:
    """Values as a TOML list."""
    return "[" + ", ".join(f"{value:.{decimals}f}" for value in values) + "]"


def main() -> None:
    """Write the file."""
    head = (
        "# Made by tools/guide_leg.py: a man of 75 kg and 1.78 m; N·m of one leg, activation 0 to 1 at each moment.\n"
    )
    TARGET.write_text(head + "\n" + "\n".join(table_of(v) for v in VARIATIONS), encoding="utf-8")


if __name__ == "__main__":
    main()
