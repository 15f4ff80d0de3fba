"""The person: size, mass, age, sex and strength, and what follows from them for one leg.

Everything may be unknown. :func:`body_of` fills what is missing with a reference adult and says so, and every other
function starts from there.

Sources
-------
Segments: de Leva 1996, J Biomech 29:1223–1230, table 4 (mass, centre of mass, transverse radius of gyration) and the
mean lengths of her subjects. Torque: Anderson, Madigan and Nussbaum 2007, J Biomech 40:3105–3113, table 3. Pelvis:
Bohannon 1985.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from legcurl.errors import InputError
from legcurl.vocabulary import FloatArray

Sex = Literal["male", "female"]

GRAVITY_M_S2 = 9.80665
"""Standard gravity."""
ANDERSON_GRAVITY_M_S2 = 9.81
"""Gravity in Anderson's normalisation mass × height × g."""

MASS_KG, HEIGHT_CM, AGE = (25.0, 300.0), (110.0, 250.0), (8.0, 110.0)
"""What a person can plausibly weigh, measure and count in years; beyond it is a typing error (design choice)."""
LIMB_CM: Mapping[str, tuple[float, float]] = {
    "thigh_length_cm": (20.0, 70.0), "shank_length_cm": (20.0, 70.0), "foot_length_cm": (12.0, 40.0),
}  # fmt: skip
"""The same for the limbs, in cm (design choice)."""
TORQUE_NM = (5.0, 500.0)
"""The same for the peak isometric knee flexion torque of one leg (design choice)."""


@dataclass(frozen=True, slots=True)
class Athlete:
    """A person, as far as is known.

    Parameters
    ----------
    mass_kg, height_cm, age : float, optional
        Body mass, standing height and age in years.
    sex : {"male", "female"}, optional
        Whose segment and torque coefficients apply; unknown takes the mean of both.
    thigh_length_cm, shank_length_cm, foot_length_cm : float, optional
        Hip joint to knee joint, knee joint to outer ankle bone, heel to longest toe; from the height where unknown.
    knee_flexion_torque_nm : float, optional
        Measured largest isometric knee flexion torque of one leg; scales the strength to this person.
    hip_share : float
        Share of the angle between trunk and thigh that the hip joint itself makes; the pelvis makes the rest
        (Bohannon 1985: a quarter to a third).

    Raises
    ------
    InputError
        If a value is not a number that a person can have.
    """

    mass_kg: float | None = None
    height_cm: float | None = None
    age: float | None = None
    sex: Sex | None = None
    thigh_length_cm: float | None = None
    shank_length_cm: float | None = None
    foot_length_cm: float | None = None
    knee_flexion_torque_nm: float | None = None
    hip_share: float = 0.67

    def __post_init__(self) -> None:
        bounds = {"mass_kg": MASS_KG, "height_cm": HEIGHT_CM, "age": AGE, **LIMB_CM,
                  "knee_flexion_torque_nm": TORQUE_NM, "hip_share": (0.3, 1.0)}  # fmt: skip
        for name, (low, high) in bounds.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise InputError(f"{name} = {value:g} is not a person's", fix=f"Give a value from {low:g} to {high:g}.")
        if self.sex is not None and self.sex not in get_args(Sex):
            raise InputError(f"sex = {self.sex!r} is unknown", fix="Give male or female, or leave it out.")


@dataclass(frozen=True, slots=True)
class Body:
    """An athlete with every gap filled.

    Parameters
    ----------
    mass_kg, height_m, age : float
    male : float
        1 for a man, 0 for a woman, 0.5 where the sex is unknown: the weight of the male coefficients.
    thigh_m, shank_m, foot_m : float
        Segment lengths.
    assumptions : tuple of str
        What was filled in, in sentences.
    """

    mass_kg: float
    height_m: float
    age: float
    male: float
    thigh_m: float
    shank_m: float
    foot_m: float
    assumptions: tuple[str, ...]

    def mix(self, man: float, woman: float) -> float:
        """The value of this body's sex, or the mean where the sex is unknown."""
        return self.male * man + (1.0 - self.male) * woman


@dataclass(frozen=True, slots=True)
class Segment:
    """A rigid segment in the sagittal plane.

    Parameters
    ----------
    mass_kg, length_m : float
    along_m, across_m : float
        Centre of mass from the upper joint: along the segment, and at a right angle to it. Thigh and shank point
        down the leg and have `across_m` 0; the foot points from ankle to toes, `across_m` towards the sole.
    inertia_kg_m2 : float
        About the centre of mass, for rotation in the sagittal plane.
    """

    mass_kg: float
    length_m: float
    along_m: float
    across_m: float
    inertia_kg_m2: float


