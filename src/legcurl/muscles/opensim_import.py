"""Any OpenSim leg as a profile.

OpenSim itself evaluates every path, so wrapping surfaces, conditional and moving points and function-based paths need
nothing here. Lengths and moment arms are sampled over hip flexion, knee and ankle, all other coordinates at their
defaults; the force curves are measured with every muscle on a bench that sets its length and speed.
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from legcurl.errors import InputError
from legcurl.muscles.opensim_bench import measure_curves
from legcurl.muscles.opensim_library import COORDINATES, opensim, read_model, reason
from legcurl.muscles.profile import SAMPLES, Profile, crossed_axes, neutral, sample_angles, table_angles
from legcurl.muscles.surfaces import ANKLE, HIGH_DEG, HIP, KNEE, LOW_DEG
from legcurl.vocabulary import FloatArray

BEYOND_RAD = np.radians(10.0)
"""How far past a coordinate's range it is sampled: people's straight knees lie a few degrees beyond a model's zero."""
CROSSES_M = 5e-4
"""A muscle whose arms over a joint all stay below it does not cross that joint (design choice)."""
SETTLED_RAD = 1e-3
"""How near a coordinate must come to the value that it is set to."""
TELLING_RAD = np.radians(15.0)
"""A knee that bends further than this to one side only tells its sign."""
FUNCTIONS = {
    KNEE: ("knee_angle", "knee_flexion"),
    HIP: ("hip_flexion",),
    ANKLE: ("ankle_angle", "ankle_flexion", "ankle_dorsiflexion"),
}  # fmt: skip
"""Names that coordinates go by, without their side."""
NAMES = {
    "bifemlh": "bflh", "bifemsh": "bfsh", "med_gas": "gasmed", "lat_gas": "gaslat", "gra": "grac", "sar": "sart",
    "tib_ant": "tibant", "rect_fem": "recfem", "pop": "popli", "popliteus": "popli", "glut_max": "glmax",
}  # fmt: skip
"""Our names for muscles that other models call differently; the rest is named alike or has no counterpart."""

Progress = Callable[[float], None]


class _Coordinate(NamedTuple):
    """A coordinate of the model, and the factor that makes flexion positive."""

    handle: Any
    sign: float


def import_model(
    path: str | PathLike[str],
    *,
    side: Literal["r", "l"] = "r",
    progress: Progress | None = None,
) -> Profile:
    """Sample one leg of an OpenSim model.

    Parameters
    ----------
    path : path-like
        An ``.osim`` file.
    side : {"r", "l"}
        Right or left leg.
    progress : callable, optional
        Called with the share that is done, 0 to 1.

    Returns
    -------
    Profile

    Raises
    ------
    MissingExtraError
        If OpenSim is not installed.
    InputError
        If the file is missing or broken, or has no knee, hip or ankle coordinate or no muscles on that side.
    """
    report = progress or (lambda _: None)
    library = opensim("Importing an OpenSim model")
    model = read_model(library, path)
    coordinates = _coordinates(model, path, side)
    _release(model, coordinates)
    try:
        state = model.initSystem()
        return _sample(library, model, state, coordinates, path, side, report)
    except RuntimeError as error:
        raise InputError(f"OpenSim cannot move this model ({reason(error)})", path=path) from error


def _coordinates(model: Any, path: str | PathLike[str], side: str) -> list[_Coordinate]:
    """Hip, knee and ankle of a side, the knee's sign by its range."""
    found = {one.getName().lower(): one for one in _items(model.getCoordinateSet())}
    picked: dict[int, Any] = {}
    for joint, names in FUNCTIONS.items():
        handle = next((found[f"{name}_{side}"] for name in names if f"{name}_{side}" in found), None)
        if handle is None:
            what = ("hip", "knee", "ankle")[joint]
            has = ", ".join(sorted(found)) or "none"
            raise InputError(
                f"the model has no {what} of that side: no coordinate {names[0]}_{side} among {has[:200]}", path=path,
                fix=f"Choose the other side, or a model whose {what} coordinate is named {names[0]}_{side}.",
            )  # fmt: skip
        picked[joint] = handle
    low, high = picked[KNEE].getRangeMin(), picked[KNEE].getRangeMax()
    if max(-low, high) < TELLING_RAD:
        raise InputError(
            f"the knee's range of {np.degrees(low):.0f} to {np.degrees(high):.0f} deg does not tell which way it bends",
            path=path, fix="Set the range of the knee coordinate in the model.",
        )  # fmt: skip
    return [_Coordinate(one, -1.0 if joint == KNEE and -low > high else 1.0) for joint, one in sorted(picked.items())]


def _release(model: Any, coordinates: list[_Coordinate]) -> None:
    """Let the three coordinates take any value, and constraints be met closely."""
    for one in coordinates:
        one.handle.setDefaultLocked(False)
        one.handle.setDefaultClamped(False)
    model.set_assembly_accuracy(1e-10)


