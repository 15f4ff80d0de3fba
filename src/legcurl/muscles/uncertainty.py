"""What is not known exactly about a leg, its load and its posture, and draws of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from legcurl.athlete import Segment
from legcurl.machine.demand import Posture, Setup
from legcurl.muscles.model import LegModel
from legcurl.muscles.roles import Roles, roles_of
from legcurl.muscles.surfaces import evaluate

POWERS = (2.0, 3.0)
"""Exponents of the criterion; both are usual and neither is proven (Crowninshield and Brand 1981)."""
REFERENCE_RAD = np.radians([[0.67 * 60.0, 30.0, 0.0]])
"""Posture at which a muscle keeps its length while its moment arms are drawn."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviation of one quantity, and where it comes from.

    Parameters
    ----------
    value : float
        Of the logarithm where the unit is ``1``.
    unit : str
    source : str
    """

    value: float
    unit: str
    source: str


SPREADS = {
    "strength": Spread(0.175, "1", "between people: 20 of 114 N·m, Anderson 2007 (computed)"),
    "measured_strength": Spread(0.09, "1", "fit to one person, King, Lewis and Yeadon 2011 (read)"),
    "muscle_force": Spread(0.15, "1", "maximum forces of three published models (design choice)"),
    "moment_arm": Spread(0.10, "1", "three published models differ by 30–50 % at 90° (design choice)"),
    "optimal_fiber": Spread(0.05, "1", "Ward 2009 (recalled)"),
    "tendon_slack": Spread(0.05, "optimal fibres", "design choice"),
    "own_cam": Spread(0.05, "1", "design choice"),
    "generic_cam": Spread(0.20, "1", "the same label gave half or twice the force, Lurvey 1991 (read; leg extension)"),
    "friction": Spread(0.03, "of tension", "±5–15 % (recalled)"),
    "segment_mass": Spread(0.05, "1", "design choice"),
    "knee_deg": Spread(5.0, "deg", "5–7° of video, Stenum 2021 (read)"),
    "recorded_deg": Spread(5.0, "deg", "the same, for hip and ankle (design choice)"),
    "assumed_deg": Spread(10.0, "deg", "hip and ankle that were not recorded (design choice)"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Draw:
    """One way that it may have been; `roles` are the muscles' where they are known already."""

    model: LegModel
    setup: Setup
    posture: Posture
    power: float
    roles: Roles | None = None


def draws(
    model: LegModel, setup: Setup, posture: Posture, count: int, *, measured_strength: bool, seed: int = 0
) -> Iterator[Draw]:
    """Draw leg, load and posture from what is not known exactly.

    Parameters
    ----------
    model : LegModel
        The athlete's.
    setup : Setup
    posture : Posture
    count : int
    measured_strength : bool
        Whether the athlete's strength was measured.
    seed : int
        The same seed gives the same draws.

    Yields
    ------
    Draw
    """
    rng = np.random.default_rng(seed)
    reference_m = evaluate(model.surfaces, REFERENCE_RAD)[0][0]
    roles = roles_of(model)  # arms are drawn by factors, which turn no muscle's part round
    strength = SPREADS["measured_strength" if measured_strength else "strength"].value
    for _ in range(count):
        drawn = _leg(model, reference_m, strength, rng)
        yield Draw(drawn, _setup(setup, rng), _posture(posture, rng), float(rng.choice(POWERS)), roles)


def _factor(name: str, rng: np.random.Generator, size: int | None = None) -> np.ndarray | float:
    return np.exp(rng.normal(0.0, SPREADS[name].value, size))


def _leg(model: LegModel, reference_m: np.ndarray, strength: float, rng: np.random.Generator) -> LegModel:
    count = len(model.muscles)
    arm = np.asarray(_factor("moment_arm", rng, count))
    coefficients = model.surfaces.coefficients * arm[:, None, None]
    coefficients[:, 0, 0] += (1.0 - arm) * reference_m
    arms = model.surfaces.arms
    surfaces = replace(
        model.surfaces, coefficients=coefficients, arms=None if arms is None else arms * arm[:, None, None, None]
    )
    slack = SPREADS["tendon_slack"].value * rng.normal(size=count) * model.optimal_fiber_m
    return replace(
        model,
        surfaces=surfaces,
        max_force_n=model.max_force_n * _factor("muscle_force", rng, count) * np.exp(rng.normal(0.0, strength)),
        optimal_fiber_m=model.optimal_fiber_m * _factor("optimal_fiber", rng, count),
        tendon_slack_m=np.maximum(model.tendon_slack_m + slack, 0.0),
    )


def _setup(setup: Setup, rng: np.random.Generator) -> Setup:
    mass = float(_factor("segment_mass", rng))
    leg = replace(
        setup.leg,
        **{name: _heavier(getattr(setup.leg, name), mass) for name in ("thigh", "shank", "foot")},
    )
    machine = setup.machine
    # Drawn without a machine too, so that whatever is drawn after it is the same with and without one.
    cam = float(_factor("generic_cam" if machine is not None and machine.generic else "own_cam", rng))
    friction = SPREADS["friction"].value * rng.normal(size=2)
    if machine is not None:
        machine = replace(
            machine,
            cam_radius_m=tuple(min(radius * cam, 0.6) for radius in machine.cam_radius_m),
            friction_up=float(np.clip(machine.friction_up + friction[0], 0.0, 0.6)),
            friction_down=float(np.clip(machine.friction_down + friction[1], 0.0, 0.6)),
        )
    return replace(setup, leg=leg, machine=machine)


def _heavier(segment: Segment, factor: float) -> Segment:
    return replace(segment, mass_kg=segment.mass_kg * factor, inertia_kg_m2=segment.inertia_kg_m2 * factor)


def _posture(posture: Posture, rng: np.random.Generator) -> Posture:
    recorded, assumed = SPREADS["recorded_deg"].value, SPREADS["assumed_deg"].value
    return replace(
        posture,
        knee_deg=posture.knee_deg + rng.normal(0.0, SPREADS["knee_deg"].value),
        hip_deg=posture.hip_deg + rng.normal(0.0, recorded if posture.hip_known else assumed),
        ankle_deg=posture.ankle_deg + rng.normal(0.0, recorded if posture.ankle_known else assumed),
    )
