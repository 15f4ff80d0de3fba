"""Our leg as an OpenSim model.

Pelvis, femur, tibia and foot in one plane, and every muscle with a function-based path: the very polynomial of our
surfaces, so that its length is ours to the last digit and its moment arm, which OpenSim takes as −dL/dq, too. The
muscles are Millard's with our parameters; Millard's curves come as close to ours as they can.
"""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.polynomial import chebyshev, polynomial

from legcurl.athlete import GRAVITY_M_S2, Leg, Segment
from legcurl.errors import InputError, OutputError
from legcurl.muscles.model import LegModel
from legcurl.muscles.opensim_library import COORDINATES, opensim
from legcurl.muscles.profile import ACTIVE_CURVE, ACTIVE_SLOPE, ACTIVE_TRANSITION
from legcurl.muscles.surfaces import LengthSurfaces
from legcurl.vocabulary import FloatArray

JOINTS = ("hip", "knee", "ankle")
PELVIS_MASS_KG, PELVIS_INERTIA_KG_M2 = 10.0, 0.1
"""The pelvis is welded to the ground: its mass changes nothing (design choice)."""


def export_model(path: str | PathLike[str], leg: LegModel, segments: Leg, *, side: str = "r") -> None:
    """Write a leg as an ``.osim`` that OpenSim 4.6 reads.

    Parameters
    ----------
    path : path-like
        Where to; an existing file is replaced.
    leg : LegModel
        Already scaled to the athlete, as :meth:`legcurl.muscles.model.LegModel.scaled` does.
    segments : Leg
        Masses, centres of mass and inertias, from :func:`legcurl.athlete.leg_of`.
    side : {"r", "l"}
        What the names of bodies, coordinates and muscles end in.

    Raises
    ------
    MissingExtraError
        If OpenSim is not installed.
    InputError
        If the leg has arms that are not the derivative of its lengths: such a leg came from elsewhere.
    OutputError
        If the file cannot be written; nothing is left behind then.
    """
    if leg.surfaces.arms is not None:
        raise InputError("the leg is an imported one, whose arms are not the derivative of its lengths",
                         fix="Export our own leg, or use the model that it came from.")  # fmt: skip
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part.osim")
    model = _build(opensim("Exporting an OpenSim model"), leg, segments, side)
    try:
        if not model.printToXML(str(beside)):
            raise OutputError(f"{target}: cannot be written\nChoose another file or folder.")
        beside.replace(target)
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{target}: cannot be written\nChoose another file or folder.") from error
    finally:
        beside.unlink(missing_ok=True)


def _build(library: Any, leg: LegModel, segments: Leg, side: str) -> Any:
    """The model."""
    model = library.Model()
    model.setName("legcurl")
    model.setGravity(library.Vec3(0.0, -GRAVITY_M_S2, 0.0))
    model.set_credits(f"Planar leg of legcurl; hip_flexion_{side} is the angle between femur and pelvis.")
    _add_skeleton(library, model, segments, leg.surfaces, side)
    for index, name in enumerate(leg.muscles):
        model.addForce(_muscle(library, leg, index, f"{name}_{side}", side))
    model.finalizeConnections()
    return model


def _add_skeleton(library: Any, model: Any, segments: Leg, surfaces: LengthSurfaces, side: str) -> None:
    """Four bodies and three pins; x to the front, y up, z to the right."""
    pelvis = library.Body("pelvis", PELVIS_MASS_KG, library.Vec3(0.0), library.Inertia(PELVIS_INERTIA_KG_M2))
    foot = segments.foot
    bodies = [
        _body(library, f"femur_{side}", segments.thigh, (0.0, -segments.thigh.along_m)),
        _body(library, f"tibia_{side}", segments.shank, (0.0, -segments.shank.along_m)),
        _body(library, f"foot_{side}", foot, (foot.along_m, -foot.across_m)),
    ]
    for body in (pelvis, *bodies):
        model.addBody(body)
    model.addJoint(library.WeldJoint("ground_pelvis", model.getGround(), pelvis))
    places = (0.0, -segments.thigh.length_m, -segments.shank.length_m)
    # Hip flexion and dorsiflexion turn about z, knee flexion against it.
    turns = (0.0, np.pi, 0.0)
    parents = (pelvis, *bodies[:2])
    for at, (parent, body, place, turn) in enumerate(zip(parents, bodies, places, turns, strict=True)):
        tilt = library.Vec3(turn, 0.0, 0.0)
        joint = library.PinJoint(
            f"{JOINTS[at]}_{side}", parent, library.Vec3(0.0, place, 0.0), tilt, body, library.Vec3(0.0), tilt
        )
        coordinate = joint.updCoordinate()
        coordinate.setName(f"{COORDINATES[at]}_{side}")
        coordinate.setRangeMin(float(surfaces.low_rad[at]))
        coordinate.setRangeMax(float(surfaces.high_rad[at]))
        model.addJoint(joint)