def _sample(
    library: Any, model: Any, state: Any, coordinates: list[_Coordinate], path: str | PathLike[str], side: str,
    report: Progress,
) -> Profile:  # fmt: skip
    """The tables of every muscle of the side that crosses a joint."""
    angles = _ranges(coordinates)
    muscles = [one for one in _items(model.getMuscles()) if one.getName().endswith(f"_{side}")]
    axes = [_axes(model, state, coordinates, angles, one, path) for one in muscles]
    kept = [(one, axis) for one, axis in zip(muscles, axes, strict=True) if axis is not None]
    if not kept:
        raise InputError(f"no muscle whose name ends in _{side} crosses hip, knee or ankle", path=path,
                         fix="Choose the other side, or a model with muscles.")  # fmt: skip
    tables = np.zeros((len(kept), 3, SAMPLES, SAMPLES))
    planes = sorted({axis for _, axis in kept})
    for done, plane in enumerate(planes):
        members = [index for index, (_, axis) in enumerate(kept) if axis == plane]
        first, second = plane
        for cell, posture in enumerate(table_angles(angles, first, second)):
            row, column = divmod(cell, SAMPLES)
            if first == second and row:
                break
            _pose(model, state, coordinates, posture, path)
            for index in members:
                geometry = kept[index][0].getPath()
                tables[index, 0, row, column] = geometry.getLength(state)
                tables[index, 2, row, column] = _arm(geometry, state, coordinates[second])
                if first != second:
                    tables[index, 1, row, column] = _arm(geometry, state, coordinates[first])
            report((done + cell / SAMPLES**2) / len(planes))
        if first == second:
            tables[members, :, 1:] = tables[members, :, :1]
    ours = [one for one, _ in kept]
    active, velocity = measure_curves(library, ours)
    report(1.0)
    return Profile(
        source=model.getName() or Path(path).stem,
        side=side,
        muscles=_named([_plain(one, side) for one in ours]),
        left_out=tuple(_plain(one, side) for one, axis in zip(muscles, axes, strict=True) if axis is None),
        angles_rad=angles,
        axes=np.array([axis for _, axis in kept], np.int64),
        length_m=tables[:, 0],
        arm_m=tables[:, 1:],
        max_force_n=np.array([one.getMaxIsometricForce() for one in ours]),
        optimal_fiber_m=np.array([one.getOptimalFiberLength() for one in ours]),
        tendon_slack_m=np.array([one.getTendonSlackLength() for one in ours]),
        pennation_rad=np.array([one.getPennationAngleAtOptimalFiberLength() for one in ours]),
        max_velocity=np.array([one.getMaxContractionVelocity() for one in ours]),
        active_curve=active,
        velocity_curve=velocity,
    )


def _ranges(coordinates: list[_Coordinate]) -> FloatArray:
    """Where each joint is sampled: the model's range and a little more, as far as a leg goes."""
    ends = np.array([sorted((one.sign * one.handle.getRangeMin(), one.sign * one.handle.getRangeMax()))
                     for one in coordinates])  # fmt: skip
    low = np.maximum(ends[:, 0] - BEYOND_RAD, np.radians(LOW_DEG))
    high = np.minimum(ends[:, 1] + BEYOND_RAD, np.radians(HIGH_DEG))
    return sample_angles(low, high)


def _axes(
    model: Any, state: Any, coordinates: list[_Coordinate], angles: FloatArray, muscle: Any, path: str | PathLike[str]
) -> tuple[int, int] | None:
    """The joints that a muscle crosses, by its arms in a few postures."""
    moves = np.zeros(3, dtype=np.bool_)
    for posture in _probes(angles):
        _pose(model, state, coordinates, posture, path)
        moves |= np.array([abs(_arm(muscle.getPath(), state, one)) > CROSSES_M for one in coordinates])
    return crossed_axes(moves)


def _probes(angles: FloatArray) -> NDArray[np.float64]:
    """Neutral, and each joint in turn at three places of its range."""
    postures = [neutral(angles)]
    for joint in range(3):
        for place in (SAMPLES // 4, SAMPLES // 2, 3 * SAMPLES // 4):
            posture = neutral(angles)
            posture[joint] = angles[joint, place]
            postures.append(posture)
    return np.array(postures)


def _pose(
    model: Any, state: Any, coordinates: list[_Coordinate], posture: FloatArray, path: str | PathLike[str]
) -> None:
    """Put the leg in a posture, coupled coordinates and all."""
    wanted = [float(one.sign * angle) for one, angle in zip(coordinates, posture, strict=True)]
    for one, value in zip(coordinates, wanted, strict=True):
        one.handle.setValue(state, value, False)
    coordinates[KNEE].handle.setValue(state, wanted[KNEE], True)
    for joint, (one, value) in enumerate(zip(coordinates, wanted, strict=True)):
        if abs(one.handle.getValue(state) - value) > SETTLED_RAD:
            raise InputError(
                f"the model does not let {one.handle.getName()} take {np.degrees(value):.0f} deg", path=path,
                fix=f"Free the coordinate {COORDINATES[joint]} of its constraint.",
            )  # fmt: skip
    model.realizePosition(state)


def _arm(geometry: Any, state: Any, coordinate: _Coordinate) -> float:
    """Moment arm, positive where the muscle flexes the joint."""
    return float(coordinate.sign * geometry.computeMomentArm(state, coordinate.handle))


def _items(collection: Any) -> list[Any]:
    """What an OpenSim set holds."""
    return [collection.get(index) for index in range(collection.getSize())]


def _plain(muscle: Any, side: str) -> str:
    """Name of a muscle without its side."""
    return str(muscle.getName()).removesuffix(f"_{side}")


def _named(names: list[str]) -> tuple[str, ...]:
    """Our names where there is one."""
    return tuple(NAMES[name] if name in NAMES and NAMES[name] not in names else name for name in names)
