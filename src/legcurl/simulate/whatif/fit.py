"""Settings of a machine that fit an athlete, and what it costs to be off.

A seat sets how far the hip is from the pivot, a pivot how high it stands over the cushion, a pad how far from the
pivot it is; with the athlete's thigh and shank this says where pivot and pad are from the knee. Where the pivot is off
the knee the pad must slide along the shank: geometry alone (:func:`legcurl.machine.load.lever_motion`). The knee feels
the pad's push, which changes with its place, and, along the shank, what the skin passes on before the pad slips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

import numpy as np

from legcurl.athlete import Leg
from legcurl.errors import InputError
from legcurl.machine.load import FULL_FRICTION_M_S, knee_load, lever_motion
from legcurl.machine.model import Machine
from legcurl.simulate.physics.apparatus import PAD_RADIUS_M
from legcurl.vocabulary import FloatArray

Setting = Literal["seat", "pad", "pivot"]
SETTINGS: tuple[Setting, ...] = ("seat", "pad", "pivot")
KNEE_OVER_CUSHION_M = 0.06
"""Half the thickness of a knee: its axis from the cushion that the thigh lies on (design choice)."""
HEEL_ROOM_M = 0.02
"""Between the pad's edge and the ankle bone at its best place, just above the heel (design choice)."""
SKIN_N_M = 1500.0
"""Force along the shank for each metre that skin and padding are dragged along (design choice; nobody measured it)."""
PAD_FRICTION = 0.4
"""Share of its push at which a pad slips on the skin or the trousers (design choice)."""
NEWTONS_A_MM = 1.0
"""So much extra force at the knee counts as much as a millimetre of sliding in the search (design choice)."""
MM_ON_HEEL = 5.0
"""So many mm of sliding a mm of pad on the heel counts as (design choice)."""
ANGLES = 61
TOWARDS_BACK = {"seated": -1.0, "prone": 1.0, "standing": 1.0}
"""Way from the cushion to the back of the thigh: seated lies the thigh on its back, else on its front."""