def _body(library: Any, name: str, segment: Segment, center: tuple[float, float]) -> Any:
    """A body whose inertia about every axis is that in the plane, the only one that matters."""
    inertia = library.Inertia(segment.inertia_kg_m2)
    return library.Body(name, segment.mass_kg, library.Vec3(*center, 0.0), inertia)


def _muscle(library: Any, leg: LegModel, index: int, name: str, side: str) -> Any:
    """Millard's muscle with our parameters and the path of our surface."""
    curves = leg.curves
    muscle = library.Millard2012EquilibriumMuscle(
        name,
        float(leg.max_force_n[index]),
        float(leg.optimal_fiber_m[index]),
        float(leg.tendon_slack_m[index]),
        float(leg.pennation_rad[index]),
    )
    muscle.set_max_contraction_velocity(curves.max_velocity)
    active = muscle.upd_ActiveForceLengthCurve()
    active.setActiveFiberLengths(*ACTIVE_CURVE[:1], ACTIVE_TRANSITION, ACTIVE_CURVE[1], ACTIVE_SLOPE)
    # What a damped muscle of Millard's has; another value would be changed when the model is read.
    active.setMinValue(0.0)
    muscle.upd_FiberForceLengthCurve().set_strain_at_one_norm_force(curves.passive_strain)
    muscle.upd_TendonForceLengthCurve().set_strain_at_one_norm_force(curves.tendon_strain)
    joints, coefficients = path_polynomial(leg.surfaces, index)
    function = library.MultivariatePolynomialFunction()
    function.setDimension(len(joints))
    order = coefficients.shape[0] + coefficients.shape[1] - 2 if len(joints) == 2 else coefficients.shape[1] - 1
    function.setOrder(order)
    flat = _in_order(coefficients, order) if len(joints) == 2 else coefficients[0]
    vector = library.Vector(len(flat), 0.0)
    for place, value in enumerate(flat):
        vector[place] = float(value)
    function.setCoefficients(vector)
    path = library.FunctionBasedPath()
    path.setLengthFunction(function)
    for joint in joints:
        path.appendCoordinatePath(f"/jointset/{JOINTS[joint]}_{side}/{COORDINATES[joint]}_{side}")
    muscle.set_path(path)
    return muscle


def path_polynomial(surfaces: LengthSurfaces, index: int) -> tuple[tuple[int, ...], FloatArray]:
    """Length of one muscle as a plain polynomial of the angles in rad.

    Parameters
    ----------
    surfaces : LengthSurfaces
    index : int
        Which muscle.

    Returns
    -------
    joints : tuple of int
        One or two: of the rows and the columns, or of the columns alone.
    coefficients : ndarray, shape (rows, columns)
        Of q₁ⁱ·q₂ʲ, in m; one row for a muscle of one joint.
    """
    first, second = (int(joint) for joint in surfaces.axes[index])
    columns = _plain(surfaces, second, surfaces.coefficients.shape[2])
    if first == second:
        return (second,), surfaces.coefficients[index, :1] @ columns.T
    rows = _plain(surfaces, first, surfaces.coefficients.shape[1])
    return (first, second), rows @ surfaces.coefficients[index] @ columns.T


def _plain(surfaces: LengthSurfaces, joint: int, count: int) -> FloatArray:
    """Matrix from coefficients of Chebyshev polynomials of a mapped angle to those of powers of the angle itself."""
    low, high = surfaces.low_rad[joint], surfaces.high_rad[joint]
    mapped = polynomial.Polynomial([-(high + low) / (high - low), 2.0 / (high - low)])
    matrix = np.zeros((count, count))
    for order in range(count):
        powers = polynomial.Polynomial(chebyshev.cheb2poly(np.eye(count)[order]))(mapped).coef
        matrix[: len(powers), order] = powers
    return matrix


def _in_order(coefficients: FloatArray, order: int) -> FloatArray:
    """Coefficients as OpenSim lists them: every power of the last angle for each power of the first, to one order."""
    full = np.zeros((order + 1, order + 1))
    full[: coefficients.shape[0], : coefficients.shape[1]] = coefficients
    return np.concatenate([row[: order + 1 - power] for power, row in enumerate(full)])
