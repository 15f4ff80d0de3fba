"""The planar leg as data: path points, wrapping circles and Hill parameters of every muscle.

The numbers stand in ``anatomy.toml``, each with its source. Frames are sagittal, x to the front, y up along the
segment: the pelvis has its origin in the hip centre, the femur and the tibia in the knee axis, the foot in the ankle
axis. In the anatomical position all frames are parallel.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, get_args

from legcurl.errors import InputError
from legcurl.vocabulary import MUSCLES

Body = Literal["pelvis", "femur", "tibia", "foot"]
Joint = Literal["hip", "knee", "ankle"]
BODIES: tuple[Body, ...] = get_args(Body)
JOINTS: tuple[Joint, ...] = get_args(Joint)

M_PER_MM = 1e-3
RAD_PER_DEG = math.pi / 180.0


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A point that a muscle is attached to or held at, m in the frame of its body."""

    body: Body
    x_m: float
    y_m: float


@dataclass(frozen=True, slots=True)
class WrapCircle:
    """A circle that a muscle slides over where its straight line would cut it.

    Parameters
    ----------
    body : str
        The segment that carries the circle.
    x_m, y_m : float
        Its centre, m in the frame of the body.
    radius_m : float
        Its radius, m.
    side : {"behind", "front"}
        The side that the muscle passes on, from the upper to the lower point, in the anatomical position.
    """

    body: Body
    x_m: float
    y_m: float
    radius_m: float
    side: Literal["behind", "front"]


@dataclass(frozen=True, slots=True)
class HillParameters:
    """What scales the normalised curves of one muscle.

    Parameters
    ----------
    max_force_n : float
        Maximum isometric force, N.
    optimal_fiber_m, tendon_slack_m : float
        Optimal fibre length and tendon slack length, m.
    pennation_rad : float
        Pennation angle at optimal fibre length, rad.
    """

    max_force_n: float
    optimal_fiber_m: float
    tendon_slack_m: float
    pennation_rad: float


@dataclass(frozen=True, slots=True)
class HillCurves:
    """Shapes of the normalised curves, the same for every muscle.

    Parameters
    ----------
    active_width : float
        γ of the active force–length curve exp(−(l−1)²/γ).
    passive_strain : float
        Fibre strain at which the passive force reaches the maximum isometric force.
    passive_shape, tendon_shape : float
        Exponents of the passive and the tendon curve.
    tendon_strain : float
        Tendon strain at the maximum isometric force.
    max_velocity : float
        Maximum shortening velocity, optimal fibre lengths a second.
    velocity_curvature : float
        a/F₀ of Hill's hyperbola.
    eccentric_plateau : float
        Largest force of a lengthening fibre, of the isometric force.
    """

    active_width: float
    passive_strain: float
    passive_shape: float
    tendon_strain: float
    tendon_shape: float
    max_velocity: float
    velocity_curvature: float
    eccentric_plateau: float


@dataclass(frozen=True, slots=True)
class MuscleAnatomy:
    """One muscle: its name, its path from above to below, and its Hill parameters."""

    name: str
    path: tuple[PathPoint | WrapCircle, ...]
    hill: HillParameters

    @property
    def joints(self) -> tuple[Joint, ...]:
        """The joints between the first and the last body of the path, from above to below."""
        on = [BODIES.index(step.body) for step in self.path]
        return JOINTS[min(on) : max(on)]


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A whole leg.

    Parameters
    ----------
    thigh_m, shank_m : float
        Hip centre to knee axis, and knee axis to ankle axis, m.
    hip_share : float
        Share of the trunk–thigh angle that the hip joint itself makes; the pelvis makes the rest.
    curves : HillCurves
    muscles : tuple of MuscleAnatomy
        In the order of :data:`legcurl.vocabulary.MUSCLES`.
    """

    thigh_m: float
    shank_m: float
    hip_share: float
    curves: HillCurves
    muscles: tuple[MuscleAnatomy, ...]

    def muscle(self, name: str) -> MuscleAnatomy:
        """The muscle of that name.

        Raises
        ------
        InputError
            Where the leg has no such muscle.
        """
        for muscle in self.muscles:
            if muscle.name == name:
                return muscle
        raise InputError(f"no muscle '{name}'", fix="Choose one of: " + " ".join(m.name for m in self.muscles))


@cache
def reference_anatomy() -> Anatomy:
    """The leg of the reference man (75 kg, 1.78 m) that ships with the package."""
    text = files("legcurl.muscles").joinpath("anatomy.toml").read_text(encoding="utf-8")
    return parse_anatomy(text)


def parse_anatomy(text: str) -> Anatomy:
    """Read a leg from the text of an ``anatomy.toml``.

    Raises
    ------
    InputError
        Where an entry is missing, or a path or a parameter makes no sense; the message names the muscle.
    """
    try:
        return parse_anatomy_data(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"anatomy is not TOML: {error}") from error


def parse_anatomy_data(data: Mapping[str, Any]) -> Anatomy:
    """The same from the entries of the file; see :func:`parse_anatomy`."""
    try:
        segments, curves = data["segments"], data["curves"]
        return Anatomy(
            thigh_m=segments["thigh_mm"]["value"] * M_PER_MM,
            shank_m=segments["shank_mm"]["value"] * M_PER_MM,
            hip_share=float(segments["hip_share"]["value"]),
            curves=HillCurves(**{name: float(entry["value"]) for name, entry in curves.items()}),
            muscles=tuple(_muscle(name, data["muscles"][name]) for name in MUSCLES),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"anatomy: missing or unknown entry {error}") from error


def _muscle(name: str, entry: dict[str, Any]) -> MuscleAnatomy:
    """One ``[muscles.NAME]`` table."""
    path = tuple(_step(step) for step in entry["path"])
    circles = [isinstance(step, WrapCircle) for step in path]
    if len(path) < 2 or circles[0] or circles[-1] or any(a and b for a, b in pairwise(circles)):
        raise InputError(f"anatomy: the path of '{name}' must begin and end in a point, with one circle between two")
    hill = HillParameters(
        max_force_n=float(entry["max_force_n"]),
        optimal_fiber_m=entry["optimal_fiber_mm"] * M_PER_MM,
        tendon_slack_m=entry["tendon_slack_mm"] * M_PER_MM,
        pennation_rad=entry["pennation_deg"] * RAD_PER_DEG,
    )
    if min(hill.max_force_n, hill.optimal_fiber_m, hill.tendon_slack_m) <= 0 or not 0 <= hill.pennation_rad < 1:
        raise InputError(f"anatomy: force, fibre and tendon of '{name}' must be positive, pennation 0 to 57 deg")
    return MuscleAnatomy(name, path, hill)


def _step(entry: dict[str, Any]) -> PathPoint | WrapCircle:
    """One step of a path: ``{on, at_mm}``, with ``radius_mm`` and ``side`` for a circle."""
    x, y = (value * M_PER_MM for value in entry["at_mm"])
    if entry["on"] not in BODIES:
        raise KeyError(entry["on"])
    if "radius_mm" in entry:
        return WrapCircle(entry["on"], x, y, entry["radius_mm"] * M_PER_MM, entry["side"])
    return PathPoint(entry["on"], x, y)