@dataclass(frozen=True, slots=True)
class Holes:
    """The places that a setting can take.

    Parameters
    ----------
    setting : {"seat", "pad", "pivot"}
    values_m : tuple of float
        Hole 1 first: from the hip to the pivot, from the pivot to the pad, of the pivot over the cushion.
    """

    setting: Setting
    values_m: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a place of all settings does over the range of motion.

    Parameters
    ----------
    sliding_m : float
        Between the lowest and the highest place of the pad on the shank.
    extra_n : float
        Largest difference of the force that the pad makes at the knee from that on the best possible machine: the
        pivot on the knee, the pad just above the heel, the same load on the stack.
    heel_m : float
        How far the pad's edge goes beyond the ankle bone, at most; 0 where it never does.
    """

    sliding_m: float
    extra_n: float
    heel_m: float

    @property
    def on_heel(self) -> bool:
        """Whether the pad presses on the heel somewhere."""
        return self.heel_m > 0.0

    @property
    def total(self) -> float:
        """What the search makes least, in mm of sliding."""
        return 1e3 * (self.sliding_m + MM_ON_HEEL * self.heel_m) + self.extra_n / NEWTONS_A_MM


@dataclass(frozen=True, slots=True)
class Off:
    """One setting one step off the best place.

    Parameters
    ----------
    setting : str
    hole : int
        Counts from 1.
    cost : Cost
    """

    setting: Setting
    hole: int
    cost: Cost


@dataclass(frozen=True, slots=True)
class Fit:
    """The best places and what surrounds them.

    Parameters
    ----------
    machine : Machine
        As it then stands to the leg.
    holes : mapping of str to int
        Best hole of every setting, from 1.
    cost : Cost
    off : tuple of Off
        One step to either side, one setting at a time.
    """

    machine: Machine
    holes: Mapping[Setting, int]
    cost: Cost
    off: tuple[Off, ...]

    def at_the_end(self, holes: Holes) -> bool:
        """Whether the best hole is the first or the last of several, so that the best place may lie beyond."""
        return len(holes.values_m) > 1 and self.holes[holes.setting] in (1, len(holes.values_m))


def fit_machine(
    machine: Machine, leg: Leg, choices: Sequence[Holes], span_deg: tuple[float, float], load_kg: float, *,
    legs: int = 1,
) -> Fit:  # fmt: skip
    """The settings with the least sliding and extra force, of all that there are.

    Parameters
    ----------
    machine : Machine
        What is not among the choices stays as it says.
    leg : Leg
        Of the athlete.
    choices : sequence of Holes
    span_deg : tuple of float
        Lowest and highest knee angle.
    load_kg : float
        On the label.
    legs : int
        How many legs share the pad.

    Returns
    -------
    Fit

    Raises
    ------
    InputError
        If no combination is one that a leg fits into.
    """
    costs: dict[tuple[int, ...], Cost] = {}
    placed: dict[tuple[int, ...], Machine] = {}
    for at in product(*(range(len(one.values_m)) for one in choices)):
        stood = _placed(machine, leg, {one.setting: one.values_m[k] for one, k in zip(choices, at, strict=True)})
        if stood is not None:
            placed[at], costs[at] = stood, cost_of(stood, leg, span_deg, load_kg, legs=legs)
    if not costs:
        raise InputError(
            "no leg fits into any of these settings: the pivot is always too far from the knee",
            fix="Check the units (cm) and what each setting is measured from.",
        )
    best = min(costs, key=lambda at: costs[at].total)
    return Fit(
        machine=placed[best],
        holes={one.setting: k + 1 for one, k in zip(choices, best, strict=True)},
        cost=costs[best],
        off=tuple(_neighbours(choices, best, costs)),
    )


def cost_of(machine: Machine, leg: Leg, span_deg: tuple[float, float], load_kg: float, *, legs: int = 1) -> Cost:
    """What a machine as it stands to the leg costs over the range, moved slowly upwards.

    Parameters
    ----------
    machine : Machine
    leg : Leg
    span_deg : tuple of float
    load_kg : float
    legs : int
    """
    knee = np.radians(np.linspace(*span_deg, ANGLES))
    place, push = _pad(machine, leg, knee, load_kg, legs)
    ideal = replace(machine, lever_m=_best_pad_m(leg), pivot_along_m=0.0, pivot_across_m=0.0)
    dragged = np.minimum(SKIN_N_M * np.abs(place - place[0]), PAD_FRICTION * push)
    extra = np.hypot(push - _pad(ideal, leg, knee, load_kg, legs)[1], dragged)
    return Cost(
        sliding_m=float(np.ptp(place)), extra_n=float(extra.max()),
        heel_m=max(float(place.max()) + PAD_RADIUS_M - leg.shank.length_m, 0.0),
    )  # fmt: skip


def _pad(machine: Machine, leg: Leg, knee: FloatArray, load_kg: float, legs: int) -> tuple[FloatArray, FloatArray]:
    """Place of the pad on the shank and its push on one leg, m and N."""
    creeping = np.full(knee.size, FULL_FRICTION_M_S / max(min(machine.cam_radius_m), 1e-3))
    still = np.zeros(knee.size)
    load = knee_load(machine, leg, load_kg, knee, creeping, still, legs=legs)
    return lever_motion(machine, knee, creeping, still).pad_distance_m, load.pad_force_n


def _best_pad_m(leg: Leg) -> float:
    """Knee to the middle of a pad that sits just above the heel."""
    return leg.shank.length_m - PAD_RADIUS_M - HEEL_ROOM_M


def _placed(machine: Machine, leg: Leg, values_m: Mapping[Setting, float]) -> Machine | None:
    """The machine as it stands to the leg; None where no leg fits in."""
    changes: dict[str, float] = {}
    if "seat" in values_m:
        changes["pivot_along_m"] = values_m["seat"] - leg.thigh.length_m
    if "pad" in values_m:
        changes["lever_m"] = values_m["pad"]
    if "pivot" in values_m:
        way = TOWARDS_BACK[machine.variation]
        changes["pivot_across_m"] = way * (values_m["pivot"] - KNEE_OVER_CUSHION_M)
    try:
        return replace(machine, **changes)  # type: ignore[arg-type]
    except InputError:
        return None


def _neighbours(
    choices: Sequence[Holes], best: tuple[int, ...], costs: Mapping[tuple[int, ...], Cost]
) -> Iterator[Off]:
    for axis, one in enumerate(choices):
        for step in (-1, 1):
            at = (*best[:axis], best[axis] + step, *best[axis + 1 :])
            if at in costs:
                yield Off(one.setting, at[axis] + 1, costs[at])
