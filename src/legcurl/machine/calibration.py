"""A cam and friction from a few forces read off a spring or luggage scale at the pad."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from legcurl.athlete import GRAVITY_M_S2
from legcurl.errors import InputError
from legcurl.machine.model import Machine, checked_load

FORCE_N = (0.0, 3000.0)
"""What a scale can show, N (design choice)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the scale, hooked where the pad is and pulled at a right angle to the lever.

    Parameters
    ----------
    lever_deg : float
        Angle of the lever, 0 as a straight leg.
    force_n : float
    moving : {"up", "down"}
        Whether the stack was slowly lifted or lowered.
    """

    lever_deg: float
    force_n: float
    moving: Literal["up", "down"] = "up"


def calibrated(machine: Machine, load_kg: float, readings: Sequence[Reading]) -> Machine:
    """The machine with the cam, and the friction where it shows, that the readings call for.

    Parameters
    ----------
    machine : Machine
        With its lever, carriage and, where only lifting or only lowering was read, its friction.
    load_kg : float
        Load on the label during the readings.
    readings : sequence of Reading
        At least one. Angles read both ways tell the friction, taken as equal up and down.

    Returns
    -------
    Machine
        No longer generic.

    Raises
    ------
    InputError
        If there is nothing to go by, or a force makes no sense.
    """
    if not readings:
        raise InputError("machine: calibration has no readings, expected one angle and force or more")
    weight = (checked_load(load_kg) + machine.carriage_kg) * GRAVITY_M_S2
    if weight <= 0:
        raise InputError("machine: calibration without a load", fix="Read the forces with some plates on the stack.")
    by_angle: dict[float, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        if not FORCE_N[0] < reading.force_n <= FORCE_N[1]:
            raise InputError(f"machine: calibration force {reading.force_n:g} N, expected 0 to {FORCE_N[1]:g} N")
        tilt = np.radians(machine.thigh_tilt_deg + reading.lever_deg)
        lever_weight = machine.lever_mass_kg * GRAVITY_M_S2 * machine.lever_center_m * np.sin(tilt)
        torque = reading.force_n * machine.lever_m - lever_weight
        by_angle[reading.lever_deg][reading.moving].append(float(torque))
    friction = _friction(by_angle)
    up, down = (machine.friction_up, machine.friction_down) if friction is None else (friction, friction)
    angles = tuple(sorted(by_angle))
    radii = []
    for angle in angles:
        free = [t / (1 + up) for t in by_angle[angle]["up"]] + [t / (1 - down) for t in by_angle[angle]["down"]]
        radii.append(float(np.mean(free)) / weight)
    return replace(
        machine, cam_angle_deg=angles, cam_radius_m=tuple(radii), friction_up=up, friction_down=down, generic=False
    )


def _friction(by_angle: dict[float, dict[str, list[float]]]) -> float | None:
    """Share of the tension, from the angles that were read both ways; None where there are none."""
    shares = []
    for angle, ways in by_angle.items():
        if ways["up"] and ways["down"]:
            up, down = float(np.mean(ways["up"])), float(np.mean(ways["down"]))
            if down > up:
                raise InputError(f"machine: at {angle:g} deg lowering took more force than lifting")
            shares.append((up - down) / (up + down))
    return float(np.median(shares)) if shares else None