@dataclass(frozen=True, slots=True)
class Leg:
    """The three segments of one leg."""

    thigh: Segment
    shank: Segment
    foot: Segment


# man and woman: share of body mass, centre of mass and transverse radius of gyration over segment length, length over
# height. The foot's centre is measured from the heel. De Leva 1996; the women's lengths over height are recalled.
_SEGMENTS: Mapping[str, tuple[tuple[float, float, float, float], tuple[float, float, float, float]]] = {
    "thigh": ((0.1416, 0.4095, 0.329, 0.4222 / 1.741), (0.1478, 0.3612, 0.364, 0.3685 / 1.735)),
    "shank": ((0.0433, 0.4459, 0.249, 0.4340 / 1.741), (0.0481, 0.4416, 0.267, 0.4323 / 1.735)),
    "foot": ((0.0137, 0.4415, 0.245, 0.2581 / 1.741), (0.0129, 0.4014, 0.279, 0.2283 / 1.735)),
}
HEEL_TO_ANKLE = 0.23
"""Ankle from the back of the heel, horizontally, over the foot's length (design choice; about a quarter)."""
_ANKLE_HEIGHT = 0.039  # of body height (Drillis and Contini, in Winter; recalled)
_REFERENCE = {"male": (75.0, 1.78), "female": (62.0, 1.65)}  # kg, m: the people Anderson's figures are printed for
_REFERENCE_AGE = 25.0


def body_of(athlete: Athlete) -> Body:
    """The athlete with a reference adult's values where nothing is known.

    Parameters
    ----------
    athlete : Athlete

    Returns
    -------
    Body
        `assumptions` names every value that was filled in.
    """
    male = {"male": 1.0, "female": 0.0, None: 0.5}[athlete.sex]
    said: list[str] = [] if athlete.sex else ["sex unknown: mean of a man's and a woman's coefficients"]

    def known(value: float | None, otherwise: float, unit: str, name: str) -> float:
        if value is not None:
            return value
        said.append(f"{name} unknown: {otherwise:.3g} {unit} taken")
        return otherwise

    reference = [male * m + (1 - male) * w for m, w in zip(_REFERENCE["male"], _REFERENCE["female"], strict=True)]
    height_m = known(athlete.height_cm, 100 * reference[1], "cm", "height") / 100
    mass_kg = known(athlete.mass_kg, reference[0], "kg", "body mass")
    age = known(athlete.age, _REFERENCE_AGE, "years", "age")
    lengths = {}
    for name, (man, woman) in _SEGMENTS.items():
        measured = getattr(athlete, f"{name}_length_cm")
        lengths[name] = measured / 100 if measured else height_m * (male * man[3] + (1 - male) * woman[3])
    if age < _AGES[0]:
        said.append(f"strength at {age:g} years taken from people of 18 to 25")
    return Body(mass_kg, height_m, age, male, lengths["thigh"], lengths["shank"], lengths["foot"], tuple(said))


def leg_of(body: Body) -> Leg:
    """Masses, centres of mass and moments of inertia of one leg (de Leva 1996).

    Parameters
    ----------
    body : Body

    Returns
    -------
    Leg
    """
    lengths = {"thigh": body.thigh_m, "shank": body.shank_m, "foot": body.foot_m}
    segments = {}
    for name, (man, woman) in _SEGMENTS.items():
        mass, com, radius = (body.mix(m, w) for m, w in zip(man[:3], woman[:3], strict=True))
        length = lengths[name]
        foot = name == "foot"
        segments[name] = Segment(
            mass_kg=mass * body.mass_kg,
            length_m=length,
            along_m=(com - (HEEL_TO_ANKLE if foot else 0.0)) * length,
            across_m=0.5 * _ANKLE_HEIGHT * body.height_m if foot else 0.0,
            inertia_kg_m2=mass * body.mass_kg * (radius * length) ** 2,
        )
    return Leg(**segments)


@dataclass(frozen=True, slots=True)
class TorqueCoefficients:
    """One block of Anderson's table 3: C1 … C6 (C2 per rad, C3 in rad, C4 and C5 in rad/s)."""

    c1: float
    c2: float
    c3: float
    c4: float
    c5: float
    c6: float


