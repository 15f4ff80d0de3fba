"""One leg in plain arrays: what every muscle computation works on, and the state of its muscles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from legcurl.errors import InputError
from legcurl.muscles.anatomy import Anatomy, HillCurves, reference_anatomy
from legcurl.muscles.hill import equilibrium_fiber, rigid_fiber
from legcurl.muscles.namespace import Array, moved, namespace
from legcurl.muscles.surfaces import LengthSurfaces, evaluate, length_and_slope
from legcurl.vocabulary import FloatArray

Tendon = Literal["compliant", "rigid"]

SURFACES_FILE = "surfaces.npz"
RIGID_STRAIN_SHARE = 0.5
"""Strain that a rigid tendon is held at, of the strain at maximum force: where it would carry an eighth of that force.
Held at its slack length instead, every fibre would come out longer than with an elastic tendon (design choice)."""


@dataclass(frozen=True, eq=False)
class LegModel:
    """A leg and its muscles, every array over the muscles.

    Parameters
    ----------
    muscles : tuple of str
    surfaces : LengthSurfaces
    max_force_n, optimal_fiber_m, tendon_slack_m, pennation_rad : ndarray, shape (muscles,)
        See :class:`legcurl.muscles.anatomy.HillParameters`.
    curves : HillCurves
    hip_share : float
        Share of the trunk–thigh angle that the hip joint itself makes; the pelvis makes the rest.
    """

    muscles: tuple[str, ...]
    surfaces: LengthSurfaces
    max_force_n: FloatArray
    optimal_fiber_m: FloatArray
    tendon_slack_m: FloatArray
    pennation_rad: FloatArray
    curves: HillCurves
    hip_share: float

    @property
    def rigid_tendon_m(self) -> FloatArray:
        """Length that the tendons are held at where they are taken as rigid, m."""
        return self.tendon_slack_m * (1.0 + RIGID_STRAIN_SHARE * self.curves.tendon_strain)

    def scaled(self, *, strength: float = 1.0, size: float = 1.0) -> LegModel:
        """The leg of another person: ``strength`` times every maximum force, ``size`` times every length."""
        if not (np.isfinite([strength, size]).all() and strength > 0 and size > 0):
            raise InputError(f"strength scale {strength} and size scale {size} must be positive numbers")
        arms = self.surfaces.arms
        surfaces = self.surfaces
        if size != 1.0:
            surfaces = replace(
                surfaces,
                coefficients=surfaces.coefficients * size,
                arms=None if arms is None else arms * size,
            )
        return replace(
            self,
            surfaces=surfaces,
            max_force_n=self.max_force_n * strength,
            optimal_fiber_m=self.optimal_fiber_m * size,
            tendon_slack_m=self.tendon_slack_m * size,
        )

    def beside(self, array: Array) -> LegModel:
        """The same leg with its numbers in the library, and on the device, of an array."""
        return replace(moved(self, array), surfaces=moved(self.surfaces, array))


@dataclass(frozen=True, eq=False)
class MuscleState:
    """Every muscle in every frame; arrays of shape (frames, muscles), the arm (frames, muscles, 3).

    Parameters
    ----------
    length_m, velocity_m_s : ndarray
        Muscle and tendon together; the velocity is positive while they lengthen.
    arm_m : ndarray
        Moment arms over hip, knee and ankle.
    fiber_length : ndarray
        Fibre length at full activation, optimal fibre lengths.
    passive_n : ndarray
        Force at rest, along the tendon.
    active_n : ndarray
        What full activation adds to it.
    """

    length_m: Array
    velocity_m_s: Array
    arm_m: Array
    fiber_length: Array
    passive_n: Array
    active_n: Array


@cache
def reference_leg() -> LegModel:
    """The leg of the reference man, with the surfaces that ship with the package."""
    with files("legcurl.muscles").joinpath(SURFACES_FILE).open("rb") as file, np.load(file) as stored:
        surfaces = LengthSurfaces(**{name: stored[name] for name in stored.files})
    return model_of(reference_anatomy(), surfaces)


def model_of(anatomy: Anatomy, surfaces: LengthSurfaces) -> LegModel:
    """A leg from its anatomy and the surfaces fitted to it."""
    hill = [muscle.hill for muscle in anatomy.muscles]
    return LegModel(
        muscles=tuple(muscle.name for muscle in anatomy.muscles),
        surfaces=surfaces,
        max_force_n=np.array([one.max_force_n for one in hill]),
        optimal_fiber_m=np.array([one.optimal_fiber_m for one in hill]),
        tendon_slack_m=np.array([one.tendon_slack_m for one in hill]),
        pennation_rad=np.array([one.pennation_rad for one in hill]),
        curves=anatomy.curves,
        hip_share=anatomy.hip_share,
    )


def muscle_state(model: LegModel, angles: Array, rates: Array, *, tendon: Tendon = "compliant") -> MuscleState:
    """Lengths, moment arms and forces of every muscle.

    Parameters
    ----------
    model : LegModel
    angles, rates : array, shape (frames, 3)
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad and rad/s.
    tendon : {"compliant", "rigid"}

    Returns
    -------
    MuscleState

    Notes
    -----
    With a compliant tendon the force is no straight line over the activation, since the fibre shortens as it pulls.
    Rest and full activation are solved exactly and taken apart as a measurement takes them apart: the passive force
    is the force at rest, the active force what activation adds.
    """
    xp, model = namespace(angles), model.beside(angles)
    length, arm = evaluate(model.surfaces, angles)
    slope = arm if model.surfaces.arms is None else length_and_slope(model.surfaces, angles)[1]
    velocity = -xp.sum(slope * rates[:, None, :], axis=-1)
    if tendon == "compliant":
        solve, tendon_m = equilibrium_fiber, model.tendon_slack_m
    else:
        solve, tendon_m = rigid_fiber, model.rigid_tendon_m
    path = length / model.optimal_fiber_m
    speed = velocity / (model.optimal_fiber_m * model.curves.max_velocity)
    shape = (tendon_m / model.optimal_fiber_m, model.pennation_rad, model.curves)
    rest = solve(path, speed, xp.zeros_like(path), *shape)
    full = solve(path, speed, xp.ones_like(path), *shape)
    return MuscleState(
        length_m=length,
        velocity_m_s=velocity,
        arm_m=arm,
        fiber_length=xp.hypot(full.length_along_tendon, xp.sin(model.pennation_rad)),
        passive_n=rest.force * model.max_force_n,
        active_n=(full.force - rest.force) * model.max_force_n,
    )
