"""The words that every room shares: variations, legs, goals, phases, channels, muscles.

Knee flexion is 0° when straight and positive when bent; hip flexion is 0° in the anatomical position and positive
when flexed; ankle dorsiflexion is 0° in neutral and positive with the toes up. Degrees stand in files and tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

Variation = Literal["prone", "seated", "standing", "nordic", "slider", "ball"]
Leg = Literal["left", "right", "both"]
Goal = Literal["hypertrophy", "fitness", "athletic", "form-cue", "warm-up", "rehab"]
Experience = Literal["novice", "intermediate", "advanced"]
Phase = Literal["concentric", "hold", "eccentric", "rest"]
PhaseOrder = Literal["concentric_first", "eccentric_first"]
RepKind = Literal["complete", "partial", "truncated"]
Severity = Literal["info", "advice", "fault", "stop"]
Muscle = Literal[
    "bflh", "bfsh", "semiten", "semimem", "gasmed", "gaslat", "grac", "sart", "popli",
    "soleus", "tibant", "recfem", "vasti", "glmax",
]  # fmt: skip

VARIATIONS: tuple[Variation, ...] = get_args(Variation)
BODYWEIGHT: frozenset[Variation] = frozenset({"nordic", "slider", "ball"})
"""Variations whose load is the body itself."""
LEGS: tuple[Leg, ...] = get_args(Leg)
GOALS: tuple[Goal, ...] = get_args(Goal)
EXPERIENCES: tuple[Experience, ...] = get_args(Experience)
MUSCLES: tuple[Muscle, ...] = get_args(Muscle)


@dataclass(frozen=True, slots=True)
class Channel:
    """What a channel of a recording means.

    Parameters
    ----------
    unit : str
        Unit of its values: ``deg``, ``m``, ``N``, ``kg`` or ``mV``.
    meaning : str
        What it measures, with its zero and sign.
    """

    unit: str
    meaning: str


CHANNELS: dict[str, Channel] = {
    "knee_flexion_deg": Channel("deg", "knee flexion, 0 straight, positive bent"),
    "hip_flexion_deg": Channel("deg", "hip flexion, 0 anatomical, positive flexed"),
    "ankle_dorsiflexion_deg": Channel("deg", "ankle dorsiflexion, 0 neutral, positive toes up"),
    "trunk_inclination_deg": Channel("deg", "trunk against its support or the vertical; only its change is used"),
    "thigh_inclination_deg": Channel("deg", "long axis of the thigh against the vertical, in the sagittal plane"),
    "shank_inclination_deg": Channel("deg", "long axis of the shank against the vertical, in the sagittal plane"),
    "lever_angle_deg": Channel("deg", "lever of the machine, positive in the direction that lifts the stack"),
    "cable_m": Channel("m", "cable pulled out, positive when the stack is lifted"),
    "stack_m": Channel("m", "height of the weight stack above its rest"),
    "force_n": Channel("N", "force at the cable or pad"),
    "stack_kg": Channel("kg", "load shown by the machine"),
    "emg_bflh_mv": Channel("mV", "surface EMG over biceps femoris, raw"),
    "emg_semiten_mv": Channel("mV", "surface EMG over semitendinosus, raw"),
    "emg_semimem_mv": Channel("mV", "surface EMG over semimembranosus, raw"),
    "emg_recfem_mv": Channel("mV", "surface EMG over rectus femoris, raw"),
    "emg_vasti_mv": Channel("mV", "surface EMG over a vastus, raw"),
    "emg_gasmed_mv": Channel("mV", "surface EMG over gastrocnemius, raw"),
    "emg_tibant_mv": Channel("mV", "surface EMG over tibialis anterior, raw"),
}
"""Every channel a recording may hold. Where both legs are recorded the side stands before the unit:
``knee_flexion_l_deg``, ``knee_flexion_r_deg``; see :func:`sided`."""


def sided(channel: str, side: Literal["l", "r"]) -> str:
    """Name of a channel of one side: ``sided("knee_flexion_deg", "l") == "knee_flexion_l_deg"``."""
    stem, unit = channel.rsplit("_", 1)
    return f"{stem}_{side}_{unit}"


def base_channel(name: str) -> str | None:
    """The entry of :data:`CHANNELS` that a plain or sided channel name stands for, or None."""
    if name in CHANNELS:
        return name
    head, _, unit = name.rpartition("_")
    plain = f"{head[:-2]}_{unit}"
    return plain if head[-2:] in ("_l", "_r") and plain in CHANNELS else None