_AGES = (21.5, 60.0, 70.0)  # years: middles of 18–25 and 55–65, and a stand-in for "over 65"
_KNEE_FLEXION = {
    "male": (
        TorqueCoefficients(0.087, 0.869, 0.522, 2.008, 5.233, 0.304),
        TorqueCoefficients(0.081, 0.986, 0.523, 1.830, 4.777, 0.230),
        TorqueCoefficients(0.069, 0.838, 0.437, 1.718, 4.476, 0.414),
    ),
    "female": (
        TorqueCoefficients(0.080, 0.873, 0.635, 1.698, 4.412, 0.175),
        TorqueCoefficients(0.060, 0.967, 0.402, 1.693, 4.410, 0.349),
        TorqueCoefficients(0.060, 0.897, 0.445, 1.121, 2.922, 0.389),
    ),
}
_DORSIFLEXION = {
    "male": (
        TorqueCoefficients(0.033, 1.510, -0.187, 0.699, 1.940, 0.828),
        TorqueCoefficients(0.028, 1.293, -0.284, 0.634, 1.759, 0.999),
        TorqueCoefficients(0.029, 1.419, -0.174, 0.561, 1.558, 1.198),
    ),
    "female": (
        TorqueCoefficients(0.027, 1.079, -0.302, 0.864, 2.399, 0.771),
        TorqueCoefficients(0.024, 1.308, -0.254, 0.596, 1.654, 1.006),
        TorqueCoefficients(0.022, 1.096, -0.369, 0.458, 1.242, 1.401),
    ),
}


def normal_knee_flexion_torque(
    body: Body, knee_flexion_rad: FloatArray | float, velocity_rad_s: FloatArray | float = 0.0
) -> FloatArray:
    """Largest voluntary knee flexion torque of one leg that people of this size, age and sex make.

    Parameters
    ----------
    body : Body
    knee_flexion_rad, velocity_rad_s : float or ndarray
        Knee angle, and its velocity, positive while the flexors shorten.

    Returns
    -------
    ndarray
        Torque in N·m, never negative. Between the age groups it is interpolated.

    Notes
    -----
    Anderson's people were measured sitting, to about 90°; beyond, the curve is extrapolated.
    """
    return _population_torque(_KNEE_FLEXION, body, knee_flexion_rad, velocity_rad_s)


def normal_dorsiflexion_torque(
    body: Body, dorsiflexion_rad: FloatArray | float, velocity_rad_s: FloatArray | float = 0.0
) -> FloatArray:
    """The same for ankle dorsiflexion, in N·m."""
    return _population_torque(_DORSIFLEXION, body, dorsiflexion_rad, velocity_rad_s)


def peak_knee_flexion_torque(athlete: Athlete) -> float:
    """Largest isometric knee flexion torque of one leg, N·m: measured, or that of people like the athlete."""
    return athlete.knee_flexion_torque_nm or _normal_peak(athlete)


def strength_scale(athlete: Athlete) -> float:
    """Strength against people of the same size, age and sex: 1 unless a torque was measured."""
    return peak_knee_flexion_torque(athlete) / _normal_peak(athlete)


def _normal_peak(athlete: Athlete) -> float:
    return float(normal_knee_flexion_torque(body_of(athlete), np.radians(np.arange(0.0, 91.0))).max())


def _population_torque(
    table: Mapping[str, tuple[TorqueCoefficients, ...]],
    body: Body,
    angle_rad: FloatArray | float,
    velocity_rad_s: FloatArray | float,
) -> FloatArray:
    by_age = [
        body.male * _normalised_torque(man, angle_rad, velocity_rad_s)
        + (1 - body.male) * _normalised_torque(woman, angle_rad, velocity_rad_s)
        for man, woman in zip(table["male"], table["female"], strict=True)
    ]
    upper = min(max(1, math.ceil(np.interp(body.age, _AGES, range(3)))), 2)
    share = float(np.clip((body.age - _AGES[upper - 1]) / (_AGES[upper] - _AGES[upper - 1]), 0.0, 1.0))
    torque = (1 - share) * by_age[upper - 1] + share * by_age[upper]
    return np.asarray(torque * body.mass_kg * body.height_m * ANDERSON_GRAVITY_M_S2)


def _normalised_torque(
    c: TorqueCoefficients, angle_rad: FloatArray | float, velocity_rad_s: FloatArray | float
) -> FloatArray:
    """Anderson's equation 1: torque over mass × height × g."""
    velocity = np.asarray(velocity_rad_s, dtype=np.float64)
    speed = np.abs(velocity)
    at_speed = (2 * c.c4 * c.c5 + speed * (c.c5 - 3 * c.c4)) / (2 * c.c4 * c.c5 + speed * (2 * c.c5 - 4 * c.c4))
    # Lengthening follows the same hyperbola, raised by C6.
    at_speed = at_speed * (1 + c.c6 * np.maximum(-velocity, 0.0))
    at_angle = np.cos(c.c2 * (np.asarray(angle_rad) - c.c3))
    return np.asarray(c.c1 * np.maximum(at_angle, 0.0) * np.maximum(at_speed, 0.0))
